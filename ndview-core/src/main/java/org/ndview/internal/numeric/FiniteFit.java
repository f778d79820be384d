package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;

/** Finite numbers that stay finite as floats of a type. */
record FiniteFit(NumberReader reader, ScalarType type, Scaling.@Nullable Uniform scaling)
    implements NumberFit {
  @Override
  public boolean holds(Object raw, int n) {
    double[] numbers = reader.toDoubles(raw, n);
    double scale = scaling == null ? 1 : scaling.scale();
    double shift = scaling == null ? 0 : scaling.shift();
    double limit = limit(type);
    int leaving = 0;
    for (int i = 0; i < n; i++) {
      double v = numbers[i];
      leaving += Math.abs(v * scale + shift) >= limit && Math.abs(v) <= Double.MAX_VALUE ? 1 : 0;
    }
    return leaving == 0;
  }

  @Override
  public @Nullable FitKernel kernel(RunKernels kernels, NumericFormat in) {
    return kernels.fit(in.type(), bound());
  }

  /**
   * Numbers below it surely stay finite once they are scaled; of those above, each is looked at.
   */
  double bound() {
    if (scaling == null) {
      return limit(type);
    }
    double limit = Math.min(limit(type), Double.MAX_VALUE);
    double bound = (limit - Math.abs(scaling.shift())) / Math.abs(scaling.scale());
    // less than what the rounding of the three operations may add; NaN where nothing is sure
    return bound > 0 ? Math.nextDown(Math.nextDown(Math.nextDown(Math.nextDown(bound)))) : 0;
  }

  /** {@return the least number that rounds to infinity} */
  static double limit(ScalarType type) {
    return switch (type) {
      case FLOAT16 -> 65520;
      case BFLOAT16 -> 0x1.FFp127;
      case FLOAT32 -> 0x1.ffffffp127;
      case FLOAT64, LONG_DOUBLE -> Double.POSITIVE_INFINITY;
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw new AssertionError(type);
    };
  }
}
