package org.ndview;

import java.util.Arrays;
import org.ndview.internal.check.BriefText;

/**
 * What {@link NdView#convertTo(NdView, Casting, Scaling)} does to each number on its way: {@code
 * item * scale + shift}, in NumPy's order, computed in doubles and rounded once to the target's
 * format.
 *
 * <pre>{@code
 * pixels.convertTo(floats, Casting.SAME_KIND, Scaling.of(1 / 255.0, 0));           // 0 to 1
 * images.convertTo(floats, Casting.SAME_KIND, Scaling.standardize(mean, std, 1));  // by channel
 * }</pre>
 *
 * <p>A scaling is immutable, and equal to every other with the same numbers.
 */
public sealed interface Scaling {

  /** Numbers stay as they are. */
  enum None implements Scaling {
    /** The only one. */
    INSTANCE;

    @Override
    public String toString() {
      return "Scaling.none()";
    }
  }

  /**
   * One scale and one shift for all items.
   *
   * <p>Unlike with {@link #of}, a scale of 1 with a shift of 0 counts as a scaling here.
   *
   * @param scale the factor
   * @param shift what is added to the product
   */
  record Uniform(double scale, double shift) implements Scaling {
    @Override
    public String toString() {
      return "Scaling.of(" + scale + ", " + shift + ")";
    }
  }

  /** A scale and a shift for each index of one dimension, such as that of an image's channels. */
  final class PerIndex implements Scaling {
    private final double[] scale;
    private final double[] shift;
    private final int dim;

    private PerIndex(double[] scale, double[] shift, int dim) {
      this.scale = scale;
      this.shift = shift;
      this.dim = dim;
    }

    /** {@return the dimension; a negative one counts from the last} */
    public int dim() {
      return dim;
    }

    /**
     * {@return the dimension of a layout that is meant, counted from the first}
     *
     * @param layout the layout of the items to scale
     * @throws IllegalArgumentException if it has no such dimension, or one of another length
     */
    public int dimOf(Layout layout) {
      int found = LayoutAxes.axis(dim, layout.ndim());
      if (layout.shape(found) != scale.length) {
        throw new IllegalArgumentException(
            "%d scales and %d shifts for the %d indices of dimension %d"
                .formatted(scale.length, shift.length, layout.shape(found), found));
      }
      return found;
    }

    /** {@return the number of indices: the length that the dimension must have} */
    public int length() {
      return scale.length;
    }

    /**
     * {@return the scale and the shift at one index}
     *
     * @param index the index along the dimension, from 0
     * @throws IndexOutOfBoundsException if there is no such index
     */
    public Uniform at(int index) {
      return new Uniform(scale[index], shift[index]);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof PerIndex that
          && dim == that.dim
          && Arrays.equals(scale, that.scale)
          && Arrays.equals(shift, that.shift);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Arrays.hashCode(scale) + Arrays.hashCode(shift)) + dim;
    }

    @Override
    public String toString() {
      return "Scaling.perIndex(%s, %s, %d)"
          .formatted(BriefText.numbers(scale), BriefText.numbers(shift), dim);
    }
  }

  /** {@return the scaling that leaves numbers as they are} */
  static Scaling none() {
    return None.INSTANCE;
  }

  /**
   * {@return {@code item * scale + shift} for all items} A scale of 1 with a shift of 0 is {@link
   * #none}.
   *
   * @param scale the factor
   * @param shift what is added to the product
   */
  static Scaling of(double scale, double shift) {
    return scale == 1 && shift == 0 ? none() : new Uniform(scale, shift);
  }

  /**
   * {@return {@code item * scale[i] + shift[i]} for the items at index i of a dimension}
   *
   * @param scale the factor for each index; copied
   * @param shift what is added to the product at each index; copied
   * @param dim the dimension of the view to convert; a negative one counts from the last
   * @throws IllegalArgumentException if the numbers of scales and shifts differ
   */
  static Scaling perIndex(double[] scale, double[] shift, int dim) {
    if (scale.length != shift.length) {
      throw new IllegalArgumentException(
          scale.length
              + " scales and "
              + shift.length
              + " shifts: one of each belongs to an index");
    }
    return new PerIndex(scale.clone(), shift.clone(), dim);
  }

  /**
   * {@return {@code (item - mean[i]) / std[i]} for the items at index i of a dimension, which has
   * mean 0 and deviation 1 then} It is computed as {@code item * (1 / std[i]) + -mean[i] / std[i]}.
   *
   * <p>Where all items are equal, their deviation is 0 and the quotient would be NaN. The scale is
   * 1 there, as in scikit-learn, so that such items become 0. The same holds for a deviation so
   * small that {@code 1 / std[i]} or {@code mean[i] / std[i]} is not finite.
   *
   * @param mean the mean at each index
   * @param std the standard deviation at each index
   * @param dim the dimension of the view to convert; a negative one counts from the last
   * @throws IllegalArgumentException if the numbers of means and deviations differ, a mean is not
   *     finite, or a deviation is negative or not finite
   */
  static Scaling standardize(double[] mean, double[] std, int dim) {
    return standardized(mean.clone(), std.clone(), dim);
  }

  private static Scaling standardized(double[] mean, double[] std, int dim) {
    if (mean.length != std.length) {
      throw new IllegalArgumentException(
          mean.length
              + " means and "
              + std.length
              + " deviations: one of each belongs to an index");
    }
    double[] scale = new double[mean.length];
    double[] shift = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      if (!Double.isFinite(mean[i]) || !(std[i] >= 0 && Double.isFinite(std[i]))) {
        throw new IllegalArgumentException(
            "cannot standardize with the mean %s and the deviation %s of index %d: they must be"
                    .formatted(mean[i], std[i], i)
                + " finite, and the deviation 0 or more");
      }
      boolean constant = !Double.isFinite(1 / std[i]) || !Double.isFinite(mean[i] / std[i]);
      scale[i] = constant ? 1 : 1 / std[i];
      shift[i] = constant ? -mean[i] : -mean[i] / std[i];
    }
    return new PerIndex(scale, shift, dim);
  }
}
