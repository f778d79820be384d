package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.StridedMemory;

/**
 * The moments of cells are those of exact arithmetic, however the items lie, in whatever groups
 * they are added, and whatever is among them.
 */
class ReductionTest {
  private static final MathContext EXACT = new MathContext(120);

  /** What exact arithmetic says of some numbers. */
  private static final class Exact {
    final List<Double> finite = new ArrayList<>();
    final boolean inBlocks;
    long nans;
    double infinite;
    long infinities;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;

    /** Of blocks, each deviation is squared as a double. */
    Exact(boolean inBlocks) {
      this.inBlocks = inBlocks;
    }

    void add(double v) {
      if (Double.isNaN(v)) {
        nans++;
        return;
      }
      min = Math.min(min, v);
      max = Math.max(max, v);
      if (Double.isInfinite(v)) {
        infinities++;
        infinite += v;
      } else {
        finite.add(v);
      }
    }

    BigDecimal mean() {
      BigDecimal sum = BigDecimal.ZERO;
      for (double v : finite) {
        sum = sum.add(new BigDecimal(v));
      }
      // of numbers that are all equal it is their mean to the last digit
      MathContext digits = max > 1e100 ? new MathContext(700) : EXACT;
      return sum.divide(BigDecimal.valueOf(finite.size()), digits);
    }

    BigDecimal squares(BigDecimal mean) {
      BigDecimal sum = BigDecimal.ZERO;
      for (double v : finite) {
        BigDecimal d = new BigDecimal(v).subtract(mean);
        sum = sum.add(d.multiply(d), EXACT);
      }
      return sum;
    }

    void check(Moments moments, int cell, long times, String what) {
      assertThat(moments.count(cell))
          .as(what)
          .isEqualTo(times * (finite.size() + nans + infinities));
      assertThat(moments.nans(cell)).as(what).isEqualTo(times * nans);
      assertThat(moments.infinities(cell)).as(what).isEqualTo(times * infinities);
      if (finite.isEmpty() && infinities == 0) {
        assertThat(moments.min(cell)).as(what).isNaN();
        assertThat(moments.max(cell)).as(what).isNaN();
        assertThat(moments.mean(cell)).as(what).isNaN();
        assertThat(moments.squares(cell)).as(what).isZero();
        return;
      }
      assertThat(moments.min(cell)).as(what).isEqualTo(Double.valueOf(min));
      assertThat(moments.max(cell)).as(what).isEqualTo(Double.valueOf(max));
      if (infinities > 0) {
        assertThat(moments.mean(cell)).as(what).isEqualTo(Double.valueOf(infinite));
        assertThat(moments.squares(cell)).as(what).isNaN();
        return;
      }
      BigDecimal mean = mean();
      near(moments.mean(cell), moments.meanRest(cell), mean, what + ", mean");
      BigDecimal squares = squares(mean).multiply(BigDecimal.valueOf(times));
      if (Double.isInfinite(squares.doubleValue())) {
        assertThat(moments.squares(cell)).as(what).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(moments.squaresRest(cell)).as(what).isZero();
      } else {
        near(moments.squares(cell), moments.squaresRest(cell), squares, what + ", squares");
      }
    }

    /** A double and its rest are right to far more digits than a double has. */
    private void near(double high, double rest, BigDecimal exact, String what) {
      double scale = Math.max(Math.abs(min), Math.abs(max));
      assertThat(high).as(what).isFinite();
      assertThat(high + rest).as(what).isEqualTo(high);
      double error =
          new BigDecimal(high).add(new BigDecimal(rest)).subtract(exact).abs().doubleValue();
      boolean isMean = what.endsWith("mean");
      double most = Math.max(exact.abs().doubleValue(), isMean ? scale : 0);
      double bits = inBlocks && !isMean ? 0x1p-52 : 0x1p-88;
      assertThat(error).as(what).isCloseTo(0, within(most * bits + Double.MIN_VALUE));
    }
  }

  /** Numbers that no sum of doubles holds. */
  private static double number(int i) {
    return switch (i % 5) {
      case 0 -> 1e6 + i * 0.37;
      case 1 -> -i * 1e-3;
      case 2 -> 1 / (i + 3.0);
      case 3 -> i * i * 7.1;
      default -> 1e6 - i / 7.0;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 100})
  void groupsMayBeMergedInAnyParts(int parts) {
    for (int n : new int[] {1, 2, 5, 40, 300}) {
      Exact exact = new Exact(false);
      Moments[] groups = new Moments[parts];
      Arrays.setAll(groups, _ -> new Moments(2));
      for (int i = 0; i < n; i++) {
        exact.add(number(i));
        groups[i * 31 % parts].add(1, number(i));
      }
      Moments all = new Moments(2);
      for (Moments group : groups) {
        all.addAll(group);
      }
      assertThat(all.cells()).isEqualTo(2);
      exact.check(all, 1, 1, n + " in " + parts);
      new Exact(false).check(all, 0, 1, "none");
      for (long times : new long[] {3, 5}) {
        all.repeat(times);
        exact.check(all, 1, times == 3 ? 3 : 15, n + " in " + parts + ", repeated");
      }
    }
  }

  @Test
  void numbersThatAreEqualDeviateByNothing() {
    Moments moments = new Moments(1);
    for (int i = 0; i < 10; i++) {
      moments.add(0, 0.1);
      assertThat(moments.mean(0)).isEqualTo(0.1);
      assertThat(moments.meanRest(0)).isZero();
      assertThat(moments.squares(0)).isZero();
      assertThat(moments.squaresRest(0)).isZero();
    }
  }

  @Test
  void nansAndInfinitiesAreCountedThroughMergesAndRepeats() {
    Moments one = new Moments(1);
    one.addNans(0, 2);
    one.addInfinities(0, 3);
    Moments two = new Moments(1);
    two.addNans(0, 1);
    two.addInfinities(0, 1);
    two.add(0, 5);
    one.addAll(two);
    assertThat(one.nans(0)).isEqualTo(3);
    assertThat(one.infinities(0)).isEqualTo(4);
    assertThat(one.count(0)).isEqualTo(4);
    one.repeat(3);
    assertThat(one.nans(0)).isEqualTo(9);
    assertThat(one.infinities(0)).isEqualTo(12);
    assertThat(one.count(0)).isEqualTo(12);
    assertThat(one.mean(0)).isEqualTo(5);
  }

  private static final double INF = Double.POSITIVE_INFINITY;

  private static final double[][] EXTREMES = {
    {},
    {Double.NaN},
    {Double.NaN, 1, Double.NaN},
    {INF},
    {-INF, 2, 3},
    {1, 2, INF},
    {INF, 1, -INF},
    {INF, INF, Double.NaN, 7},
    {1e308, 1e308, 1e308, -5},
    {-1e308, 1e308},
    {1.7e308, -1.7e308, 1.7e308, 1.6e308},
    {1e200, -1e200, 3},
    {1e308, INF, 1e308},
    {Double.MIN_VALUE, -Double.MIN_VALUE, 0},
    {-0.0, 0.0},
    {5, 5, 5, 5},
    {0x1p-1070, 0x1p-1070, 0x1p-1071},
    {1, 1 + 0x1p-52},
    {1e16, 1, -1e16, 1}
  };

  /** Alone, and with as many others before and behind as make rows and blocks of several kinds. */
  @Test
  void whatIsNotFiniteOrVeryLargeIsCountedAndKeepsTheRest() {
    for (double[] given : EXTREMES) {
      Exact alone = new Exact(false);
      Moments moments = new Moments(1);
      for (double v : given) {
        alone.add(v);
        if (Double.isNaN(v)) {
          moments.addNans(0, 1);
        } else if (Double.isInfinite(v)) {
          moments.addInfinity(0, v);
        } else {
          moments.add(0, v);
        }
      }
      alone.check(moments, 0, 1, Arrays.toString(given));
      for (int n : new int[] {given.length, 30, 100, 700, 16500}) {
        if (n > 10000 && (given.length % 2 == 0 || alone.max > 1e100)) {
          continue; // exact arithmetic takes its time
        }
        for (int at = 0; at <= n - given.length; at += Math.max(1, n - given.length)) {
          double[] numbers = new double[n];
          Arrays.setAll(numbers, i -> i % 3 - 1);
          System.arraycopy(given, 0, numbers, at, given.length);
          String what = Arrays.toString(given) + " at " + at + " of " + n;
          check(numbers, new long[] {n}, new int[0], what);
          if (n == 30 || n == 700) {
            check(numbers, new long[] {n / 10, 10}, new int[] {0}, what);
            check(numbers, new long[] {n / 10, 10}, new int[] {1}, what);
            check(numbers, new long[] {10, n / 10}, new int[] {0}, what);
            check(numbers, new long[] {2, n / 10, 5}, new int[] {1}, what);
          }
        }
      }
    }
  }

  /** A block, a row and a column of numbers that are all equal, whose sum is beyond all doubles. */
  @ParameterizedTest
  @CsvSource({"32768,", "2 16384,", "40000 3, 1", "2 300 100, 1", "2 2 3, 1", "2 5 70, 1"})
  void largeNumbersThatAreEqualHaveAMeanAmongOthers(String lengths, String dimensions) {
    long[] shape = Arrays.stream(ints(lengths)).mapToLong(n -> n).toArray();
    int n = (int) Arrays.stream(shape).reduce(1, (x, y) -> x * y);
    double[] numbers = new double[n];
    Arrays.fill(numbers, n / 2, n, 1e308);
    Layout layout = Layout.contiguous(Order.C, Double.BYTES, shape);
    StridedMemory memory = StridedMemory.of(MemorySegment.ofArray(numbers), layout);
    int[] kept = ints(dimensions);
    Moments moments = Reduction.of(RawView.of(memory, Format.parse("d")), kept, Execution.PARALLEL);
    long cells = kept.length == 0 ? 1 : shape[1];
    assertThat(moments.cells()).isEqualTo((int) cells);
    for (int c = 0; c < cells; c++) {
      assertThat(moments.count(c)).isEqualTo(n / cells);
      assertThat(moments.min(c)).isZero();
      assertThat(moments.max(c)).isEqualTo(1e308);
      assertThat(moments.mean(c)).isCloseTo(0.5e308, within(1e293));
      assertThat(moments.squares(c)).isEqualTo(INF);
    }
  }

  private static void check(double[] numbers, long[] shape, int[] kept, String what) {
    Layout layout = Layout.contiguous(Order.C, Double.BYTES, shape);
    RawView view =
        RawView.of(
            StridedMemory.of(MemorySegment.ofArray(numbers.clone()), layout), Format.parse("d"));
    check(view, kept, what);
  }

  /** Of a view, against its items one by one. */
  private static void check(RawView view, int[] kept, String what) {
    Layout layout = view.layout();
    int cells = 1;
    for (int d : kept) {
      cells *= (int) layout.shape(d);
    }
    Exact[] exact = new Exact[cells];
    Arrays.setAll(exact, _ -> new Exact(true));
    long[] index = new long[layout.ndim()];
    for (long i = 0; i < layout.size(); i++) {
      int cell = 0;
      for (int d : kept) {
        cell = (int) (cell * layout.shape(d) + index[d]);
      }
      Object item = view.get(index);
      exact[cell].add(item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).doubleValue());
      for (int d = index.length - 1; d >= 0 && ++index[d] == layout.shape(d); d--) {
        index[d] = 0;
      }
    }
    Moments moments = Reduction.of(view, kept, Execution.SEQUENTIAL);
    assertThat(moments.cells()).isEqualTo(cells);
    for (int c = 0; c < cells; c++) {
      exact[c].check(moments, c, 1, what + ", cell " + c);
    }
  }

  private static int[] ints(String numbers) {
    return numbers == null
        ? new int[0]
        : Arrays.stream(numbers.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static RawView counting(String code, long[] shape, long[] steps) {
    Format format = Format.parse(code);
    int size = (int) format.itemsize();
    long offset = 1;
    long[] strides = new long[steps.length];
    for (int d = 0; d < steps.length; d++) {
      strides[d] = steps[d] * size;
      offset += Math.max(0, -strides[d]) * (shape[d] - 1);
    }
    Layout layout = Layout.of(size, offset, shape, strides);
    MemorySegment memory = MemorySegment.ofArray(new byte[(int) layout.high()]);
    ItemCodec codec = ItemCodec.of(format);
    boolean real = !code.matches(".*[bBhHiIqQ?]");
    for (long at = 1, i = 0; at + size <= memory.byteSize(); at += size, i++) {
      Object item =
          code.equals("?")
              ? (Object) (i % 3 == 0)
              : real ? (Object) (i % 101 * 0.25 - 3) : (Object) (i * 7 % 113);
      codec.put(memory, at, item);
    }
    return RawView.of(StridedMemory.of(memory, layout), format);
  }

  @ParameterizedTest
  @CsvSource({
    "700, 1,",
    "700, -2,",
    "700, 1, 0",
    "70, 1, 0",
    "20 30, 30 1,",
    "20 30, 31 1,",
    "20 30, 30 1, 0",
    "20 30, 30 1, 1",
    "20 30, 30 1, 0 1",
    "20 30, 30 1, 1 0",
    "30 20, 1 30, 0",
    "30 20, 1 30, 1",
    "100 3, 3 1, 1",
    "101 3, 3 1, 1",
    "3 101, 1 3, 0",
    "5 4, 4 1, 0",
    "7 5, 5 1, 0 1",
    "5 7, 1 5, 1 0",
    "4 50, 60 1, 0",
    "4 300, 300 1, 1",
    "300 4, 1 300, 0",
    "7 5 6, 30 6 1, 1",
    "7 5 6, 30 6 1, 0 2",
    "7 5 6, -30 6 -1, 2 0",
    "7 5 6, 1 7 35, 0 1",
    "2 70 3, 210 3 1, 2",
    "2 3 70, 210 70 1, 0 1",
    "3 1 50, 50 9 1, 1",
    "6 50, 0 1,",
    "6 50, 0 1, 1",
    "6 50, 50 0, 0",
    "6 50, 50 0, 1",
    "2 20 70, 0 70 1, 1",
    // runs, pixels and columns of bytes, whose counters are those of any cells
    "23, 1,",
    "4 23, 30 1, 0",
    "5 4 20, 80 20 1, 1 0",
    "3 21 3, 70 3 1, 0 2",
    "7 5, 6 1, 0 1",
    "8 5, 6 1, 1 0"
  })
  void everyCellHasTheItemsOfItsIndices(String lengths, String steps, String dimensions) {
    long[] shape = Arrays.stream(ints(lengths)).mapToLong(n -> n).toArray();
    long[] strides = Arrays.stream(ints(steps)).mapToLong(n -> n).toArray();
    for (String code : new String[] {"b", "B", "?", ">h", "<f", ">d", "<d", "e", "q", "g"}) {
      check(counting(code, shape, strides), ints(dimensions), code);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // more than one part, along each of the dimensions
    "b, 600 1000,",
    "h, 600 1000,",
    "h, 600 1000, 0",
    "b, 3 200000, 0",
    "h, 3 200000, 0",
    "h, 200000 3, 1",
    "b, 200000 3, 1",
    "h, 600001,"
  })
  void partsAreMergedToTheSame(String code, String lengths, String dimensions) {
    long[] shape = Arrays.stream(ints(lengths)).mapToLong(n -> n).toArray();
    Format format = Format.parse(code);
    Layout layout = Layout.contiguous(Order.C, format.itemsize(), shape);
    MemorySegment memory = MemorySegment.ofArray(new byte[(int) layout.nbytes()]);
    for (int i = 0; i < layout.size(); i++) {
      if (format.itemsize() == 1) {
        memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 7L % 113));
      } else {
        memory.setAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) (i * 7L % 113));
      }
    }
    RawView view = RawView.of(StridedMemory.of(memory, layout), format);
    int[] kept = ints(dimensions);
    Moments moments = Reduction.of(view, kept, Execution.SEQUENTIAL);
    Moments parallel = Reduction.of(view, kept, Execution.PARALLEL);
    int cells = kept.length == 0 ? 1 : (int) shape[kept[0]];
    long[] sums = new long[cells];
    long[] squares = new long[cells];
    long size = view.size();
    for (int i = 0; i < size; i++) {
      long number = i * 7L % 113;
      int cell = kept.length == 0 ? 0 : (int) (kept[0] == 0 ? i / (size / cells) : i % cells);
      sums[cell] += number;
      squares[cell] += number * number;
    }
    for (int c = 0; c < cells; c++) {
      long n = size / cells;
      assertThat(moments.count(c)).isEqualTo(n);
      assertThat(moments.mean(c)).isCloseTo((double) sums[c] / n, within(1e-13));
      double deviation = squares[c] - (double) sums[c] * sums[c] / n;
      assertThat(moments.squares(c)).isCloseTo(deviation, within(1e-8 * deviation));
      assertThat(parallel.count(c)).isEqualTo(n);
      assertThat(parallel.mean(c)).isEqualTo(moments.mean(c));
      assertThat(parallel.squares(c)).isEqualTo(moments.squares(c));
    }
  }
}
