package org.ndview;

import java.io.Serializable;

/**
 * A complex number: the value of the formats {@code Zf}, {@code Zd}, {@code Ze}, {@code Zg}, {@code
 * F} and {@code D}. Equality is that of records: by the bits of the doubles, but NaN is equal to
 * itself, and 0.0 is not equal to -0.0.
 *
 * @param re the real part
 * @param im the imaginary part
 */
public record Complex(double re, double im) implements Serializable {
  @Override
  public String toString() {
    String sign = Math.copySign(1, im) < 0 ? "" : "+";
    return re + sign + im + "j";
  }
}
