package org.ndview.fuzz;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The scalar types of the model: an item's bytes to its number and back, by arithmetic on bits.
 *
 * <p>A number is a Boolean, a Long, a BigInteger beyond a long, a Double, a {@link Dyadic} beyond a
 * double, or a {@link Pair} of such. A character is a Byte.
 */
public enum Num {
  BOOL('?', 1),
  CHAR('c', 1),
  I8('i', 1),
  U8('u', 1),
  I16('i', 2),
  U16('u', 2),
  I32('i', 4),
  U32('u', 4),
  I64('i', 8),
  U64('u', 8),
  F16('f', 2),
  BF16('f', 2),
  F32('f', 4),
  F64('f', 8),
  LD('f', 16),
  C32('z', 4),
  C64('z', 8),
  C128('z', 16);

  /** The numbers that most programs have. */
  public static final List<Num> REALS =
      Arrays.stream(values()).filter(t -> "?iuf".indexOf(t.kind) >= 0 && t != LD).toList();

  /** A long double is modelled where it is that of x87. */
  public static final boolean HAS_LD =
      List.of("amd64", "x86_64").contains(System.getProperty("os.arch"));

  /** {@code ? c i u f z}. */
  public final char kind;

  public final int size;

  Num(char kind, int size) {
    this.kind = kind;
    this.size = size;
  }

  /** A complex number. */
  public record Pair(Object re, Object im) {}

  public boolean isInt() {
    return kind == 'i' || kind == 'u';
  }

  public boolean isReal() {
    return kind != 'z' && kind != 'c';
  }

  /** The type of a complex number's parts; of others, the type itself. */
  public Num part() {
    return switch (this) {
      case C32 -> F16;
      case C64 -> F32;
      case C128 -> F64;
      default -> this;
    };
  }

  /** Binary digits held without a gap, the sign apart. */
  public int digits() {
    return switch (this) {
      case BOOL, CHAR -> 1;
      case F16, C32 -> 11;
      case BF16 -> 8;
      case F32, C64 -> 24;
      case F64, C128 -> 53;
      case LD -> 64;
      default -> 8 * size - (kind == 'i' ? 1 : 0);
    };
  }

  /** The exponent of the last digit of the smallest number. */
  int least() {
    return switch (part()) {
      case F16 -> -24;
      case BF16 -> -133;
      case F32 -> -149;
      case F64 -> -1074;
      default -> throw new AssertionError(this);
    };
  }

  double largest() {
    return switch (part()) {
      case F16 -> 65504;
      case BF16 -> 0x1.FEp127;
      case F32 -> Float.MAX_VALUE;
      case F64 -> Double.MAX_VALUE;
      default -> throw new AssertionError(this);
    };
  }

  /** The largest of a type of integers. */
  public BigInteger max() {
    return BigInteger.ONE.shiftLeft(digits()).subtract(BigInteger.ONE);
  }

  /** The least of a type of integers. */
  public BigInteger min() {
    return kind == 'i' ? max().not() : BigInteger.ZERO;
  }

  /** The n bytes at a place as a number, from the last to the first or the other way. */
  static long raw(byte[] m, int at, int n, boolean big) {
    long bits = 0;
    for (int i = 0; i < n; i++) {
      bits = bits << 8 | m[big ? at + i : at + n - 1 - i] & 0xff;
    }
    return bits;
  }

  static void raw(byte[] m, int at, int n, boolean big, long bits) {
    for (int i = 0; i < n; i++) {
      m[big ? at + n - 1 - i : at + i] = (byte) (bits >>> 8 * i);
    }
  }

  /** The number that an item is. */
  public Object read(byte[] m, int at, boolean big) {
    return switch (this) {
      case BOOL -> m[at] != 0;
      case CHAR -> m[at];
      case I8, I16, I32, I64 -> raw(m, at, size, big) << 64 - 8 * size >> 64 - 8 * size;
      case U8, U16, U32 -> raw(m, at, size, big);
      case U64 -> unsigned(raw(m, at, 8, big));
      case F16 -> half((int) raw(m, at, 2, big));
      case BF16 -> (double) Float.intBitsToFloat((int) raw(m, at, 2, big) << 16);
      case F32 -> (double) Float.intBitsToFloat((int) raw(m, at, 4, big));
      case F64 -> Double.longBitsToDouble(raw(m, at, 8, big));
      case LD ->
          big
              ? wide(raw(m, at + 8, 8, true), (int) raw(m, at + 6, 2, true))
              : wide(raw(m, at, 8, false), (int) raw(m, at + 8, 2, false));
      case C32, C64, C128 -> new Pair(part().read(m, at, big), part().read(m, at + size / 2, big));
    };
  }

  static Object unsigned(long bits) {
    return bits >= 0
        ? (Object) bits
        : BigInteger.valueOf(bits >>> 1).shiftLeft(1).add(BigInteger.valueOf(bits & 1));
  }

  /** A Long where it is one. */
  static Object unsignedOrLong(BigInteger n) {
    return n.bitLength() < 64 ? (Object) n.longValue() : n;
  }

  private static double half(int bits) {
    int exponent = bits >> 10 & 31;
    int digits = bits & 1023;
    double size =
        exponent == 31
            ? digits == 0 ? Double.POSITIVE_INFINITY : Double.NaN
            : exponent == 0
                ? Math.scalb((double) digits, -24)
                : Math.scalb(1024.0 + digits, exponent - 25);
    return bits >> 15 != 0 ? -size : size;
  }

  private static Object wide(long mantissa, int top) {
    int exponent = top & 0x7fff;
    boolean negative = top > 0x7fff;
    if (exponent != 0 && mantissa >= 0) {
      return Double.NaN;
    }
    if (exponent == 0x7fff) {
      return mantissa << 1 != 0
          ? Double.NaN
          : negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (mantissa == 0) {
      return negative ? -0.0 : 0.0;
    }
    BigInteger size = new BigInteger(Long.toUnsignedString(mantissa));
    return new Dyadic(negative ? size.negate() : size, Math.max(exponent, 1) - 16383 - 63).simple();
  }

  /** Writes a number that the type holds. */
  public void write(byte[] m, int at, boolean big, Object number) {
    switch (this) {
      case BOOL -> m[at] = (byte) ((Boolean) number ? 1 : 0);
      case CHAR -> m[at] = (Byte) number;
      case I8, U8, I16, U16, I32, U32, I64, U64 ->
          raw(m, at, size, big, ((Number) number).longValue());
      case F16 -> raw(m, at, 2, big, halfBits((Double) number));
      case BF16 ->
          raw(m, at, 2, big, Float.floatToIntBits((float) (double) (Double) number) >>> 16);
      case F32 -> raw(m, at, 4, big, Float.floatToIntBits((float) (double) (Double) number));
      case F64 -> raw(m, at, 8, big, Double.doubleToLongBits((Double) number));
      case LD -> writeWide(m, at, big, number);
      case C32, C64, C128 -> {
        part().write(m, at, big, ((Pair) number).re());
        part().write(m, at + size / 2, big, ((Pair) number).im());
      }
    }
  }

  private static int halfBits(double v) {
    int sign = Double.doubleToRawLongBits(v) < 0 ? 0x8000 : 0;
    double size = Math.abs(v);
    if (Double.isNaN(v)) {
      return 0x7e00;
    }
    if (Double.isInfinite(v)) {
      return sign | 0x7c00;
    }
    if (size < 0x1p-14) {
      return sign | (int) Math.scalb(size, 24);
    }
    int exponent = Math.getExponent(size);
    return sign | exponent + 15 << 10 | (int) Math.scalb(size, 10 - exponent) - 1024;
  }

  private static void writeWide(byte[] m, int at, boolean big, Object number) {
    long mantissa = 0;
    long top = 0;
    if (number instanceof Double v && (v.isNaN() || v.isInfinite() || v == 0)) {
      top = (v.isNaN() || Math.copySign(1, v) > 0 ? 0 : 0x8000) | (v == 0 ? 0 : 0x7fff);
      mantissa = v.isNaN() ? 3L << 62 : v == 0 ? 0 : 1L << 63;
    } else {
      Dyadic exact = Dyadic.of(number);
      BigInteger digits = exact.digits().abs();
      int exponent = exact.exponent() + digits.bitLength() - 64;
      digits = digits.shiftLeft(64 - digits.bitLength());
      if (exponent + 16383 + 63 < 1) {
        digits = digits.shiftRight(1 - 16383 - 63 - exponent);
        top = 0;
      } else {
        top = exponent + 16383 + 63;
      }
      mantissa = digits.longValue();
      top |= exact.digits().signum() < 0 ? 0x8000 : 0;
    }
    Arrays.fill(m, at, at + 16, (byte) 0);
    raw(m, big ? at + 8 : at, 8, big, mantissa);
    raw(m, big ? at + 6 : at + 8, 2, big, top);
  }
}
