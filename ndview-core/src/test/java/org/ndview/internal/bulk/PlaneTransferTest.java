package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/**
 * Planes are turned, reversed and copied by kernels, where there are some; no other byte changes.
 */
class PlaneTransferTest {
  @BeforeEach
  void kernels() {
    assumeTrue(
        VectorModule.find(PlaneKernels.class, "VectorPlanes") != null,
        "this JVM has no kernels for planes");
  }

  private static @Nullable PlaneTransfer of(
      MemorySegment a, Layout from, MemorySegment b, Layout to) {
    StridedWalk walk = StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
    return PlaneTransfer.of(walk, (int) from.itemsize());
  }

  @ParameterizedTest(name = "{0}: {1} to {2}, {3} bytes")
  @CsvSource({
    // the shape, the steps of both in items, the width, and whether there are kernels for it:
    // rows of 8 to 256 bytes
    "20 8, 9 1, 11 1, 1, true",
    "20 7, 9 1, 11 1, 1, false",
    "20 256, 300 1, 260 1, 1, true",
    "20 257, 300 1, 260 1, 1, false",
    "20 2, 3 1, 5 1, 4, true",
    "3 17 9, 400 10 1, 300 11 1, 2, true",
    "40 3 9, 40 10 1, 80 11 1, 2, true",
    "20 3 9, 40 10 1, 11 900 1, 2, true",
    "5 40 2 9, 2000 30 10 1, 5000 80 11 1, 2, true",
    // backward, of 64 bytes and more; fewer in plain Java, if there are many rows
    "20 64, -70 -1, 80 1, 1, true",
    "20 63, 70 -1, 80 1, 1, true",
    "15 63, 70 -1, 80 1, 1, false",
    "15 64, 70 -1, 80 1, 1, true",
    "20 64, 70 -1, 80 1, 1, true",
    "3 8, 70 -1, 80 1, 8, true",
    "3 17, 70 -1, 80 1, 4, true",
    "5 25, 70 -1, 80 1, 4, true",
    "5 32, 70 -1, 80 1, 4, true",
    "5 33, 70 -1, 80 1, 2, true",
    "2 5 16, 500 70 -1, 600 80 1, 8, true",
    "18 2 90, 200 100 -1, 190 95 1, 2, true",
    "20 64, 70 -1, 140 2, 1, false",
    // turned, of 8 rows and columns, and 96 items
    "8 12, 1 9, 14 1, 1, true",
    "8 11, 1 9, 14 1, 1, false",
    "7 8, 1 9, 10 1, 1, false",
    "8 7, 1 9, 10 1, 1, false",
    "8 17, 1 9, 19 1, 1, true",
    "17 8, 1 18, 10 1, 1, true",
    "9 17, -1 10, 20 1, 1, true",
    "33 25, 1 40, 50 1, 2, true",
    "17 9, 1 20, 30 1, 4, true",
    // of which no more than half are turned twice
    "10 12, 1 11, 13 1, 2, false",
    "10 13, 1 11, 14 1, 2, true",
    "9 11, 1 11, 14 1, 1, true",
    // of 4 rows and columns, where they are wider
    "4 24, 1 9, 25 1, 2, true",
    "24 4, 1 29, 13 1, 2, true",
    "4 23, 1 9, 24 1, 2, false",
    "3 32, 1 9, 33 1, 2, false",
    "32 3, 1 39, 17 1, 4, false",
    "7 17, -1 9, 18 1, 4, true",
    "6 5 20, 900 1 9, 1000 21 1, 4, true",
    "2 3 5 21, 3000 900 1 9, 3000 1000 22 1, 8, true",
    "4 24, 1 9, 25 1, 8, true",
    "3 32, 1 9, 33 1, 8, false",
    "19 50, 1 30, 60 1, 2, true",
    "19 50, -1 30, 60 1, 2, true",
    "19 50, 2 40, 60 1, 2, false",
    "19 50, 1 30, 130 2, 2, false",
    "3 19 50, 2000 1 30, 4000 60 1, 4, true",
    "19 3 50, 1 2000 30, 4000 60 1, 4, true",
    "3 19 50, 2000 -1 30, 4000 60 1, 4, true",
    // what is no plane
    "100, 1, 1, 1, false",
    "0 8, 1 9, 10 1, 1, false"
  })
  void eachItemComesToItsPlace(
      String shape, String stepsA, String stepsB, int width, boolean planes) {
    copied(width, shape, stepsA, stepsB, planes, PlaneTransfer::of);
    if (planes) {
      Layout from = Items.layout(width, shape, stepsA);
      Layout to = Items.layout(width, shape, stepsB);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment a = Items.memory(arena, from, 1);
        MemorySegment array = MemorySegment.ofArray(new byte[(int) to.high() + 5]);
        assertThat(of(a, from, array, to)).isNull();
      }
    }
  }

  /** What makes a transfer of a walk and a width of items, or none. */
  @FunctionalInterface
  interface Finder {
    @Nullable PlaneTransfer of(StridedWalk walk, int width);
  }

  /** Items come to their places, if there is a transfer, and no other byte changes. */
  static void copied(
      int width, String shape, String stepsA, String stepsB, boolean found, Finder finder) {
    Layout from = Items.layout(width, shape, stepsA);
    Layout to = Items.layout(width, shape, stepsB);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = Items.memory(arena, from, 1);
      MemorySegment b = Items.memory(arena, to, 9);
      StridedWalk walk = StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
      PlaneTransfer transfer = finder.of(walk, width);
      assertThat(transfer != null).as(shape).isEqualTo(found);
      if (transfer != null) {
        byte[] expected = Items.expected(a, from, b, to, number -> number);
        transfer.run();
        assertThat(b.toArray(ValueLayout.JAVA_BYTE)).as(shape).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // rows and columns: more than a kernel is given at once, and less than that behind them
    "1048650, 8, 1 1048700, 9 1",
    "9, 1048590, -1 11, 1048600 1",
    "1048650, 8, 8 1, 9 1"
  })
  void largePlanesAreCutWhereNoPartIsTooNarrow(int rows, int columns, String a, String b) {
    eachItemComesToItsPlace(rows + " " + columns, a, b, 1, true);
  }

  @Test
  void eachOfSeveralLargePlanesIsCut() {
    Layout from = Items.layout(1, "3 1048650 8", "8400000 8 1");
    Layout to = Items.layout(1, "3 1048650 8", "9500000 9 1");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(from.high(), 1).fill((byte) 7);
      MemorySegment b = arena.allocate(to.high(), 1);
      PlaneTransfer transfer = Objects.requireNonNull(of(a, from, b, to));
      transfer.run();
      for (long plane = 0; plane < 3; plane++) {
        for (long row : new long[] {0, 1048575, 1048576, 1048649}) {
          assertThat(b.get(ValueLayout.JAVA_BYTE, to.offsetOf(plane, row, 7))).isEqualTo((byte) 7);
        }
      }
    }
  }

  /** Sixteen rows are worth a call of a kernel; of fewer, the longest dimension has more. */
  @ParameterizedTest
  @CsvSource({
    "20 9, 0",
    "3 16 9, 1",
    "3 15 9, 1",
    "20 15 9, 0",
    "3 5 9, 1",
    "7 5 9, 0",
    "20 16 9, 1",
    "15 20 15 9, 1",
    "14 13 15 9, 2",
    "15 13 15 9, 2",
    "20 30 2 9, 1",
    "30 15 2 9, 0",
    "30 16 2 9, 1"
  })
  void aKernelHasManyRows(String shape, int dim) {
    long[] lengths = Items.longs(shape);
    long[] strides = new long[lengths.length];
    long stride = 1;
    for (int d = lengths.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= lengths[d] + 1; // apart, so that none are one
    }
    Layout layout = Layout.of(1, 0, lengths, strides);
    StridedMemory memory = StridedMemory.of(MemorySegment.NULL, layout);
    assertThat(PlaneTransfer.manyRows(StridedWalk.anyOrder(memory, memory))).isEqualTo(dim);
  }

  /**
   * Kernels are tried in two blocks of scratch memory, with numbers that use most of their code.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void aTrialStaysWithinItsBlocks(int width) {
    List<Integer> lengths = new ArrayList<>();
    try (NativeScratch scratch = NativeScratch.take()) {
      PlaneKernel turn =
          (a, atA, rowA, b, atB, rowB, rows, columns) -> {
            lengths.add(columns);
            // lines that lie side by side, each of which becomes one
            assertThat(List.of(rowA, rowB)).containsOnly((long) rows * width);
            assertThat(List.of(rows, atA, atB)).isEqualTo(List.of(columns, 0L, 0L));
            assertThat(rows * rowA).isBetween(1L, Math.min(a.byteSize(), b.byteSize()));
          };
      PlaneTransfer.turns(turn, width).run(scratch);
      assertThat(lengths).containsExactly(width <= 2 ? 48 : 32);
      lengths.clear();
      PlaneKernel reverse =
          (a, atA, rowA, b, atB, rowB, rows, columns) -> {
            lengths.add(columns * width);
            assertThat(atA - (columns - 1L) * width).isZero();
            assertThat(List.of(rowA, rowB)).containsOnly((long) columns * width);
            assertThat(atB).isZero();
            assertThat(rows * rowA).isBetween(1L, Math.min(a.byteSize(), b.byteSize()));
          };
      PlaneTransfer.reverses(reverse, width).run(scratch);
      // a whole number of kernels, and a rest
      assertThat(lengths).containsExactly(2 * PlaneKernels.FEWEST_REVERSED + width);
      lengths.clear();
      PlaneKernel copy =
          (a, atA, rowA, b, atB, rowB, rows, columns) -> {
            lengths.add(columns);
            lengths.add(rows);
            assertThat(List.of(rowA, rowB, atA, atB))
                .isEqualTo(List.of((long) columns, (long) columns, 0L, 0L));
            assertThat(rows * rowA).isBetween(1L, Math.min(a.byteSize(), b.byteSize()));
          };
      PlaneTransfer.copies(copy, 17).run(scratch);
      // a few short ones would be fast in code that the first compiler made
      assertThat(lengths).containsExactly(17, (int) NativeScratch.SLOT / 17);
    }
  }
}
