package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.internal.item.ItemValues;

/** Finding in bulk is finding item by item. */
class SearchTest {
  private static final String[] FORMATS = {
    "?",
    "b",
    "B",
    "<h",
    ">H",
    "i",
    ">I",
    "q",
    ">Q",
    "e",
    "[bfloat16]",
    ">f",
    "d",
    "g",
    "Zf",
    ">Zd",
    "Ze",
    "Zg",
    "c",
    "s",
    "3s",
    "8s",
    "13s",
    "100s",
    "9p",
    "<2u",
    ">3u",
    "<bxh",
    "<i4x",
    "<3Bh",
    "T{?:a:}",
    "T{?:a:?:b:}",
    "T{<h:a:?:b:3xd:c:}",
    "T{>(2,3)h:a:2x:p:?:q:2x<q:r:}",
    "t",
    "&i",
    "T{Zf:z:T{B:k:?:t:}:s:5s:t:}",
    "T{B:r:B:g:B:b:}",
    "(2,2)T{c:a:2?:b:}",
    "xi:a:",
    "(0)i",
    "T{0s:a:i:b:}"
  };

  @Property(tries = 400)
  void countAndFirstAreThoseOfTheBoxedItems(@ForAll Random random) {
    String format = FORMATS[random.nextInt(FORMATS.length)];
    NdView view = NdView.allocate(format, 1 + random.nextInt(3), 1 + random.nextInt(1300));
    byte few = (byte) (1 + random.nextInt(2));
    for (long i = 0; i < view.nbytes() / 40; i++) {
      long at = random.nextLong(view.nbytes());
      view.segment().set(java.lang.foreign.ValueLayout.JAVA_BYTE, at, few);
    }
    NdView items =
        switch (random.nextInt(3)) {
          case 0 -> view;
          case 1 -> view.transpose();
          default -> view.slice("::-1, ::3");
        };
    Object value = items.get(random.nextLong(items.shape()[0]), random.nextLong(items.shape()[1]));
    long count = 0;
    long first = -1;
    long n = 0;
    for (long i = 0; i < items.shape()[0]; i++) {
      for (long j = 0; j < items.shape()[1]; j++, n++) {
        if (ItemValues.equal(items.key(i, j), value)) {
          count++;
          first = first < 0 ? n : first;
        }
      }
    }
    assertThat(items.count(value)).isEqualTo(count);
    assertThat(items.count(value, Execution.PARALLEL)).isEqualTo(count);
    assertThat(items.indexOf(value)).isEqualTo(first);
  }

  static Stream<Arguments> values() {
    NdView ints = NdView.of(new int[] {0, 1, -1, 7, Integer.MIN_VALUE});
    NdView unsigned = NdView.of(new long[] {0, -1, 5}).cast("B").cast("Q");
    NdView floats =
        NdView.of(new float[] {0f, -0f, 0.1f, Float.NaN, Float.POSITIVE_INFINITY, 16777216f});
    NdView bools = NdView.of(new byte[] {0, 1, 2, -1}).cast("?");
    return Stream.of(
        Arguments.of(ints, 7, 1),
        Arguments.of(ints, 7L, 1),
        Arguments.of(ints, 7.0, 1),
        Arguments.of(ints, 7.5, 0),
        Arguments.of(ints, Double.NaN, 0),
        Arguments.of(ints, Double.POSITIVE_INFINITY, 0),
        Arguments.of(ints, -2147483648.0, 1),
        Arguments.of(ints, 2147483648L, 0),
        Arguments.of(ints, true, 1),
        Arguments.of(ints, (byte) 7, 1),
        Arguments.of(ints, new BigInteger("18446744073709551623"), 0),
        Arguments.of(ints, new BigDecimal("7.00"), 1),
        Arguments.of(ints, new BigDecimal("1e999999999"), 0),
        Arguments.of(ints, new BigDecimal("1e-999999999"), 0),
        Arguments.of(ints, new Complex(7, 0), 1),
        Arguments.of(ints, new Complex(7, 1), 0),
        Arguments.of(ints, "7", 0),
        Arguments.of(unsigned, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE), 1),
        Arguments.of(unsigned, -1, 0),
        Arguments.of(unsigned, 0x1p64, 0),
        Arguments.of(floats, 0, 2),
        Arguments.of(floats, -0.0, 2),
        Arguments.of(floats, 0.1, 0),
        Arguments.of(floats, 0.1f, 1),
        Arguments.of(floats, Double.NaN, 0),
        Arguments.of(floats, Double.POSITIVE_INFINITY, 1),
        Arguments.of(floats, 16777216, 1),
        Arguments.of(floats, 16777217, 0),
        Arguments.of(floats, BigInteger.TEN.pow(400), 0),
        Arguments.of(bools, true, 3),
        Arguments.of(bools, 1.0, 3),
        Arguments.of(bools, 2, 0),
        Arguments.of(bools, false, 1));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("values")
  void valuesAreEqualAsPythonHasIt(NdView view, Object value, long count) {
    assertThat(view.count(value)).isEqualTo(count);
    assertThat(view.contains(value)).isEqualTo(count > 0);
  }

  /** Values of several numbers, among four items: the bytes of each follow in hexadecimal. */
  static Stream<Arguments> items() {
    String zeros = "0000000000000080 0000000000000000 000000000000f87f 000000000000f03f";
    String records = "01 00 0200 00 | 02 ff 0200 80 | ff 00 0200 00 | 00 00 0200 00";
    String text = "610062000000 | 610062006300 | 3dd800de0000 | 000000000000";
    return Stream.of(
        Arguments.of("<Zf", zeros, new Complex(0, -0.0), 2),
        Arguments.of("<Zf", zeros, 0, 2),
        Arguments.of("<Zf", zeros, false, 2),
        Arguments.of("<Zf", zeros, new Complex(0, 1.875), 1),
        Arguments.of("<Zf", zeros, new Complex(0, Double.NaN), 0),
        Arguments.of("<Zf", zeros, "0", 0),
        Arguments.of("<Zf", zeros, List.of(0, 0), 0),
        Arguments.of("T{<d:a:}", zeros, List.of(0), 2),
        Arguments.of("T{<d:a:}", zeros, new Object[] {0.0}, 2),
        Arguments.of("T{<d:a:}", zeros, List.of(true), 1),
        Arguments.of("T{<d:a:}", zeros, List.of(new Complex(1, 0)), 1),
        Arguments.of("T{<d:a:}", zeros, List.of(new Complex(1, 1)), 0),
        Arguments.of("T{<d:a:}", zeros, List.of(new BigDecimal("1.0")), 1),
        Arguments.of("T{<d:a:}", zeros, List.of("1"), 0),
        Arguments.of("T{<d:a:}", zeros, 1, 0),
        Arguments.of("T{<d:a:}", zeros, List.of(1, 1), 0),
        Arguments.of("T{?:a:x<h:b:x}", records, List.of(true, 2), 3),
        Arguments.of("T{?:a:x<h:b:x}", records, List.of(false, 2), 1),
        Arguments.of("T{?:a:x<h:b:x}", records, List.of(2, 2), 0),
        Arguments.of("T{?:a:x:p:<h:b:x}", records, List.of(1, (byte) 0, 2), 2),
        Arguments.of("T{?:a:x:p:<h:b:x}", records, List.of(1, new byte[] {-1}, 2), 1),
        Arguments.of("T{?:a:x:p:<h:b:x}", records, List.of(1, 0, 2), 0),
        Arguments.of("<?x?xx", records, List.of(1, 1), 3),
        Arguments.of("5s", records, new byte[] {1, 0, 2, 0, 0}, 1),
        Arguments.of("5s", records, new byte[] {1, 0, 2}, 0),
        Arguments.of("5p", records, new byte[] {0}, 1),
        Arguments.of("5p", records, new byte[] {}, 1),
        Arguments.of("<3u", text, "ab", 1),
        Arguments.of("<3u", text, "ab\0", 1),
        Arguments.of("<3u", text, "abcd", 0),
        Arguments.of("<3u", text, new int[] {'a', 'b'}, 1),
        Arguments.of("<3u", text, "\ud83d\ude00", 1),
        Arguments.of("<3u", text, "", 1),
        Arguments.of("<3u", text, (byte) 0, 0),
        Arguments.of(">3u", text, "\u6100\u6200", 1),
        Arguments.of("(3)<H", text, List.of('a' + 0, 98L, 99.0), 1),
        Arguments.of("(3)<H", text, List.of(97, List.of(98), 99), 0),
        Arguments.of("(3,2)c", text, bytes("a", "b", "c"), 1));
  }

  /** Each with a zero after it. */
  private static List<?> bytes(String... characters) {
    return Stream.of(characters).map(c -> List.of((byte) c.charAt(0), (byte) 0)).toList();
  }

  @ParameterizedTest
  @MethodSource("items")
  void itemsOfSeveralNumbersAreEqualAsPythonHasIt(
      String format, String hex, Object value, long count) {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("[ |]", ""));
    NdView view = NdView.of(bytes).cast(format);
    assertThat(view.count(value)).isEqualTo(count);
    assertThat(view.contains(value)).isEqualTo(count > 0);
    long first = view.indexOf(value);
    long itemwise =
        LongStream.range(0, 4)
            .filter(i -> view.slice(Index.range(i, i + 1)).contains(value))
            .findFirst()
            .orElse(-1);
    assertThat(first).isEqualTo(itemwise);
  }
}
