package org.ndview.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;

/** The exact number {@code digits * 2^exponent}. */
public record Dyadic(BigInteger digits, int exponent) {

  /** A finite number, exactly. */
  public static Dyadic of(Object number) {
    return switch (number) {
      case Dyadic d -> d;
      case Boolean b -> new Dyadic(b ? BigInteger.ONE : BigInteger.ZERO, 0);
      case BigInteger n -> new Dyadic(n, 0);
      case Double v -> {
        long bits = Double.doubleToLongBits(v);
        int e = (int) (bits >> 52) & 0x7ff;
        long m = (bits & (1L << 52) - 1) | (e == 0 ? 0 : 1L << 52);
        yield new Dyadic(BigInteger.valueOf(v < 0 ? -m : m), Math.max(e, 1) - 1075);
      }
      case Number n -> new Dyadic(BigInteger.valueOf(n.longValue()), 0);
      default -> throw new AssertionError(number);
    };
  }

  /** A double, if one is this number. */
  Object simple() {
    double near = round(53, -1074);
    return Double.isFinite(near) && of(near).compare(this) == 0 ? (Object) near : this;
  }

  /** The nearest double of so many digits, ties to even. */
  double round(int most, int least) {
    if (digits.signum() < 0) {
      return -new Dyadic(digits.negate(), exponent).round(most, least); // zero keeps its sign
    }
    Dyadic near = nearest(most, least);
    return Math.scalb(near.digits.doubleValue(), near.exponent);
  }

  /**
   * The nearest number of so many digits, ties to even, whose last one has an exponent at least.
   */
  Dyadic nearest(int most, int least) {
    int last = Math.max(exponent + digits.bitLength() - most, least);
    if (digits.signum() < 0) {
      Dyadic near = new Dyadic(digits.negate(), exponent).nearest(most, least);
      return new Dyadic(near.digits.negate(), near.exponent);
    }
    if (last <= exponent) {
      return this;
    }
    int cut = last - exponent;
    BigInteger kept = digits.shiftRight(cut);
    BigInteger rest = digits.subtract(kept.shiftLeft(cut));
    int half = rest.compareTo(BigInteger.ONE.shiftLeft(cut - 1));
    if (half > 0 || (half == 0 && kept.testBit(0))) {
      kept = kept.add(BigInteger.ONE);
    }
    return new Dyadic(kept, last);
  }

  /** Less than 0, 0 or more as this is less than, equal to or more than the other. */
  public int compare(Dyadic other) {
    int low = Math.min(exponent, other.exponent);
    // numbers of such distance differ by their lengths
    if (Math.abs(exponent - other.exponent) > 5000) {
      int sign = Integer.compare(digits.signum(), other.digits.signum());
      long length = (long) digits.bitLength() + exponent;
      long others = (long) other.digits.bitLength() + other.exponent;
      return sign != 0 || digits.signum() == 0
          ? sign
          : digits.signum() * Long.compare(length, others);
    }
    return digits.shiftLeft(exponent - low).compareTo(other.digits.shiftLeft(other.exponent - low));
  }

  /** The whole part, toward zero. */
  BigInteger whole() {
    return exponent >= 0
        ? digits.shiftLeft(exponent)
        : digits.signum() < 0
            ? digits.negate().shiftRight(-exponent).negate()
            : digits.shiftRight(-exponent);
  }

  /** In decimal, exactly. */
  public BigDecimal decimal() {
    return exponent >= 0
        ? new BigDecimal(digits.shiftLeft(exponent))
        : new BigDecimal(digits).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
  }
}
