package org.ndview;

import org.ndview.format.ScalarType;

/**
 * Which conversions between numeric formats are allowed: the names and the tables of NumPy's {@code
 * can_cast}.
 *
 * <p>Under {@link #SAFE} and {@link #SAME_KIND} a finite number never becomes infinite and an
 * integer is never wrapped: such a number is an error that names it, and nothing is written. NumPy
 * looks at types alone, and makes 70000 infinite in a half. {@link #SAME_VALUE} looks at the values
 * alone. {@link #SATURATING} and {@link #UNSAFE} refuse none.
 *
 * {@snippet lang="java" :
 * NdView floats = NdView.of(new float[] {-3, 254.9f, 1e10f, Float.NaN});
 * NdView pixels = NdView.allocate("B", 4);
 * floats.convertTo(pixels, Casting.SATURATING);
 * System.out.println(pixels.toList()); // [0, 254, 255, 0]
 * try {
 *   floats.convertTo(pixels, Casting.SAME_VALUE);
 * } catch (IllegalArgumentException e) {
 *   System.out.println(e.getMessage().startsWith("the value -3.0 at index [0]")); // true
 * }
 * }
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
   * Any, if every value stays the same: a float becomes the integer that it equals, an integer the
   * float that has all of its digits, a float one with fewer digits that equals it, and a complex
   * number without an imaginary part a real one. Zero loses its sign where the target has none. NaN
   * stays NaN, and is refused for an integer. The rule is {@code casting='same_value'} of NumPy
   * 2.4's {@code astype}, with two differences: a bool is made of 0 and 1 alone, while NumPy makes
   * any other number true; and the fields of structures and text convert, as under the other rules,
   * where NumPy refuses them.
   */
  SAME_VALUE,
  /**
   * Any; what does not fit becomes the nearest that does. Integers are clamped to the range of the
   * target, and floats to integers as in Java's own casts: the fraction is dropped, what is beyond
   * the range becomes its end, NaN becomes 0. Unsigned targets have a range as all others. What is
   * too large for a float becomes infinite, as in Java's cast from double to float. A bool, an
   * imaginary part, and text that is too long are treated as under {@link #UNSAFE}.
   */
  SATURATING,
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
      case SAME_VALUE, SATURATING, UNSAFE -> true;
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
