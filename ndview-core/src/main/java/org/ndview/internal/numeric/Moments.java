package org.ndview.internal.numeric;

/**
 * Counts, extremes, means and sums of squared deviations of numbers, for a number of cells. Means
 * and sums are double-doubles, a double and a second one that holds what its rounding lost, so that
 * what is merged in any parts is the same to the last bit of a double, or nearly.
 *
 * <p>Two groups are merged by the update of Chan, Golub and LeVeque ("Updating formulae and a
 * pairwise algorithm for computing sample variances", 1979).
 */
public final class Moments {
  private final long[] counts;
  private final long[] nans;
  private final long[] infinities;
  private final double[] min;
  private final double[] max;
  private final double[] mean;
  private final double[] meanRest;
  private final double[] squares;
  private final double[] squaresRest;

  /**
   * Makes cells without numbers.
   *
   * @param cells how many
   */
  public Moments(int cells) {
    counts = new long[cells];
    nans = new long[cells];
    infinities = new long[cells];
    min = new double[cells];
    max = new double[cells];
    mean = new double[cells];
    meanRest = new double[cells];
    squares = new double[cells];
    squaresRest = new double[cells];
  }

  /** {@return how many cells there are} */
  public int cells() {
    return counts.length;
  }

  /** {@return how many items a cell has, NaN among them} */
  public long count(int cell) {
    return counts[cell] + nans[cell];
  }

  /** {@return how many NaN a cell has} */
  public long nans(int cell) {
    return nans[cell];
  }

  /** {@return how many infinities a cell has} */
  public long infinities(int cell) {
    return infinities[cell];
  }

  /** {@return the least number of a cell; NaN if it has none} */
  public double min(int cell) {
    return counts[cell] == 0 ? Double.NaN : min[cell];
  }

  /** {@return the greatest number of a cell; NaN if it has none} */
  public double max(int cell) {
    return counts[cell] == 0 ? Double.NaN : max[cell];
  }

  /** {@return the mean of a cell's numbers; NaN if it has none} */
  public double mean(int cell) {
    return counts[cell] == 0 ? Double.NaN : mean[cell];
  }

  /** {@return what the mean lacks} */
  public double meanRest(int cell) {
    return meanRest[cell];
  }

  /** {@return the sum of the squared deviations from the mean; NaN if a number is infinite} */
  public double squares(int cell) {
    return squares[cell];
  }

  /** {@return what the sum of squares lacks} */
  public double squaresRest(int cell) {
    return squaresRest[cell];
  }

  /** Counts NaNs of a cell, and nothing else of them. */
  public void addNans(int cell, long number) {
    nans[cell] += number;
  }

  /** Adds an infinite number. */
  void addInfinity(int cell, double number) {
    infinities[cell]++;
    add(cell, 1, number, number, number, 0, Double.NaN, 0);
  }

  /** Adds one finite number. */
  void add(int cell, double number) {
    add(cell, 1, number, number, number, 0, 0, 0);
  }

  /** Adds what all cells of others, as many, have. */
  void addAll(Moments others) {
    for (int c = 0; c < counts.length; c++) {
      nans[c] += others.nans[c];
      infinities[c] += others.infinities[c];
      if (others.counts[c] > 0) {
        add(
            c,
            others.counts[c],
            others.min[c],
            others.max[c],
            others.mean[c],
            others.meanRest[c],
            others.squares[c],
            others.squaresRest[c]);
      }
    }
  }

  /** Adds so many infinities to the count of them alone. */
  public void addInfinities(int cell, long number) {
    infinities[cell] += number;
  }

  /**
   * Adds a group of numbers, at least one, of which none is NaN.
   *
   * @param n how many
   * @param groupSquares the sum of their squared deviations from their mean
   */
  public void add(
      int cell,
      long n,
      double least,
      double most,
      double groupMean,
      double groupMeanRest,
      double groupSquares,
      double groupSquaresRest) {
    if (counts[cell] == 0) {
      min[cell] = least;
      max[cell] = most;
      mean[cell] = groupMean;
      meanRest[cell] = groupMeanRest;
      squares[cell] = groupSquares;
      squaresRest[cell] = groupSquaresRest;
    } else {
      min[cell] = Math.min(min[cell], least);
      max[cell] = Math.max(max[cell], most);
      merge(cell, n, groupMean, groupMeanRest, groupSquares, groupSquaresRest);
    }
    counts[cell] += n;
    if (min[cell] == max[cell] && Double.isFinite(min[cell])) {
      // numbers that are all equal deviate by nothing, whatever was rounded
      set(cell, min[cell], 0, 0, 0);
    }
  }

  private void set(int cell, double m, double mRest, double s, double sRest) {
    mean[cell] = m;
    meanRest[cell] = mRest;
    squares[cell] = s;
    squaresRest[cell] = sRest;
  }

  private void merge(int cell, long n, double m, double mRest, double s, double sRest) {
    double before = counts[cell];
    double all = before + n;
    if (!Double.isFinite(m) || !Double.isFinite(mean[cell])) {
      set(cell, mean[cell] + m, 0, Double.NaN, 0);
      return;
    }
    // the difference of the means; where these are neighbours, its rest is as large as itself at
    // first
    double near = m - mean[cell];
    double round = near - m;
    double nearRest = (m - (near - round)) - (mean[cell] + round) + (mRest - meanRest[cell]);
    double d = near + nearRest;
    double dRest = lost(near, nearRest, d);
    // the new numbers' share of all
    double share = n / all;
    double shareRest = Math.fma(-share, all, (double) n) / all;
    double step = d * share;
    double stepRest = Math.fma(d, share, -step) + (d * shareRest + dRest * share);
    double sum = mean[cell] + step;
    double newMean = sum;
    double newMeanRest = lost(mean[cell], step, sum) + (meanRest[cell] + stepRest);
    // d^2 * before * share, what the squares grow by
    double d2 = d * d;
    double d2Rest = Math.fma(d, d, -d2) + 2 * d * dRest;
    double part = d2 * before;
    double partRest = Math.fma(d2, before, -part) + d2Rest * before;
    double growth = part * share;
    double growthRest = Math.fma(part, share, -growth) + (partRest * share + part * shareRest);
    double both = squares[cell] + s;
    double bothRest = lost(squares[cell], s, both) + (squaresRest[cell] + sRest);
    double newSquares = both + growth;
    double newSquaresRest = lost(both, growth, newSquares) + (bothRest + growthRest);
    if (!Double.isFinite(newMean + newMeanRest)) {
      // the difference itself is beyond all doubles
      newMean = mean[cell] * (before / all) + m * share;
      newMeanRest = 0;
    }
    if (!Double.isFinite(newSquares + newSquaresRest)) {
      boolean none = Double.isNaN(squares[cell]) || Double.isNaN(s);
      newSquares = none ? Double.NaN : Double.POSITIVE_INFINITY;
      newSquaresRest = 0;
    }
    set(
        cell,
        newMean + newMeanRest,
        lost(newMean, newMeanRest, newMean + newMeanRest),
        newSquares + newSquaresRest,
        Double.isFinite(newSquares)
            ? lost(newSquares, newSquaresRest, newSquares + newSquaresRest)
            : 0);
  }

  /** {@return what the rounding of a sum has lost (Knuth's two-sum)} */
  static double lost(double a, double b, double sum) {
    double second = sum - a;
    return (a - (sum - second)) + (b - second);
  }

  /** Counts everything a number of times. */
  void repeat(long times) {
    for (int c = 0; c < counts.length; c++) {
      counts[c] *= times;
      nans[c] *= times;
      infinities[c] *= times;
      double product = squares[c] * times;
      double rest = Math.fma(squares[c], (double) times, -product) + squaresRest[c] * times;
      double sum = product + rest;
      squares[c] = Double.isNaN(sum) ? product : sum;
      squaresRest[c] = Double.isNaN(sum) ? 0 : lost(product, rest, sum);
    }
  }
}
