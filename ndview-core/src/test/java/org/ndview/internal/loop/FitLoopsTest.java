package org.ndview.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number that does not fit is found wherever it is. */
class FitLoopsTest {
  private static final int N = FitLoops.BLOCK + 70;
  private static final int[] PLACES = {0, 1, 63, FitLoops.BLOCK - 1, FitLoops.BLOCK, N - 1};
  private static final long OFFSET = 3;

  /** Integers of a width, of which those from -2^(bits-1) to 2^(bits-1)-1 fit. */
  @ParameterizedTest
  @CsvSource({"1, 4", "2, 8", "2, 12", "4, 8", "4, 16", "4, 31", "8, 8", "8, 32", "8, 63"})
  void integersAreInARange(int width, int bits) {
    long most = (1L << (bits - 1)) - 1;
    long offset = most + 1;
    long mask = -1L << bits;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate((long) width * N + OFFSET);
      for (int i : PLACES) {
        for (long value : new long[] {0, most, -most - 1, most + 1, -most - 2, 1, -1}) {
          set(a, width, i, value);
          boolean fits = value >= -most - 1 && value <= most;
          assertEquals(
              fits,
              FitLoops.integers(width, a, OFFSET, N, offset, mask),
              value + " at " + i + " of " + width + " bytes");
        }
        set(a, width, i, 0);
      }
    }
  }

  /** Of numbers without a sign, and of those that become such: no bit of the mask is set. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void integersHaveNoBitOfAMask(int width) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate((long) width * N + OFFSET);
      for (int free = 1; free < 8 * width; free++) {
        long mask = -1L << free;
        set(a, width, 64, ~mask);
        assertTrue(FitLoops.integers(width, a, OFFSET, N, 0, mask), "all low bits, " + free);
        for (int bit : new int[] {free, 8 * width - 1}) {
          set(a, width, 64, 1L << bit);
          assertEquals(false, FitLoops.integers(width, a, OFFSET, N, 0, mask), bit + ", " + free);
        }
        set(a, width, 64, 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "65520, 65519.9, true",
    "65520, 65520, false",
    "65520, -65520, false",
    "65520, 1e38, false",
    "65520, 3.4028234663852886E38, false",
    "65520, Infinity, true",
    "65520, -Infinity, true",
    "65520, NaN, true",
    "65520, -0.0, true",
    "0, 0, false",
    "0, NaN, true",
    "0, Infinity, true",
    "Infinity, 3.4028234663852886E38, true",
    "Infinity, Infinity, true",
    "1e-40, 1e-41, true",
    "1e-41, 1e-40, false",
  })
  void floatsAreNearerToZeroThanALimitOrNotFinite(double limit, double value, boolean fits) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocate(4L * N + OFFSET);
      MemorySegment doubles = arena.allocate(8L * N + OFFSET);
      for (int i = 0; i < N; i++) {
        floats.set(Raw.FLOAT, OFFSET + 4L * i, Float.NaN);
        doubles.set(Raw.DOUBLE, OFFSET + 8L * i, Double.NaN);
      }
      for (int i : PLACES) {
        floats.set(Raw.FLOAT, OFFSET + 4L * i, (float) value);
        doubles.set(Raw.DOUBLE, OFFSET + 8L * i, value);
        assertEquals(fits, FitLoops.floats(floats, OFFSET, N, (float) limit), "float " + i);
        assertEquals(fits, FitLoops.doubles(doubles, OFFSET, N, limit), "double " + i);
        floats.set(Raw.FLOAT, OFFSET + 4L * i, Float.NEGATIVE_INFINITY);
        doubles.set(Raw.DOUBLE, OFFSET + 8L * i, Double.NEGATIVE_INFINITY);
      }
    }
  }

  @Test
  void noIntegerHasThreeBytes() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(16);
      var e =
          assertThrows(IllegalArgumentException.class, () -> FitLoops.integers(3, a, 0, 1, 0, 0));
      assertEquals("no integer has 3 bytes", e.getMessage());
    }
  }

  private static void set(MemorySegment memory, int width, int i, long value) {
    switch (width) {
      case 1 -> memory.set(Raw.BYTE, OFFSET + i, (byte) value);
      case 2 -> memory.set(Raw.SHORT, OFFSET + 2L * i, (short) value);
      case 4 -> memory.set(Raw.INT, OFFSET + 4L * i, (int) value);
      default -> memory.set(Raw.LONG, OFFSET + 8L * i, value);
    }
  }
}
