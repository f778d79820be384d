package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.format.ScalarType;
import org.ndview.internal.memory.StridedMemory;

/** Which tables are converted by columns, and what is said of their numbers before. */
class ColumnConversionTest {
  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** The factors of some rows lie beside their numbers, so those of a row must lie together. */
  @ParameterizedTest(name = "{0}, {1}, along {2}")
  @CsvSource({
    // the shape, the strides, the dimension, whether it suits
    "600 3, 12 4, 1, true",
    "600 3, 4 2400, 1, false",
    "3 600, 4 12, 0, true",
    "3 600, 2400 4, 0, false",
    "600 3, -12 -4, 1, true",
    "600 3, 12 -4, 1, true",
    "600 3, -2 4, 1, false",
    "600 3, 4 4, 1, true",
    "12 50 3, 2 12 4, 2, false",
    // a single one lies nowhere else
    "600 1 3, 12 2 4, 2, true",
    // one column is scaled as a whole
    "50 1, 4 4, 1, false",
    "50 2, 8 4, 1, true",
    "50 100000, 400000 4, 1, true",
    // an index of few items is not worth a way of its own
    "512 3, 4 2048, 1, true",
    "513 3, 4 2052, 1, false",
    "1000 4 128, 2048 512 4, 0, true",
    "1000 4 129, 2064 516 4, 0, false",
    "1000, 4, 0, true",
    "1000 3, 16 4, 0, true"
  })
  void itemsOfAnIndexAreFewOrFartherThanThoseOfOthers(
      String shape, String strides, int dim, boolean suits) {
    long[] lengths = longs(shape);
    long[] steps = longs(strides);
    long offset = 0;
    for (int d = 0; d < steps.length; d++) {
      offset += Math.max(0, -steps[d]) * (lengths[d] - 1);
    }
    Layout layout = Layout.of(4, offset, lengths, steps);
    assertThat(ColumnConversion.suits(layout, layout, dim)).isEqualTo(suits);
  }

  @Test
  void onlyWhatLiesBehindAllPointersIsCompared() {
    long[] shape = {5, 3};
    Layout direct = Layout.contiguous(Order.C, 4, shape);
    Layout rows = Layout.of(4, 0, shape, new long[] {1, 4}, new long[] {0, -1});
    assertThat(ColumnConversion.suits(rows, rows, 1)).isTrue();
    assertThat(ColumnConversion.suits(rows, rows, 0)).isFalse();
    assertThat(ColumnConversion.suits(rows, direct, 1)).isTrue();
    assertThat(ColumnConversion.suits(rows, direct, 0)).isFalse();
    Layout items = Layout.of(4, 0, shape, new long[] {40, 8}, new long[] {-1, 0});
    assertThat(ColumnConversion.suits(items, items, 1)).isFalse();
    // the first dimension has no pointers before it, but the one whose items lie closer has
    assertThat(ColumnConversion.suits(direct, direct, 0)).isTrue();
    assertThat(ColumnConversion.suits(items, direct, 0)).isFalse();
  }

  /** Only a finite number can become infinite. */
  @ParameterizedTest(name = "{0} to {1}: {2} * {3} + {4}")
  @CsvSource({
    "f, FLOAT16, 65519, 1, 0, true",
    "f, FLOAT16, 65520, 1, 0, false",
    "f, FLOAT16, -65520, 1, 0, false",
    "f, FLOAT16, 32760, 2, 0, false",
    "f, FLOAT16, 32760, -2, 1, true",
    "f, FLOAT16, 65519, 1, 1, false",
    "f, FLOAT16, Infinity, 1, 0, true",
    "f, FLOAT16, -Infinity, 1, 0, true",
    "f, FLOAT16, NaN, 1, 0, true",
    "d, FLOAT16, 65520, 1, 0, false",
    ">f, FLOAT16, 65520, 1, 0, false",
    ">f, FLOAT16, 65519, 1, 0, true",
    ">d, FLOAT32, 3.4e38, 1, 0, true",
    ">d, FLOAT32, 3.5e38, 1, 0, false",
    "h, FLOAT16, 32767, 2, -15, true",
    "h, FLOAT16, 32767, 2, -14, false",
    "d, FLOAT64, 1.7e308, 2, 0, false",
    "d, FLOAT32, 1.7976931348623157E308, 1, 0, false",
    "e, FLOAT16, 65504, 1, 15, true",
    "e, FLOAT16, 65504, 1, 16, false"
  })
  void oneNumberThatLeavesIsFoundInEachColumn(
      String code, ScalarType to, double number, double scale, double shift, boolean fits) {
    Format format = Format.parse(code);
    NumericFormat in = Objects.requireNonNull(NumericFormat.of(format));
    int columns = 3;
    int rows = 700;
    long size = format.itemsize();
    double[] scales = new double[columns];
    double[] shifts = new double[columns];
    try (Arena arena = Arena.ofConfined()) {
      for (boolean isNative : new boolean[] {true, false}) {
        for (long gap : new long[] {0, size}) {
          long row = columns * size + gap;
          MemorySegment memory =
              isNative
                  ? arena.allocate(rows * row, 8)
                  : MemorySegment.ofArray(new byte[(int) (rows * row)]);
          Layout layout = Layout.of(size, 0, new long[] {rows, columns}, new long[] {row, size});
          RawView view = RawView.of(StridedMemory.of(memory, layout), format);
          for (int r : new int[] {0, 341, 342, rows - 1}) {
            for (int c = 0; c < columns; c++) {
              // the factors of other columns would keep any number, or none
              Arrays.fill(scales, 0);
              scales[c] = scale;
              shifts[c] = shift;
              view.codec()
                  .put(
                      memory,
                      layout.offsetOf(r, c),
                      integer(code) ? (Object) (int) number : number);
              ColumnConversion conversion =
                  new ColumnConversion(
                      in, (Scaling.PerIndex) Scaling.perIndex(scales, shifts, 1), 1);
              assertThat(conversion.fits(view.memory(), to))
                  .as("at %d, %d of %s", r, c, memory)
                  .isEqualTo(fits);
              view.codec().put(memory, layout.offsetOf(r, c), integer(code) ? (Object) 0 : 0.0);
              shifts[c] = 0;
            }
          }
        }
      }
    }
  }

  /** Others are looked at index by index, which takes as many passes over the table. */
  @ParameterizedTest(name = "{0} to {1}, {2}, {3} * {4}, {5}")
  @CsvSource({
    "d, f, UNSAFE, 1e39, 1, 24 8, true",
    "d, f, SATURATING, 1e39, 1, 24 8, true",
    "d, f, SAME_VALUE, 1, 1, 24 8, false",
    // no number of the type becomes too large
    "h, f, SAFE, 32767, 1e30, 6 2, true",
    "h, f, SAFE, 32767, 1e30, 2 1400, true",
    // one look at all columns
    "d, f, SAME_KIND, 1e38, 3, 24 8, true",
    "d, f, SAME_KIND, 1e38, 4, 24 8, false",
    "d, f, SAME_KIND, Infinity, 4, 24 8, true",
    // which need not lie together
    "d, f, SAME_KIND, Infinity, 3, 8 5600, true",
    "d, f, SAME_KIND, 1e38, 4, 8 5600, false"
  })
  void aLookAtAllColumnsTells(
      String from,
      String to,
      Casting casting,
      double number,
      double scale,
      String steps,
      boolean fits) {
    Format format = Format.parse(from);
    NumericFormat in = Objects.requireNonNull(NumericFormat.of(format));
    NumericFormat out = Objects.requireNonNull(NumericFormat.of(Format.parse(to)));
    long[] shape = {700, 3};
    try (Arena arena = Arena.ofConfined()) {
      Layout layout = Layout.of(format.itemsize(), 0, shape, longs(steps));
      RawView source =
          RawView.of(StridedMemory.of(arena.allocate(layout.high(), 8), layout), format);
      Object item = integer(from) ? (Object) (int) number : (Object) number;
      source.codec().put(source.memory().segment(), layout.offsetOf(699, 1), item);
      RawView target =
          RawView.of(
              StridedMemory.of(
                  MemorySegment.NULL, Layout.contiguous(Order.C, out.bits() / 8, shape)),
              Format.parse(to));
      Scaling.PerIndex channels =
          (Scaling.PerIndex)
              Scaling.perIndex(new double[] {0.5, scale, 1}, new double[] {0, 1, 2}, 1);
      ChannelConversion conversion = ChannelConversion.of(source, target, casting, channels);
      for (Execution execution : Execution.values()) {
        assertThat(conversion.allFit(source.memory(), in, out, execution)).isEqualTo(fits);
      }
    }
  }

  private static boolean integer(String code) {
    return code.equals("h");
  }
}
