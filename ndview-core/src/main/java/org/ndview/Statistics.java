package org.ndview;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.numeric.Moments;

/**
 * What {@link NdView#statistics(int...)} has found out about the numbers of a view: one {@link
 * Summary} for each index of the dimensions that were kept, or a single one.
 *
 * {@snippet lang="java" :
 * NdView pixels = NdView.of(new byte[] {10, 0, 30, 0, 50, 9}).cast("B", 3, 2);
 * Statistics channels = pixels.statistics(-1);
 * System.out.println(Arrays.toString(channels.mean())); // [30.0, 3.0]
 * System.out.println(channels.at(1).max());             // 9.0
 * System.out.println(pixels.statistics().at().count()); // 6
 * }
 *
 * <p>Numbers of 64 bits and long doubles count as the nearest doubles, as NumPy's mean takes them.
 *
 * <p>Statistics of parts, such as files or batches, are {@linkplain #merge merged} to those of all:
 * means and squares are kept to about 30 digits, so that the result is that of one pass but for the
 * last bit at most.
 *
 * @param dims the dimensions that were kept, as they were given: a negative one counts from the
 *     last
 * @param shape their lengths
 * @param summaries one for each index of the kept dimensions, in C order
 */
public record Statistics(List<Integer> dims, List<Long> shape, List<Summary> summaries)
    implements Serializable {

  /**
   * What is known of some numbers. NaN is counted, and left out of all else, as NumPy's {@code
   * nanmin}, {@code nanmax}, {@code nanmean} and {@code nanstd} do. An infinity is a number, as
   * there: it is the least or the greatest, makes the mean infinite (NaN, where there are both),
   * and the variance NaN.
   *
   * @param count how many items there are, NaN among them
   * @param nans how many of them are NaN
   * @param infinities how many of them are infinite
   * @param min the least number; NaN if there is none
   * @param max the greatest number; NaN if there is none
   * @param mean the mean of the numbers, the nearest double; NaN if there are none
   * @param meanRest what the mean lacks, less than its last bit
   * @param squares the sum of the squared deviations from the mean; 0 of no numbers, NaN if one is
   *     infinite
   * @param squaresRest what the sum of squares lacks, less than its last bit
   */
  public record Summary(
      long count,
      long nans,
      long infinities,
      double min,
      double max,
      double mean,
      double meanRest,
      double squares,
      double squaresRest)
      implements Serializable {

    /**
     * Checks that such numbers can be.
     *
     * @throws IllegalArgumentException if they contradict each other
     */
    public Summary {
      boolean counts = nans >= 0 && infinities >= 0 && infinities <= count - nans;
      boolean none = counts && count == nans;
      boolean range =
          none
              ? Double.isNaN(min) && Double.isNaN(max) && Double.isNaN(mean) && squares == 0
              : min <= max;
      boolean spread = infinities > 0 ? Double.isNaN(squares) : squares >= 0;
      boolean middle = none || infinities > 0 || Double.isFinite(mean);
      boolean rests = Double.isFinite(meanRest) && Double.isFinite(squaresRest);
      if (!counts || !range || !spread || !middle || !rests) {
        throw new IllegalArgumentException(
            "no numbers have the count %d, of which %d are NaN and %d infinite, from %s to %s, of the mean %s + %s and the squares %s + %s"
                .formatted(
                    count, nans, infinities, min, max, mean, meanRest, squares, squaresRest));
      }
    }

    /** {@return how many numbers there are: items that are not NaN} */
    public long numbers() {
      return count - nans;
    }

    /** {@return the variance, NumPy's {@code nanvar}; NaN if there is no number} */
    public double variance() {
      return squares / numbers();
    }

    /**
     * {@return the variance of what the numbers are a sample of, NumPy's {@code nanvar(ddof=1)};
     * NaN if there are fewer than two}
     */
    public double sampleVariance() {
      return numbers() < 2 ? Double.NaN : squares / (numbers() - 1);
    }

    /** {@return the standard deviation, NumPy's {@code nanstd}; NaN if there is no number} */
    public double std() {
      return Math.sqrt(variance());
    }

    /**
     * {@return the standard deviation of what the numbers are a sample of, NumPy's {@code
     * nanstd(ddof=1)}; NaN if there are fewer than two}
     */
    public double sampleStd() {
      return Math.sqrt(sampleVariance());
    }

    /** {@return whether all numbers are equal, or there is none} */
    public boolean isConstant() {
      return min == max || numbers() == 0;
    }

    /**
     * {@return the summary of these numbers and others}
     *
     * @param others of other numbers
     */
    public Summary merge(Summary others) {
      Moments both = new Moments(1);
      addTo(both, 0);
      others.addTo(both, 0);
      return of(both, 0);
    }

    private void addTo(Moments moments, int cell) {
      moments.addNans(cell, nans);
      moments.addInfinities(cell, infinities);
      if (numbers() > 0) {
        moments.add(cell, numbers(), min, max, mean, meanRest, squares, squaresRest);
      }
    }

    private static Summary of(Moments moments, int cell) {
      return new Summary(
          moments.count(cell),
          moments.nans(cell),
          moments.infinities(cell),
          moments.min(cell),
          moments.max(cell),
          moments.mean(cell),
          moments.meanRest(cell),
          moments.squares(cell),
          moments.squaresRest(cell));
    }

    /** {@return the counts, the range, the mean and the deviation} */
    @Override
    public String toString() {
      return "%d items%s%s, %s to %s, mean %s, std %s"
          .formatted(
              count,
              nans == 0 ? "" : ", " + nans + " NaN",
              infinities == 0 ? "" : ", " + infinities + " infinite",
              min,
              max,
              mean,
              std());
    }
  }

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are not as many lengths as dimensions, or not as many
   *     summaries as the lengths have indices
   */
  public Statistics {
    dims = List.copyOf(dims);
    shape = List.copyOf(shape);
    summaries = List.copyOf(summaries);
    if (dims.size() != shape.size()) {
      throw new IllegalArgumentException(
          dims.size() + " dimensions and " + shape.size() + " lengths: one belongs to each");
    }
    long indices = 1;
    for (long n : shape) {
      if (n < 0) {
        throw new IllegalArgumentException("the length " + n + " is negative");
      }
      // an overflow is no number of summaries
      indices = n != 0 && indices > Integer.MAX_VALUE / n ? Long.MAX_VALUE : indices * n;
    }
    if (shape.contains(0L) ? !summaries.isEmpty() : indices != summaries.size()) {
      throw new IllegalArgumentException(
          summaries.size() + " summaries for the indices of the shape " + BriefText.numbers(shape));
    }
  }

  static Statistics of(int[] dims, long[] shape, Moments moments) {
    List<Summary> summaries = new ArrayList<>(moments.cells());
    for (int i = 0; i < moments.cells(); i++) {
      summaries.add(Summary.of(moments, i));
    }
    List<Integer> boxed = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    for (int d = 0; d < dims.length; d++) {
      boxed.add(dims[d]);
      lengths.add(shape[d]);
    }
    return new Statistics(boxed, lengths, summaries);
  }

  /**
   * {@return the summary at an index of the kept dimensions; with none, the single one of those
   * that keep no dimension}
   *
   * @param index an index for each kept dimension, from 0
   * @throws IllegalArgumentException if there are more or fewer
   * @throws IndexOutOfBoundsException if one lies outside its dimension
   */
  public Summary at(long... index) {
    if (index.length != shape.size()) {
      throw new IllegalArgumentException(
          index.length + " indices for " + shape.size() + " kept dimensions");
    }
    long place = 0;
    for (int d = 0; d < index.length; d++) {
      place = place * shape.get(d) + Objects.checkIndex(index[d], shape.get(d));
    }
    return summaries.get((int) place);
  }

  /**
   * {@return the statistics of these items and others, index by index} The dimensions are named as
   * in these. Those of empty views change nothing.
   *
   * @param others of the same shape
   * @throws IllegalArgumentException if the shapes differ
   */
  public Statistics merge(Statistics others) {
    if (!shape.equals(others.shape)) {
      throw new IllegalArgumentException(
          "statistics of the shapes %s and %s are not merged: their indices differ"
              .formatted(BriefText.numbers(shape), BriefText.numbers(others.shape)));
    }
    List<Summary> both = new ArrayList<>(summaries.size());
    for (int i = 0; i < summaries.size(); i++) {
      both.add(summaries.get(i).merge(others.summaries.get(i)));
    }
    return new Statistics(dims, shape, both);
  }

  /** {@return the summary of all items, whatever their indices} */
  public Summary total() {
    Moments all = new Moments(1);
    summaries.forEach(summary -> summary.addTo(all, 0));
    return Summary.of(all, 0);
  }

  /** {@return how many items there are at each index, NaN among them, in C order} */
  public long[] count() {
    return longs(Summary::count);
  }

  /** {@return how many NaN there are at each index, in C order} */
  public long[] nans() {
    return longs(Summary::nans);
  }

  /** {@return how many infinite numbers there are at each index, in C order} */
  public long[] infinities() {
    return longs(Summary::infinities);
  }

  /** {@return the least number at each index, in C order; NaN where there is none} */
  public double[] min() {
    return doubles(Summary::min);
  }

  /** {@return the greatest number at each index, in C order; NaN where there is none} */
  public double[] max() {
    return doubles(Summary::max);
  }

  /** {@return the mean at each index, in C order; NaN where there is no number} */
  public double[] mean() {
    return doubles(Summary::mean);
  }

  /** {@return {@link Summary#variance} at each index, in C order} */
  public double[] variance() {
    return doubles(Summary::variance);
  }

  /** {@return {@link Summary#sampleVariance} at each index, in C order} */
  public double[] sampleVariance() {
    return doubles(Summary::sampleVariance);
  }

  /** {@return {@link Summary#std} at each index, in C order} */
  public double[] std() {
    return doubles(Summary::std);
  }

  /** {@return {@link Summary#sampleStd} at each index, in C order} */
  public double[] sampleStd() {
    return doubles(Summary::sampleStd);
  }

  private long[] longs(ToLongFunction<Summary> part) {
    return summaries.stream().mapToLong(part).toArray();
  }

  private double[] doubles(ToDoubleFunction<Summary> part) {
    return summaries.stream().mapToDouble(part).toArray();
  }

  /** {@return the dimensions, their lengths and the first summaries} */
  @Override
  public String toString() {
    int shown = Math.min(summaries.size(), 4);
    String more = summaries.size() > shown ? ", and " + (summaries.size() - shown) + " more" : "";
    return "Statistics of the dimensions %s of the shape %s: %s%s"
        .formatted(
            BriefText.numbers(dims), BriefText.numbers(shape), summaries.subList(0, shown), more);
  }
}
