package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Planes are turned in plain Java, too, where that is worth a loop; no other byte changes. */
class PlainTurnTest {
  private static void turned(int width, String shape, String stepsA, String stepsB, boolean turns) {
    PlaneTransferTest.copied(width, shape, stepsA, stepsB, turns, PlaneTransfer::plainTurn);
  }

  /** Eight rows or columns at a time: the shorter of the two is cut. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void eachItemComesToItsPlace(int width) {
    for (int m : new int[] {32, 33, 40, 63}) {
      for (int n : new int[] {8, 12, 16, 24, 25, 31, 32, 47}) {
        String shape = m + " " + n;
        turned(width, shape, "1 " + (m + 3), (n + 2) + " 1", true);
        turned(width, shape, "-1 " + (m + 3), (n + 2) + " 1", true);
        turned(width, n + " " + m, "1 -" + (n + 3), (m + 2) + " 1", true);
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1} to {2}")
  @CsvSource({
    // one of both is long, and the other is not much longer if it is a multiple of eight
    "32 8, 1 40, 10 1, true",
    "31 8, 1 40, 10 1, false",
    "8 31, 1 40, 50 1, false",
    "31 31, 1 40, 50 1, false",
    "32 7, 1 40, 10 1, false",
    "7 32, 1 40, 50 1, false",
    "32 10, 1 40, 20 1, false",
    "32 11, 1 40, 20 1, true",
    "32 17, 1 40, 20 1, true",
    // of several dimensions
    "3 32 8, 900 1 40, 1000 10 1, true",
    "32 3 8, 1 900 40, 1000 10 1, true",
    "3 32 8, 900 -1 40, 1000 10 1, true",
    // what is not turned
    "32 32, 40 1, 50 1, false",
    "32 32, 40 -1, 50 1, false",
    "32 32, 2 80, 50 1, false"
  })
  void whatIsWorthALoop(String shape, String stepsA, String stepsB, boolean turns) {
    turned(4, shape, stepsA, stepsB, turns);
  }

  @Test
  void largePlanesAreCut() {
    Layout from = Items.layout(1, "1048590 8", "1 1048600");
    Layout to = Items.layout(1, "1048590 8", "9 1");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(from.high(), 1);
      MemorySegment b = arena.allocate(to.high(), 1);
      for (long i = 0; i < from.high(); i += 8191) {
        a.set(ValueLayout.JAVA_BYTE, i, (byte) (i / 8191));
      }
      StridedWalk walk = StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
      Objects.requireNonNull(PlaneTransfer.plainTurn(walk, 1)).run();
      for (long row = 0; row < 1048590; row++) {
        for (long column = 0; column < 8; column++) {
          byte item = a.get(ValueLayout.JAVA_BYTE, from.offsetOf(row, column));
          assertThat(b.get(ValueLayout.JAVA_BYTE, to.offsetOf(row, column)) == item).isTrue();
        }
      }
    }
  }

  @Test
  void aJvmWithoutKernelsTurnsPlanesSo() {
    Layout from = Items.layout(4, "40 40", "1 50");
    Layout to = Items.layout(4, "40 40", "60 1");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = Items.memory(arena, from, 1);
      MemorySegment b = Items.memory(arena, to, 9);
      StridedWalk walk = StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
      assertThat(PlaneTransfer.of(walk, 4)).isNotNull();
      assertThat(TurnedBlocks.of(walk, 4, 4)).isNotNull();
    }
  }
}
