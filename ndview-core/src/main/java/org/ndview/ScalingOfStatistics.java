package org.ndview;

import java.util.List;
import java.util.function.Function;
import org.ndview.internal.check.BriefText;

/** Scale and shift of what is known of numbers: see {@link Scaling}. */
final class ScalingOfStatistics {
  private ScalingOfStatistics() {}

  static Scaling standardize(Statistics statistics) {
    return scaling(statistics, numbers -> standardize(numbers.mean(), numbers.std()));
  }

  static Scaling minMax(Statistics statistics, double low, double high) {
    if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "the range is from %s to %s: it must go upward, between finite numbers"
              .formatted(low, high));
    }
    return scaling(statistics, numbers -> minMax(numbers.min(), numbers.max(), low, high));
  }

  static Scaling.Uniform standardize(double mean, double std) {
    boolean constant = !Double.isFinite(1 / std) || !Double.isFinite(mean / std);
    return new Scaling.Uniform(constant ? 1 : 1 / std, constant ? -mean : -mean / std);
  }

  private static Scaling.Uniform minMax(double min, double max, double low, double high) {
    // halves have a difference that is finite
    double scale = (high / 2 - low / 2) / (max / 2 - min / 2);
    double shift = low - min * scale;
    boolean constant = min == max || !Double.isFinite(scale) || !Double.isFinite(shift);
    return constant ? new Scaling.Uniform(1, low - min) : new Scaling.Uniform(scale, shift);
  }

  private static Scaling scaling(
      Statistics statistics, Function<Statistics.Summary, Scaling.Uniform> one) {
    List<Long> shape = statistics.shape();
    int dim = -1;
    for (int d = 0; d < shape.size(); d++) {
      if (shape.get(d) != 1) {
        if (dim >= 0) {
          throw new IllegalArgumentException(
              "a scaling is for the indices of one dimension, and these statistics keep %s, of the shape %s"
                  .formatted(BriefText.numbers(statistics.dims()), BriefText.numbers(shape)));
        }
        dim = d;
      }
    }
    List<Statistics.Summary> summaries = statistics.summaries();
    double[] scale = new double[summaries.size()];
    double[] shift = new double[summaries.size()];
    for (int i = 0; i < scale.length; i++) {
      Scaling.Uniform each = one.apply(checked(summaries.get(i), i));
      scale[i] = each.scale();
      shift[i] = each.shift();
    }
    // one kept dimension says what belongs where, however long it is
    int kept = dim < 0 && shape.size() == 1 ? 0 : dim;
    return kept < 0
        ? new Scaling.Uniform(scale[0], shift[0])
        : Scaling.perIndex(scale, shift, statistics.dims().get(kept));
  }

  private static Statistics.Summary checked(Statistics.Summary numbers, int index) {
    if (numbers.numbers() == 0 || numbers.infinities() > 0) {
      throw new IllegalArgumentException(
          "no scaling follows from the items at index %d: of %d, %d are NaN and %d infinite"
              .formatted(index, numbers.count(), numbers.nans(), numbers.infinities()));
    }
    return numbers;
  }
}
