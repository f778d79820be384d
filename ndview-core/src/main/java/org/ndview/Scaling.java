package org.ndview;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
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
 * <p>{@link #standardize(Statistics)} and {@link #minMax} take the numbers from the data, and
 * {@link #inverse} leads back:
 *
 * {@snippet lang="java" :
 * NdView features = NdView.of(new double[] {1, 5, 3, 5}).reshape(2, 2);
 * Scaling scaling = Scaling.standardize(features.statistics(1));
 * NdView scaled = NdView.allocate("d", 2, 2);
 * features.convertTo(scaled, Casting.SAFE, scaling);
 * System.out.println(scaled.toList()); // [[-1.0, 0.0], [1.0, 0.0]]
 * scaled.convertTo(scaled, Casting.SAFE, scaling.inverse());
 * System.out.println(scaled.toList()); // [[1.0, 5.0], [3.0, 5.0]]
 * }
 *
 * <p>A scaling is immutable, and equal to every other with the same numbers.
 */
public sealed interface Scaling extends Serializable {

  /**
   * {@return the scaling that leads back: {@code (item - shift) / scale}, computed as {@code item *
   * (1 / scale) + -shift / scale}} What was scaled and is scaled back is the same but for rounding.
   *
   * @throws ArithmeticException if a scale is 0, or so small or large that the way back has no
   *     finite numbers
   */
  Scaling inverse();

  /** Numbers stay as they are. */
  enum None implements Scaling {
    /** The only one. */
    INSTANCE;

    @Override
    public Scaling inverse() {
      return this;
    }

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
    public Uniform inverse() {
      return inverse("");
    }

    private Uniform inverse(String place) {
      double back = 1 / scale;
      double to = -shift / scale;
      if (!Double.isFinite(back) || !Double.isFinite(to) || back == 0) {
        throw new ArithmeticException(
            "the scale %s with the shift %s%s cannot be undone".formatted(scale, shift, place));
      }
      return new Uniform(back, to);
    }

    @Override
    public String toString() {
      return "Scaling.of(" + scale + ", " + shift + ")";
    }
  }

  /** A scale and a shift for each index of one dimension, such as that of an image's channels. */
  final class PerIndex implements Scaling {
    private static final long serialVersionUID = 1;

    private final transient double[] scale;
    private final transient double[] shift;
    private final transient int dim;

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

    /** {@return the scale at each index} */
    public double[] scales() {
      return scale.clone();
    }

    /** {@return the shift at each index} */
    public double[] shifts() {
      return shift.clone();
    }

    @Override
    public PerIndex inverse() {
      double[] backScale = new double[scale.length];
      double[] backShift = new double[scale.length];
      for (int i = 0; i < scale.length; i++) {
        Uniform back = at(i).inverse(" at index " + i);
        backScale[i] = back.scale;
        backShift[i] = back.shift;
      }
      return new PerIndex(backScale, backShift, dim);
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

    private Object writeReplace() {
      return new Numbers(scale, shift, dim);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
      throw new InvalidObjectException("a scaling is read as its numbers");
    }

    /** What is written of a scaling: it is checked again when it is read. */
    private record Numbers(double[] scale, double[] shift, int dim) implements Serializable {
      private Object readResolve() throws InvalidObjectException {
        try {
          return perIndex(scale, shift, dim);
        } catch (IllegalArgumentException | NullPointerException e) {
          throw new InvalidObjectException("no scaling: " + e.getMessage(), e);
        }
      }
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

  /**
   * {@return the scaling that gives the items at each index mean 0 and deviation 1: {@code (item -
   * mean) / std}} Constant items become 0, as with {@link #standardize(double[], double[], int)}.
   *
   * <p>Statistics that keep no dimension give one scale and shift for all items, and those that
   * keep one dimension one for each of its indices, along the same dimension, which is counted from
   * the last if it was. Beside others, a dimension of length 1 does not count.
   *
   * @param statistics what was found out about the data, or about the part that a model is trained
   *     on
   * @throws IllegalArgumentException if they keep two dimensions or more, or there is an index
   *     without numbers, or with infinite ones
   */
  static Scaling standardize(Statistics statistics) {
    return ScalingOfStatistics.standardize(statistics);
  }

  /**
   * {@return the scaling that gives the items at each index a range: {@code (item - min) / (max -
   * min) * (high - low) + low}, in one product and one sum, so that the ends are reached but for
   * rounding} Constant items become {@code low}.
   *
   * <p>Dimensions count as with {@link #standardize(Statistics)}.
   *
   * @param statistics what was found out about the data
   * @param low what the least item becomes
   * @param high what the greatest item becomes
   * @throws IllegalArgumentException if low is not less than high, one is not finite, the
   *     statistics keep two dimensions or more, or there is an index without numbers, or with
   *     infinite ones
   */
  static Scaling minMax(Statistics statistics, double low, double high) {
    return ScalingOfStatistics.minMax(statistics, low, high);
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
      Uniform one = ScalingOfStatistics.standardize(mean[i], std[i]);
      scale[i] = one.scale;
      shift[i] = one.shift;
    }
    return new PerIndex(scale, shift, dim);
  }
}
