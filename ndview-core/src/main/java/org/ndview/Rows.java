package org.ndview;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/**
 * Numbers of one format between the raw items of a {@link Block} and arrays of longs, floats or
 * doubles, so that nothing is written per pair of types. Raw items are byte[], short[], int[] or
 * long[], by their width.
 *
 * @param type the type of the numbers
 * @param bits the width of one, in bits
 * @param swapped whether the byte order is not the machine's
 */
record Rows(ScalarType type, int bits, boolean swapped) {
  /** Items of a block of any width. */
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

  /** {@return a block for these numbers, of which there are so many in all} */
  Block block(long items) {
    return Block.of(bits / 8, items);
  }

  boolean isFloat() {
    return type.kind() == ScalarType.Kind.FLOAT;
  }

  /** Whether a long holds every value as it is; of the integers only UINT64 is none of these. */
  boolean fitsLong() {
    return !isFloat() && type != ScalarType.UINT64;
  }

  /** Whether a float holds every value as it is. */
  boolean fitsFloat() {
    return isFloat() ? bits <= 32 : bits <= 16;
  }

  /** Reads items in a line. */
  void read(Block block, MemorySegment memory, long at, long stride, int n) {
    block.load(memory, at, 1, 0, n, stride, n);
    if (swapped) {
      block.swapBytes(n);
    }
  }

  /** Whole numbers; those of UINT64 keep their bits. */
  void toLongs(Object raw, long[] numbers, int n) {
    switch (raw) {
      case byte[] in when type == ScalarType.BOOL -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] == 0 ? 0 : 1;
        }
      }
      case byte[] in -> {
        int mask = isSigned() ? -1 : 0xff;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      case short[] in -> {
        int mask = isSigned() ? -1 : 0xffff;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      case int[] in -> {
        long mask = isSigned() ? -1 : 0xffff_ffffL;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      default -> System.arraycopy(raw, 0, numbers, 0, n);
    }
  }

  private boolean isSigned() {
    return type.kind() == ScalarType.Kind.INT;
  }

  /**
   * Integers as doubles that a narrower type is rounded to next: see {@link Halves#toOdd(long)}.
   */
  void toOdd(Object raw, double[] numbers, int n) {
    long[] in = (long[]) raw;
    for (int i = 0; i < n; i++) {
      numbers[i] = fitsLong() ? Halves.toOdd(in[i]) : ExactUnsigned.toOdd(in[i]);
    }
  }

  /** Numbers as doubles; integers of 64 bits are rounded to nearest. */
  void toDoubles(Object raw, double[] numbers, int n) {
    switch (raw) {
      case short[] in when type == ScalarType.FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Float.float16ToFloat(in[i]);
        }
      }
      case short[] in when type == ScalarType.BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Halves.bfloat16(in[i]);
        }
      }
      case int[] in when type == ScalarType.FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Float.intBitsToFloat(in[i]);
        }
      }
      case long[] in when type == ScalarType.FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Double.longBitsToDouble(in[i]);
        }
      }
      case byte[] in when type == ScalarType.BOOL -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] == 0 ? 0 : 1;
        }
      }
      case byte[] in -> {
        int mask = isSigned() ? -1 : 0xff;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      case short[] in -> {
        int mask = isSigned() ? -1 : 0xffff;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      case int[] in when isSigned() -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i];
        }
      }
      case int[] in -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & 0xffff_ffffL;
        }
      }
      case long[] in when isSigned() -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i];
        }
      }
      default -> {
        long[] in = (long[]) raw;
        for (int i = 0; i < n; i++) {
          numbers[i] = ExactUnsigned.toDouble(in[i]);
        }
      }
    }
  }

  /** Numbers as floats, of the types that {@link #fitsFloat}. */
  void toFloats(Object raw, float[] numbers, int n) {
    switch (raw) {
      case short[] in when type == ScalarType.FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Float.float16ToFloat(in[i]);
        }
      }
      case short[] in when type == ScalarType.BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Halves.bfloat16(in[i]);
        }
      }
      case int[] in -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Float.intBitsToFloat(in[i]);
        }
      }
      case short[] in -> {
        int mask = isSigned() ? -1 : 0xffff;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      default -> {
        byte[] in = (byte[]) raw;
        int mask = isSigned() ? -1 : 0xff;
        for (int i = 0; i < n; i++) {
          numbers[i] = type == ScalarType.BOOL ? in[i] == 0 ? 0 : 1 : in[i] & mask;
        }
      }
    }
  }

  /** Floats as numbers of a type of floats of at most 32 bits, in one rounding. */
  void fromFloats(float[] numbers, Object raw, int n) {
    switch (raw) {
      case short[] out when type == ScalarType.FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Float.floatToFloat16(numbers[i]);
        }
      }
      case short[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = Halves.bfloat16(numbers[i]);
        }
      }
      default -> {
        int[] out = (int[]) raw;
        for (int i = 0; i < n; i++) {
          out[i] = Float.floatToRawIntBits(numbers[i]);
        }
      }
    }
  }

  /**
   * Doubles as numbers. Floats round to nearest, and overflow to infinity; integers round toward
   * zero, and what lies outside a long becomes the nearest long, as in a Java cast, of which they
   * keep the low bits; NaN becomes 0; a bool is whether the number is not zero.
   */
  void fromDoubles(double[] numbers, Object raw, int n) {
    switch (raw) {
      case short[] out when type == ScalarType.FLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Halves.float16(numbers[i]);
        }
      }
      case short[] out when type == ScalarType.BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Halves.bfloat16(numbers[i]);
        }
      }
      case int[] out when type == ScalarType.FLOAT32 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Float.floatToRawIntBits((float) numbers[i]);
        }
      }
      case long[] out when type == ScalarType.FLOAT64 -> {
        for (int i = 0; i < n; i++) {
          out[i] = Double.doubleToRawLongBits(numbers[i]);
        }
      }
      case byte[] out when type == ScalarType.BOOL -> {
        for (int i = 0; i < n; i++) {
          out[i] = (byte) (numbers[i] != 0 ? 1 : 0);
        }
      }
      case byte[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = (byte) (long) numbers[i];
        }
      }
      case short[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = (short) (long) numbers[i];
        }
      }
      case int[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = (int) (long) numbers[i];
        }
      }
      case long[] out when isSigned() -> {
        for (int i = 0; i < n; i++) {
          out[i] = (long) numbers[i];
        }
      }
      default -> {
        long[] out = (long[]) raw;
        for (int i = 0; i < n; i++) {
          out[i] = ExactUnsigned.clamped(numbers[i]);
        }
      }
    }
  }

  /**
   * Whole numbers as numbers of this type: integers keep their low bits, a bool is whether the
   * number is not zero.
   */
  void fromLongs(long[] numbers, Object raw, int n) {
    switch (raw) {
      case byte[] out when type == ScalarType.BOOL -> {
        for (int i = 0; i < n; i++) {
          out[i] = (byte) (numbers[i] == 0 ? 0 : 1);
        }
      }
      case byte[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = (byte) numbers[i];
        }
      }
      case short[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = (short) numbers[i];
        }
      }
      case int[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = (int) numbers[i];
        }
      }
      default -> System.arraycopy(numbers, 0, raw, 0, n);
    }
  }

  /** {@return the smallest whole number of this type, of an integer or bool} */
  long min() {
    return isSigned() ? -1L << bits - 1 : 0;
  }

  /**
   * {@return the greatest whole number of this type, of an integer or bool; -1, all bits set, for
   * UINT64}
   */
  long max() {
    return switch (type) {
      case BOOL -> 1;
      case UINT64 -> -1;
      default -> isSigned() ? (1L << bits - 1) - 1 : (1L << bits) - 1;
    };
  }
}
