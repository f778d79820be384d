package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A long double keeps its 80 bits wherever it is not asked for as a double. */
class LongDoubleTest {
  /** Mantissa, then sign and exponent, as an x87 stores them. */
  private static NdView g(String mantissa, int signAndExponent) {
    byte[] bytes = new byte[16];
    byte[] m = HexFormat.of().parseHex(mantissa);
    for (int i = 0; i < 8; i++) {
      bytes[i] = m[7 - i];
    }
    bytes[8] = (byte) signAndExponent;
    bytes[9] = (byte) (signAndExponent >> 8);
    return NdView.of(bytes).cast("g");
  }

  private static NdView of(String format, Object value) {
    NdView view = NdView.of(new byte[32]).cast("B").slice(":" + size(format)).cast(format);
    view.set(value, 0);
    return view;
  }

  private static long size(String format) {
    return org.ndview.format.Format.parse(format).itemsize();
  }

  private static NdView converted(NdView from, String format, Casting casting) {
    NdView to = NdView.of(new byte[(int) size(format)]).cast(format);
    from.convertTo(to, casting);
    return to;
  }

  @BeforeEach
  void eightyBits() {
    assumeTrue(System.getProperty("os.arch").matches("amd64|x86_64"), "no x87 long double here");
    assumeTrue(size("g") == 16, "a long double is a double here");
  }

  @Property(tries = 500)
  void conversionToTheOtherByteOrderKeepsEveryNumber(@ForAll Random random) {
    eightyBits();
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[7] |= (byte) 0x80; // a normal number
    int exponent = (bytes[9] & 0x7f) << 8 | bytes[8] & 0xff;
    if (exponent == 0 || exponent >= 0x7f00) {
      bytes[9] = 1; // with an exponent of 0 it would be a second form of a number that has 1
    }
    NdView view = NdView.of(bytes).cast("g");
    for (String to : new String[] {"g", "<g", ">g"}) {
      NdView there = converted(view, to, Casting.SAFE);
      assertThat(there.contentEquals(view)).isTrue();
      byte[] back = converted(there, "g", Casting.SAFE).toBytes();
      assertThat(HexFormat.of().formatHex(back, 0, 10))
          .isEqualTo(HexFormat.of().formatHex(bytes, 0, 10));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775807",
    "-9223372036854775808",
    "0"
  })
  void aLongGoesThereAndBack(long v) {
    NdView wide = converted(of("q", v), "g", Casting.SAFE);
    assertThat(converted(wide, "q", Casting.UNSAFE).getLong(0)).isEqualTo(v);
    assertThat(wide.getLong(0)).isEqualTo(v);
    assertThat(wide.contains(v)).isTrue();
    assertThat(wide.contentEquals(of("q", v))).isTrue();
  }

  @Test
  void anUnsignedLongGoesThereAndBack() {
    BigInteger top = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    NdView wide = converted(of("Q", top), "g", Casting.SAFE);
    assertThat(converted(wide, "Q", Casting.UNSAFE).get(0)).isEqualTo(top);
    assertThat(wide.contains(top)).isTrue();
    assertThat(wide.contains(top.subtract(BigInteger.ONE))).isFalse();
  }

  @Test
  void numbersThatDifferInTheLastBitDiffer() {
    NdView a = g("8000000000000001", 16383);
    NdView b = g("8000000000000000", 16383);
    assertThat(a.get(0)).isEqualTo(1.0);
    assertThat(a.contentEquals(b)).isFalse();
    assertThat(a.contains(1)).isFalse();
    assertThat(b.count(1.0)).isEqualTo(1);
    assertThat(a.contains(BigDecimal.ONE.add(new BigDecimal(0x1p-63)))).isTrue();
    NdView complexA = of("Zg", new Complex(1, 2));
    NdView complexB = of("Zg", new Complex(1, 2));
    complexB.cast("g").set(BigDecimal.ONE.add(new BigDecimal(0x1p-63)), 0);
    assertThat(complexA.contentEquals(complexB)).isFalse();
  }

  @Test
  void theLongDoubleNextToATenthIsNotTheDouble() {
    NdView tenth = of("g", new BigDecimal("0.1"));
    assertThat(HexFormat.of().formatHex(tenth.toBytes(), 0, 10)).isEqualTo("cdccccccccccccccfb3f");
    assertThat(tenth.contentEquals(of("d", 0.1))).isFalse();
    assertThat(tenth.contains(0.1)).isFalse();
    assertThat(tenth.get(0)).isEqualTo(0.1);
    assertThat(of("g", 0.1).contains(0.1)).isTrue();
  }

  @Test
  void narrowerFloatsAreRoundedOnce() {
    // beyond the middle of two floats by less than a double tells
    assertThat(converted(g("8000008000000001", 16383), "f", Casting.SAME_KIND).getFloat(0))
        .isEqualTo(Math.nextUp(1f));
    assertThat(converted(g("8000008000000000", 16383), "f", Casting.SAME_KIND).getFloat(0))
        .isEqualTo(1f);
    assertThat(converted(g("8000000000000401", 16383), "d", Casting.SAME_KIND).getDouble(0))
        .isEqualTo(Math.nextUp(1d));
    assertThat(converted(g("8010000000000001", 16383), "e", Casting.SAME_KIND).getFloat(0))
        .isEqualTo(1 + 0x1p-10f);
  }

  @Test
  void aNumberTooSmallForADoubleIsTrue() {
    for (NdView v : new NdView[] {g("8000000000000000", 1), g("0000000000000001", 0)}) {
      assertThat(converted(v, "?", Casting.UNSAFE).getBoolean(0)).isTrue();
      assertThat(v.getBoolean(0)).isTrue();
      assertThat(v.get(0)).isEqualTo(0.0);
      assertThat(v.contains(0)).isFalse();
    }
  }

  @Test
  void numbersBeyondTheDoublesAreSet() {
    NdView v = of("g", new BigDecimal("1e400"));
    assertThat(v.contains(new BigDecimal("1e400"))).isFalse();
    assertThat(v.get(0)).isEqualTo(Double.POSITIVE_INFINITY);
    NdView power = of("g", BigInteger.ONE.shiftLeft(16383));
    assertThat(power.contains(BigInteger.ONE.shiftLeft(16383))).isTrue();
    for (Object tooLarge :
        new Object[] {
          new BigDecimal("1e5000"), new BigDecimal("1e2147483647"), BigInteger.ONE.shiftLeft(16384)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> power.set(tooLarge, 0))
          .withMessageContaining("finite numbers up to 1.18973149535723");
    }
    power.set(new BigDecimal("1e-2147483647"), 0);
    assertThat(power.contains(0)).isTrue();
  }

  @Test
  void aNumberThatADoubleCannotHoldIsNoLong() {
    NdView half = of("g", new BigDecimal("4611686018427387904.5"));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> half.getLong(0));
  }
}
