package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Places of rows around 2 GB apart: in a table as ints, or not in one. Files have holes. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "holes take room on Windows")
class FarRowsTest {
  private static final long MOST = (1L << 31) + (1 << 10);
  private static final int ITEMS = 3;

  @TempDir static Path folder;

  private static MemorySegment holes(String name, Arena arena) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(0); // what another case has written
      file.setLength(MOST);
      return file.getChannel().map(MapMode.READ_WRITE, 0, MOST, arena);
    }
  }

  private static Layout twoRows(long step, long itemStep) {
    long back = Math.max(0, -step) + Math.max(0, -itemStep) * (ITEMS - 1);
    // a first row at 0 would be as far from the second as from the beginning
    return Layout.of(2, 64 + back, new long[] {2, ITEMS}, new long[] {step, itemStep});
  }

  @ParameterizedTest
  @CsvSource({
    // rows of the source that are far apart
    "2147483634, 4, 6, 2, true",
    "2147483635, 4, 6, 2, false",
    "-2147483634, 4, 6, 2, true",
    "-2147483635, 4, 6, 2, false",
    // rows of the target: a table has room for one row more
    "16, 4, 1073741817, 2, true",
    "16, 4, 1073741818, 2, false",
    "16, 4, -1073741817, 2, true",
    "16, 4, -1073741818, 2, false",
    // items of a row, which are around the rows in the table
    "2, 715827880, 2, 4, true",
    "2, 715827881, 2, 4, false",
    "2, -715827880, 2, 4, true",
    "2, -715827881, 2, 4, false",
    "2, 4, 2, 715827880, true",
    "2, 4, 2, 715827881, false"
  })
  void rowsAreCopiedByATableIfAllItsPlacesAreInts(
      long step, long itemStep, long stepTo, long itemStepTo, boolean done) throws Exception {
    Layout from = twoRows(step, itemStep);
    Layout to = twoRows(stepTo, itemStepTo);
    for (long[] indices : new long[][] {{0, 1}, {1, 0}}) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment a = holes("from", arena);
        MemorySegment b = holes("to", arena);
        for (int row = 0; row < 2; row++) {
          for (int i = 0; i < ITEMS; i++) {
            a.set(
                ValueLayout.JAVA_SHORT_UNALIGNED, from.offsetOf(row, i), (short) (7 + 8 * row + i));
          }
        }
        StridedMemory rows = StridedMemory.of(a, from).rows(indices);
        assertThat(RowCopies.copy(rows, StridedMemory.of(b, to))).isEqualTo(done);
        for (int row = 0; row < 2; row++) {
          for (int i = 0; i < ITEMS; i++) {
            assertThat(b.get(ValueLayout.JAVA_SHORT_UNALIGNED, to.offsetOf(row, i)))
                .as("item %d of row %d", i, row)
                .isEqualTo((short) (done ? 7 + 8 * indices[row] + i : 0));
          }
        }
      }
    }
  }
}
