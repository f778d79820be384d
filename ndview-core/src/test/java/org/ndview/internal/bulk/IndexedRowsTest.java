package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Rows at indices are copied, whatever their length, and no other byte changes. */
class IndexedRowsTest {
  private static final int ROWS = 40;

  private static MemorySegment memory(Arena arena, long bytes, int seed) {
    MemorySegment memory = arena.allocate(bytes, 1);
    for (long i = 0; i < bytes; i++) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 31 + (i >> 7) + seed));
    }
    return memory;
  }

  /** More than are looked at together, some of them from the end. */
  private static long[] indices(int count) {
    long[] indices = new long[count];
    for (int i = 0; i < count; i++) {
      indices[i] = (i * 7 + i / ROWS) % ROWS - (i % 3 == 0 ? ROWS : 0);
    }
    return indices;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15, 16, 17, 23, 24, 25, 31, 32, 33, 63, 64, 65, 100, 127,
        128, 129, 200, 255, 256, 257, 600
      })
  void rowsComeToTheirPlaces(int bytes) {
    for (int turn = 0; turn < 8; turn++) {
      boolean backward = (turn & 1) != 0;
      boolean toArray = (turn & 2) != 0;
      long[] indices = indices((turn & 4) != 0 ? 1100 : 3);
      long step = bytes + 5L;
      long first = backward ? 2 + (ROWS - 1) * step : 2;
      long stride = backward ? -step : step;
      Layout from = Layout.of(1, first, new long[] {ROWS, bytes}, new long[] {stride, 1});
      long[] shape = {indices.length, bytes};
      Layout to = Layout.of(1, 3, shape, new long[] {bytes + 2L, 1});
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment a = memory(arena, from.high() + 4, 1);
        MemorySegment b = memory(arena, to.high() + 4, 9);
        byte[] expected = b.toArray(ValueLayout.JAVA_BYTE);
        for (int i = 0; i < indices.length; i++) {
          long row = Math.floorMod(indices[i], ROWS);
          long at = to.offsetOf(i, 0);
          MemorySegment.copy(a, from.offsetOf(row, 0), MemorySegment.ofArray(expected), at, bytes);
        }
        MemorySegment target =
            toArray ? MemorySegment.ofArray(b.toArray(ValueLayout.JAVA_BYTE)) : b;
        ChosenRows rows = ChosenRows.of(indices, ROWS, 0);
        boolean done =
            IndexedRows.copy(StridedMemory.of(a, from), rows, StridedMemory.of(target, to));
        boolean number = Integer.bitCount(bytes) == 1;
        assertThat(done).isEqualTo(number || bytes >= 16 || !toArray);
        if (done) {
          assertThat(target.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aTrialStaysWithinItsBlocks() {
    for (int bytes : new int[] {17, 256}) {
      List<Integer> rows = new ArrayList<>();
      RowKernel kernel =
          (a, atA, rowA, indices, b, atB, rowB, m, n) -> {
            rows.add(m);
            assertThat(List.of(atA, atB)).containsOnly(0L);
            assertThat(List.of(rowA, rowB, (long) n)).containsOnly((long) bytes);
            assertThat(Arrays.stream(indices).limit(m)).allMatch(i -> i >= 0 && i < m);
            assertThat(m * rowA).isBetween(1L, Math.min(a.byteSize(), b.byteSize()));
          };
      try (NativeScratch scratch = NativeScratch.take()) {
        IndexedRows.gathers(kernel, bytes).run(scratch);
      }
      // a few short ones would be fast in code that the first compiler made
      assertThat(rows).containsExactly((int) NativeScratch.SLOT / bytes);
    }
  }
}
