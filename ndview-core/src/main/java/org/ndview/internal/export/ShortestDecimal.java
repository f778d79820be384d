package org.ndview.internal.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.ndview.format.ScalarType;
import org.ndview.internal.item.HalfFloats;

/** Floats as decimal numbers. */
public final class ShortestDecimal {
  private ShortestDecimal() {}

  /** {@return the exponent of a number's first digit, 0 for 0} */
  public static int exponent(BigDecimal d) {
    return d.signum() == 0 ? 0 : d.precision() - d.scale() - 1;
  }

  /** {@return the number of this type that is nearest to a double} */
  public static double narrow(double v, ScalarType type) {
    return switch (type) {
      case FLOAT16 -> Float.float16ToFloat(HalfFloats.float16(v));
      case BFLOAT16 -> HalfFloats.bfloat16(HalfFloats.bfloat16(v));
      case FLOAT32 -> (float) v;
      case FLOAT64, LONG_DOUBLE -> v;
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw new AssertionError(type);
    };
  }

  private static double narrow(BigDecimal d, ScalarType type) {
    return switch (type) {
      case FLOAT16, BFLOAT16 -> narrow(HalfFloats.roundToOdd(d), type);
      case FLOAT32 -> d.floatValue();
      case FLOAT64, LONG_DOUBLE -> d.doubleValue();
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw new AssertionError(type);
    };
  }

  /**
   * {@return the decimal number of the fewest digits that reads back as a float of some type, the
   * nearest of them; without zeros at the end}
   *
   * @param v a finite float, not negative
   */
  public static BigDecimal shortest(double v, ScalarType type) {
    if (v == 0) {
      return BigDecimal.ZERO;
    }
    if (type != ScalarType.FLOAT16 && type != ScalarType.BFLOAT16) {
      String text = type == ScalarType.FLOAT32 ? Float.toString((float) v) : Double.toString(v);
      BigDecimal known = new BigDecimal(text).stripTrailingZeros();
      // Java gives two digits even where one will do
      if (known.precision() > 2) {
        return known;
      }
    }
    BigDecimal exact = new BigDecimal(v);
    for (int digits = 1; ; digits++) {
      BigDecimal near = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (narrow(near, type) == v) {
        return near.stripTrailingZeros();
      }
      boolean above = near.compareTo(exact) > 0;
      RoundingMode other = above ? RoundingMode.FLOOR : RoundingMode.CEILING;
      BigDecimal far = exact.round(new MathContext(digits, other));
      if (narrow(far, type) == v) {
        return far.stripTrailingZeros();
      }
    }
  }
}
