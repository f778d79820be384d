package org.ndview.internal.numeric;

import org.ndview.internal.item.UInt64Casts;

/** Clamps numbers to the range of a type of integers, as Java's casts from floats do. */
final class Saturation {
  private Saturation() {}

  /** Doubles as raw items of a type: toward zero, NaN as 0. */
  static void fromDoubles(double[] numbers, Object raw, int n, NumericFormat type) {
    switch (raw) {
      case byte[] out -> {
        int min = (int) type.min();
        int max = (int) type.max();
        for (int i = 0; i < n; i++) {
          out[i] = (byte) Math.max(min, Math.min(max, (int) numbers[i]));
        }
      }
      case short[] out -> {
        int min = (int) type.min();
        int max = (int) type.max();
        for (int i = 0; i < n; i++) {
          out[i] = (short) Math.max(min, Math.min(max, (int) numbers[i]));
        }
      }
      case int[] out when type.isSigned() -> {
        for (int i = 0; i < n; i++) {
          out[i] = (int) numbers[i];
        }
      }
      case int[] out -> {
        long max = type.max();
        for (int i = 0; i < n; i++) {
          out[i] = (int) Math.max(0, Math.min(max, (long) numbers[i]));
        }
      }
      case long[] out when type.isSigned() -> {
        for (int i = 0; i < n; i++) {
          out[i] = (long) numbers[i];
        }
      }
      case long[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = numbers[i] > 0 ? UInt64Casts.clamped(numbers[i]) : 0;
        }
      }
      default -> throw new AssertionError(raw.getClass());
    }
  }

  /**
   * Clamps longs in place.
   *
   * @param unsigned whether the numbers are unsigned, of 64 bits
   */
  static void clamp(long[] numbers, boolean unsigned, int n, NumericFormat type) {
    long min = type.min();
    // no signed long is beyond the range of unsigned ones
    long max = type.fitsLong() ? type.max() : Long.MAX_VALUE;
    if (unsigned) {
      for (int i = 0; i < n; i++) {
        numbers[i] = numbers[i] < 0 ? max : Math.min(max, numbers[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        numbers[i] = Math.max(min, Math.min(max, numbers[i]));
      }
    }
  }
}
