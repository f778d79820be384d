package org.ndview.internal.numeric;

import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.item.HalfFloats;
import org.ndview.internal.item.UInt64Casts;

/**
 * Makes raw items of a {@link StagingArray} of longs, floats or doubles: see {@link NumberReader}.
 */
public final class NumberWriter {
  private static final float[] NO_FLOATS = {};
  private static final double[] NO_DOUBLES = {};

  private final NumericFormat rows;
  private final ScalarType type;

  /** Whether integers beyond the type's range become its ends. */
  private final boolean saturates;

  private float[] floats = NO_FLOATS;
  private double[] doubles = NO_DOUBLES;

  public NumberWriter(NumericFormat rows, boolean saturates) {
    this.rows = rows;
    this.type = rows.type();
    this.saturates = saturates && rows.isInteger();
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

  /**
   * {@return room for doubles that become items of this type: the items themselves, if they can}
   */
  public double[] doublesFor(Object raw, int n) {
    return raw instanceof double[] items ? items : doubles(n);
  }

  /** {@return room for floats that become items of this type: the items themselves, if they can} */
  public float[] floatsFor(Object raw, int n) {
    return raw instanceof float[] items ? items : floats(n);
  }

  /** Floats as numbers of a type of floats of at most 32 bits, in one rounding. */
  public void fromFloats(float[] numbers, Object raw, int n) {
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
          out[i] = HalfFloats.bfloat16(numbers[i]);
        }
      }
      case int[] out -> FloatBits.fromFloats(numbers, out, n);
      default -> throw new AssertionError(raw.getClass());
    }
  }

  /**
   * Doubles as numbers. Floats round to nearest, and overflow to infinity; integers round toward
   * zero, and what lies outside a long becomes the nearest long, as in a Java cast, of which they
   * keep the low bits; NaN becomes 0; a bool is whether the number is not zero. A writer that
   * saturates clamps to the type's range instead.
   */
  public void fromDoubles(double[] numbers, Object raw, int n) {
    switch (raw) {
      case Object _ when saturates -> Saturation.fromDoubles(numbers, raw, n, rows);
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
          out[i] = HalfFloats.float16(numbers[i]);
        }
      }
      case short[] out when type == ScalarType.BFLOAT16 -> {
        for (int i = 0; i < n; i++) {
          out[i] = HalfFloats.bfloat16(numbers[i]);
        }
      }
      case int[] out when type == ScalarType.FLOAT32 -> {
        float[] between = floats(n);
        for (int i = 0; i < n; i++) {
          between[i] = (float) numbers[i];
        }
        FloatBits.fromFloats(between, out, n);
      }
      case long[] out when type == ScalarType.FLOAT64 -> FloatBits.fromDoubles(numbers, out, n);
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
      case long[] out -> {
        for (int i = 0; i < n; i++) {
          out[i] = UInt64Casts.clamped(numbers[i]);
        }
      }
      default -> throw new AssertionError(raw.getClass());
    }
  }

  /**
   * Whole numbers as numbers of this type: integers keep their low bits, a bool is whether the
   * number is not zero.
   *
   * @param unsigned whether the numbers are unsigned, which matters to a writer that saturates; it
   *     changes the array
   */
  public void fromLongs(long[] numbers, boolean unsigned, Object raw, int n) {
    if (saturates) {
      Saturation.clamp(numbers, unsigned, n, rows);
    }
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
      case long[] out -> System.arraycopy(numbers, 0, out, 0, n);
      default -> throw new AssertionError(raw.getClass());
    }
  }
}
