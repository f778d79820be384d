package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.internal.item.HalfFloats;

/** Numbers that are the same in a type; NaN among floats. */
record SameFit(NumberReader reader, NumericFormat out, Scaling.@Nullable Uniform scaling)
    implements NumberFit {
  @Override
  public boolean holds(Object raw, int n) {
    double[] numbers = reader.toDoubles(raw, n);
    return (scaling == null || scale(numbers, n, scaling.scale(), scaling.shift()) == 0)
        && changed(numbers, n) == 0;
  }

  /** Scales in place; {@return how many finite numbers have become infinite} */
  private static int scale(double[] numbers, int n, double scale, double shift) {
    int leaving = 0;
    for (int i = 0; i < n; i++) {
      double v = numbers[i];
      double scaled = v * scale + shift;
      leaving +=
          Math.abs(scaled) == Double.POSITIVE_INFINITY && Math.abs(v) <= Double.MAX_VALUE ? 1 : 0;
      numbers[i] = scaled;
    }
    return leaving;
  }

  private int changed(double[] numbers, int n) {
    return switch (out.type()) {
      case FLOAT64 -> 0;
      case FLOAT32 -> {
        int changed = 0;
        for (int i = 0; i < n; i++) {
          double v = numbers[i];
          changed += (float) v == v || Double.isNaN(v) ? 0 : 1;
        }
        yield changed;
      }
      case FLOAT16 -> {
        int changed = 0;
        for (int i = 0; i < n; i++) {
          double v = numbers[i];
          // what a float does not hold, a half does not
          float narrow = Float.float16ToFloat(Float.floatToFloat16((float) v));
          changed += narrow == v || Double.isNaN(v) ? 0 : 1;
        }
        yield changed;
      }
      case BFLOAT16 -> {
        int changed = 0;
        for (int i = 0; i < n; i++) {
          double v = numbers[i];
          float narrow = HalfFloats.bfloat16((short) (Float.floatToRawIntBits((float) v) >>> 16));
          changed += narrow == v || Double.isNaN(v) ? 0 : 1;
        }
        yield changed;
      }
      case BOOL, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          notWhole(
              numbers, n, (double) out.min(), out.fitsLong() ? (double) out.max() + 1 : 0x1p64);
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          throw new AssertionError(out);
    };
  }

  /** How many are no whole numbers from one number to below another. */
  private static int notWhole(double[] numbers, int n, double from, double below) {
    int others = 0;
    for (int i = 0; i < n; i++) {
      double v = numbers[i];
      others += v >= from && v < below && v == Math.rint(v) ? 0 : 1;
    }
    return others;
  }
}
