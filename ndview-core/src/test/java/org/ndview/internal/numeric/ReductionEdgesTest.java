package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.format.Format;
import org.ndview.internal.memory.StridedMemory;

/** How views are divided, what is refused, and items that lie in more than three dimensions. */
class ReductionEdgesTest {
  private static long[] longs(String numbers) {
    return numbers == null || numbers.isEmpty()
        ? new long[0]
        : Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static int[] ints(String numbers) {
    return Arrays.stream(longs(numbers)).mapToInt(n -> (int) n).toArray();
  }

  /**
   * A part has half a million items, and there are 64 at most. A dimension that is kept leaves each
   * part cells of its own; along any other one each part has all cells, which may not be too many.
   */
  @ParameterizedTest(name = "{0} by {1}, {2} cells")
  @CsvSource({
    // the shape, the steps of items, those of cells, cells, the dimension
    "524288, 1, 0, 1, -1",
    "524289, 1, 0, 1, 0",
    "1 524289, 524289 1, 0 0, 1, 1",
    // one that has as many indices as there are parts
    "1000 1048576, 1048576 1, 0 0, 1, 0",
    "2 33554432, 33554432 1, 0 0, 1, 1",
    "64 524288, 524288 1, 0 0, 1, 0",
    "63 1048576, 1048576 1, 0 0, 1, 1",
    // more than as many makes no difference: the one that lies farthest apart
    "65 10000000, 10000000 1, 0 0, 1, 0",
    "10000000 65, 1 10000000, 0 0, 1, 1",
    "10000000 65, 1 -10000000, 0 0, 1, 1",
    "10000000 65, -10000000 1, 0 0, 1, 0",
    "100 100 10000, 100 10000 1000000, 0 0 0, 1, 2",
    "100 100 10000, 10000 10000 1, 0 0 0, 1, 0",
    // 64 parts of 4096 cells are not too many, and those of one more are
    "4096 100000, 100000 1, 1 0, 4096, 0",
    "100000 4096, 4096 1, 0 1, 4096, 0",
    "100000 4097, 4097 1, 0 1, 4097, 1",
    "524289 262144, 262144 1, 0 1, 262144, 1",
    // one that has fewer parts, and cells that are few enough for those
    "100 2 5000000, 10000000 5000000 1, 0 1 0, 2, 0",
    // none: two parts would have more cells than all may have
    "2 10000000, 1 2, 0 0, 10000000, -1"
  })
  void theDividedDimensionHasEnoughIndicesAndNotTooManyCells(
      String shape, String steps, String cellSteps, int cells, int expected) {
    Layout items = layout(longs(shape), longs(steps));
    assertThat(Reduction.divided(items, layout(longs(shape), longs(cellSteps)), cells))
        .isEqualTo(expected);
  }

  private static Layout layout(long[] shape, long[] steps) {
    long offset = 0;
    for (int d = 0; d < shape.length; d++) {
      offset += Math.max(0, -steps[d]) * (shape[d] - 1);
    }
    return Layout.of(1, offset, shape, steps);
  }

  /** Others could not be divided without following it. */
  @Test
  void behindAPointerTheFirstDimensionAloneIsDivided() {
    long[] shape = {3, 1000000};
    Layout plain = Layout.of(1, 0, shape, new long[] {8, 1});
    Layout behind = Layout.of(1, 0, shape, new long[] {8, 1}, new long[] {0, -1});
    Layout cells = Layout.of(1, 0, shape, new long[2]);
    assertThat(Reduction.divided(plain, cells, 1)).isEqualTo(1);
    assertThat(Reduction.divided(behind, cells, 1)).isZero();
    Layout one = Layout.of(1, 0, new long[0], new long[0]);
    assertThat(Reduction.divided(one, one, 1)).isEqualTo(-1);
  }

  private static RawView none(String format, long... shape) {
    Format parsed = Format.parse(format);
    Layout layout = Layout.of(parsed.itemsize(), 0, shape, new long[shape.length]);
    return RawView.of(StridedMemory.of(MemorySegment.ofArray(new byte[16]), layout), parsed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d | 2147483640 0 | 0 | 2147483640 indices are more than a Java array holds",
        "d | 2147483639 0 | 0 | the statistics of 2147483639 indices take 1.55e+11 bytes or more",
        // what is more than any long is no less
        "d | 4294967296 2147483647 0 | 0 1 | 9223372032559808512 indices are more than",
        "d | 4294967296 2147483648 0 | 0 1 | 9223372036854775807 indices are more than",
        "d | 4294967296 4294967296 0 | 0 1 | 9223372036854775807 indices are more than",
        "Zd | 2 | | 'Zd' is complex, which has no order",
        "Zd | 0 | | 'Zd' is complex, which has no order",
        "c | 0 | | 'c' is none; viewAs(\"B\") gives its bytes",
        "2s | 0 | | '2s' is none; viewAs(\"B\") gives its bytes"
      })
  void theRefusalHasItsNumbers(String format, String shape, String kept, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Reduction.of(none(format, longs(shape)), ints(kept), Execution.SEQUENTIAL))
        .withMessageContaining(message);
  }

  @Test
  void noIndicesHaveNoCells() {
    Moments moments = Reduction.of(none("d", 1L << 61, 0), new int[] {1, 0}, Execution.SEQUENTIAL);
    assertThat(moments.cells()).isZero();
  }

  /** No two dimensions of which can be taken as one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "1", "2", "3", "4", "0 3", "3 1", "2 4", "4 2 0", "1 2 3", "4 3 2 1 0"})
  void everyCellOfFiveDimensionsHasItsItems(String by) {
    long[] shape = {2, 3, 4, 3, 2};
    int[] kept = ints(by);
    Layout layout = Layout.of(2, 0, shape, new long[] {4000, 600, 80, 12, 4});
    MemorySegment memory = MemorySegment.ofArray(new byte[8000]);
    int cells = 1;
    for (int d : kept) {
      cells *= (int) shape[d];
    }
    long[] sums = new long[cells];
    long[] squares = new long[cells];
    long[] index = new long[5];
    for (int i = 0; i < layout.size(); i++) {
      short number = (short) (i * 37 % 101);
      memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, layout.offsetOf(index), number);
      int cell = 0;
      for (int d : kept) {
        cell = (int) (cell * shape[d] + index[d]);
      }
      sums[cell] += number;
      squares[cell] += number * number;
      for (int d = 4; d >= 0 && ++index[d] == shape[d]; d--) {
        index[d] = 0;
      }
    }
    RawView view = RawView.of(StridedMemory.of(memory, layout), Format.parse("h"));
    Moments moments = Reduction.of(view, kept, Execution.SEQUENTIAL);
    double n = (double) layout.size() / cells;
    for (int c = 0; c < cells; c++) {
      assertThat(moments.count(c)).isEqualTo((long) n);
      assertThat(moments.mean(c)).isEqualTo(sums[c] / n);
      assertThat(moments.squares(c)).isCloseTo(squares[c] - sums[c] * sums[c] / n, within(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource({"b, 0", "h, 0", "h, 1", "d, 0", "d, 1"})
  void whatLiesBehindEachPointerCounts(String code, int kept) {
    Format format = Format.parse(code);
    long size = format.itemsize();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(256, 8);
      Layout layout =
          Layout.of(size, 0, new long[] {3, 2}, new long[] {8, size}, new long[] {0, -1});
      RawView view = RawView.of(StridedMemory.of(memory, layout), format);
      for (int r = 0; r < 3; r++) {
        memory.set(ValueLayout.JAVA_LONG, 8L * r, memory.address() + 64 + 40L * r);
        for (int c = 0; c < 2; c++) {
          view.codec().put(memory, 64 + 40L * r + c * size, 10 * r + c);
        }
      }
      Moments moments = Reduction.of(view, new int[] {kept}, Execution.SEQUENTIAL);
      for (int c = 0; c < moments.cells(); c++) {
        assertThat(moments.count(c)).isEqualTo(kept == 0 ? 2 : 3);
        assertThat(moments.mean(c)).isEqualTo(kept == 0 ? 10 * c + 0.5 : 10 + c);
        assertThat(moments.max(c)).isEqualTo(kept == 0 ? 10 * c + 1 : 20 + c);
      }
    }
  }
}
