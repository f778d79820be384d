package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;

/**
 * A scale and a shift of numbers of one byte in arithmetic of floats that gives, for each of the
 * 256, exactly the float that arithmetic of doubles gives, rounded once: {@code (x * scale + shift)
 * + (x * scaleRest + shiftRest)}.
 *
 * <p>Scale and shift are cut to multiples of a power of two so large that the first sum is exact;
 * the rests are what was cut off. Whether the rounding of the second sum ever shows is looked at,
 * number by number.
 */
public record AffineBytes(float scale, float shift, float scaleRest, float shiftRest) {
  private static final int NUMBERS = 256;

  /** The bits of a float's significand. */
  private static final int PRECISION = 24;

  /**
   * {@return the arithmetic of floats, or null if there is none that is exact}
   *
   * @param signed whether the numbers are -128 to 127, not 0 to 255
   */
  public static @Nullable AffineBytes of(boolean signed, Scaling.Uniform scaling) {
    double scale = scaling.scale();
    double shift = scaling.shift();
    double most = Math.abs(scale) * NUMBERS + Math.abs(shift);
    // far from where floats or what is cut off them become subnormal, or infinite
    if (!(most > 0x1p-60 && most < 0x1p60)) {
      return null;
    }
    double grid = Math.scalb(1.0, Math.getExponent(most) + 1 - PRECISION);
    double wholeScale = Math.rint(scale / grid) * grid;
    double wholeShift = Math.rint(shift / grid) * grid;
    AffineBytes floats =
        new AffineBytes(
            (float) wholeScale,
            (float) wholeShift,
            (float) (scale - wholeScale),
            (float) (shift - wholeShift));
    int first = signed ? -NUMBERS / 2 : 0;
    for (int x = first; x < first + NUMBERS; x++) {
      if (Float.floatToRawIntBits(floats.apply(x))
          != Float.floatToRawIntBits((float) (x * scale + shift))) {
        return null;
      }
    }
    return floats;
  }

  /** {@return the scaled number} */
  public float apply(float x) {
    return (x * scale + shift) + (x * scaleRest + shiftRest);
  }
}
