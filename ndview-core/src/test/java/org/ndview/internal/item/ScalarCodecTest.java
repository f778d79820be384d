package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Complex;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Floats and parts of complex numbers, up to the largest of each type; truths and characters. */
class ScalarCodecTest {
  /** The last exponent of a long double, which may be a double. */
  private static final int WIDEST = Format.parse("g").itemsize() == 8 ? 1023 : 16383;

  private static final WideFloat BEYOND =
      WideFloat.of(BigInteger.TWO.pow(WIDEST + 1), LongDouble.MAX_DIGITS);
  private static final WideFloat WITHIN =
      WideFloat.of(BigInteger.TWO.pow(WIDEST), LongDouble.MAX_DIGITS);

  private static ScalarCodec codec(String format) {
    return new ScalarCodec((Scalar) Format.parse(format));
  }

  static Stream<Arguments> overflowing() {
    WideFloat one = WideFloat.of(1.0);
    WideFloat infinite = WideFloat.infinite(true);
    return Stream.of(
        arguments("f", 1e39, true),
        arguments("f", -3.4e38, false),
        arguments("f", Double.NEGATIVE_INFINITY, false),
        arguments("f", Float.POSITIVE_INFINITY, false),
        arguments("f", Float.NaN, false),
        arguments("f", "text", false),
        arguments("f", new Complex(1e39, 0), true),
        // an imaginary part is dropped
        arguments("f", new Complex(0, 1e39), false),
        arguments("i", 1e39, false),
        arguments("i", new Complex(1e39, 1e39), false),
        arguments("e", 65520, true),
        arguments("e", 65519.99, false),
        arguments("e", -65520, true),
        arguments("[bfloat16]", 3.4e38, true),
        arguments("[bfloat16]", 3.39e38, false),
        arguments("[bfloat16]", 1.0, false),
        arguments("d", WideFloat.of(BigInteger.TWO.pow(1024), 64), true),
        arguments("d", WideFloat.of(BigInteger.TWO.pow(1023), 64), false),
        arguments("d", infinite, false),
        arguments("g", BEYOND, true),
        arguments("g", WITHIN, false),
        arguments("g", infinite, false),
        arguments("Ze", new Complex(1, 65520), true),
        arguments("Ze", new Complex(65520, 1), true),
        arguments("Ze", new Complex(65504, -65504), false),
        arguments("Zf", 1e39, true),
        arguments("Zf", 7, false),
        arguments("Zf", "text", false),
        arguments("Zf", new Complex(Double.NaN, Double.POSITIVE_INFINITY), false),
        arguments("Zd", new WideComplex(one, BEYOND), true),
        arguments("Zd", new WideComplex(one, infinite), false),
        arguments("Zg", new WideComplex(one, BEYOND), true),
        arguments("Zg", new WideComplex(BEYOND, one), true),
        arguments("Zg", new WideComplex(WITHIN, WITHIN), false));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void overflowing(String format, Object key, boolean overflows) {
    assertThat(codec(format).overflowsConverted(key)).isEqualTo(overflows);
  }

  @ParameterizedTest
  @CsvSource({
    "e, 65504.0",
    "Ze, 65504.0",
    "[bfloat16], 3.3895313892515355E38",
    "f, 3.4028234663852886E38",
    "Zf, 3.4028234663852886E38",
    "d, 1.7976931348623157E308",
    "Zd, 1.7976931348623157E308",
    "g, 1.1897314953572317650E+4932",
    "Zg, 1.1897314953572317650E+4932"
  })
  void theLargestNumberIsWritten(String format, String number) {
    boolean isDouble = format.endsWith("g") && WIDEST == 1023;
    String largest = isDouble ? String.valueOf(Double.MAX_VALUE) : number;
    ScalarCodec codec = codec(format);
    assertThat(codec.largest()).isEqualTo(largest);
    MemorySegment memory = MemorySegment.ofArray(new byte[32]);
    BigDecimal beyond = new BigDecimal("1e4933");
    assertThatThrownBy(() -> codec.put(memory, 0, beyond))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite numbers up to " + largest);
    codec.put(memory, 0, new BigDecimal(largest));
    WideComplex part = new WideComplex(WideFloat.of(1.0), WideFloat.of(beyond, 64));
    if (format.startsWith("Z")) {
      assertThatThrownBy(() -> codec.put(memory, 0, part)).hasMessageContaining(largest);
    }
  }

  static Stream<Arguments> written() {
    Complex pair = new Complex(1, -2);
    return Stream.of(
        arguments("<?", "01", true),
        arguments("<?", "00", false),
        arguments("<e", "00c0", -2.0f),
        arguments(">[bfloat16]", "c000", -2.0f),
        arguments("<f", "000000c0", -2.0f),
        arguments(">d", "c000000000000000", -2.0),
        arguments("<Ze", "003c00c0", pair),
        arguments(">Ze", "3c00c000", pair),
        arguments("<Zf", "0000803f000000c0", pair),
        arguments(">Zf", "3f800000c0000000", pair),
        arguments("<Zd", "000000000000f03f00000000000000c0", pair),
        arguments(">Zd", "3ff0000000000000c000000000000000", pair));
  }

  private interface Writer {
    void write(MemorySegment memory, long at, Object value);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource
  void written(String format, String hex, Object value) {
    ScalarCodec codec = codec(format);
    Writer[] writers = {codec::put, codec::convert, codec::saturate, codec::convertSame};
    for (Writer writer : writers) {
      byte[] memory = new byte[3 + hex.length() / 2];
      Arrays.fill(memory, (byte) 0x5a);
      writer.write(MemorySegment.ofArray(memory), 3, value);
      assertThat(HexFormat.of().formatHex(memory)).isEqualTo("5a5a5a" + hex);
      assertThat(codec.key(MemorySegment.ofArray(memory), 3)).isEqualTo(value);
    }
    assertThat(codec.converted(value)).isEqualTo(value);
  }

  static Stream<Arguments> truths() {
    return Stream.of(
        arguments(0.0, false),
        arguments(-0.0, false),
        arguments(Double.MIN_VALUE, true),
        arguments(Double.NaN, true),
        arguments(WideFloat.of(-0.0), false),
        // 0 as a double
        arguments(WideFloat.of(new BigDecimal("1e-4000"), 64), true),
        arguments(new Complex(0, 0), false),
        arguments(new Complex(0, 1), true),
        arguments(new Complex(1, 0), true),
        arguments(0, false),
        arguments(256, true));
  }

  @ParameterizedTest
  @MethodSource
  void truths(Object key, boolean truth) {
    byte[] memory = {9};
    codec("?").convert(MemorySegment.ofArray(memory), 0, key);
    assertThat(memory[0]).isEqualTo((byte) (truth ? 1 : 0));
  }

  @Test
  void truthsAreNumbers() {
    MemorySegment memory = MemorySegment.ofArray(new byte[8]);
    codec("d").put(memory, 0, true);
    assertThat(codec("d").key(memory, 0)).isEqualTo(1.0);
    codec("d").put(memory, 0, false);
    assertThat(codec("d").key(memory, 0)).isEqualTo(0.0);
  }

  @Test
  void longComplexNumbersAreTwoLongDoubles() {
    int size = (int) Format.parse("g").itemsize();
    // no byte of its digits is 0
    BigInteger ones = BigInteger.TWO.pow(LongDouble.digits(size)).subtract(BigInteger.ONE);
    WideFloat re = WideFloat.of(ones, LongDouble.MAX_DIGITS);
    WideComplex value = new WideComplex(re, WideFloat.of(-2.0));
    for (String order : new String[] {"<", ">"}) {
      byte[] expected = new byte[2 * size + 5];
      codec(order + "g").put(MemorySegment.ofArray(expected), 5, value.re());
      codec(order + "g").put(MemorySegment.ofArray(expected), 5 + size, value.im());
      byte[] memory = new byte[expected.length];
      MemorySegment segment = MemorySegment.ofArray(memory);
      codec(order + "Zg").put(segment, 5, value);
      assertThat(memory).isEqualTo(expected);
      assertThat(memory[5] == -1).isEqualTo(order.equals("<"));
      assertThat(memory[4 + size] == -1).isEqualTo(order.equals(">"));
      assertThat(ScalarCodec.sameNumber(codec(order + "Zg").key(segment, 5), value)).isTrue();
      assertThat(codec(order + "Zg").get(segment, 5)).isEqualTo(new Complex(re.doubleValue(), -2));
    }
  }

  static Stream<Arguments> same() {
    Complex half = new Complex(1, Double.NaN);
    return Stream.of(
        arguments(Double.NaN, WideFloat.nan(), true),
        arguments(Double.NaN, 1, false),
        arguments(1, Double.NaN, false),
        arguments(1, WideFloat.of(1.0), true),
        arguments(half, new Complex(1, Double.NaN), true),
        arguments(half, new Complex(2, Double.NaN), false),
        arguments(half, new Complex(1, 2), false),
        arguments(new Complex(1, 2), new Complex(1, 3), false),
        arguments(new Complex(3, 0), 3, true),
        arguments(new Complex(3, 1), 3, false),
        arguments(3, "text", false),
        arguments("text", Double.NaN, false),
        arguments(Double.NaN, "text", false));
  }

  @ParameterizedTest
  @MethodSource
  void same(Object a, Object b, boolean same) {
    assertThat(ScalarCodec.sameNumber(a, b)).isEqualTo(same);
  }

  @Test
  void onlyItemsOfFewBitsInTheOrderOfTheMachineArePlain() {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    assertThat(codec("<d").plainType()).isEqualTo(little ? ScalarType.FLOAT64 : null);
    assertThat(codec(">d").plainType()).isEqualTo(little ? null : ScalarType.FLOAT64);
    assertThat(codec("=Zd").plainType()).isNull();
    assertThat(codec("=g").plainType()).isNull();
  }

  @Test
  void javaBytesAreNumbersUnlessItemsAreCharacters() {
    assertThat(codec("d").keyOf((byte) 7)).isEqualTo(7);
    assertThat(codec("c").keyOf((byte) 7)).isEqualTo((byte) 7);
    assertThat(codec("d").keyOf(7L)).isEqualTo(7L);
  }

  static Stream<Arguments> characters() {
    return Stream.of(
        arguments((byte) 7, "07"),
        arguments(new byte[] {-1}, "ff"),
        arguments(new byte[] {1, 2}, null),
        arguments(new byte[0], null),
        arguments(7, null));
  }

  @ParameterizedTest
  @MethodSource
  void characters(Object value, String hex) {
    byte[] memory = new byte[1];
    if (hex == null) {
      assertThatThrownBy(() -> codec("c").put(MemorySegment.ofArray(memory), 0, value))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one byte");
    } else {
      codec("c").put(MemorySegment.ofArray(memory), 0, value);
      assertThat(HexFormat.of().formatHex(memory)).isEqualTo(hex);
    }
  }
}
