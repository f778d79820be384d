package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;

/** The casts of typed getters and setters: the last number that each takes, and the next. */
class CastsTest {
  private static final Format ANY = Format.parse("i");

  private interface Cast<T> {
    Object of(T value);
  }

  private static <T> Arguments gives(String what, Cast<T> cast, T value, Object result) {
    return arguments(what, cast, value, result);
  }

  static Stream<Arguments> taken() {
    Cast<Double> toLong = ExactCasts::toLong;
    Cast<Double> toInt = ExactCasts::toInt;
    Cast<Double> toShort = ExactCasts::toShort;
    Cast<Double> toByte = ExactCasts::toByte;
    Cast<Long> longToInt = ExactCasts::toInt;
    Cast<Long> longToShort = ExactCasts::toShort;
    Cast<Long> longToByte = ExactCasts::toByte;
    Cast<Double> toBoolean = ExactCasts::toBoolean;
    Cast<Long> longToBoolean = ExactCasts::toBoolean;
    Cast<Long> unsigned = UInt64Casts::toLong;
    Cast<Object> boxed = v -> BoxedCasts.toLong(v, ANY);
    Cast<Object> boxedBoolean = v -> BoxedCasts.toBoolean(v, ANY);
    Cast<Object> boxedByte = v -> BoxedCasts.toByte(v, ANY);
    Cast<Double> uint64 = v -> UInt64Casts.integral(v, ANY);
    Cast<Double> int64 = v -> ExactCasts.integral(v, Long.MIN_VALUE, Long.MAX_VALUE, ANY);
    Cast<Double> uint8 = v -> ExactCasts.integral(v, 0, 255, ANY);
    Cast<Long> inRange = v -> ExactCasts.inRange(v, -3, 4, ANY);
    BigInteger two63 = BigInteger.TWO.pow(63);
    return Stream.of(
        gives("long", toLong, -0x1p63, Long.MIN_VALUE),
        gives("long", toLong, Math.nextDown(0x1p63), Long.MAX_VALUE - 1023),
        gives("long", toLong, -0.0, 0L),
        gives("int", toInt, (double) Integer.MAX_VALUE, Integer.MAX_VALUE),
        gives("int", toInt, (double) Integer.MIN_VALUE, Integer.MIN_VALUE),
        gives("short", toShort, 32767.0, Short.MAX_VALUE),
        gives("short", toShort, -32768.0, Short.MIN_VALUE),
        gives("byte", toByte, 127.0, Byte.MAX_VALUE),
        gives("byte", toByte, -128.0, Byte.MIN_VALUE),
        gives("int", longToInt, -1L << 31, Integer.MIN_VALUE),
        gives("short", longToShort, 32767L, Short.MAX_VALUE),
        gives("byte", longToByte, -128L, Byte.MIN_VALUE),
        gives("boolean", toBoolean, Double.NaN, true),
        gives("boolean", toBoolean, -0.0, false),
        gives("boolean", toBoolean, Double.MIN_VALUE, true),
        gives("boolean", longToBoolean, 0L, false),
        gives("boolean", longToBoolean, Long.MIN_VALUE, true),
        gives("unsigned long", unsigned, Long.MAX_VALUE, Long.MAX_VALUE),
        gives("unsigned long", unsigned, 0L, 0L),
        gives("boxed", boxed, two63.subtract(BigInteger.ONE), Long.MAX_VALUE),
        gives("boxed", boxed, two63.negate(), Long.MIN_VALUE),
        gives("boxed", boxed, 3.0f, 3L),
        gives("boxed", boxed, true, 1L),
        gives("boxed", boxed, false, 0L),
        gives("boxed", boxed, WideFloat.of(-two63.doubleValue()), Long.MIN_VALUE),
        gives("boxed", boxed, WideFloat.of(two63.subtract(BigInteger.ONE), 64), Long.MAX_VALUE),
        gives("boxed boolean", boxedBoolean, WideFloat.of(BigInteger.TWO.pow(9000), 64), true),
        gives("boxed boolean", boxedBoolean, WideFloat.of(new BigDecimal("1e-4000"), 64), true),
        gives("boxed boolean", boxedBoolean, WideFloat.of(-0.0), false),
        gives("boxed boolean", boxedBoolean, 2, true),
        gives("boxed boolean", boxedBoolean, 0, false),
        gives("boxed byte", boxedByte, (byte) -7, (byte) -7),
        gives("boxed byte", boxedByte, -128, Byte.MIN_VALUE),
        gives("to uint64", uint64, 0.0, 0L),
        gives("to uint64", uint64, -0.0, 0L),
        gives("to uint64", uint64, Math.nextDown(0x1p63), Long.MAX_VALUE - 1023),
        gives("to uint64", uint64, 0x1p63, Long.MIN_VALUE),
        gives("to uint64", uint64, Math.nextUp(0x1p63), Long.MIN_VALUE + 2048),
        gives("to uint64", uint64, Math.nextDown(0x1p64), -2048L),
        gives("to int64", int64, Math.nextDown(0x1p63), Long.MAX_VALUE - 1023),
        gives("to int64", int64, -0x1p63, Long.MIN_VALUE),
        gives("to uint8", uint8, 255.0, 255L),
        gives("to uint8", uint8, -0.0, 0L),
        gives("to -3 to 4", inRange, -3L, -3L),
        gives("to -3 to 4", inRange, 4L, 4L));
  }

  @ParameterizedTest(name = "{0} of {2}")
  @MethodSource
  <T> void taken(String what, Cast<T> cast, T value, Object result) {
    assertThat(cast.of(value)).isEqualTo(result);
  }

  private static <T> Arguments refused(String message, Cast<T> cast, T value) {
    return arguments(message, cast, value);
  }

  static Stream<Arguments> unread() {
    Cast<Double> toLong = ExactCasts::toLong;
    Cast<Double> toInt = ExactCasts::toInt;
    Cast<Double> toShort = ExactCasts::toShort;
    Cast<Double> toByte = ExactCasts::toByte;
    Cast<Long> longToInt = ExactCasts::toInt;
    Cast<Long> longToShort = ExactCasts::toShort;
    Cast<Long> longToByte = ExactCasts::toByte;
    Cast<Long> unsigned = UInt64Casts::toLong;
    Cast<Long> unsignedInt = UInt64Casts::toInt;
    Cast<Long> unsignedShort = UInt64Casts::toShort;
    Cast<Long> unsignedByte = UInt64Casts::toByte;
    Cast<Object> boxed = v -> BoxedCasts.toLong(v, ANY);
    BigInteger two63 = BigInteger.TWO.pow(63);
    return Stream.of(
        refused("a long cannot hold the item 9.223372036854776E18", toLong, 0x1p63),
        refused("a long cannot hold the item NaN", toLong, Double.NaN),
        refused("a long cannot hold the item 0.5", toLong, 0.5),
        refused("a long cannot hold the item -Infinity", toLong, Double.NEGATIVE_INFINITY),
        refused("an int cannot hold the item 2.147483648E9", toInt, 0x1p31),
        refused("an int cannot hold the item -0.5", toInt, -0.5),
        refused("a short cannot hold the item 32768.0", toShort, 32768.0),
        refused("a byte cannot hold the item -129.0", toByte, -129.0),
        refused("an int cannot hold the item 2147483648", longToInt, 1L << 31),
        refused("a short cannot hold the item -32769", longToShort, -32769L),
        refused("a byte cannot hold the item 128", longToByte, 128L),
        refused("a long cannot hold the item 9223372036854775808", unsigned, Long.MIN_VALUE),
        refused("an int cannot hold the item 18446744073709551615", unsignedInt, -1L),
        refused("a short cannot hold the item 18446744073709551615", unsignedShort, -1L),
        refused("a byte cannot hold the item 18446744073709551615", unsignedByte, -1L),
        refused("a long cannot hold the item 9223372036854775808", boxed, two63),
        refused("a long cannot hold the item 9223372036854775808", boxed, WideFloat.of(two63, 64)),
        refused("a long cannot hold the item 0.5", boxed, WideFloat.of(0.5)),
        refused("a long cannot hold the item Infinity", boxed, WideFloat.infinite(false)),
        refused("a long cannot hold the item NaN", boxed, WideFloat.nan()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  <T> void unread(String message, Cast<T> cast, T value) {
    assertThatThrownBy(() -> cast.of(value))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("; get() gives it whole");
  }

  static Stream<Arguments> unwritten() {
    Cast<Double> uint64 = v -> UInt64Casts.integral(v, ANY);
    Cast<Double> int64 = v -> ExactCasts.integral(v, Long.MIN_VALUE, Long.MAX_VALUE, ANY);
    Cast<Double> uint8 = v -> ExactCasts.integral(v, 0, 255, ANY);
    Cast<Long> inRange = v -> ExactCasts.inRange(v, -3, 4, ANY);
    Cast<Double> float32 = v -> ExactCasts.float32(v, ANY);
    Cast<Double> float16 = v -> ExactCasts.float16(v, ANY);
    Cast<Double> bfloat16 = v -> ExactCasts.bfloat16(v, ANY);
    Cast<Long> longFloat16 = v -> ExactCasts.float16(v, ANY);
    String all = "holds whole numbers from 0 to 18446744073709551615";
    return Stream.of(
        refused(all, uint64, -1.0),
        refused(all, uint64, -Double.MIN_VALUE),
        refused(all, uint64, 0x1p64),
        refused(all, uint64, 0.5),
        refused(all, uint64, Double.NaN),
        refused("holds whole numbers from -9223372036854775808 to", int64, 0x1p63),
        refused("holds whole numbers from -9223372036854775808 to", int64, 1.5),
        refused("holds 0 to 255", uint8, 256.0),
        refused("holds 0 to 255", uint8, -1.0),
        refused("holds -3 to 4", inRange, -4L),
        refused("holds -3 to 4", inRange, 5L),
        refused("holds -3.4028234663852886E38 to 3.4028234663852886E38", float32, 0x1.ffffffp127),
        refused("holds -65504.0 to 65504.0", float16, 65520.0),
        refused("holds -65504.0 to 65504.0", float16, -65520.0),
        refused("holds -65504.0 to 65504.0", longFloat16, 65520L),
        refused("holds -3.3895313892515355E38 to 3.3895313892515355E38", bfloat16, 0x1.ffp127));
  }

  @ParameterizedTest(name = "{2}: {0}")
  @MethodSource
  <T> void unwritten(String range, Cast<T> cast, T value) {
    assertThatThrownBy(() -> cast.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(range);
  }

  @Test
  void aBoolIsOneOrZero() {
    for (boolean v : new boolean[] {false, true}) {
      int one = v ? 1 : 0;
      assertThat(ExactCasts.toDouble(v)).isEqualTo(one);
      assertThat(ExactCasts.toFloat(v)).isEqualTo(one);
      assertThat(ExactCasts.toLong(v)).isEqualTo(one);
      assertThat(ExactCasts.toInt(v)).isEqualTo(one);
      assertThat(ExactCasts.toShort(v)).isEqualTo((short) one);
      assertThat(ExactCasts.toByte(v)).isEqualTo((byte) one);
      assertThat(ExactCasts.toBoolean(v)).isEqualTo(v);
    }
    assertThat(ExactCasts.toFloat((1L << 24) + 1)).isEqualTo(0x1p24f);
    assertThat(ExactCasts.toInt(-3)).isEqualTo(-3);
  }

  @Test
  void anUnsignedLongIsReadWhereItFits() {
    for (long v : new long[] {0, 1, 127}) {
      assertThat(UInt64Casts.toInt(v)).isEqualTo((int) v);
      assertThat(UInt64Casts.toShort(v)).isEqualTo((short) v);
      assertThat(UInt64Casts.toByte(v)).isEqualTo((byte) v);
      assertThat(UInt64Casts.toBoolean(v)).isEqualTo(v != 0);
      assertThat(UInt64Casts.toBigInteger(v)).isEqualTo(v);
    }
    assertThat(UInt64Casts.toBoolean(-1)).isTrue();
    assertThat(UInt64Casts.toBigInteger(-1)).isEqualTo("18446744073709551615");
    assertThat(BoxedCasts.toFloat(0.5, ANY)).isEqualTo(0.5f);
    assertThat(BoxedCasts.toInt(-7, ANY)).isEqualTo(-7);
    assertThat(BoxedCasts.toShort(-7, ANY)).isEqualTo((short) -7);
  }

  static Stream<Arguments> doubles() {
    return Stream.of(
        arguments(0.0, 0L, true),
        arguments(-0.0, 0L, true),
        arguments(0.5, 0L, false),
        arguments(-1.0, -1L, false),
        arguments(0x1p53, 1L << 53, true),
        arguments(Math.nextDown(0x1p63), Long.MAX_VALUE - 1023, true),
        arguments(0x1p63, Long.MIN_VALUE, true),
        arguments(Math.nextUp(0x1p63), Long.MIN_VALUE + 2048, true),
        arguments(Math.nextDown(0x1p64), -2048L, true),
        arguments(0x1p64, -1L, false),
        arguments(-0x1p63, Long.MIN_VALUE, false),
        arguments(Double.POSITIVE_INFINITY, -1L, false),
        arguments(Double.NEGATIVE_INFINITY, Long.MIN_VALUE, false),
        arguments(Double.NaN, 0L, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void doubles(double number, long nearest, boolean equal) {
    assertThat(UInt64Casts.clamped(number)).isEqualTo(nearest);
    assertThat(UInt64Casts.equal(nearest, number)).isEqualTo(equal);
    assertThat(UInt64Casts.equal(nearest ^ 1, number)).isFalse();
  }

  @Test
  void theLargestAndTheInfiniteAreWritten() {
    assertThat(ExactCasts.float32(Math.nextDown(0x1.ffffffp127), ANY)).isEqualTo(Float.MAX_VALUE);
    assertThat(ExactCasts.float16(Math.nextDown(65520.0), ANY)).isEqualTo((short) 0x7bff);
    assertThat(ExactCasts.float16(65519L, ANY)).isEqualTo((short) 0x7bff);
    assertThat(ExactCasts.bfloat16(Math.nextDown(0x1.ffp127), ANY)).isEqualTo((short) 0x7f7f);
    assertThat(ExactCasts.bfloat16(257L, ANY)).isEqualTo((short) 0x4380);
    for (double infinite : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      int sign = infinite < 0 ? 0x8000 : 0;
      assertThat((double) ExactCasts.float32(infinite, ANY)).isEqualTo(infinite);
      assertThat(ExactCasts.float16(infinite, ANY)).isEqualTo((short) (sign | 0x7c00));
      assertThat(ExactCasts.bfloat16(infinite, ANY)).isEqualTo((short) (sign | 0x7f80));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "i, false, true",
    "d, false, true",
    "?, false, true",
    "Zd, false, true",
    "g, false, true",
    "c, true, true",
    "c, false, false",
    "P, false, true",
    "9t, false, true",
    "&i, false, true",
    "X{}, false, true",
    "3s, true, false",
    "u, true, false",
    "O, true, false",
    "T{i:a:}, true, false",
    "(2)i, true, false",
    "2i, true, false",
    "3x, true, false",
    "i4x, false, true",
    "x3sx, true, false"
  })
  void formatsOfNumbersAreKnown(String format, boolean bytes, boolean known) {
    Format parsed = Format.parse(format);
    if (known) {
      BoxedCasts.check(parsed, bytes);
    } else {
      String way = format.equals("O") ? "toBytes() gives their bytes" : "get() reads them";
      assertThatThrownBy(() -> BoxedCasts.check(parsed, bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "items of the format '%s' are no numbers; %s".formatted(format, way));
    }
  }

  @Test
  void whatIsNoNumberIsRefused() {
    for (Object item : new Object[] {"1", 'c', (byte) 1, new byte[] {1}}) {
      assertThatThrownBy(() -> BoxedCasts.toDouble(item, ANY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("are no numbers");
    }
  }

  @ParameterizedTest
  @CsvSource({"<u, 0041", ">u, 0041", "<w, 00000041", ">w, 00000041", "<w, 0000ffff", ">u, ffff"})
  void aCharIsItsUnit(String format, String unit) {
    Format parsed = Format.parse(format);
    char value = (char) Integer.parseInt(unit, 16);
    byte[] memory = new byte[8];
    CharItems.put(parsed, MemorySegment.ofArray(memory), 2, value);
    int size = (int) parsed.itemsize();
    for (int i = 0; i < size; i++) {
      int digits = format.startsWith(">") ? i : size - 1 - i;
      assertThat(memory[2 + i])
          .isEqualTo((byte) Integer.parseInt(unit.substring(2 * digits, 2 * digits + 2), 16));
    }
    assertThat(CharItems.get(parsed, MemorySegment.ofArray(memory), 2)).isEqualTo(value);
    // nothing around it is written
    for (int i = 0; i < memory.length; i++) {
      assertThat(i >= 2 && i < 2 + size || memory[i] == 0).as("byte %d", i).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"<w, 00000100", ">w, 00010000", "<w, 00000080"})
  void aCharacterOfMoreUnitsIsNoChar(String format, String hex) {
    MemorySegment memory = MemorySegment.ofArray(java.util.HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> CharItems.get(Format.parse(format), memory, 0))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("does not fit a char");
  }

  @ParameterizedTest
  @CsvSource({"2u", "0w", "s", "i", "2w"})
  void textOfAnotherLengthHasNoChars(String format) {
    MemorySegment memory = MemorySegment.ofArray(new byte[8]);
    assertThatThrownBy(() -> CharItems.get(Format.parse(format), memory, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("are not one character each");
    assertThatThrownBy(() -> CharItems.put(Format.parse(format), memory, 0, 'x'))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1t, 0, 0",
    "1t, 1, 1",
    "9t, 511, 511",
    "31t, 2147483647, 2147483647",
    "32t, 2147483648, 2147483648",
    "63t, 9223372036854775807, 9223372036854775807",
    "64t, 9223372036854775808, 9223372036854775808",
    "65t, 1, 1",
    "X{}, 18446744073709551615, 18446744073709551615",
    "&<i, 18446744073709551615, 18446744073709551615",
    "&>i, 258, 258"
  })
  void bitsAreBoxedInTheSmallestTypeThatHoldsAll(String format, String value, String read) {
    Format parsed = Format.parse(format);
    ItemCodec codec = ItemCodec.of(parsed);
    MemorySegment memory = MemorySegment.ofArray(new byte[24]);
    codec.put(memory, 3, new BigInteger(value));
    Object item = codec.get(memory, 3);
    assertThat(item.toString()).isEqualTo(read);
    boolean bits = format.endsWith("t");
    int count = bits ? Integer.parseInt(format.substring(0, format.length() - 1)) : 64;
    Class<?> type =
        !bits || count > 63 ? BigInteger.class : count > 31 ? Long.class : Integer.class;
    assertThat(item).isInstanceOf(type);
  }

  @ParameterizedTest
  @CsvSource({"1t, 2", "1t, -1", "9t, 512", "64t, 18446744073709551616", "&i, -1", "9t, 0.5"})
  void numbersOfMoreBitsAreRefused(String format, BigDecimal value) {
    ItemCodec codec = ItemCodec.of(Format.parse(format));
    byte[] memory = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    assertThatThrownBy(() -> codec.put(MemorySegment.ofArray(memory), 0, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bits from 0");
    assertThat(memory).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }
}
