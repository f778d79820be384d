package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.internal.bulk.Filling.Part;
import org.ndview.internal.memory.StridedMemory;

/** Each item has the bytes that were given, and every other byte is as it was. */
class FillingTest {
  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.trim().split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static byte[] bytes(int n, int first) {
    byte[] bytes = new byte[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) (first + i * 3);
    }
    return bytes;
  }

  private static List<Part> parts(int size, boolean padded) {
    return padded
        ? List.of(new Part(0, bytes(1, 7)), new Part(size - 1, bytes(1, 90)))
        : List.of(new Part(0, bytes(size, 7)));
  }

  private static byte[] filled(byte[] before, Layout layout, List<Part> parts) {
    byte[] bytes = before.clone();
    long[] index = new long[layout.ndim()];
    for (long i = 0; i < layout.size(); i++) {
      int at = (int) layout.offsetOf(index);
      for (Part part : parts) {
        System.arraycopy(part.bytes(), 0, bytes, at + part.offset(), part.bytes().length);
      }
      for (int d = index.length - 1; d >= 0 && ++index[d] == layout.shape(d); d--) {
        index[d] = 0;
      }
    }
    return bytes;
  }

  private static void check(Layout layout, boolean padded, boolean isNative) {
    List<Part> parts = parts((int) layout.itemsize(), padded);
    byte[] before = bytes((int) layout.high() + 9, 11);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory =
          isNative ? arena.allocate(before.length, 8) : MemorySegment.ofArray(before.clone());
      memory.copyFrom(MemorySegment.ofArray(before));
      Filling.fill(StridedMemory.of(memory, layout), parts, Execution.SEQUENTIAL);
      assertThat(memory.toArray(ValueLayout.JAVA_BYTE))
          .as("%s, padded: %s", layout, padded)
          .isEqualTo(filled(before, layout, parts));
    }
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({
    // the shape, and the strides in items
    "1, 1",
    "40, 1",
    "9000, 1",
    "300, 3",
    "300, -1",
    "130 3, 3 1",
    "130 3, 4 1",
    "3 130, 131 1",
    "3 130, 1 3",
    "300 3, 7 2",
    "3 5, 9 1",
    "5 3, 9 1",
    "70 4, 1 71",
    "4 3 5, 60 15 2",
    "4 50 5, 600 6 1",
    "2 3 4 5, 900 200 40 7",
    "2 3 300 2, 4000 1200 4 1",
    "300 60, 61 1",
    "2 20 30, 1000 40 1",
    "0 3, 3 1",
    "9 8, 8 0",
    "9 8, 0 1",
    "9 8, 0 0",
    "9 8, 1 1",
    "9 8, -2 1"
  })
  void eachItemIsWritten(String shape, String strides) {
    for (int size : new int[] {1, 2, 3, 4, 5, 8, 12, 16, 24, 56, 100}) {
      long[] steps = longs(strides);
      long first = 5;
      for (int d = 0; d < steps.length; d++) {
        steps[d] *= size;
        first += Math.max(0, -steps[d] * (longs(shape)[d] - 1));
      }
      Layout layout = Layout.of(size, first, longs(shape), steps);
      check(layout, false, size % 2 == 0);
      check(layout, false, size % 2 != 0);
      if (size > 2) {
        check(layout, true, true);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 20, 2", "4, 20, -3", "3, 20, 1", "6, 9 8, 4 3", "8, 9 8, 20 -6", "12, 9 8, 0 5"})
  void theLastOfItemsThatOverlapCounts(int size, String shape, String strides) {
    long[] steps = longs(strides);
    long first = 5;
    for (int d = 0; d < steps.length; d++) {
      first += Math.max(0, -steps[d] * (longs(shape)[d] - 1));
    }
    Layout layout = Layout.of(size, first, longs(shape), steps);
    for (boolean isNative : new boolean[] {false, true}) {
      check(layout, false, isNative);
      check(layout, true, isNative);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {(1 << 20) - 1, 1 << 20, (1 << 20) + 1, (1 << 21) + 3})
  void linesAreCutWhereTheyAreVeryLong(int n) {
    check(Layout.of(1, 5, new long[] {n}, new long[] {1}), false, true);
    check(Layout.of(2, 5, new long[] {n}, new long[] {3}), false, false);
  }

  @ParameterizedTest
  @ValueSource(ints = {8191, 8192, 8193, 20_000})
  void itemsLongerThanAPatternAreWrittenWhole(int size) {
    check(Layout.of(size, 5, new long[] {3}, new long[] {size}), false, true);
    check(Layout.of(size, 5, new long[] {2, 3}, new long[] {8L * size, 2L * size}), false, true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itemsBehindPointersToo(boolean padded) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(96, 8);
      // the second row begins where the first one's first item has its last byte
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 40);
      memory.set(ValueLayout.JAVA_LONG, 8, memory.address() + 44);
      Layout layout = Layout.of(5, 0, new long[] {2, 3}, new long[] {8, 5}, new long[] {3, -1});
      Layout flat = Layout.of(5, 43, new long[] {2, 3}, new long[] {4, 5});
      byte[] before = memory.toArray(ValueLayout.JAVA_BYTE);
      StridedMemory items = StridedMemory.of(memory, layout);
      for (Execution execution : Execution.values()) {
        Filling.fill(items, parts(5, padded), execution);
        assertThat(memory.toArray(ValueLayout.JAVA_BYTE))
            .isEqualTo(filled(before, flat, parts(5, padded)));
      }
    }
  }

  @Test
  void aPointerOutsideIsFoundBeforeAnythingIsWritten() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(96, 8);
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 40);
      memory.set(ValueLayout.JAVA_LONG, 8, memory.address() + 85);
      StridedMemory items =
          StridedMemory.of(
              memory, Layout.of(4, 0, new long[] {2, 3}, new long[] {8, 4}, new long[] {0, -1}));
      byte[] before = memory.toArray(ValueLayout.JAVA_BYTE);
      for (boolean padded : new boolean[] {false, true}) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
            .isThrownBy(() -> Filling.fill(items, parts(4, padded), Execution.SEQUENTIAL));
        assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
      }
    }
  }

  /** Rows of 48 bytes are worth a call each, and shorter ones are written together. */
  @ParameterizedTest(name = "{0} of {1} bytes by {2}")
  @CsvSource({
    // the shape, an item, the strides, how it is written
    "3 48, 1, 50 1, LINES",
    "3 47, 1, 50 1, TILES",
    "48 47, 1, 50 1, COLUMNS",
    "47 47, 1, 50 1, TILES",
    "3 6, 8, 60 8, LINES",
    "3 5, 8, 60 8, TILES",
    "6 5, 8, 60 8, COLUMNS",
    "3 6, 8, 600 80, LINES",
    "6 5, 8, 600 80, COLUMNS",
    // one row is not short
    "5, 1, 2, LINES",
    "5, 3, 3, RUNS",
    // what is no number is copied where it lies together
    "3 16, 3, 60 3, RUNS",
    "3 15, 3, 60 3, TILES",
    "99 15, 3, 60 3, TILES",
    "5, 3, 4, TILES",
    "3 2, 24, 60 24, RUNS",
    "3 2, 24, 80 30, TILES"
  })
  void shortRowsAreWrittenTogether(String shape, int size, String strides, Filling.Way way) {
    Layout layout = Layout.of(size, 0, longs(shape), longs(strides));
    StridedMemory memory = StridedMemory.of(MemorySegment.NULL, layout);
    int unit = Math.min(Integer.lowestOneBit(size), 8);
    StridedWalk walk = StridedWalk.anyOrder(memory, memory, size / unit, unit);
    assertThat(Filling.way(walk, size, unit)).isEqualTo(way);
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 3", "3, 11, 9", "3, 12, 12", "3, 100000, 8190", "9000, 20000, 9000"})
  void aPatternStaysInTheCacheButHoldsAnItem(int size, long length, long bytes) {
    MemorySegment pattern = Filling.repeated(bytes(size, 7), length);
    assertThat(pattern.byteSize()).isEqualTo(bytes);
    for (long at = 0; at < bytes; at += size) {
      assertThat(pattern.asSlice(at, size).toArray(ValueLayout.JAVA_BYTE))
          .isEqualTo(bytes(size, 7));
    }
  }
}
