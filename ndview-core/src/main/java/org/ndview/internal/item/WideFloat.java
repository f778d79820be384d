package org.ndview.internal.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A binary floating-point number of any width: the exact value of a C long double. Two are equal if
 * they are the same number, so that 0.0 is equal to -0.0 and NaN to nothing; {@link
 * #sameNumber(WideFloat)} says so.
 */
public final class WideFloat extends Number {
  private static final long serialVersionUID = 1;

  private static final int DOUBLE_DIGITS = 53;

  /** What a number is that has no significand. */
  private enum Kind {
    FINITE,
    INFINITE,
    NAN
  }

  private final Kind kind;
  private final boolean negative;
  private final BigInteger significand; // odd, or 0
  private final int exponent;

  private WideFloat(Kind kind, boolean negative, BigInteger significand, int exponent) {
    this.kind = kind;
    this.negative = negative;
    int zeros = Math.max(0, significand.getLowestSetBit());
    this.significand = significand.shiftRight(zeros);
    this.exponent = significand.signum() == 0 ? 0 : exponent + zeros;
  }

  static WideFloat nan() {
    return new WideFloat(Kind.NAN, false, BigInteger.ZERO, 0);
  }

  static WideFloat infinite(boolean negative) {
    return new WideFloat(Kind.INFINITE, negative, BigInteger.ZERO, 0);
  }

  /** {@return significand * 2^exponent} */
  static WideFloat of(boolean negative, BigInteger significand, int exponent) {
    return new WideFloat(Kind.FINITE, negative, significand, exponent);
  }

  static WideFloat of(double v) {
    if (Double.isNaN(v)) {
      return nan();
    }
    boolean negative = Math.copySign(1, v) < 0;
    if (Double.isInfinite(v)) {
      return infinite(negative);
    }
    long bits = Double.doubleToRawLongBits(v);
    int e = (int) (bits >>> 52) & 0x7ff;
    long m = (bits & ((1L << 52) - 1)) | (e == 0 ? 0 : 1L << 52);
    return of(negative, BigInteger.valueOf(m), Math.max(e, 1) - 1075);
  }

  /**
   * {@return a number, exactly; a decimal that no binary number equals is cut behind its leading
   * digits, and one digit set behind them, so that rounding to fewer is right}
   *
   * @param n any number
   * @param digits how many binary digits it is to be rounded to later, at most
   */
  static WideFloat of(Number n, int digits) {
    return switch (n) {
      case WideFloat w -> w;
      case Float f -> of((double) f);
      case Double d -> of((double) d);
      case Byte _, Short _, Integer _, Long _ -> of(BigInteger.valueOf(n.longValue()));
      case BigInteger i -> of(i);
      default -> ofDecimal(ItemValues.decimal(n), digits);
    };
  }

  private static WideFloat of(BigInteger i) {
    return of(i.signum() < 0, i.abs(), 0);
  }

  private static WideFloat ofDecimal(BigDecimal d, int digits) {
    boolean negative = d.signum() < 0;
    long magnitude = (long) d.precision() - d.scale();
    if (d.signum() == 0) {
      return of(false, BigInteger.ZERO, 0);
    }
    // beyond every long double; the decimal must not be written out
    if (magnitude > 5000) {
      return infinite(negative);
    }
    if (magnitude < -5100) {
      return of(negative, BigInteger.ONE, -20_000);
    }
    BigInteger whole = d.unscaledValue().abs();
    if (d.scale() <= 0) {
      return of(negative, whole.multiply(BigInteger.TEN.pow(-d.scale())), 0);
    }
    BigInteger divisor = BigInteger.TEN.pow(d.scale());
    int shift = Math.max(0, digits + 3 + divisor.bitLength() - whole.bitLength());
    BigInteger[] parts = whole.shiftLeft(shift).divideAndRemainder(divisor);
    // one more bit stands for what was cut off
    return parts[1].signum() == 0
        ? of(negative, parts[0], -shift)
        : of(negative, parts[0].shiftLeft(1).setBit(0), -shift - 1);
  }

  boolean isNaN() {
    return kind == Kind.NAN;
  }

  boolean isInfinite() {
    return kind == Kind.INFINITE;
  }

  boolean isFinite() {
    return kind == Kind.FINITE;
  }

  boolean isNegative() {
    return negative;
  }

  boolean isZero() {
    return kind == Kind.FINITE && significand.signum() == 0;
  }

  /** {@return the digits of a finite number: it is significand() * 2^exponent()} */
  BigInteger significand() {
    return significand;
  }

  int exponent() {
    return exponent;
  }

  /** {@return whether both are one number} */
  boolean sameNumber(WideFloat other) {
    if (kind != other.kind || kind == Kind.NAN) {
      return false;
    }
    return (isZero() && other.isZero())
        || (negative == other.negative
            && exponent == other.exponent
            && significand.equals(other.significand));
  }

  /**
   * {@return the nearest number of this many binary digits, ties to even; infinite if it is too
   * large}
   *
   * @param digits how many
   * @param least the exponent of the last digit that numbers near 0 have
   * @param most the exponent of the first digit that the largest number has
   */
  WideFloat round(int digits, int least, int most) {
    if (kind != Kind.FINITE || significand.signum() == 0) {
      return this;
    }
    int drop = Math.max(significand.bitLength() - digits, least - exponent);
    WideFloat near = this;
    if (drop > 0) {
      BigInteger kept = significand.shiftRight(drop);
      boolean half = significand.testBit(drop - 1);
      boolean more = significand.getLowestSetBit() < drop - 1;
      boolean up = half && (more || kept.testBit(0));
      near = of(negative, up ? kept.add(BigInteger.ONE) : kept, exponent + drop);
    }
    boolean tooLarge = near.exponent + near.significand.bitLength() - 1 > most;
    return tooLarge && !near.isZero() ? infinite(negative) : near;
  }

  @Override
  public double doubleValue() {
    return round(DOUBLE_DIGITS, Double.MIN_EXPONENT - 52, Double.MAX_EXPONENT).exactDouble();
  }

  /** As {@link HalfFloats#roundToOdd(Number)}. */
  double roundToOdd() {
    int drop =
        Math.max(significand.bitLength() - DOUBLE_DIGITS, Double.MIN_EXPONENT - 52 - exponent);
    if (kind != Kind.FINITE || drop <= 0) {
      return doubleValue();
    }
    // infinite where it is too large
    return of(negative, significand.shiftRight(drop).setBit(0), exponent + drop).exactDouble();
  }

  private double exactDouble() {
    double magnitude =
        switch (kind) {
          case NAN -> Double.NaN;
          case INFINITE -> Double.POSITIVE_INFINITY;
          case FINITE -> Math.scalb((double) significand.longValue(), exponent);
        };
    return negative ? -magnitude : magnitude;
  }

  @Override
  public float floatValue() {
    return (float) roundToOdd();
  }

  /** {@return the whole part of a finite number} */
  BigInteger truncated() {
    BigInteger magnitude = significand.shiftLeft(exponent); // to the right, of a negative one
    return negative ? magnitude.negate() : magnitude;
  }

  /** {@return whether a finite number has no fraction} */
  boolean isWhole() {
    return exponent >= 0;
  }

  /** {@return the number as a decimal, of a finite one} */
  BigDecimal decimal() {
    BigDecimal d = new BigDecimal(negative ? significand.negate() : significand);
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
    return exponent >= 0
        ? d.multiply(power)
        // 1/2^n is 5^n/10^n
        : d.multiply(new BigDecimal(BigInteger.valueOf(5).pow(-exponent), -exponent));
  }

  /** {@return as a Java cast has it: toward zero, clamped, 0 for NaN} */
  @Override
  public long longValue() {
    return switch (kind) {
      case NAN -> 0;
      case INFINITE -> negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      case FINITE -> {
        if (exponent + (long) significand.bitLength() > 64) {
          yield negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        BigInteger whole = truncated();
        yield whole.bitLength() <= 63
            ? whole.longValue()
            : negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
    };
  }

  /** As {@link UInt64Casts#clamped(double)}. */
  long unsignedValue() {
    if (negative || kind == Kind.NAN) {
      return longValue();
    }
    boolean large = kind == Kind.INFINITE || exponent + (long) significand.bitLength() > 64;
    return large ? -1 : truncated().longValue();
  }

  @Override
  public int intValue() {
    return (int) longValue();
  }

  /** {@return 21 digits, which tell apart all numbers of 64 binary digits} */
  @Override
  public String toString() {
    return kind == Kind.FINITE
        ? decimal().round(new MathContext(21)).stripTrailingZeros().toString()
        : String.valueOf(doubleValue());
  }
}
