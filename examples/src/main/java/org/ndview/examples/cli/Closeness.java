package org.ndview.examples.cli;

import java.util.function.BiPredicate;
import org.ndview.Casting;
import org.ndview.Index;
import org.ndview.NdView;

/**
 * Whether numbers are close, as NumPy's {@code allclose} has it: {@code |a - b| <= atol + rtol *
 * |b|}. They are compared as doubles, complex ones by their distance.
 *
 * @param rtol the tolerance relative to the second number
 * @param atol the absolute tolerance
 * @param equalNan whether NaN is close to NaN
 */
record Closeness(double rtol, double atol, boolean equalNan)
    implements BiPredicate<NdView, NdView> {
  /** How many items are compared at a time. */
  private static final int BLOCK = 1 << 14;

  /**
   * Checks the tolerances.
   *
   * @throws IllegalArgumentException if one is negative or NaN
   */
  Closeness {
    if (!(rtol >= 0 && atol >= 0)) {
      throw new IllegalArgumentException(
          "the tolerances %s (relative) and %s (absolute) are not both 0 or more"
              .formatted(rtol, atol));
    }
  }

  @Override
  public boolean test(NdView a, NdView b) {
    if (a.size() == 0) {
      return true;
    }
    if (a.size() <= BLOCK) {
      return closeBlock(numbers(a), numbers(b));
    }
    long length = a.shape()[0];
    if (length == 1) {
      return test(a.select(0, 0), b.select(0, 0));
    }
    Index low = Index.to(length / 2);
    Index high = Index.from(length / 2);
    return test(a.slice(low), b.slice(low)) && test(a.slice(high), b.slice(high));
  }

  /** {@return real and imaginary parts, in C order} */
  private static double[] numbers(NdView view) {
    double[] parts = new double[2 * (int) view.size()];
    view.convertTo(NdView.of(parts).cast("B").cast("Zd", view.shape()), Casting.UNSAFE);
    return parts;
  }

  private boolean closeBlock(double[] a, double[] b) {
    for (int i = 0; i < a.length; i += 2) {
      if (!close(a[i], a[i + 1], b[i], b[i + 1])) {
        return false;
      }
    }
    return true;
  }

  private boolean close(double re, double im, double otherRe, double otherIm) {
    if (re == otherRe && im == otherIm) {
      return true;
    }
    boolean nan = Double.isNaN(re) || Double.isNaN(im);
    boolean otherNan = Double.isNaN(otherRe) || Double.isNaN(otherIm);
    if (nan || otherNan) {
      return equalNan && nan && otherNan;
    }
    double size = Math.hypot(otherRe, otherIm);
    double distance = Math.hypot(re - otherRe, im - otherIm);
    // an infinity is close to itself alone
    return Double.isFinite(size) && distance <= atol + rtol * size;
  }
}
