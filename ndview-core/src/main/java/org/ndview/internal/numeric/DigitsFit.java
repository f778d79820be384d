package org.ndview.internal.numeric;

import org.ndview.format.ScalarType;

/** Integers that floats of a type hold exactly: from their first binary digit to their last 1. */
record DigitsFit(NumberReader reader, boolean signed, ScalarType type) implements NumberFit {
  @Override
  public boolean holds(Object raw, int n) {
    long[] numbers = reader.toLongs(raw, n);
    int digits = digits(type);
    // of the others the largest is beyond 2^64
    int bits = type == ScalarType.FLOAT16 ? 16 : Long.SIZE;
    int bad = 0;
    for (int i = 0; i < n; i++) {
      long magnitude = signed ? Math.abs(numbers[i]) : numbers[i];
      int used = Long.SIZE - Long.numberOfLeadingZeros(magnitude);
      bad += used - Long.numberOfTrailingZeros(magnitude) > digits || used > bits ? 1 : 0;
    }
    return bad == 0;
  }

  private static int digits(ScalarType type) {
    return switch (type) {
      case BFLOAT16 -> 8;
      case FLOAT16 -> 11;
      case FLOAT32 -> 24;
      case FLOAT64 -> 53;
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
      case LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          throw new AssertionError(type);
    };
  }
}
