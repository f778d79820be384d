package org.ndview.internal.numeric;

import java.util.Arrays;

/**
 * Moments of numbers that come in rows, whose columns are cells in turn. Each column of a block is
 * summed by itself, which C2 makes vector code of: once for the mean, with what each addition loses
 * kept in a second sum, and once more for the squared deviations from it.
 */
final class LaneMoments {
  /** The most numbers of a row. */
  static final int WIDTH = 256;

  /** The rows of a block: 128 KB of numbers. */
  private static final int ROWS = 64;

  private final Moments moments;
  private final double[][] rows = new double[ROWS][];
  private final int[] lengths = new int[ROWS];
  private int used;

  private int columns;
  private int cell;
  private int cellStep;

  private final double[] sum = new double[WIDTH];
  private final double[] lost = new double[WIDTH];
  private final double[] min = new double[WIDTH];
  private final double[] max = new double[WIDTH];
  private final double[] mean = new double[WIDTH];
  private final double[] squares = new double[WIDTH];
  private final double[] squaresLost = new double[WIDTH];
  private final long[] finite = new long[WIDTH];

  LaneMoments(Moments moments) {
    this.moments = moments;
  }

  /**
   * Begins with rows of other cells.
   *
   * @param newColumns after how many numbers of a row the first cell comes again; each row but the
   *     last has as many numbers as the first
   */
  void begin(int newColumns, int newCell, int newCellStep) {
    columns = newColumns;
    cell = newCell;
    cellStep = newCellStep;
    used = 0;
  }

  /** {@return where the next row is to be written} */
  double[] next() {
    if (rows[used] == null) {
      rows[used] = new double[WIDTH];
    }
    return rows[used];
  }

  /** A row was written. */
  void added(int n) {
    lengths[used++] = n;
    if (used == ROWS) {
      end();
    }
  }

  /** Gives all rows to the moments. */
  void end() {
    if (used > 0) {
      block(false);
      used = 0;
    }
  }

  /**
   * Gives a block to the moments.
   *
   * @param compacted whether all numbers are known to be finite
   */
  private void block(boolean compacted) {
    int width = lengths[0];
    System.arraycopy(rows[0], 0, sum, 0, width);
    System.arraycopy(rows[0], 0, min, 0, width);
    System.arraycopy(rows[0], 0, max, 0, width);
    Arrays.fill(lost, 0, width, 0);
    long n = lengths[0];
    for (int r = 1; r < used; r++) {
      sums(rows[r], lengths[r], sum, lost, min, max);
      n += lengths[r];
    }
    Arrays.fill(finite, 0, columns, n / columns);
    if (fold(width)) {
      Arrays.fill(squares, 0, width, 0);
      Arrays.fill(squaresLost, 0, width, 0);
      for (int r = 0; r < used; r++) {
        squares(rows[r], lengths[r], mean, squares, squaresLost);
      }
      give(width);
    } else if (columns > 1 || compacted) {
      withoutNans(width);
    } else if (compact() < n && used > 0) {
      block(true);
    } else if (used > 0) {
      withoutNans(width);
    }
  }

  private static void sums(
      double[] row, int n, double[] sum, double[] lost, double[] min, double[] max) {
    for (int i = 0; i < n; i++) {
      double v = row[i];
      double before = sum[i];
      double after = before + v;
      double added = after - before;
      lost[i] += (before - (after - added)) + (v - added);
      sum[i] = after;
      min[i] = Math.min(min[i], v);
      max[i] = Math.max(max[i], v);
    }
  }

  private static void squares(double[] row, int n, double[] mean, double[] squares, double[] lost) {
    for (int i = 0; i < n; i++) {
      double d = row[i] - mean[i];
      double v = d * d;
      double before = squares[i];
      double after = before + v;
      double added = after - before;
      lost[i] += (before - (after - added)) + (v - added);
      squares[i] = after;
    }
  }

  /**
   * Leaves only finite numbers in the rows of a single column, and counts the others; {@return how
   * many are left}
   */
  private long compact() {
    int row = 0;
    int to = 0;
    for (int r = 0; r < used; r++) {
      double[] from = rows[r];
      int n = lengths[r];
      for (int i = 0; i < n; i++) {
        double v = from[i];
        if (!Double.isFinite(v)) {
          one(cell, v);
          continue;
        }
        if (to == WIDTH) {
          lengths[row++] = to;
          to = 0;
        }
        rows[row][to++] = v;
      }
    }
    lengths[row] = to;
    used = to == 0 ? row : row + 1;
    return (long) row * WIDTH + to;
  }

  /**
   * Folds what belongs to a cell into its first column, and finds its mean; {@return whether all
   * means are finite, as they are if all numbers are, unless their sum is beyond all doubles}
   */
  private boolean fold(int width) {
    boolean all = true;
    for (int c = 0; c < columns; c++) {
      double total = sum[c];
      double rest = lost[c];
      double least = min[c];
      double most = max[c];
      for (int i = c + columns; i < width; i += columns) {
        double next = total + sum[i];
        rest += Moments.lost(total, sum[i], next) + lost[i];
        total = next;
        least = Math.min(least, min[i]);
        most = Math.max(most, max[i]);
      }
      sum[c] = total;
      lost[c] = rest;
      min[c] = least;
      max[c] = most;
      double middle = least == most ? least : mean(total, rest, finite[c]);
      for (int i = c; i < width; i += columns) {
        mean[i] = middle;
      }
      all &= Double.isFinite(middle);
    }
    return all;
  }

  private static double mean(double sum, double rest, long n) {
    double mean = sum / n;
    return mean + (Math.fma(-mean, (double) n, sum) + rest) / n;
  }

  private void give(int width) {
    for (int c = 0; c < columns; c++) {
      if (finite[c] > 0) {
        double total = squares[c];
        double rest = squaresLost[c];
        for (int i = c + columns; i < width; i += columns) {
          double next = total + squares[i];
          rest += Moments.lost(total, squares[i], next) + squaresLost[i];
          total = next;
        }
        group(cell + c * cellStep, finite[c], min[c], max[c], sum[c], lost[c], total, rest);
      }
    }
  }

  /**
   * Gives a group of finite numbers to a cell.
   *
   * @param total their sum
   * @param rest what the sum lacks
   * @param two the sum of the squared deviations from the double nearest to the mean
   * @param twoRest what that lacks
   */
  private void group(
      int to,
      long n,
      double least,
      double most,
      double total,
      double rest,
      double two,
      double twoRest) {
    if (least == most) {
      // their sum may be beyond all doubles
      moments.add(to, n, least, most, least, 0, 0, 0);
      return;
    }
    double quotient = total / n;
    double left = (Math.fma(-quotient, (double) n, total) + rest) / n;
    double middle = quotient + left;
    double middleRest = Moments.lost(quotient, left, middle);
    double low = twoRest - n * middleRest * middleRest;
    double all = two + low;
    if (Double.isFinite(all)) {
      double high = Math.max(all, 0);
      moments.add(
          to, n, least, most, middle, middleRest, high, all < 0 ? 0 : Moments.lost(two, low, all));
    } else {
      moments.add(to, n, least, most, middle, middleRest, Double.POSITIVE_INFINITY, 0);
    }
  }

  /** Gives a short run of numbers of any kind to a cell. */
  void run(double[] numbers, int from, int n, int to) {
    double total = 0;
    double rest = 0;
    double least = numbers[from];
    double most = least;
    for (int i = from; i < from + n; i++) {
      double next = total + numbers[i];
      rest += Moments.lost(total, numbers[i], next);
      total = next;
      least = Math.min(least, numbers[i]);
      most = Math.max(most, numbers[i]);
    }
    double middle = least == most ? least : mean(total, rest, n);
    if (!Double.isFinite(middle)) {
      for (int i = from; i < from + n; i++) {
        one(to, numbers[i]);
      }
      return;
    }
    double two = 0;
    double twoRest = 0;
    for (int i = from; i < from + n; i++) {
      double d = numbers[i] - middle;
      double next = two + d * d;
      twoRest += Moments.lost(two, d * d, next);
      two = next;
    }
    group(to, n, least, most, total, rest, two, twoRest);
  }

  /** Gives one number of any kind to a cell. */
  private void one(int to, double number) {
    if (Double.isFinite(number)) {
      moments.add(to, number);
    } else if (Double.isNaN(number)) {
      moments.addNans(to, 1);
    } else {
      moments.addInfinity(to, number);
    }
  }

  /** A block with NaN or infinities, or with sums beyond all doubles. */
  private void withoutNans(int width) {
    Arrays.fill(sum, 0, width, 0);
    Arrays.fill(lost, 0, width, 0);
    Arrays.fill(min, 0, width, Double.POSITIVE_INFINITY);
    Arrays.fill(max, 0, width, Double.NEGATIVE_INFINITY);
    Arrays.fill(finite, 0, width, 0);
    for (int r = 0; r < used; r++) {
      double[] row = rows[r];
      for (int i = 0; i < lengths[r]; i++) {
        double v = row[i];
        if (Double.isFinite(v)) {
          double next = sum[i] + v;
          lost[i] += Moments.lost(sum[i], v, next);
          sum[i] = next;
          finite[i]++;
          min[i] = Math.min(min[i], v);
          max[i] = Math.max(max[i], v);
        }
      }
    }
    for (int i = columns; i < width; i++) {
      finite[i % columns] += finite[i];
    }
    boolean inRange = fold(width) || areFinite();
    Arrays.fill(squares, 0, width, 0);
    Arrays.fill(squaresLost, 0, width, 0);
    for (int r = 0; r < used; r++) {
      for (int i = 0; i < lengths[r]; i++) {
        double v = rows[r][i];
        if (!inRange || !Double.isFinite(v)) {
          one(cell + i % columns * cellStep, v);
        } else {
          double d = v - mean[i];
          double next = squares[i] + d * d;
          squaresLost[i] += Moments.lost(squares[i], d * d, next);
          squares[i] = next;
        }
      }
    }
    if (inRange) {
      give(width);
    }
  }

  /** Whether the means of all columns that have finite numbers are. */
  private boolean areFinite() {
    for (int c = 0; c < columns; c++) {
      if (finite[c] > 0 && !Double.isFinite(mean[c])) {
        return false;
      }
    }
    return true;
  }
}
