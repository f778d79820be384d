package org.ndview;

import org.ndview.format.ScalarType;

/**
 * Which conversions between numeric formats are allowed: the names and the tables of NumPy's {@code
 * can_cast}.
 *
 * <p>Under {@link #SAFE} and {@link #SAME_KIND} a finite number never becomes infinite and an
 * integer is never wrapped: such a number is an error that names it, and nothing is written. NumPy
 * looks at types alone, and makes 70000 infinite in a half.
 */
public enum Casting {
  /** Only those that keep every value, as NumPy counts: 64-bit integers may go to float64. */
  SAFE,
  /**
   * Also those within a kind (float64 to float32, int64 to int32), and to a later kind in the order
   * bool, uint, int, float, complex. An integer that does not fit its target is an error, never
   * wrapped.
   */
  SAME_KIND,
  /**
   * Any. Integers keep their low bits; floats become integers toward zero, after clamping to a long
   * (NaN is 0); what is too large for a float becomes infinite; the imaginary part of a complex
   * number is dropped, but counts for a bool, which is whether a number is not zero. The same holds
   * for the fields of structures; text that is too long loses its end.
   */
  UNSAFE;

  /**
   * {@return whether this rule allows a conversion}
   *
   * @param from the type of the source
   * @param to the type of the target
   */
  public boolean allows(ScalarType from, ScalarType to) {
    if (from.kind() == ScalarType.Kind.CHAR || to.kind() == ScalarType.Kind.CHAR) {
      return false;
    }
    return switch (this) {
      case SAFE -> keepsValues(from, to);
      case SAME_KIND -> keepsValues(from, to) || rank(from.kind()) <= rank(to.kind());
      case UNSAFE -> true;
    };
  }

  private static int rank(ScalarType.Kind kind) {
    return switch (kind) {
      case BOOL -> 0;
      case UINT -> 1;
      case INT -> 2;
      case FLOAT -> 3;
      case COMPLEX -> 4;
      case CHAR -> throw new AssertionError(kind);
    };
  }

  private static boolean keepsValues(ScalarType from, ScalarType to) {
    if (from == to) {
      return true;
    }
    int bits = digits(from);
    return switch (to.kind()) {
      case BOOL, CHAR -> false;
      case UINT ->
          from.kind() == ScalarType.Kind.BOOL
              || (from.kind() == ScalarType.Kind.UINT && bits <= digits(to));
      case INT -> rank(from.kind()) <= rank(ScalarType.Kind.INT) && bits <= digits(to);
      case FLOAT, COMPLEX ->
          switch (from.kind()) {
            case BOOL -> true;
            case CHAR -> false;
            // NumPy: a 64-bit integer counts as fitting a double
            case UINT, INT -> bits <= digits(to) || (bits > 32 && digits(to) >= 53);
            case FLOAT, COMPLEX ->
                rank(from.kind()) <= rank(to.kind())
                    && bits <= digits(to)
                    && exponent(from) <= exponent(to);
          };
    };
  }

  /** Binary digits of the numbers that the type holds without a gap, the sign apart. */
  private static int digits(ScalarType type) {
    return switch (type) {
      case BOOL, CHAR -> 1;
      case INT8 -> 7;
      case UINT8, BFLOAT16 -> 8;
      case FLOAT16, COMPLEX32 -> 11;
      case INT16 -> 15;
      case UINT16 -> 16;
      case FLOAT32, COMPLEX64 -> 24;
      case INT32 -> 31;
      case UINT32 -> 32;
      case FLOAT64, COMPLEX128 -> 53;
      case INT64 -> 63;
      case UINT64 -> 64;
      case LONG_DOUBLE, LONG_COMPLEX -> 64;
    };
  }

  /** Bits of the exponent, of a float or complex type. */
  private static int exponent(ScalarType type) {
    return switch (type) {
      case FLOAT16, COMPLEX32 -> 5;
      case BFLOAT16, FLOAT32, COMPLEX64 -> 8;
      case FLOAT64, COMPLEX128 -> 11;
      case LONG_DOUBLE, LONG_COMPLEX -> 15;
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
    };
  }
}
