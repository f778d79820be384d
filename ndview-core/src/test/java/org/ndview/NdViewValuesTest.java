package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.ndview.Answers.shown;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each format's items are in Java, and what can be set. */
class NdViewValuesTest {
  private static NdView of(String format, String hex) {
    return NdView.of(MemorySegment.ofArray(HexFormat.of().parseHex(hex)), format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?         | 02                               | Boolean true",
        "?         | 00                               | Boolean false",
        "b         | ff                               | Integer -1",
        "B         | ff                               | Integer 255",
        "c         | ff                               | Byte -1",
        "<h        | ff7f                             | Integer 32767",
        ">H        | fffe                             | Integer 65534",
        "<i        | 00000080                         | Integer -2147483648",
        "<l        | 00000080                         | Integer -2147483648",
        "<I        | ffffffff                         | Long 4294967295",
        "<L        | ffffffff                         | Long 4294967295",
        ">q        | 8000000000000000                 | Long -9223372036854775808",
        "<Q        | ffffffffffffffff                 | BigInteger 18446744073709551615",
        "<Q        | 0100000000000000                 | BigInteger 1",
        "<P        | 0100000000000000                 | BigInteger 1",
        "&<i       | ffffffffffffffff                 | BigInteger 18446744073709551615",
        "X{}       | 0100000000000000                 | BigInteger 1",
        "<e        | 003c                             | Float 0x1.0p0",
        "[bfloat16]| 803f                             | Float 0x1.0p0",
        "<f        | 000080bf                         | Float -0x1.0p0",
        ">d        | 3ff0000000000000                 | Double 0x1.0p0",
        "<Zf       | 0000803f000000c0                 | Complex 1.0-2.0j",
        "<F        | 0000803f000000c0                 | Complex 1.0-2.0j",
        ">Zd       | 3ff00000000000008000000000000000 | Complex 1.0-0.0j",
        "<Ze       | 003c00c0                         | Complex 1.0-2.0j",
        "3s        | 616200                           | bytes 616200",
        "0s        | ''                               | bytes ''",
        "4p        | 02616263                         | bytes 6162",
        "4p        | ff616263                         | bytes 616263",
        "1p        | 05                               | bytes ''",
        "<u        | 6100                             | String a",
        "<3u       | 610000006200                     | String a\u0000b",
        "<3u       | 610062000000                     | String ab",
        "<2u       | 00000000                         | String ''",
        ">w        | 0001f600                         | String \uD83D\uDE00",
        "<i4x      | 0100000000000000                 | Integer 1",
        "2x<h      | 00000100                         | Integer 1",
        "3B        | 010203                           | (Integer 1, Integer 2, Integer 3)",
        "<hb       | 010002                           | (Integer 1, Integer 2)",
        "T{b:a:}   | 05                               | (Integer 5)",
        "b:a:      | 05                               | (Integer 5)",
        "(2)b      | 0506                             | [Integer 5, Integer 6]",
        "(2,1)B    | 0506                             | [[Integer 5], [Integer 6]]",
        "T{(2)c:a:3x:p:2x?:b:} | 0102aabbcc000001     | ([Byte 1, Byte 2], bytes aabbcc, Boolean true)",
        "2x        | 0000                             | ()",
        "T{}       | ''                               | ()",
      })
  void itemsAreBoxedInTheSmallestTypeOfTheirFormat(String format, String hex, String value) {
    Object item = of(format, hex).get();
    assertThat(shown(item)).isEqualTo(value.replace("''", ""));
    assertThat(shown(of(format, hex).toList())).isEqualTo(value.replace("''", ""));
    NdView copy = of(format, "00".repeat(hex.replace("'", "").length() / 2));
    copy.set(item);
    assertThat(shown(copy.get())).isEqualTo(shown(item));
  }

  private static final BigInteger BIG = BigInteger.ONE.shiftLeft(70);

  static Stream<Arguments> accepted() {
    return Stream.of(
        Arguments.of("b", 5.0, 5),
        Arguments.of("b", 5f, 5),
        Arguments.of("b", -0.0, 0),
        Arguments.of("b", (byte) -1, -1),
        Arguments.of("b", true, 1),
        Arguments.of("b", new BigDecimal("1.20E+2"), 120),
        Arguments.of("b", new AtomicInteger(7), 7),
        Arguments.of("?", 1, true),
        Arguments.of("?", 0.0, false),
        Arguments.of("B", (short) 255, 255),
        Arguments.of(
            "Q",
            BIG.shiftRight(6).subtract(BigInteger.ONE),
            new BigInteger("ffffffffffffffff", 16)),
        Arguments.of("q", -0x1p63, Long.MIN_VALUE),
        Arguments.of("d", 3, 3.0),
        Arguments.of("d", BIG, 0x1p70),
        Arguments.of("d", new BigDecimal("0.1"), 0.1),
        Arguments.of("d", true, 1.0),
        Arguments.of("f", Double.NaN, Float.NaN),
        Arguments.of("f", Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY),
        Arguments.of("e", 65519.99, 65504f),
        Arguments.of("Zf", 2, new Complex(2, 0)),
        Arguments.of("Zd", new Complex(1, Double.NaN), new Complex(1, Double.NaN)),
        Arguments.of("c", (byte) 'a', (byte) 'a'),
        Arguments.of("c", new byte[] {'a'}, (byte) 'a'),
        Arguments.of("u", 'a', "a"),
        Arguments.of("2h", new Object[] {1, 2}, List.of(1, 2)),
        Arguments.of("2h", List.of(1, 2), List.of(1, 2)));
  }

  @ParameterizedTest
  @MethodSource
  void accepted(String format, Object value, Object read) {
    NdView view = NdView.allocate(format);
    view.set(value);
    assertThat(view.get()).isEqualTo(read);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "b",
            128,
            "the value 128 does not fit the format 'b', which holds whole numbers from -128 to 127"),
        Arguments.of(
            "B",
            -1,
            "the value -1 does not fit the format 'B', which holds whole numbers from 0 to 255"),
        Arguments.of(
            "B",
            (byte) -1,
            "the value -1 does not fit the format 'B', which holds whole numbers from 0 to 255"),
        Arguments.of(
            "?",
            2,
            "the value 2 does not fit the format '?', which holds whole numbers from 0 to 1"),
        Arguments.of(
            "i",
            1.5,
            "the value 1.5 does not fit the format 'i', which holds whole numbers from -2147483648 to 2147483647"),
        Arguments.of("i", Double.NaN, "the value NaN does not fit the format 'i', which holds"),
        Arguments.of("q", 0x1p63, "the value 9.223372036854776E18 does not fit the format 'q'"),
        Arguments.of(
            "Q",
            BIG,
            "the value 1180591620717411303424 does not fit the format 'Q', which holds whole numbers from 0 to 18446744073709551615"),
        Arguments.of("q", new BigDecimal("1E+999999999"), "the value 1E+999999999 does not fit"),
        Arguments.of(
            "f",
            1e39,
            "the value 1.0E39 does not fit the format 'f', which holds finite numbers up to 3.4028234663852886E38"),
        Arguments.of("f", BIG.shiftLeft(100), "finite numbers up to 3.4028234663852886E38"),
        Arguments.of("d", BIG.pow(100), "finite numbers up to 1.7976931348623157E308"),
        Arguments.of(
            "e",
            65520,
            "the value 65520 does not fit the format 'e', which holds finite numbers up to 65504"),
        Arguments.of("[bfloat16]", 3.4e38, "finite numbers up to 3.3895313892515355E38"),
        Arguments.of(
            "Zf", new Complex(0, 1e39), "the value 0.0+1.0E39j does not fit the format 'Zf'"),
        Arguments.of(
            "d",
            new Complex(1, 0),
            "the value 1.0+0.0j does not fit the format 'd', which holds numbers"),
        Arguments.of("d", "1", "the value '1' does not fit the format 'd', which holds numbers"),
        Arguments.of("c", 1, "the value 1 does not fit the format 'c', which holds one byte"),
        Arguments.of(
            "c",
            new byte[2],
            "the value b'\\x00\\x00' does not fit the format 'c', which holds one byte"),
        Arguments.of("2s", new byte[3], "which holds at most 2 bytes, not 3"),
        Arguments.of("2s", "ab", "the value 'ab' does not fit the format '2s', which holds bytes"),
        Arguments.of("2p", new byte[] {1, 2}, "which holds at most 1 bytes, not 2"),
        Arguments.of("u", "ab", "which holds at most 1 characters, not 2"),
        Arguments.of("u", "\uD83D\uDE00", "which holds at most 1 characters, not 2"),
        Arguments.of("w", new byte[1], "which holds text"),
        Arguments.of(
            "P",
            -1,
            "the value -1 does not fit the format 'P', which holds whole numbers from 0 to 18446744073709551615"),
        Arguments.of(
            "&i",
            -1,
            "the value -1 does not fit the format '&i', which holds whole numbers of 64 bits from 0"),
        Arguments.of("2h", List.of(1), "which holds 2 values, not 1"),
        Arguments.of("2h", 1, "which holds a StructValue, or a list of 2 values"),
        Arguments.of("2h", List.of(1, 32768), "the value 32768 does not fit the format 'h'"),
        Arguments.of(
            "T{h:a:T{b:b:2s:c:}:d:}",
            List.of(1, List.of(1, new byte[3])),
            "at most 2 bytes, not 3"),
        Arguments.of(
            "(2,2)b", List.of(List.of(1, 2), List.of(3)), "lists nested as its shape [2, 2] says"),
        Arguments.of("(2)b", List.of(1, 200), "the value 200 does not fit the format 'b'"),
        Arguments.of("T{b:a:O:b:}", List.of(1, 1), "'O'"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(String format, Object value, String message) {
    NdView view = NdView.allocate(format);
    byte[] noise = new byte[(int) view.nbytes()];
    java.util.Arrays.fill(noise, (byte) 0x5a);
    view.cast("b").assign(NdView.of(noise));
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> view.set(value))
        .withMessageContaining(message)
        .matches(e ->
            e instanceof IllegalArgumentException || e instanceof UnsupportedOperationException);
    // all or nothing
    assertThat(view.toBytes()).isEqualTo(noise);
  }

  @ParameterizedTest
  @CsvSource({
    "b, -128, 127",
    "B, 0, 255",
    "h, -32768, 32767",
    "H, 0, 65535",
    "i, -2147483648, 2147483647",
    "I, 0, 4294967295",
    "?, 0, 1",
    ">h, -32768, 32767",
    ">I, 0, 4294967295",
  })
  void typedSettersTellTheRange(String format, long min, long max) {
    NdView view = NdView.allocate(format, 1);
    for (long v : new long[] {min, max}) {
      view.setLong(v, 0);
      assertThat(view.getLong(0)).isEqualTo(v);
      view.setDouble(v, 0);
      assertThat(view.getDouble(0)).isEqualTo(v);
    }
    for (long v : new long[] {min - 1, max + 1}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> view.setLong(v, 0))
          .withMessage(
              "the value %d does not fit the format '%s', which holds %d to %d"
                  .formatted(v, format, min, max));
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> view.setDouble(v, 0))
          .withMessageContaining(min + " to " + max);
    }
    for (double v : new double[] {0.5, Double.NaN, Double.POSITIVE_INFINITY, 0x1p80}) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> view.setDouble(v, 0));
    }
    assertThat(view.getLong(0)).isEqualTo(max);
  }

  @Test
  void unsigned64BitsAreExact() {
    NdView view = NdView.allocate("Q", 1);
    view.setDouble(0x1p63, 0);
    assertThat(view.get(0)).isEqualTo(BigInteger.ONE.shiftLeft(63));
    assertThat(view.getDouble(0)).isEqualTo(0x1p63);
    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> view.getLong(0))
        .withMessage("a long cannot hold the item 9223372036854775808; get() gives it whole");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> view.setLong(-1, 0))
        .withMessageContaining("the value -1 does not fit the format 'Q', which holds 0 to ");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> view.setDouble(0x1p64, 0));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> view.setDouble(-1, 0));
    // rounded once: 2^63 + 2^10 + 1 is above the middle of two doubles
    view.set(BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf(1025)), 0);
    assertThat(view.getDouble(0)).isEqualTo(0x1.0000000000001p63);
    view.set(BigInteger.ONE.shiftLeft(63).add(BigInteger.valueOf((1L << 39) + 1)), 0);
    assertThat(view.getFloat(0)).isEqualTo(0x1.000002p63f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"e", ">e", "[bfloat16]"})
  void everyPatternOf16BitsComesBack(String format) {
    NdView view = NdView.allocate(format, 1);
    NdView other = NdView.allocate(format, 1);
    NdView bits = view.cast(format.startsWith(">") ? ">H" : "H");
    NdView written = other.cast(format.startsWith(">") ? ">H" : "H");
    for (int pattern = 0; pattern < 1 << 16; pattern++) {
      bits.setInt(pattern, 0);
      double value = view.getDouble(0);
      assertThat(view.get(0)).isEqualTo((float) value);
      other.setDouble(value, 0);
      int back = written.getInt(0);
      if (Double.isNaN(value)) {
        assertThat(other.getDouble(0)).isNaN();
      } else {
        assertThat(back).isEqualTo(pattern);
      }
      other.set((float) value, 0);
      assertThat(Double.isNaN(value) || written.getInt(0) == pattern).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // the nearest float lies in the middle of two halves
    "e, 0x1ffdffffffp-26, 67ff",
    "e, 0x1.002p0, 3c00",
    "e, 0x1.0020000001p0, 3c01",
    "e, 0x1.006p0, 3c02",
    "e, -0x1.0020000001p0, bc01",
    "e, 0x1p-25, 0000",
    "e, 0x1.0000000001p-25, 0001",
    "e, 65519.9999999999, 7bff",
    "e, 0x1p-14, 0400",
    "[bfloat16], 0x1.01p0, 3f80",
    "[bfloat16], 0x1.0100000000001p0, 3f81",
    "[bfloat16], 0x1.03p0, 3f82",
    "[bfloat16], 0x1.02ffffffffp0, 3f81",
    "[bfloat16], 0x1p-133, 0001",
    "[bfloat16], 0x1p-134, 0000",
    "[bfloat16], 0x1.0000001p-134, 0001",
    "[bfloat16], 0x1.fefffffffffffp127, 7f7f",
  })
  void sixteenBitsAreRoundedOnce(String format, double value, String hex) {
    NdView view = NdView.allocate(format, 1);
    NdView bits = view.cast(">H".replace(">", ""));
    view.setDouble(value, 0);
    assertThat(HexFormat.of().toHexDigits((short) bits.getInt(0))).isEqualTo(hex);
    bits.setInt(0, 0);
    view.set(value, 0);
    assertThat(HexFormat.of().toHexDigits((short) bits.getInt(0))).isEqualTo(hex);
    bits.setInt(0, 0);
    view.set(new BigDecimal(value), 0);
    assertThat(HexFormat.of().toHexDigits((short) bits.getInt(0))).isEqualTo(hex);
    view.slice("0").set(value);
    assertThat(HexFormat.of().toHexDigits((short) bits.getInt(0))).isEqualTo(hex);
  }

  @Test
  void longsAreRoundedOnce() {
    // just above the middle of two numbers, and as a double the middle
    NdView bfloat = NdView.allocate("[bfloat16]", 1);
    long middle = (257L << 54) + 1;
    bfloat.setLong(middle, 0);
    assertThat(bfloat.getDouble(0)).isEqualTo(258 * 0x1p54);
    bfloat.set(middle, 0);
    assertThat(bfloat.getDouble(0)).isEqualTo(258 * 0x1p54);
    NdView single = NdView.allocate("f", 1);
    long above = (1L << 60) + (1L << 36) + 1;
    single.setLong(above, 0);
    assertThat(single.getFloat(0)).isEqualTo(0x1.000002p60f);
    single.set(above, 0);
    assertThat(single.getFloat(0)).isEqualTo(0x1.000002p60f);
    single.set(BigInteger.valueOf(above), 0);
    assertThat(single.getFloat(0)).isEqualTo(0x1.000002p60f);
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
  @CsvSource({
    "0000000000000080ff3f, 1.0",
    "0000000000000080ffbf, -1.0",
    "00000000000000000000, 0.0",
    "00000000000000000080, -0.0",
    "0000000000000080ff7f, Infinity",
    "0000000000000080ffff, -Infinity",
    "00000000000000c0ff7f, NaN",
    "35c26821a2da0fc90040, 3.141592653589793",
    "00000000000000c0fe3f, 0.75",
    // 1 + 2^-53 is the middle, 2^-63 more lies above
    "0004000000000080ff3f, 1.0",
    "0104000000000080ff3f, 1.0000000000000002",
    "000c000000000080ff3f, 1.0000000000000004",
    // the smallest double, half of it, and a little more than half
    "0000000000000080cd3b, 4.9E-324",
    "0000000000000080cc3b, 0.0",
    "0100000000000080cc3b, 4.9E-324",
    "00000000000000800100, 0.0",
    // the greatest double, and what rounds above it
    "00f8ffffffffffff fe43, 1.7976931348623157E308",
    "00fcfffffffffffffe43, Infinity",
    "0000000000000080ff43, Infinity",
    "ffffffffffffffff0000, 0.0",
  })
  void longDoublesOfX87(String hex, double value) {
    String padded = hex.replace(" ", "") + "aabbccddeeff";
    NdView view = of("g", padded);
    assertThat(view.get()).isEqualTo(value);
    assertThat(view.getDouble()).isEqualTo((Double) value);
    NdView written = NdView.allocate("g");
    written.set(value);
    assertThat(written.get()).isEqualTo(value);
    NdView complex = of("Zg", padded + padded);
    assertThat(complex.get()).isEqualTo(new Complex(value, value));
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
  void longDoublesAreWrittenAsTheyAreInC() {
    NdView view = NdView.allocate("g");
    view.set(-1.5);
    assertThat(view.hex()).isEqualTo("00000000000000c0ffbf000000000000");
    view.set(Double.MIN_VALUE);
    assertThat(view.hex()).startsWith("0000000000000080cd3b");
    view.set(Double.POSITIVE_INFINITY);
    assertThat(view.hex()).startsWith("0000000000000080ff7f");
    view.set(Double.NaN);
    assertThat(view.hex()).startsWith("00000000000000c0ff7f");
  }

  @Test
  void paddingKeepsItsBytes() {
    NdView view = of("T{b:a:3x<i:b:2x}", "aa".repeat(10));
    view.set(List.of(1, 2));
    assertThat(view.hex()).isEqualTo("01aaaaaa02000000aaaa");
    NdView bare = of("2x<h2x", "aa".repeat(6));
    bare.set(1);
    assertThat(bare.hex()).isEqualTo("aaaa0100aaaa");
    NdView field = view.field("b");
    field.set(-1);
    assertThat(view.hex()).isEqualTo("01aaaaaaffffffffaaaa");
  }

  @Test
  void textIsFilledUpWithZeros() {
    NdView bytes = of("4s", "ffffffff");
    bytes.set(new byte[] {1});
    assertThat(bytes.hex()).isEqualTo("01000000");
    NdView pascal = of("4p", "ffffffff");
    pascal.set(new byte[] {'a'});
    assertThat(pascal.hex()).isEqualTo("01610000");
    NdView text = of(">3u", "ffffffffffff");
    text.set("a");
    assertThat(text.hex()).isEqualTo("006100000000");
    NdView wide = of("<2w", "ffffffffffffffff");
    wide.set("\uD83D\uDE00");
    assertThat(wide.hex()).isEqualTo("00f6010000000000");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> of("<w", "ffffff7f").get())
        .withMessageContaining("0x7fffffff, which is no character");
  }

  @Test
  void fieldsAreViewsOfTheSameMemory() {
    NdView view = NdView.allocate("T{<i:id:(2,3)<h:grid:T{b:x:?:ok:}:in:3x:raw:}", 4);
    view.field("id").set(7, 2);
    view.field("grid").set(5, 1, 0, 2);
    view.field("in").field("ok").set(true, 3);
    view.field("raw").set(new byte[] {1, 2, 3}, 0);
    StructValue two = (StructValue) view.get(2);
    assertThat(two.get("id")).isEqualTo(7);
    assertThat(view.field("grid").shape()).containsExactly(4, 2, 3);
    assertThat(((StructValue) view.get(1)).get("grid"))
        .isEqualTo(List.of(List.of(0, 0, 5), List.of(0, 0, 0)));
    assertThat(((StructValue) view.get(3)).get("in")).isEqualTo(List.of(0, true));
    assertThat(((StructValue) view.get(0)).get("raw")).isEqualTo(new byte[] {1, 2, 3});
    assertThat(view.field("raw").get(0)).isEqualTo(new byte[] {1, 2, 3});
    assertThat(two.names()).containsExactly("id", "grid", "in", "raw");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> two.get("none"))
        .withMessageContaining("none")
        .withMessageContaining("grid");
  }

  @Test
  void bitsAreUnsignedNumbers() {
    NdView view = NdView.allocate("5t");
    view.set(31);
    assertThat(view.get()).isEqualTo(31);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> view.set(32))
        .withMessageContaining("whole numbers of 5 bits from 0");
    NdView wide = NdView.allocate("70t");
    wide.set(BIG.subtract(BigInteger.ONE));
    assertThat(wide.get()).isEqualTo(BIG.subtract(BigInteger.ONE));
    NdView forty = NdView.allocate(">40t");
    forty.set(1L << 39);
    assertThat(forty.get()).isEqualTo(1L << 39);
    assertThat(forty.hex()).isEqualTo("8000000000");
  }

  @Test
  void listsAreUnmodifiable() {
    NdView view = NdView.of(new int[4]).reshape(2, 2);
    @SuppressWarnings("unchecked")
    List<Object> list = (List<Object>) view.toList();
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.set(0, 1));
    assertThat(NdView.of(new int[] {7}).slice("0").toList()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "?, '[Z'",
    "b, '[B'",
    "c, '[B'",
    "h, '[S'",
    "B, '[I'",
    "H, '[I'",
    "i, '[I'",
    "I, '[J'",
    "q, '[J'",
    "Q, '[Ljava.math.BigInteger;'",
    "e, '[F'",
    "[bfloat16], '[F'",
    "f, '[F'",
    "d, '[D'",
    "g, '[D'",
    "Zf, '[Lorg.ndview.Complex;'",
    "u, '[C'",
    "2u, '[Ljava.lang.String;'",
    "w, '[Ljava.lang.String;'",
    "3s, '[[B'",
    "(2)i, '[Ljava.util.List;'",
    "2i, '[Ljava.lang.Object;'",
    "T{i:a:}, '[Ljava.lang.Object;'",
  })
  void toArrayIsOfTheNarrowestType(String format, String type) {
    assertThat(NdView.allocate(format, 3).toArray().getClass().getName()).isEqualTo(type);
    assertThat(NdView.allocate(format, 2, 3).toArray().getClass().getName()).isEqualTo("[" + type);
    assertThat(NdView.allocate(format, 0).toArray().getClass().getName()).isEqualTo(type);
    assertThat(java.lang.reflect.Array.getLength(NdView.allocate(format).toArray())).isEqualTo(1);
  }
}
