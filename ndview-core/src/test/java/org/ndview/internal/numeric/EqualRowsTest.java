package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.memory.StridedMemory;

/** Which rows are compared as they are. */
class EqualRowsTest {
  @Test
  void aNanOfEitherSignEqualsNothing() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocate(80, 8).fill((byte) 0xff);
      for (String code : List.of("<f", "<d")) {
        NumericFormat format = Items.of(code).rows();
        long size = Items.of(code).format().itemsize();
        Layout layout = Layout.of(size, 0, new long[] {80 / size}, new long[] {size});
        StridedMemory memory = StridedMemory.of(floats, layout);
        StridedWalk walk = StridedWalk.anyOrder(memory, memory);
        assertThat(walk.rows(NumericEquality.of(walk, format, format))).isFalse();
      }
    }
  }

  /** Others are compared tile by tile, in the order of the second memory. */
  @ParameterizedTest(name = "{0} and {1} of {2}, {3} and {4}")
  @CsvSource({
    // the formats, the shape, the steps of both in items
    "h, h, 300, 3, 5, true",
    "h, h, 0 3, 9 1, 9 1, true",
    "h, i, 3 128, 130 1, 140 1, true",
    "h, i, 3 127, 130 1, 140 1, false",
    "d, h, 3 32, 40 1, 50 1, true",
    "d, h, 3 31, 40 1, 50 1, false",
    "h, i, 3 128, 300 2, 140 1, false",
    "h, i, 3 128, 130 1, 300 2, false",
    "h, i, 200 128, 1 200, 130 1, false"
  })
  void longRowsThatLieSoInBothMemoriesAreComparedAsTheyAre(
      String codeA, String codeB, String shape, String stepsA, String stepsB, boolean rows) {
    Items a = Items.of(codeA);
    Items b = Items.of(codeB);
    StridedWalk walk = StridedWalk.anyOrder(place(a, shape, stepsA), place(b, shape, stepsB));
    assertThat(NumericEquality.goesByRows(walk, a.rows(), b.rows())).isEqualTo(rows);
  }

  private static StridedMemory place(Items items, String shape, String steps) {
    long size = items.format().itemsize();
    long[] strides = Stream.of(steps.split(" ")).mapToLong(s -> size * Long.parseLong(s)).toArray();
    long[] lengths = Stream.of(shape.split(" ")).mapToLong(Long::parseLong).toArray();
    Layout layout = Layout.of(size, 0, lengths, strides);
    return StridedMemory.of(MemorySegment.NULL, layout);
  }

  @ParameterizedTest
  @CsvSource({
    "i, 1, 1, true",
    ">i, 1, 1, true",
    "i, 2, 1, false",
    "i, 1, 2, false",
    "f, 1, 1, false",
    "?, 1, 1, false"
  })
  void rowsOfIntegersAreComparedAsBytes(String code, String stepA, String stepB, boolean bytes) {
    Items items = Items.of(code);
    StridedWalk walk = StridedWalk.anyOrder(place(items, "9", stepA), place(items, "9", stepB));
    StridedWalk.RowVisitor rows = NumericEquality.of(walk, items.rows(), items.rows());
    assertThat(rows instanceof NumericEquality).isEqualTo(!bytes);
  }
}
