package org.ndview.internal.numeric;

import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.item.HalfFloats;
import org.ndview.internal.item.UInt64Casts;

/**
 * Makes longs, floats or doubles of the raw items of a {@link StagingArray}; with {@link
 * NumberWriter}, so that nothing is written per pair of types. Raw items are byte[], short[], int[]
 * or long[], by their width, in the machine's byte order; floats of 32 and 64 bits may be float[]
 * and double[] too, and then are the numbers themselves.
 *
 * <p>The loops are of shapes that C2 makes vector code of: one conversion each, between arrays of
 * the types themselves. What reads raw items may change them.
 */
public final class NumberReader {
  private static final long[] NO_LONGS = {};
  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};

  private final NumericFormat rows;
  private final ScalarType type;
  private long[] longs = NO_LONGS;
  private float[] floats = NO_FLOATS;
  private double[] doubles = NO_DOUBLES;

  public NumberReader(NumericFormat rows) {
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
  public long[] toLongs(Object raw, int n) {
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
      case long[] in -> {
        return in;
      }
      default -> throw new AssertionError(raw.getClass());
    }
    return numbers;
  }

  /**
   * Integers of 64 bits as doubles that a narrower type is rounded to next: see {@link
   * HalfFloats#roundToOdd(long)}.
   */
  public double[] roundToOdd(Object raw, int n) {
    long[] in = (long[]) raw;
    double[] numbers = doubles(n);
    for (int i = 0; i < n; i++) {
      numbers[i] = rows.fitsLong() ? HalfFloats.roundToOdd(in[i]) : UInt64Casts.roundToOdd(in[i]);
    }
    return numbers;
  }

  /** Numbers as doubles; integers of 64 bits are rounded to nearest. */
  public double[] toDoubles(Object raw, int n) {
    return raw instanceof double[] numbers ? numbers : toDoubles(raw, doubles(n), n);
  }

  /** The same, into an array, unless they are one already. */
  public double[] toDoubles(Object raw, double[] numbers, int n) {
    switch (raw) {
      case double[] in -> {
        return in;
      }
      case short[] in when type == ScalarType.BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = HalfFloats.bfloat16(in[i]);
        }
      }
      case Object _ when type == ScalarType.FLOAT16 || type == ScalarType.FLOAT32 -> {
        float[] in = toFloats(raw, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i];
        }
      }
      case long[] in when type == ScalarType.FLOAT64 -> FloatBits.toDoubles(in, numbers, n);
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
      case long[] in -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = UInt64Casts.toDouble(in[i]);
        }
      }
      default -> throw new AssertionError(raw.getClass());
    }
    return numbers;
  }

  /** The bits of the numbers as doubles. */
  public long[] toDoubleBits(Object raw, int n) {
    if (type == ScalarType.FLOAT64) {
      return (long[]) raw;
    }
    long[] bits = longs(n);
    FloatBits.fromDoubles(toDoubles(raw, n), bits, n);
    return bits;
  }

  /** Unsigned integers become signed ones; {@return what to add to them} */
  private double signed(Object raw, int n) {
    if (rows.isSigned()) {
      return 0;
    }
    FloatBits.flipSigns(raw, n);
    return 1L << (rows.bits() - 1);
  }

  /** Whether {@link #toScaledFloats} takes numbers of this type. */
  public boolean scales() {
    return !rows.isFloat() && type != ScalarType.BOOL && rows.bits() <= 32;
  }

  /** Integers of at most 32 bits, scaled and shifted as doubles, and rounded once. */
  public void toScaledFloats(Object raw, float[] numbers, int n, double scale, double shift) {
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
      case int[] in -> {
        for (int i = 0; i < n; i++) {
          numbers[i] = (float) ((in[i] + offset) * scale + shift);
        }
      }
      default -> throw new AssertionError(raw.getClass());
    }
  }

  /** Numbers as floats, of the types that {@link NumericFormat#fitsFloat}. */
  public float[] toFloats(Object raw, int n) {
    return raw instanceof float[] numbers ? numbers : toFloats(raw, floats(n), n);
  }

  /** The same, into an array, unless they are one already. */
  public float[] toFloats(Object raw, float[] numbers, int n) {
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
          numbers[i] = HalfFloats.bfloat16(in[i]);
        }
      }
      case int[] in -> FloatBits.toFloats(in, numbers, n);
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
      case byte[] in -> {
        float offset = (float) signed(in, n);
        for (int i = 0; i < n; i++) {
          numbers[i] = in[i] + offset;
        }
      }
      default -> throw new AssertionError(raw.getClass());
    }
    return numbers;
  }
}
