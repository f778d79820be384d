package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;

/**
 * Numbers of one byte: how many of each of the 256 there are in each cell. All else is computed
 * from that, exactly.
 */
final class ByteCounts implements CellCollector {
  /** More cells than this are more counters than fit a cache. */
  static final int MOST_CELLS = 64;

  private static final int VALUES = 256;

  /** Tables that take turns, so that equal neighbours do not wait for each other. */
  private static final int TURNS = 2;

  /** Items that are looked at together. */
  private static final int BLOCK = 1 << 14;

  /** The tables hold ints. */
  private static final long MOST_PENDING = 1L << 30;

  private final ScalarType type;
  private final int cells;
  private final StagingArray block = StagingArray.of(1, BLOCK);
  private final int[] counts;
  private final long[] totals;
  private long pending;

  ByteCounts(ScalarType type, int cells) {
    this.type = type;
    this.cells = cells;
    counts = new int[TURNS * cells * VALUES];
    totals = new long[cells * VALUES];
  }

  @Override
  public void table(
      MemorySegment memory, long at, StridedWalk.Dim outer, StridedWalk.Dim inner, long cell) {
    long width = Math.min(inner.n(), BLOCK);
    long height = Math.max(1, BLOCK / width);
    for (long r = 0; r < outer.n(); r += height) {
      int rows = (int) Math.min(height, outer.n() - r);
      for (long c = 0; c < inner.n(); c += width) {
        int columns = (int) Math.min(width, inner.n() - c);
        long from = at + r * outer.b() + c * inner.b();
        block.load(memory, from, rows, outer.b(), columns, inner.b(), columns);
        count(rows, columns, cell + r * outer.a() + c * inner.a(), outer.a(), inner.a());
      }
    }
  }

  private void count(int rows, int columns, long cell, long rowStep, long step) {
    byte[] items = (byte[]) block.array();
    int first = (int) cell * VALUES;
    if (rowStep == 0 && step == 0) {
      run(items, 0, rows * columns, first);
    } else if (step == 0) {
      for (int r = 0; r < rows; r++) {
        run(items, r * columns, columns, first + r * (int) rowStep * VALUES);
      }
    } else if (rowStep == 0 && columns == 3) {
      int next = (int) step * VALUES;
      pixels(items, rows, first, first + next, first + 2 * next);
    } else {
      for (int c = 0; c < columns; c++) {
        column(items, c, columns, rows, first + c * (int) step * VALUES, (int) rowStep * VALUES);
      }
    }
    pending += (long) rows * columns;
    if (pending >= MOST_PENDING) {
      flush();
    }
  }

  private void run(byte[] items, int from, int n, int table) {
    int[] tables = counts;
    int other = table + cells * VALUES;
    int i = from;
    for (; i < from + n - 3; i += 4) {
      tables[table + (items[i] & 0xff)]++;
      tables[other + (items[i + 1] & 0xff)]++;
      tables[table + (items[i + 2] & 0xff)]++;
      tables[other + (items[i + 3] & 0xff)]++;
    }
    for (; i < from + n; i++) {
      tables[table + (items[i] & 0xff)]++;
    }
  }

  private void pixels(byte[] items, int n, int red, int green, int blue) {
    int[] tables = counts;
    int turn = cells * VALUES;
    int i = 0;
    for (; i < 3 * (n - 1); i += 6) {
      tables[red + (items[i] & 0xff)]++;
      tables[green + (items[i + 1] & 0xff)]++;
      tables[blue + (items[i + 2] & 0xff)]++;
      tables[turn + red + (items[i + 3] & 0xff)]++;
      tables[turn + green + (items[i + 4] & 0xff)]++;
      tables[turn + blue + (items[i + 5] & 0xff)]++;
    }
    for (; i < 3 * n; i += 3) {
      tables[red + (items[i] & 0xff)]++;
      tables[green + (items[i + 1] & 0xff)]++;
      tables[blue + (items[i + 2] & 0xff)]++;
    }
  }

  /** A column, whose items may be of other cells from row to row. */
  private void column(byte[] items, int from, int step, int n, int table, int rowStep) {
    int[] tables = counts;
    int turn = cells * VALUES;
    int at = from;
    int r = 0;
    for (; r < n - 1; r += 2) {
      tables[table + r * rowStep + (items[at] & 0xff)]++;
      tables[turn + table + (r + 1) * rowStep + (items[at + step] & 0xff)]++;
      at += 2 * step;
    }
    if (r < n) {
      tables[table + r * rowStep + (items[at] & 0xff)]++;
    }
  }

  private void flush() {
    for (int i = 0; i < counts.length; i++) {
      totals[i % totals.length] += counts[i];
      counts[i] = 0;
    }
    pending = 0;
  }

  @Override
  public void giveTo(Moments moments) {
    flush();
    for (int cell = 0; cell < cells; cell++) {
      give(moments, cell);
    }
  }

  private int value(int bits) {
    return type == ScalarType.INT8
        ? (byte) bits
        : type == ScalarType.BOOL ? Math.min(bits, 1) : bits;
  }

  private void give(Moments moments, int cell) {
    long n = 0;
    long sum = 0;
    long squares = 0;
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    for (int bits = 0; bits < VALUES; bits++) {
      long times = totals[cell * VALUES + bits];
      int value = value(bits);
      n += times;
      sum += times * value;
      squares += times * value * value;
      min = times > 0 ? Math.min(min, value) : min;
      max = times > 0 ? Math.max(max, value) : max;
    }
    if (n == 0) {
      return;
    }
    long quotient = sum / n;
    double whole = (double) quotient;
    double part = (double) (sum % n) / n;
    double partRest = Math.fma(-part, (double) n, (double) (sum % n)) / n;
    double mean = whole + part;
    double meanRest = Moments.lost(whole, part, mean) + partRest;
    // n * squares - sum^2, over n
    BigInteger count = BigInteger.valueOf(n);
    BigInteger[] deviations =
        count
            .multiply(BigInteger.valueOf(squares))
            .subtract(BigInteger.valueOf(sum).pow(2))
            .divideAndRemainder(count);
    double high = deviations[0].doubleValue();
    double low =
        deviations[0].subtract(BigInteger.valueOf((long) high)).doubleValue()
            + deviations[1].doubleValue() / n;
    double all = high + low;
    moments.add(cell, n, min, max, mean, meanRest, all, Moments.lost(high, low, all));
  }
}
