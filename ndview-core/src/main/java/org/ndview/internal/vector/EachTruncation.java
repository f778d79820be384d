package org.ndview.internal.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.item.UInt64Casts;

/**
 * From floats to integers one by one, whatever they are: for blocks that vectors do not convert.
 */
final class EachTruncation {
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private EachTruncation() {}

  /** {@return the loop from a type of floats to one of integers} */
  static RunKernel of(ScalarType from, ScalarType to) {
    return from == ScalarType.FLOAT32
        ? (a, atA, b, atB, n) -> write(ofFloats(a, atA, n, to), b, atB, to)
        : (a, atA, b, atB, n) -> write(ofDoubles(a, atA, n, to), b, atB, to);
  }

  /** {@return the loop from floats to ints, with scale and shift in doubles} */
  static RunKernel scaled(double scale, double shift) {
    return (a, atA, b, atB, n) -> {
      for (int i = 0; i < n; i++) {
        double number = a.get(FLOAT, atA + 4L * i) * scale + shift;
        b.set(ValueLayout.JAVA_INT_UNALIGNED, atB + 4L * i, (int) (long) number);
      }
    };
  }

  private static long[] ofFloats(MemorySegment a, long at, int n, ScalarType to) {
    long[] numbers = new long[n];
    for (int i = 0; i < n; i++) {
      float number = a.get(FLOAT, at + 4L * i);
      numbers[i] = to == ScalarType.UINT64 ? UInt64Casts.clamped(number) : (long) number;
    }
    return numbers;
  }

  private static long[] ofDoubles(MemorySegment a, long at, int n, ScalarType to) {
    long[] numbers = new long[n];
    for (int i = 0; i < n; i++) {
      double number = a.get(DOUBLE, at + 8L * i);
      numbers[i] = to == ScalarType.UINT64 ? UInt64Casts.clamped(number) : (long) number;
    }
    return numbers;
  }

  private static void write(long[] numbers, MemorySegment b, long at, ScalarType to) {
    switch (to) {
      case INT64, UINT64 -> {
        for (int i = 0; i < numbers.length; i++) {
          b.set(ValueLayout.JAVA_LONG_UNALIGNED, at + 8L * i, numbers[i]);
        }
      }
      case INT32, UINT32 -> {
        for (int i = 0; i < numbers.length; i++) {
          b.set(ValueLayout.JAVA_INT_UNALIGNED, at + 4L * i, (int) numbers[i]);
        }
      }
      case INT16, UINT16 -> {
        for (int i = 0; i < numbers.length; i++) {
          b.set(ValueLayout.JAVA_SHORT_UNALIGNED, at + 2L * i, (short) numbers[i]);
        }
      }
      case INT8, UINT8 -> {
        for (int i = 0; i < numbers.length; i++) {
          b.set(ValueLayout.JAVA_BYTE, at + i, (byte) numbers[i]);
        }
      }
      default -> throw new AssertionError(to);
    }
  }
}
