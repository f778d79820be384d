package org.ndview.format;

import java.util.ArrayList;
import java.util.List;
import org.ndview.internal.check.BriefText;

/**
 * An array inside an item, {@code (2,3)d}: C order, its elements side by side.
 *
 * <p>An element may be a sub-array again: {@code (2)(3)i} is two of three, and keeps that, as NumPy
 * does in dtypes and files. Its items are those of {@code (2,3)i}, which {@link #merged()} gives,
 * and the two are {@linkplain Format#isEquivalentTo equivalent}.
 *
 * @param shape its lengths, outermost first; 1 to 64 of them, those of its element counted too
 * @param element what one element is
 */
public record SubArray(List<Long> shape, Format element) implements Format {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if a length is negative, if there are none or too many, if the
   *     size does not fit, or if the element is a sequence
   */
  public SubArray {
    shape = List.copyOf(shape);
    int dims = shape.isEmpty() ? 0 : shape.size() + dims(element);
    if (dims < 1 || dims > Sizes.MAX_DIMS) {
      throw new IllegalArgumentException(
          "a sub-array of %d dimensions, which must be 1 to %d".formatted(dims, Sizes.MAX_DIMS));
    }
    if (element instanceof Sequence) {
      throw new IllegalArgumentException("no element of a sub-array: " + BriefText.of(element));
    }
    try {
      // lengths of 0 are skipped, so that strides over the other dimensions fit too
      long size = span(element);
      for (long n : shape) {
        if (n < 0) {
          throw new IllegalArgumentException(
              "a negative length in the shape " + BriefText.numbers(shape));
        }
        size = Math.multiplyExact(size, Math.max(1, n));
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the shape " + BriefText.numbers(shape) + " takes more than 2^63-1 bytes", e);
    }
  }

  /** {@return how many elements it has} */
  public long length() {
    long n = 1;
    for (long k : shape) {
      n *= k;
    }
    return n;
  }

  /**
   * {@return the same items with all dimensions in one shape: {@code (2,3)i} for {@code (2)(3)i}}
   */
  public SubArray merged() {
    if (!(element instanceof SubArray)) {
      return this;
    }
    List<Long> all = new ArrayList<>(shape);
    Format innermost = element;
    while (innermost instanceof SubArray inner) {
      all.addAll(inner.shape);
      innermost = inner.element;
    }
    return new SubArray(all, innermost);
  }

  /** How many dimensions a format has, those of its element counted too. */
  static int dims(Format format) {
    return format instanceof SubArray array ? array.shape.size() + dims(array.element) : 0;
  }

  /** The size of a format if lengths of 0 were 1; the constructors have checked that it fits. */
  private static long span(Format format) {
    if (!(format instanceof SubArray array)) {
      return Math.max(1, format.itemsize());
    }
    long size = span(array.element);
    for (long n : array.shape) {
      size *= Math.max(1, n);
    }
    return size;
  }

  @Override
  public long itemsize() {
    return length() * element.itemsize();
  }

  @Override
  public int alignment() {
    return element.alignment();
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
