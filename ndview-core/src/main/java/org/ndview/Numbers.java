package org.ndview;

import org.ndview.format.ScalarType;

/**
 * Numbers of one format between the raw items of a {@link Block} and arrays of longs, floats or
 * doubles, so that nothing is written per pair of types. Raw items are byte[], short[], int[] or
 * long[], by their width, in the machine's byte order; floats of 32 and 64 bits may be float[] and
 * double[] too, and then are the numbers themselves.
 *
 * <p>The loops are of shapes that C2 makes vector code of: one conversion each, between arrays of
 * the types themselves. What reads raw items may change them.
 */
final class Numbers {
  private static final long[] NO_LONGS = {};
  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};

  private final Rows rows;
  private final ScalarType type;
  private long[] longs = NO_LONGS;
  private float[] floats = NO_FLOATS;
  private double[] doubles = NO_DOUBLES;

  Numbers(Rows rows) {
    this.rows = rows;
    this.type = rows.type();
  }

  private long[] longs(int n) {
    if (longs.length < n) {
      longs = new long[n];
    }
    return longs;
  }

  private float[] floats(int n) {
    if (floats.length < n) {
      floats = new float[n];
    }
    return floats;
  }

  private double[] doubles(int n) {
    if (doubles.length < n) {
      doubles = new double[n];
    }
    return doubles;
  }

  /** Whole numbers; those of UINT64 keep their bits. */
  long[] toLongs(Object raw, int n) {
    long[] numbers = longs(n);
    switch (raw) {
      case byte[] in when type == ScalarType.BOOL -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] == 0 ? 0 : 1;
        }
      }
      case byte[] in -> {
        long mask = rows.isSigned() ? -1 : 0xff;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      case short[] in -> {
        long mask = rows.isSigned() ? -1 : 0xffff;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      case int[] in -> {
        long mask = rows.isSigned() ? -1 : 0xffff_ffffL;
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] & mask;
        }
      }
      default -> {
        return (long[]) raw;
      }
    }
    return numbers;
  }

  /**
   * Integers of 64 bits as doubles that a narrower type is rounded to next: see {@link
   * Halves#toOdd(long)}.
   */
  double[] toOdd(Object raw, int n) {
    long[] in = (long[]) raw;
    double[] numbers = doubles(n);
    for (int i = 0; i < n; i++) {
      numbers[i] = rows.fitsLong() ? Halves.toOdd(in[i]) : ExactUnsigned.toOdd(in[i]);
    }
    return numbers;
  }

  /**
   * {@return room for doubles that become items of this type: the items themselves, if they can}
   */
  double[] doublesFor(Object raw, int n) {
    return raw instanceof double[] items ? items : doubles(n);
  }

  /** {@return room for floats that become items of this type: the items themselves, if they can} */
  float[] floatsFor(Object raw, int n) {
    return raw instanceof float[] items ? items : floats(n);
  }

  /** Numbers as doubles; integers of 64 bits are rounded to nearest. */
  double[] toDoubles(Object raw, int n) {
    return toDoubles(raw, doublesFor(raw, n), n);
  }

  /** The same, into an array, unless they are one already. */
  double[] toDoubles(Object raw, double[] numbers, int n) {
    switch (raw) {
      case double[] in -> {
        return in;
      }
      case short[] in when type == ScalarType.BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = Halves.bfloat16(in[i]);
        }
      }
      case Object _ when type == ScalarType.FLOAT16 || type == ScalarType.FLOAT32 -> {
        float[] in = toFloats(raw, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i];
        }
      }
      case long[] in when type == ScalarType.FLOAT64 -> Bits.toDoubles(in, numbers, n);
      case byte[] in when type == ScalarType.BOOL -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] == 0 ? 0 : 1;
        }
      }
      case byte[] in -> {
        double offset = signed(in, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] + offset;
        }
      }
      case short[] in -> {
        double offset = signed(in, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] + offset;
        }
      }
      case int[] in -> {
        double offset = signed(in, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] + offset;
        }
      }
      case long[] in when rows.isSigned() -> {
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
    return numbers;
  }

  /** The bits of the numbers as doubles. */
  long[] toDoubleBits(Object raw, int n) {
    if (type == ScalarType.FLOAT64) {
      return (long[]) raw;
    }
    long[] bits = longs(n);
    Bits.fromDoubles(toDoubles(raw, n), bits, n);
    return bits;
  }

  /** Unsigned integers become signed ones; {@return what to add to them} */
  private double signed(Object raw, int n) {
    if (rows.isSigned()) {
      return 0;
    }
    Bits.flipSigns(raw, n);
    return 1L << rows.bits() - 1;
  }

  /** Whether {@link #toScaledFloats} takes numbers of this type. */
  boolean scales() {
    return !rows.isFloat() && type != ScalarType.BOOL && rows.bits() <= 32;
  }

  /** Integers of at most 32 bits, scaled and shifted as doubles, and rounded once. */
  void toScaledFloats(Object raw, float[] numbers, int n, double scale, double shift) {
    double offset = signed(raw, n);
    switch (raw) {
      case byte[] in -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = (float) ((in[i] + offset) * scale + shift);
        }
      }
      case short[] in -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = (float) ((in[i] + offset) * scale + shift);
        }
      }
      default -> {
        int[] in = (int[]) raw;
        for (int i = 0; i < n; i++) {
          numbers[i] = (float) ((in[i] + offset) * scale + shift);
        }
      }
    }
  }

  /** Numbers as floats, of the types that {@link Rows#fitsFloat}. */
  float[] toFloats(Object raw, int n) {
    return toFloats(raw, floatsFor(raw, n), n);
  }

  /** The same, into an array, unless they are one already. */
  float[] toFloats(Object raw, float[] numbers, int n) {
    switch (raw) {
      case float[] in -> {
        return in;
      }
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
      case int[] in -> Bits.toFloats(in, numbers, n);
      case short[] in -> {
        float offset = (float) signed(in, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] + offset;
        }
      }
      case byte[] in when type == ScalarType.BOOL -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] == 0 ? 0 : 1;
        }
      }
      default -> {
        byte[] in = (byte[]) raw;
        float offset = (float) signed(in, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] + offset;
        }
      }
    }
    return numbers;
  }

  /** Floats as numbers of a type of floats of at most 32 bits, in one rounding. */
  void fromFloats(float[] numbers, Object raw, int n) {
    switch (raw) {
      case float[] out -> {
        if (out != numbers) {
          System.arraycopy(numbers, 0, out, 0, n);
        }
      }
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
      default -> Bits.fromFloats(numbers, (int[]) raw, n);
    }
  }

  /**
   * Doubles as numbers. Floats round to nearest, and overflow to infinity; integers round toward
   * zero, and what lies outside a long becomes the nearest long, as in a Java cast, of which they
   * keep the low bits; NaN becomes 0; a bool is whether the number is not zero.
   */
  void fromDoubles(double[] numbers, Object raw, int n) {
    switch (raw) {
      case double[] out -> {
        if (out != numbers) {
          System.arraycopy(numbers, 0, out, 0, n);
        }
      }
      case float[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = (float) numbers[i];
        }
      }
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
        float[] between = floats(n);
        for (int i = 0; i < n; i++) {
          between[i] = (float) numbers[i];
        }
        Bits.fromFloats(between, out, n);
      }
      case long[] out when type == ScalarType.FLOAT64 -> Bits.fromDoubles(numbers, out, n);
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
      case long[] out when rows.isSigned() -> {
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
}
