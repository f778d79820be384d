package org.ndview.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are equal as numbers, and the first difference is found wherever it is. */
class EqualLoopsTest {
  private static final int[] LENGTHS = {0, 1, 2, 7, 64, 4095, 4096, 4097, 3 * 4096 + 5};
  private static final int OFFSET = 3;

  /** A loop of the class. */
  @FunctionalInterface
  private interface Loop {
    boolean equal(MemorySegment a, long atA, MemorySegment b, long atB, int n);
  }

  private static Loop reversed(int width) {
    return switch (width) {
      case 2 -> EqualLoops::reversedShorts;
      case 4 -> EqualLoops::reversedInts;
      default -> EqualLoops::reversedLongs;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void bytesAreTheSame(int width) {
    try (Arena arena = Arena.ofConfined()) {
      for (int n : new int[] {0, 1, 7, 8, 9, 64, 4096 * 8 / width - 1, 4096 * 8 / width + 1}) {
        MemorySegment a = arena.allocate((long) n * width + OFFSET + 1);
        MemorySegment b = arena.allocate((long) n * width + 1);
        for (int i = 0; i < n * width; i++) {
          byte value = (byte) (i * 31 + i / 256);
          a.set(Raw.BYTE, OFFSET + i, value);
          b.set(Raw.BYTE, i, value);
        }
        b.set(Raw.BYTE, (long) n * width, (byte) 1); // behind the last, where nobody looks
        assertTrue(EqualLoops.same(width, a, OFFSET, b, 0, n), "all " + n);
        for (int i : places(n)) {
          for (int k = 0; k < width; k++) {
            flip(b, (long) i * width + k);
            assertFalse(EqualLoops.same(width, a, OFFSET, b, 0, n), i + " of " + n + ", byte " + k);
            flip(b, (long) i * width + k);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void bytesAreReversed(int width) {
    Loop loop = reversed(width);
    try (Arena arena = Arena.ofConfined()) {
      for (int n : LENGTHS) {
        MemorySegment a = arena.allocate((long) n * width + OFFSET + 1);
        MemorySegment b = arena.allocate((long) n * width + 1);
        for (int i = 0; i < n * width; i++) {
          byte value = (byte) (i * 31 + i / 256);
          a.set(Raw.BYTE, OFFSET + i, value);
          b.set(Raw.BYTE, (i / width + 1) * width - 1 - i % width, value);
        }
        b.set(Raw.BYTE, (long) n * width, (byte) 1); // behind the last, where nobody looks
        assertTrue(loop.equal(a, OFFSET, b, 0, n), "all " + n);
        for (int i : places(n)) {
          for (int k = 0; k < width; k++) {
            flip(b, (long) i * width + k);
            assertFalse(loop.equal(a, OFFSET, b, 0, n), i + " of " + n + ", byte " + k);
            flip(b, (long) i * width + k);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void floatsOfTheSameBitsAreEqual(int width) {
    Loop loop = width == 4 ? EqualLoops::floats : EqualLoops::doubles;
    try (Arena arena = Arena.ofConfined()) {
      for (int n : LENGTHS) {
        MemorySegment a = arena.allocate((long) n * width + OFFSET + 1);
        MemorySegment b = arena.allocate((long) n * width + 1);
        for (int i = 0; i < n; i++) {
          set(a, OFFSET, width, i, i - 7.5);
          set(b, 0, width, i, i - 7.5);
        }
        assertTrue(loop.equal(a, OFFSET, b, 0, n), "all " + n);
        for (int i : places(n)) {
          set(b, 0, width, i, i - 7.25);
          assertFalse(loop.equal(a, OFFSET, b, 0, n), i + " of " + n);
          set(b, 0, width, i, i - 7.5);
        }
      }
    }
  }

  /** The numbers stand at each place of a block whose others are equal. */
  @ParameterizedTest
  @CsvSource({
    "0.0, -0.0, true",
    "-0.0, 0.0, true",
    "-0.0, -0.0, true",
    "NaN, NaN, false",
    "NaN, 1, false",
    "1, NaN, false",
    "Infinity, Infinity, true",
    "-Infinity, Infinity, false",
    "Infinity, NaN, false",
    "1, -1, false",
    "1e-45, 0, false",
    "4.9e-324, 4.9e-324, true",
    "3.4028234663852886E38, Infinity, false",
  })
  void numbersAreComparedAsNumbers(double x, double y, boolean equal) {
    int n = 4096 + 70;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(8L * n);
      MemorySegment b = arena.allocate(8L * n);
      for (int i : places(n)) {
        set(a, 0, 8, i, x);
        set(b, 0, 8, i, y);
        assertEquals(equal, EqualLoops.doubles(a, 0, b, 0, n), "doubles at " + i);
        set(a, 0, 8, i, 0);
        set(b, 0, 8, i, 0);
        set(a, 0, 4, i, x);
        set(b, 0, 4, i, y);
        assertEquals((float) x == (float) y, EqualLoops.floats(a, 0, b, 0, n), "floats at " + i);
        set(a, 0, 4, i, 0);
        set(b, 0, 4, i, 0);
      }
    }
  }

  /** The two kinds of blocks that are compared number by number, one after the other. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aBlockOfZerosOfBothSignsIsFollowedByOthers(int width) {
    Loop loop = width == 4 ? EqualLoops::floats : EqualLoops::doubles;
    int n = 3 * EqualLoops.BLOCK;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate((long) width * (n + 1));
      MemorySegment b = arena.allocate((long) width * (n + 1));
      set(a, 0, width, 5, -0.0);
      set(b, 0, width, EqualLoops.BLOCK + 5, -0.0);
      assertTrue(loop.equal(a, 0, b, 0, n));
      // what lies behind the last is not looked at
      set(b, 0, width, n, 1);
      set(b, 0, width, n - 1, -0.0);
      assertTrue(loop.equal(a, 0, b, 0, n));
      set(b, 0, width, n - 1, 1);
      assertFalse(loop.equal(a, 0, b, 0, n));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void aNanOfEitherSignEqualsNothing(int width) {
    Loop loop = width == 4 ? EqualLoops::floats : EqualLoops::doubles;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(100L * width);
      for (int i : new int[] {0, 50, 99}) {
        a.asSlice((long) i * width, width).fill((byte) 0xff);
        assertFalse(loop.equal(a, 0, a, 0, 100), "at " + i);
        a.fill((byte) 0);
      }
      // among none but negative numbers
      a.fill((byte) 0xff);
      assertFalse(loop.equal(a, 0, a, 0, 100));
    }
  }

  private static int[] places(int n) {
    return java.util.stream.IntStream.of(0, 1, n / 2, 4095, 4096, n - 2, n - 1)
        .filter(i -> i >= 0 && i < n)
        .distinct()
        .toArray();
  }

  private static void flip(MemorySegment memory, long at) {
    memory.set(Raw.BYTE, at, (byte) (memory.get(Raw.BYTE, at) ^ 0x10));
  }

  private static void set(MemorySegment memory, long at, int width, int i, double value) {
    if (width == 4) {
      memory.set(Raw.FLOAT, at + 4L * i, (float) value);
    } else {
      memory.set(Raw.DOUBLE, at + 8L * i, value);
    }
  }
}
