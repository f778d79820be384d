package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Long doubles of every platform, on each: 80 bits of x87, IEEE binary128, and doubles. */
class LongDoubleFormsTest {
  /** A form of long doubles, whose digits are written as on paper, the sign first. */
  private enum Form {
    X87(16, 10, true),
    X87_OF_12_BYTES(12, 10, true),
    BINARY128(16, 16, false),
    DOUBLE(8, 8, false);

    final int size;
    final int used;
    final boolean x87;

    Form(int size, int used, boolean x87) {
      this.size = size;
      this.used = used;
      this.x87 = x87;
    }

    WideFloat rounded(WideFloat v) {
      return LongDouble.round(v, size, x87);
    }

    WideFloat get(String hex, boolean big) {
      byte[] digits = HexFormat.of().parseHex(hex);
      byte[] memory = new byte[size + 3];
      for (int i = 0; i < used; i++) {
        memory[3 + (big ? size - used + i : used - 1 - i)] = digits[i];
      }
      return LongDouble.get(MemorySegment.ofArray(memory), 3, size, big, x87);
    }

    String put(WideFloat v, boolean big) {
      byte[] memory = new byte[size + 3];
      LongDouble.put(MemorySegment.ofArray(memory), 3, size, big, v, x87);
      byte[] digits = new byte[used];
      for (int i = 0; i < used; i++) {
        digits[i] = memory[3 + (big ? size - used + i : used - 1 - i)];
      }
      return HexFormat.of().formatHex(digits);
    }
  }

  private static BigDecimal power(int exponent) {
    BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
    // every power of two has a finite number of decimal digits
    return exponent >= 0 ? power : BigDecimal.ONE.divide(power, MathContext.UNLIMITED);
  }

  static Stream<Arguments> numbers() {
    BigDecimal least = power(-16382);
    BigDecimal most = power(16383);
    BigDecimal two = BigDecimal.TWO;
    return Stream.of(
        arguments(Form.BINARY128, "3fff0000000000000000000000000000", BigDecimal.ONE),
        arguments(Form.BINARY128, "c0000000000000000000000000000000", two.negate()),
        arguments(
            Form.BINARY128, "3fff0000000000000000000000000001", BigDecimal.ONE.add(power(-112))),
        arguments(Form.BINARY128, "3fff8000000000000000000000000000", new BigDecimal("1.5")),
        arguments(
            Form.BINARY128,
            "bfff0000000000008000000000000000",
            power(-49).add(BigDecimal.ONE).negate()),
        arguments(Form.BINARY128, "00000000000000000000000000000001", power(-16494)),
        arguments(Form.BINARY128, "80000000000000010000000000000000", power(-16430).negate()),
        arguments(
            Form.BINARY128, "0000ffffffffffffffffffffffffffff", least.subtract(power(-16494))),
        arguments(Form.BINARY128, "00010000000000000000000000000000", least),
        arguments(
            Form.BINARY128,
            "7ffeffffffffffffffffffffffffffff",
            most.multiply(two.subtract(power(-112)))),
        arguments(Form.BINARY128, "00000000000000000000000000000000", BigDecimal.ZERO),
        arguments(Form.X87, "3fff8000000000000000", BigDecimal.ONE),
        arguments(Form.X87, "c000c000000000000000", new BigDecimal(-3)),
        arguments(Form.X87, "3fff8000000000000001", BigDecimal.ONE.add(power(-63))),
        arguments(Form.X87, "00000000000000000001", power(-16445)),
        arguments(Form.X87, "80007fffffffffffffff", least.subtract(power(-16445)).negate()),
        arguments(Form.X87, "00018000000000000000", least),
        arguments(Form.X87, "7ffeffffffffffffffff", most.multiply(two.subtract(power(-63)))),
        arguments(Form.X87_OF_12_BYTES, "bfff8000000000000000", BigDecimal.ONE.negate()),
        arguments(Form.DOUBLE, "3ff0000000000000", BigDecimal.ONE),
        arguments(Form.DOUBLE, "c008000000000000", new BigDecimal(-3)),
        arguments(Form.DOUBLE, "0000000000000001", new BigDecimal(Double.MIN_VALUE)),
        arguments(Form.DOUBLE, "7fefffffffffffff", new BigDecimal(Double.MAX_VALUE)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void numbers(Form form, String hex, BigDecimal number) {
    for (boolean big : new boolean[] {false, true}) {
      WideFloat read = form.get(hex, big);
      assertThat(read.decimal()).isEqualByComparingTo(number);
      assertThat(read.isNegative()).isEqualTo(number.signum() < 0);
      assertThat(form.rounded(read).sameNumber(read)).isTrue();
      assertThat(form.put(read, big)).isEqualTo(hex);
    }
  }

  static Stream<Arguments> specials() {
    return Stream.of(
        arguments(Form.BINARY128, "7fff0000000000000000000000000000", "Infinity"),
        arguments(Form.BINARY128, "ffff0000000000000000000000000000", "-Infinity"),
        arguments(Form.BINARY128, "7fff8000000000000000000000000000", "NaN"),
        arguments(Form.BINARY128, "80000000000000000000000000000000", "-0.0"),
        arguments(Form.X87, "7fff8000000000000000", "Infinity"),
        arguments(Form.X87, "ffff8000000000000000", "-Infinity"),
        arguments(Form.X87, "7fffc000000000000000", "NaN"),
        arguments(Form.X87, "80000000000000000000", "-0.0"),
        arguments(Form.DOUBLE, "7ff0000000000000", "Infinity"),
        arguments(Form.DOUBLE, "fff0000000000000", "-Infinity"),
        arguments(Form.DOUBLE, "7ff8000000000000", "NaN"),
        arguments(Form.DOUBLE, "8000000000000000", "-0.0"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void specials(Form form, String hex, Double value) {
    for (boolean big : new boolean[] {false, true}) {
      assertThat(form.get(hex, big).doubleValue()).isEqualTo(value);
      assertThat(form.put(WideFloat.of(value), big)).isEqualTo(hex);
      assertThat(form.rounded(WideFloat.of(value)).doubleValue()).isEqualTo(value);
    }
  }

  @Test
  void everyOtherNaNIsOne() {
    for (String hex :
        new String[] {"7fff0000000000000000000000000001", "ffff0000000000010000000000000000"}) {
      assertThat(Form.BINARY128.get(hex, false).isNaN()).isTrue();
    }
    // a number without its leading bit is none
    for (String hex :
        new String[] {"7fff8000000000000001", "7fff0000000000000000", "3fff7000000000000000"}) {
      assertThat(Form.X87.get(hex, false).isNaN()).isTrue();
    }
  }

  static Stream<Arguments> roundings() {
    BigDecimal one = BigDecimal.ONE;
    BigDecimal limit = power(16383).multiply(BigDecimal.TWO);
    return Stream.of(
        arguments(Form.BINARY128, one.add(power(-113)), "3fff0000000000000000000000000000"),
        arguments(
            Form.BINARY128,
            one.add(power(-113)).add(power(-200)),
            "3fff0000000000000000000000000001"),
        arguments(
            Form.BINARY128,
            one.add(power(-112)).add(power(-113)),
            "3fff0000000000000000000000000002"),
        arguments(Form.BINARY128, power(-16495), "00000000000000000000000000000000"),
        arguments(
            Form.BINARY128, power(-16495).add(power(-16496)), "00000000000000000000000000000001"),
        arguments(Form.BINARY128, limit.subtract(power(16270)), "7fff0000000000000000000000000000"),
        arguments(
            Form.BINARY128,
            limit.subtract(power(16270)).subtract(one),
            "7ffeffffffffffffffffffffffffffff"),
        arguments(Form.X87, one.add(power(-64)), "3fff8000000000000000"),
        arguments(Form.X87, one.add(power(-64)).add(power(-200)), "3fff8000000000000001"),
        arguments(Form.X87, power(-16446), "00000000000000000000"),
        arguments(Form.X87, power(-16446).add(power(-16447)), "00000000000000000001"),
        // the least normal number, from below
        arguments(Form.X87, power(-16382).subtract(power(-16446)), "00018000000000000000"),
        arguments(Form.X87, limit.subtract(power(16319)), "7fff8000000000000000"),
        arguments(Form.DOUBLE, one.add(power(-53)), "3ff0000000000000"),
        arguments(Form.DOUBLE, one.add(power(-53)).add(power(-80)), "3ff0000000000001"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource
  void roundings(Form form, BigDecimal number, String hex) {
    WideFloat exact = exact(number);
    assertThat(form.put(form.rounded(exact), false)).isEqualTo(hex);
  }

  /** Of a number of few binary digits, as a fraction of a power of two. */
  private static WideFloat exact(BigDecimal number) {
    BigInteger whole = number.multiply(power(16600)).toBigIntegerExact();
    return WideFloat.of(whole.signum() < 0, whole.abs(), -16600);
  }
}
