package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A number of any width is exact, and is cut to integers as Java's casts do it. */
class WideFloatTest {
  private static final WideFloat INFINITE = WideFloat.infinite(false);
  private static final WideFloat MINUS_INFINITE = WideFloat.infinite(true);

  private static WideFloat wide(String decimal) {
    return WideFloat.of(new BigDecimal(decimal), 113);
  }

  static Stream<Arguments> integers() {
    long max = Long.MAX_VALUE;
    long min = Long.MIN_VALUE;
    return Stream.of(
        arguments(WideFloat.nan(), 0, 0),
        arguments(INFINITE, max, -1),
        arguments(MINUS_INFINITE, min, min),
        arguments(wide("0"), 0, 0),
        arguments(wide("0.5"), 0, 0),
        arguments(wide("-0.5"), 0, 0),
        arguments(wide("2.75"), 2, 2),
        arguments(wide("-2.75"), -2, -2),
        arguments(wide("9223372036854775807"), max, max),
        arguments(wide("9223372036854775807.5"), max, max),
        arguments(wide("9223372036854775808"), max, min),
        arguments(wide("-9223372036854775807.5"), min + 1, min + 1),
        arguments(wide("-9223372036854775808"), min, min),
        arguments(wide("-9223372036854775808.5"), min, min),
        arguments(wide("-9223372036854775809"), min, min),
        arguments(wide("18446744073709551615"), max, -1),
        arguments(wide("18446744073709551615.5"), max, -1),
        arguments(wide("18446744073709551614"), max, -2),
        arguments(wide("18446744073709551616"), max, -1),
        arguments(wide("-18446744073709551616"), min, min),
        arguments(wide("1e4000"), max, -1),
        arguments(wide("-1e4000"), min, min),
        arguments(wide("1e-4000"), 0, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void integers(WideFloat number, long signed, long unsigned) {
    assertThat(number.longValue()).isEqualTo(signed);
    assertThat(number.intValue()).isEqualTo((int) signed);
    assertThat(number.unsignedValue()).isEqualTo(unsigned);
  }

  static Stream<Arguments> exactNumbers() {
    return Stream.of(
        arguments(3, "3"),
        arguments((byte) -3, "-3"),
        arguments((short) 0, "0"),
        arguments(Long.MIN_VALUE, "-9223372036854775808"),
        arguments(BigInteger.TWO.pow(70).negate(), "-1180591620717411303424"),
        arguments(BigInteger.ZERO, "0"),
        arguments(0.75f, "0.75"),
        arguments(-0.75, "-0.75"),
        arguments(6.0, "6"),
        arguments(new BigDecimal("-0.375"), "-0.375"),
        arguments(new BigDecimal("0E-9"), "0"),
        arguments(new BigDecimal("12E2"), "1200"),
        arguments(Double.MIN_VALUE, new BigDecimal(Double.MIN_VALUE).toString()),
        arguments(Double.MIN_NORMAL, new BigDecimal(Double.MIN_NORMAL).toString()),
        arguments(Double.MAX_VALUE, new BigDecimal(Double.MAX_VALUE).toString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void exactNumbers(Number number, String decimal) {
    WideFloat wide = WideFloat.of(number, 113);
    assertThat(wide.decimal()).isEqualByComparingTo(decimal);
    assertThat(wide.isNegative()).isEqualTo(decimal.startsWith("-"));
    assertThat(wide.isWhole()).isEqualTo(new BigDecimal(decimal).stripTrailingZeros().scale() <= 0);
    assertThat(wide.isZero()).isEqualTo(new BigDecimal(decimal).signum() == 0);
    assertThat(wide.truncated()).isEqualTo(new BigDecimal(decimal).toBigInteger());
    assertThat(wide.doubleValue()).isEqualTo(new BigDecimal(decimal).doubleValue());
  }

  @Test
  void aDecimalThatNoBinaryNumberEqualsIsCutBehindItsDigits() {
    for (String text : new String[] {"0.1", "-0.1", "1e-30", "123456789.123456789", "1e-4000"}) {
      BigDecimal decimal = new BigDecimal(text);
      WideFloat wide = wide(text);
      // toward 0, and one more digit set: it is not the number, but rounds as it does
      BigDecimal relative =
          wide.decimal()
              .subtract(decimal)
              .abs()
              .divide(decimal.abs(), java.math.MathContext.DECIMAL32);
      assertThat(relative).as(text).isPositive().isLessThan(new BigDecimal(0x1p-113));
      assertThat(wide.doubleValue()).isEqualTo(decimal.doubleValue());
    }
  }

  @Test
  void numbersFarFromOneAreNotWrittenOut() {
    assertThat(wide("1e2147483647").isInfinite()).isTrue();
    assertThat(wide("-1e2147483647").isNegative()).isTrue();
    assertThat(wide("1e4999").isFinite()).isTrue();
    assertThat(wide("-1e-2147483647").isZero()).isFalse();
    assertThat(wide("-1e-2147483647").isNegative()).isTrue();
    assertThat(wide("1e-2147483647").doubleValue()).isZero();
  }

  static Stream<Arguments> others() {
    return Stream.of(
        arguments(wide("1"), wide("2")),
        arguments(wide("1"), wide("3")),
        arguments(wide("1"), wide("-1")),
        arguments(wide("0"), wide("1")),
        arguments(INFINITE, MINUS_INFINITE),
        arguments(INFINITE, wide("0")),
        arguments(INFINITE, WideFloat.nan()),
        arguments(WideFloat.nan(), WideFloat.nan()));
  }

  @ParameterizedTest(name = "{0} and {1}")
  @MethodSource
  void others(WideFloat a, WideFloat b) {
    assertThat(a.sameNumber(b)).isFalse();
    assertThat(b.sameNumber(a)).isFalse();
    assertThat(a.sameNumber(a)).isEqualTo(!a.isNaN());
  }

  @Test
  void zerosAreTheSameWhateverTheirSign() {
    assertThat(WideFloat.of(-0.0).sameNumber(WideFloat.of(0.0))).isTrue();
    assertThat(WideFloat.of(-0.0).isNegative()).isTrue();
    assertThat(WideFloat.of(false, BigInteger.ZERO, 7).sameNumber(wide("0"))).isTrue();
    assertThat(INFINITE.isZero()).isFalse();
  }

  static Stream<Arguments> digits() {
    return Stream.of(
        arguments("1011011", 7, -9, "1011011"),
        arguments("1011011", 6, -9, "1011100"),
        arguments("1011001", 6, -9, "1011000"),
        arguments("1011010", 6, -9, "1011010"),
        arguments("1011011", 5, -9, "1011100"),
        arguments("1011010", 5, -9, "1011000"),
        arguments("1010110", 5, -9, "1011000"),
        arguments("1011011", 7, 2, "1011100"),
        arguments("1011010", 7, 2, "1011000"),
        arguments("1111111", 6, -9, "10000000"),
        arguments("100", 7, 3, "0"),
        arguments("101", 7, 3, "1000"),
        arguments("11", 7, 3, "0"));
  }

  @ParameterizedTest(name = "{0} to {1} digits, from 2^{2}")
  @MethodSource
  void digits(String number, int digits, int least, String rounded) {
    WideFloat wide = WideFloat.of(true, new BigInteger(number, 2), 0);
    BigInteger expected = new BigInteger(rounded, 2).negate();
    assertThat(wide.round(digits, least, 10).truncated()).isEqualTo(expected);
    int top = new BigInteger(rounded, 2).bitLength() - 1;
    assertThat(wide.round(digits, least, top).isFinite()).isTrue();
    assertThat(wide.round(digits, least, top - 1).isFinite()).isEqualTo(expected.signum() == 0);
  }

  @Test
  void textHasTwentyOneDigits() {
    assertThat(WideFloat.of(false, BigInteger.ONE, 0)).hasToString("1");
    assertThat(wide("0.1")).hasToString("0.1");
    assertThat(wide("1e30").toString()).isEqualTo("1E+30");
    assertThat(WideFloat.nan()).hasToString("NaN");
    assertThat(MINUS_INFINITE).hasToString("-Infinity");
  }
}
