package org.ndview.internal.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.ndview.format.ScalarType;

/**
 * The text of floats that stand together in an array, as NumPy's FloatingFormat has it: the fewest
 * digits that tell each from its neighbours, at most 8 behind the point, aligned at the point.
 */
public final class FloatText {
  private static final int PRECISION = 8;

  /**
   * A number cut at its point and its exponent, which has a sign and is empty in positional
   * notation.
   */
  private record Parts(String whole, String fraction, String exponent) {}

  private final ScalarType type;
  private final boolean plus;
  private final boolean scientific;
  private int padLeft;
  private final int padRight;
  private int fraction;
  private int exponent;

  /**
   * @param shown all numbers that are shown
   * @param type their type: a float of 16, 32 or 64 bits
   * @param plus whether a sign stands before positive numbers too
   */
  public FloatText(List<Double> shown, ScalarType type, boolean plus) {
    this.type = type;
    this.plus = plus;
    List<Double> finite = shown.stream().filter(Double::isFinite).toList();
    scientific = isScientific(finite);
    for (double v : finite) {
      Parts parts = parts(v);
      padLeft = Math.max(padLeft, parts.whole.length());
      fraction = Math.max(fraction, parts.fraction.length());
      exponent = Math.max(exponent, parts.exponent.length() - 1);
    }
    padRight = fraction + (scientific ? 2 + exponent : 0);
    if (finite.size() < shown.size()) {
      boolean signed = plus || shown.contains(Double.NEGATIVE_INFINITY);
      padLeft = Math.max(padLeft, (signed ? 4 : 3) - padRight - 1);
    }
  }

  private boolean isScientific(List<Double> finite) {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (double v : finite) {
      if (v != 0) {
        max = Math.max(max, Math.abs(v));
        min = Math.min(min, Math.abs(v));
      }
    }
    // NumPy computes this in the type itself
    return max >= cutoff(type, 1e8)
        || (max > 0
            && (min < ShortestDecimal.narrow(1e-4, type)
                || ShortestDecimal.narrow(max / min, type) > 1e3));
  }

  private static double cutoff(ScalarType type, double max) {
    return switch (type) {
      case FLOAT16, BFLOAT16 -> 1e3;
      case FLOAT32 -> 1e6;
      case FLOAT64, LONG_DOUBLE -> max;
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw new AssertionError(type);
    };
  }

  private String sign(double v) {
    return Math.copySign(1, v) < 0 ? "-" : plus ? "+" : "";
  }

  private static Parts parts(String sign, BigDecimal number) {
    BigDecimal d = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    String text = d.unscaledValue().toString();
    return new Parts(
        sign + text.charAt(0), text.substring(1), exponent(ShortestDecimal.exponent(d)));
  }

  private Parts parts(double v) {
    String sign = sign(v);
    BigDecimal d = ShortestDecimal.shortest(Math.abs(v), type);
    if (scientific) {
      boolean cut = d.precision() > PRECISION + 1;
      return parts(sign, cut ? new BigDecimal(Math.abs(v)).round(digits(PRECISION)) : d);
    }
    if (d.scale() > PRECISION) {
      d = new BigDecimal(Math.abs(v)).setScale(PRECISION, RoundingMode.HALF_EVEN);
      d = d.stripTrailingZeros();
    }
    String text = d.toPlainString();
    int point = text.indexOf('.');
    return point < 0
        ? new Parts(sign + text, "", "")
        : new Parts(sign + text.substring(0, point), text.substring(point + 1), "");
  }

  /** At least two digits behind a sign. */
  private static String exponent(int e) {
    return (e < 0 ? "-" : "+") + (Math.abs(e) < 10 ? "0" : "") + Math.abs(e);
  }

  /** {@return the text of one of the numbers, as wide as that of every other} */
  public String of(double v) {
    if (!Double.isFinite(v)) {
      String text = special(v, plus);
      return " ".repeat(Math.max(0, padLeft + padRight + 1 - text.length())) + text;
    }
    Parts parts = scientific ? exact(v) : parts(v);
    String text = " ".repeat(padLeft - parts.whole.length()) + parts.whole + "." + parts.fraction;
    String rest = (scientific ? "0" : " ").repeat(fraction - parts.fraction.length());
    if (!scientific) {
      return text + rest;
    }
    String zeros = "0".repeat(Math.max(0, exponent + 1 - parts.exponent.length()));
    return text + rest + "e" + parts.exponent.charAt(0) + zeros + parts.exponent.substring(1);
  }

  /**
   * In scientific notation all numbers get as many digits as the longest needs, of their exact
   * value rather than zeros: 1e-5f is 9.99999975e-06.
   */
  private Parts exact(double v) {
    Parts parts = parts(v);
    return parts.fraction.length() == fraction
        ? parts
        : parts(sign(v), new BigDecimal(Math.abs(v)).round(digits(fraction)));
  }

  private static MathContext digits(int fraction) {
    return new MathContext(fraction + 1, RoundingMode.HALF_EVEN);
  }

  private static String special(double v, boolean plus) {
    String sign = v < 0 ? "-" : plus ? "+" : "";
    return sign + (Double.isNaN(v) ? "nan" : "inf");
  }

  /** The text of a float that stands alone: all its digits. */
  public static String alone(double v, ScalarType type, boolean plus, boolean point) {
    if (!Double.isFinite(v)) {
      return special(v, plus);
    }
    double magnitude = Math.abs(v);
    String sign = Math.copySign(1, v) < 0 ? "-" : plus ? "+" : "";
    BigDecimal d = ShortestDecimal.shortest(magnitude, type);
    if (magnitude == 0 || (magnitude < cutoff(type, 1e16) && magnitude >= 1e-4)) {
      return sign + d.setScale(Math.max(d.scale(), point ? 1 : 0)).toPlainString();
    }
    String text = d.unscaledValue().toString();
    String rest = text.length() > 1 ? "." + text.substring(1) : "";
    return sign + text.charAt(0) + rest + "e" + exponent(ShortestDecimal.exponent(d));
  }
}
