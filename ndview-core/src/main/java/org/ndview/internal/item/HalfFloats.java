package org.ndview.internal.item;

import java.math.BigDecimal;

/**
 * Half precision and bfloat16. A double becomes either in one rounding, to nearest, ties to even.
 */
public final class HalfFloats {
  private HalfFloats() {}

  public static short float16(double value) {
    return Float.floatToFloat16(roundToOdd(value));
  }

  public static float bfloat16(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }

  public static short bfloat16(double value) {
    if (Double.isNaN(value)) {
      return (short) (Float.floatToIntBits((float) value) >>> 16);
    }
    int bits = Float.floatToRawIntBits(roundToOdd(value));
    int half = 0x7fff + (bits >>> 16 & 1);
    return (short) ((bits + half) >>> 16);
  }

  /**
   * The float that has the value's leading bits, and an odd last bit if any bit behind it was lost.
   * Rounding that once more gives what rounding the value gives, which is not so of the nearest
   * float.
   */
  public static float roundToOdd(double value) {
    float nearest = (float) value;
    if (nearest == value || Double.isNaN(value)) {
      return nearest;
    }
    int bits = Float.floatToRawIntBits(nearest);
    int towardZero = Math.abs((double) nearest) > Math.abs(value) ? bits - 1 : bits;
    return Float.intBitsToFloat(towardZero | 1);
  }

  /** As {@code roundToOdd}, from any number to the doubles; infinite if it lies beyond them. */
  public static double roundToOdd(Number value) {
    if (value instanceof WideFloat wide) {
      return wide.roundToOdd();
    }
    double nearest = value.doubleValue();
    if (value instanceof Float || value instanceof Double || !Double.isFinite(nearest)) {
      return nearest;
    }
    BigDecimal exact = ItemValues.decimal(value);
    int order = exact.compareTo(new BigDecimal(nearest));
    if (order == 0) {
      return nearest;
    }
    long bits = Double.doubleToRawLongBits(nearest);
    boolean away = nearest != 0 && order != exact.signum();
    return Math.copySign(Double.longBitsToDouble((away ? bits - 1 : bits) | 1), exact.signum());
  }

  /** As {@code roundToOdd}, from a long to the doubles. */
  public static double roundToOdd(long value) {
    double nearest = (double) value;
    if ((Math.abs(value) <= 1L << 53 && value != Long.MIN_VALUE)
        || ((long) nearest == value && nearest != 0x1p63)) {
      return nearest;
    }
    long bits = Double.doubleToRawLongBits(nearest);
    boolean away = value > 0 ? nearest == 0x1p63 || (long) nearest > value : (long) nearest < value;
    return Double.longBitsToDouble((away ? bits - 1 : bits) | 1);
  }
}
