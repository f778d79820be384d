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

/**
 * Planes are turned, reversed and copied in plain Java, too, where that is worth a loop; no other
 * byte changes.
 */
class PlainPlanesTest {
  private static void copied(int width, String shape, String stepsA, String stepsB, boolean found) {
    PlaneTransferTest.copied(width, shape, stepsA, stepsB, found, PlaneTransfer::plain);
  }

  /** Some rows or columns at a time: the shorter of the two is cut. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void turnedItemsComeToTheirPlaces(int width) {
    for (int m : new int[] {32, 33, 40, 63, 64, 65, 71, 72, 129}) {
      for (int n : new int[] {8, 12, 16, 24, 25, 31, 32, 47, 64, 67}) {
        String shape = m + " " + n;
        copied(width, shape, "1 " + (m + 3), (n + 2) + " 1", true);
        copied(width, shape, "-1 " + (m + 3), (n + 2) + " 1", true);
        copied(width, n + " " + m, "1 -" + (n + 3), (m + 2) + " 1", true);
      }
    }
  }

  /** The last long of a row reaches back; so many rows are reversed before the next. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void reversedItemsComeToTheirPlaces(int width) {
    for (int rows : new int[] {16, 17, 63, 64, 65, 129}) {
      for (int bytes = Math.max(8, 2 * width); bytes <= 256; bytes += bytes < 32 ? width : 40) {
        int n = bytes / width;
        String shape = rows + " " + n;
        copied(width, shape, n + 3 + " -1", n + 2 + " 1", true);
        copied(width, shape, -n + " -1", n + 2 + " 1", true);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void rowsComeToTheirPlaces(int width) {
    for (int rows : new int[] {2, 15, 16, 129}) {
      for (int bytes = Math.max(8, 2 * width); bytes <= 256; bytes += bytes < 72 ? width : 8) {
        int n = bytes / width;
        copied(width, rows + " " + n, n + 3 + " 1", n + 2 + " 1", true);
        copied(width, rows + " " + n, -n - 1 + " 1", n + 2 + " 1", true);
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1} to {2}, {3} bytes")
  @CsvSource({
    // turned: four shorts at a time
    "32 4, 1 40, 10 1, 2, true",
    "32 3, 1 40, 10 1, 2, false",
    "32 5, 1 40, 10 1, 2, false",
    "31 8, 1 40, 10 1, 2, false",
    "16 16, 1 40, 20 1, 2, false",
    "16 17, 1 40, 20 1, 2, true",
    "7 32, 1 9, 40 1, 2, true",
    // and eight bytes, of which 256 are enough
    "32 8, 1 40, 10 1, 1, true",
    "32 7, 1 40, 10 1, 1, false",
    "16 16, 1 40, 20 1, 1, true",
    "17 15, 1 40, 20 1, 1, false",
    "31 9, 1 40, 20 1, 1, false",
    "31 11, 1 40, 20 1, 1, true",
    // sixteen rows and more are reversed, of 8 to 256 bytes
    "16 2, 9 -1, 9 1, 4, true",
    "15 2, 9 -1, 9 1, 4, false",
    "16 1 2, 9 80 -1, 9 50 1, 4, true",
    "40 7, 9 -1, 9 1, 1, false",
    "40 32, 40 -1, 40 1, 8, true",
    "40 33, 40 -1, 40 1, 8, false",
    "16 3 5, 60 9 -1, 11 300 1, 2, true",
    // and any are copied
    "2 8, 9 1, 10 1, 1, true",
    "2 7, 9 1, 10 1, 1, false",
    "2 256, 300 1, 260 1, 1, true",
    "2 257, 300 1, 260 1, 1, false",
    "16 3 5, 60 9 1, 11 300 1, 2, true"
  })
  void whatHasALoop(String shape, String stepsA, String stepsB, int width, boolean found) {
    copied(width, shape, stepsA, stepsB, found);
  }

  @ParameterizedTest(name = "{0}: {1} to {2}")
  @CsvSource({
    // one of both is long, and the other is not much longer if it is a multiple of eight
    "32 8, 1 40, 10 1, true",
    "31 8, 1 40, 10 1, false",
    "8 31, 1 40, 50 1, false",
    // or they have more than 256 items, which tables are for
    "16 16, 1 40, 20 1, false",
    "17 15, 1 40, 20 1, false",
    "17 16, 1 40, 20 1, true",
    "16 17, 1 40, 20 1, true",
    "29 9, 1 40, 20 1, false",
    "31 31, 1 40, 50 1, true",
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
    "32 32, 2 80, 50 1, false"
  })
  void turnsThatAreWorthALoop(String shape, String stepsA, String stepsB, boolean turns) {
    copied(4, shape, stepsA, stepsB, turns);
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
      Objects.requireNonNull(PlaneTransfer.plain(walk, 1)).run();
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
