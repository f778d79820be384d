package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The bits of numbers in small arrays. C2 makes no vector code of {@code Float.intBitsToFloat} and
 * its kin in a loop; a copy from array to array does the same, many at once.
 */
public final class FloatBits {
  private FloatBits() {}

  public static void toFloats(int[] bits, float[] numbers, int n) {
    MemorySegment.copy(MemorySegment.ofArray(bits), ValueLayout.JAVA_FLOAT, 0, numbers, 0, n);
  }

  public static void fromFloats(float[] numbers, int[] bits, int n) {
    MemorySegment.copy(numbers, 0, MemorySegment.ofArray(bits), ValueLayout.JAVA_FLOAT, 0, n);
  }

  public static void toDoubles(long[] bits, double[] numbers, int n) {
    MemorySegment.copy(MemorySegment.ofArray(bits), ValueLayout.JAVA_DOUBLE, 0, numbers, 0, n);
  }

  public static void fromDoubles(double[] numbers, long[] bits, int n) {
    MemorySegment.copy(numbers, 0, MemorySegment.ofArray(bits), ValueLayout.JAVA_DOUBLE, 0, n);
  }

  /** Flips each sign bit, mapping unsigned x to signed x - 2^(bits-1). */
  public static void flipSigns(Object raw, int n) {
    switch (raw) {
      case byte[] items -> {
        for (int i = 0; i < n; i++) {
          items[i] ^= Byte.MIN_VALUE;
        }
      }
      case short[] items -> {
        for (int i = 0; i < n; i++) {
          items[i] ^= Short.MIN_VALUE;
        }
      }
      default -> {
        int[] items = (int[]) raw;
        for (int i = 0; i < n; i++) {
          items[i] ^= Integer.MIN_VALUE;
        }
      }
    }
  }
}
