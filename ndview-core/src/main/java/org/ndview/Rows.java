package org.ndview;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/**
 * Reads and writes rows of numbers of one format, block by block, through small arrays: raw bits
 * first, then numbers, so that nothing is written per pair of types.
 *
 * @param type the type of the numbers
 * @param bits the width of one, in bits
 * @param swapped whether the byte order is not the machine's
 */
record Rows(ScalarType type, int bits, boolean swapped) {
  /** Items of a block: small enough for the first-level cache. */
  static final int BLOCK = 1024;

  /** {@return the rows of a format, or null if it is not one of real numbers of at most 64 bits} */
  static @Nullable Rows of(Format format) {
    if (!(format instanceof Scalar scalar)) {
      return null;
    }
    return switch (scalar.type().kind()) {
      case BOOL, INT, UINT, FLOAT ->
          scalar.type() == ScalarType.LONG_DOUBLE
              ? null
              : new Rows(
                  scalar.type(),
                  8 * (int) scalar.itemsize(),
                  scalar.mark().order() != ByteOrder.nativeOrder());
      case CHAR, COMPLEX -> null;
    };
  }

  boolean isFloat() {
    return type.kind() == ScalarType.Kind.FLOAT;
  }

  /** Whether a long holds every value as it is; of the integers only UINT64 is none of these. */
  boolean fitsLong() {
    return !isFloat() && type != ScalarType.UINT64;
  }

  /** Raw bits, sign-extended to a long. */
  void gather(MemorySegment memory, long at, long stride, long[] raw, int n) {
    int kind = Memory.kindOf(memory);
    switch (bits) {
      case 8 -> {
        for (int i = 0; i < n; i++) {
          raw[i] = Memory.get8(kind, memory, at + i * stride);
        }
      }
      case 16 -> {
        for (int i = 0; i < n; i++) {
          short b = Memory.get16(kind, memory, at + i * stride);
          raw[i] = swapped ? Short.reverseBytes(b) : b;
        }
      }
      case 32 -> {
        for (int i = 0; i < n; i++) {
          int b = Memory.get32(kind, memory, at + i * stride);
          raw[i] = swapped ? Integer.reverseBytes(b) : b;
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          long b = Memory.get64(kind, memory, at + i * stride);
          raw[i] = swapped ? Long.reverseBytes(b) : b;
        }
      }
    }
  }

  /** Writes raw bits; those above the width are dropped. */
  void scatter(MemorySegment memory, long at, long stride, long[] raw, int n) {
    int kind = Memory.kindOf(memory);
    switch (bits) {
      case 8 -> {
        for (int i = 0; i < n; i++) {
          Memory.put8(kind, memory, at + i * stride, (byte) raw[i]);
        }
      }
      case 16 -> {
        for (int i = 0; i < n; i++) {
          short b = (short) raw[i];
          Memory.put16(kind, memory, at + i * stride, swapped ? Short.reverseBytes(b) : b);
        }
      }
      case 32 -> {
        for (int i = 0; i < n; i++) {
          int b = (int) raw[i];
          Memory.put32(kind, memory, at + i * stride, swapped ? Integer.reverseBytes(b) : b);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          Memory.put64(kind, memory, at + i * stride, swapped ? Long.reverseBytes(raw[i]) : raw[i]);
        }
      }
    }
  }

  /** Raw bits of integers and bools as longs, in place; those of UINT64 stay as they are. */
  void toLongs(long[] raw, int n) {
    switch (type) {
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          raw[i] = raw[i] == 0 ? 0 : 1;
        }
      }
      case UINT8, UINT16, UINT32 -> {
        long mask = (1L << bits) - 1;
        for (int i = 0; i < n; i++) {
          raw[i] &= mask;
        }
      }
      default -> {}
    }
  }

  /**
   * Raw bits of integers as doubles that a narrower type is rounded to next: see {@link
   * Halves#toOdd(long)}.
   */
  void toOdd(long[] raw, double[] numbers, int n) {
    toLongs(raw, n);
    for (int i = 0; i < n; i++) {
      numbers[i] = fitsLong() ? Halves.toOdd(raw[i]) : ExactUnsigned.toOdd(raw[i]);
    }
  }

  /** Raw bits as doubles; integers of 64 bits are rounded to nearest. */
  void toDoubles(long[] raw, double[] numbers, int n) {
    switch (type) {
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Float.float16ToFloat((short) raw[i]);
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Halves.bfloat16((short) raw[i]);
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Float.intBitsToFloat((int) raw[i]);
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Double.longBitsToDouble(raw[i]);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = ExactUnsigned.toDouble(raw[i]);
        }
      }
      default -> {
        toLongs(raw, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = raw[i];
        }
      }
    }
  }

  /**
   * Doubles as raw bits. Floats round to nearest, and overflow to infinity; integers round toward
   * zero, and what lies outside a long becomes the nearest long, as in a Java cast; NaN becomes 0;
   * a bool is whether the number is not zero.
   */
  void fromDoubles(double[] numbers, long[] raw, int n) {
    switch (type) {
      case FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          raw[i] = Halves.float16(numbers[i]);
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          raw[i] = Halves.bfloat16(numbers[i]);
        }
      }
      case FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          raw[i] = Float.floatToRawIntBits((float) numbers[i]);
        }
      }
      case FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          raw[i] = Double.doubleToRawLongBits(numbers[i]);
        }
      }
      case BOOL -> {
        for (int i = 0; i < n; i++) {
          raw[i] = numbers[i] != 0 ? 1 : 0;
        }
      }
      case UINT64 -> {
        for (int i = 0; i < n; i++) {
          double v = numbers[i];
          raw[i] =
              v < 0x1p63
                  ? (long) v
                  : v < 0x1p64 ? (long) (v - 0x1p63) | Long.MIN_VALUE : Double.isNaN(v) ? 0 : -1;
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          raw[i] = (long) numbers[i];
        }
      }
    }
  }

  /**
   * Longs as raw bits, in place: integers keep their low bits, a bool is whether the number is not
   * zero.
   */
  void fromLongs(long[] numbers, int n) {
    if (type == ScalarType.BOOL) {
      for (int i = 0; i < n; i++) {
        numbers[i] = numbers[i] == 0 ? 0 : 1;
      }
    }
  }

  /** {@return the smallest whole number of this type, of an integer or bool} */
  long min() {
    return type.kind() == ScalarType.Kind.INT ? -1L << bits - 1 : 0;
  }

  /**
   * {@return the greatest whole number of this type, of an integer or bool; -1, all bits set, for
   * UINT64}
   */
  long max() {
    return switch (type) {
      case BOOL -> 1;
      case UINT64 -> -1;
      default -> type.kind() == ScalarType.Kind.INT ? (1L << bits - 1) - 1 : (1L << bits) - 1;
    };
  }
}
