package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Format;
import org.ndview.internal.item.ItemValues;

/** Items are equal where Python's == has them equal. */
class NdViewEqualityTest {
  private static final double TWO_53 = 0x1p53;

  private static NdView of(String format, Object... items) {
    NdView view = NdView.allocate(format, items.length);
    for (int i = 0; i < items.length; i++) {
      view.set(items[i], i);
    }
    return view;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({"f, 4", "d, 8", ">d, 8"})
  void zerosAreEqualAndNansAreNotWhereverTheyLie(String format, int size) {
    int n = 1300;
    try (NdView a = NdView.allocate(format, n);
        NdView b = NdView.allocate(format, n)) {
      NdView c = NdView.of(new byte[n * size]).cast(format);
      for (int i = 0; i < n; i += i % 500 == 499 ? 1 : 7) {
        a.set(-0.0, i);
        assertThat(a.contentEquals(b)).isTrue();
        assertThat(a.contentEquals(c)).isTrue();
        a.set(Double.NaN, i);
        b.set(Double.NaN, i);
        assertThat(a.contentEquals(b)).isFalse();
        a.set(1e-40, i);
        b.set(1e-40, i);
        assertThat(a.contentEquals(b)).isTrue();
        assertThat(a.contentEquals(c)).isFalse();
        b.set(-1e-40, i);
        assertThat(b.contentEquals(a)).isFalse();
        a.set(0, i);
        b.set(0, i);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"h", "H", "i", "I", "q", "Q", "f", "d", "e"})
  void numbersOfBothByteOrdersAreComparedWhereverTheyDiffer(String format) {
    Random random = new Random(7);
    for (int n : new int[] {1, 15, 16, 31, 32, 33, 63, 64, 65, 100, 127, 129, 1024, 1300}) {
      try (NdView a = NdView.allocate("<" + format, n);
          NdView b = NdView.allocate(">" + format, n)) {
        for (int i = 0; i < n; i++) {
          a.set(random.nextInt(1 << 11), i);
        }
        a.convertTo(b);
        NdView heap = NdView.of(b.toBytes()).cast(">" + format);
        assertThat(a.contentEquals(b) && b.contentEquals(a) && a.contentEquals(heap)).isTrue();
        for (int i = 0; i < n; i += 1 + i / 40) {
          Object item = b.get(i);
          b.set(random.nextInt(1 << 11) + 2048, i);
          assertThat(a.contentEquals(b)).as("%s of %s", i, n).isFalse();
          assertThat(b.contentEquals(a)).as("%s of %s", i, n).isFalse();
          assertThat(heap.contentEquals(b)).as("%s of %s", i, n).isFalse();
          b.set(item, i);
        }
        assertThat(a.contentEquals(b)).isTrue();
        // the bytes as they lie are something else
        if (n > 15) {
          assertThat(a.contentEquals(b.cast("B").cast("<" + format))).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"f, 7fc00001", "f, ff800001", "d, 7ff8000000000001", "d, fff0000000000001"})
  void floatsOfBothByteOrdersAreComparedAsNumbers(String format, String nan) {
    int n = 1300;
    byte[] bytes = HexFormat.of().parseHex(nan);
    try (NdView a = NdView.allocate("<" + format, n);
        NdView b = NdView.allocate(">" + format, n)) {
      for (int i = 0; i < n; i += i % 500 == 499 ? 1 : 7) {
        a.set(-0.0, i);
        assertThat(a.contentEquals(b) && b.contentEquals(a)).as("zero at %s", i).isTrue();
        a.set(1e-40, i);
        assertThat(a.contentEquals(b) || b.contentEquals(a)).as("subnormal at %s", i).isFalse();
        for (int k = 0; k < bytes.length; k++) {
          b.cast("B").set(bytes[k] & 0xff, (long) bytes.length * i + k);
          a.cast("B").set(bytes[bytes.length - 1 - k] & 0xff, (long) bytes.length * i + k);
        }
        assertThat(a.contentEquals(b) || b.contentEquals(a)).as("NaN at %s", i).isFalse();
        a.set(0, i);
        b.set(0, i);
      }
    }
  }

  static Stream<Arguments> pairs() {
    BigInteger top = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    return Stream.of(
        Arguments.of(of("i", 1, 2), of("<q", 1, 2), true),
        Arguments.of(of("i", 1, 2), of(">d", 1, 2), true),
        Arguments.of(of("f", 0.1), of("d", 0.1), false),
        Arguments.of(of("f", 0.1), of("d", (double) 0.1f), true),
        Arguments.of(of("q", (1L << 53) + 1), of("d", TWO_53), false),
        Arguments.of(of("q", 1L << 53), of("d", TWO_53), true),
        Arguments.of(of("q", Long.MAX_VALUE), of("d", 0x1p63), false),
        Arguments.of(of("q", Long.MIN_VALUE), of("d", -0x1p63), true),
        Arguments.of(of("Q", top), of("d", 0x1p64), false),
        Arguments.of(of("Q", BigInteger.ONE.shiftLeft(63)), of("d", 0x1p63), true),
        Arguments.of(of("Q", top), of("q", -1), false),
        Arguments.of(of("Q", 5), of("q", 5), true),
        Arguments.of(of("Q", 5), of("d", -5), false),
        Arguments.of(of("b", -1), of("B", 255), false),
        Arguments.of(of("?", true), of("B", 1), true),
        Arguments.of(of("?", true), of("d", 2), false),
        Arguments.of(of("d", Double.NaN), of("d", Double.NaN), false),
        Arguments.of(of("d", Double.NaN), of("q", 0), false),
        Arguments.of(of("d", -0.0), of("d", 0.0), true),
        Arguments.of(of("d", -0.0), of("i", 0), true),
        Arguments.of(of("d", Double.POSITIVE_INFINITY), of("f", Float.POSITIVE_INFINITY), true),
        Arguments.of(of("d", Double.POSITIVE_INFINITY), of("Q", top), false),
        Arguments.of(of("e", 1.5), of("[bfloat16]", 1.5), true),
        Arguments.of(of("g", 1.5), of("f", 1.5), true),
        Arguments.of(of("Zd", new Complex(1, 0)), of("i", 1), true),
        Arguments.of(of("Zd", new Complex(1, 2)), of("Zf", new Complex(1, 2)), true),
        Arguments.of(of("Zd", new Complex(1, -0.0)), of("Zf", new Complex(1, 0.0)), true),
        Arguments.of(
            of("Zd", new Complex(1, Double.NaN)), of("Zd", new Complex(1, Double.NaN)), false),
        Arguments.of(of("Zd", new Complex(TWO_53, 0)), of("q", (1L << 53) + 1), false),
        Arguments.of(of("c", (byte) 97), of("b", 97), false),
        Arguments.of(of("c", (byte) 97), of("1s", ascii("a")), true),
        Arguments.of(of("2s", ascii("ab")), of("3p", ascii("ab")), true),
        Arguments.of(of("2s", ascii("a")), of("1s", ascii("a")), false),
        Arguments.of(of("u", "a"), of(">2w", "a"), true),
        Arguments.of(of("u", "a"), of("1s", ascii("a")), false),
        Arguments.of(of(">HH", List.of(1, 2)), of("II", List.of(1, 2)), true),
        Arguments.of(of("HxH", List.of(1, 2)), of("HH", List.of(1, 2)), true),
        Arguments.of(of("T{H:a:d:b:}", List.of(1, 2)), of("II", List.of(1, 2)), true),
        Arguments.of(of("3H", List.of(1, 2, 3)), of("HH", List.of(1, 2)), false),
        Arguments.of(of("HH", List.of(1, 2)), of("H", 1), false),
        Arguments.of(of("(2)H", List.of(1, 2)), of("2B", List.of(1, 2)), true),
        Arguments.of(
            of("T{b:a:d:b:}", List.of(1, Double.NaN)),
            of("T{b:a:d:b:}", List.of(1, Double.NaN)),
            false),
        Arguments.of(of("i4x", 1), of("b", 1), true),
        Arguments.of(of("P", 7), of("Q", 7), true),
        Arguments.of(of("5t", 7), of("B", 7), true));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void ofOneItem(NdView a, NdView b, boolean equal) {
    assertThat(a.contentEquals(b)).isEqualTo(equal);
    assertThat(b.contentEquals(a)).isEqualTo(equal);
    if (a.size() == 1) {
      assertThat(a.contains(python(b.get(0)))).isEqualTo(equal);
      assertThat(b.contains(python(a.get(0)))).isEqualTo(equal);
    }
  }

  /** A Byte looked for is a number, but in the items of c. */
  private static Object python(Object item) {
    return item instanceof Byte b ? new byte[] {b} : item;
  }

  @ParameterizedTest
  @CsvSource({
    "'0,3,2', '0,9,9', true",
    "'3,0,2', '3,0,9', true",
    "'3,0,2', '2,0,2', false",
    "'0,3', '0,3,1', false",
    "'2,3', '3,2', false",
    "'2,3', '2,3', true",
    "'0', '0', true",
  })
  void shapesAreComparedUpToTheFirstZero(String a, String b, boolean equal) {
    assertThat(NdView.allocate("B", shape(a)).contentEquals(NdView.allocate("c", shape(b))))
        // an item of c is no number
        .isEqualTo(equal && a.contains("0"));
    assertThat(NdView.allocate("B", shape(a)).contentEquals(NdView.allocate("d", shape(b))))
        .isEqualTo(equal);
  }

  private static long[] shape(String text) {
    return Stream.of(text.split(",")).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void paddingPlaysNoPart() {
    NdView a =
        NdView.of(
            MemorySegment.ofArray(HexFormat.of().parseHex("01aabbcc02000000")), "T{b:a:i:b:}", 1);
    NdView b =
        NdView.of(
            MemorySegment.ofArray(HexFormat.of().parseHex("0100000002000000")), "T{b:a:i:b:}", 1);
    assertThat(a.contentEquals(b)).isTrue();
  }

  @Test
  void whatHasNoValueIsComparedByFormatAndBytes() {
    for (String format : List.of("O", "T{O:a:B:b:}", "2O", "(2)O")) {
      NdView a = NdView.allocate(format, 2);
      NdView b = NdView.allocate(format, 2);
      assertThat(a.contentEquals(b)).as(format).isTrue();
      b.cast("B").set(1, 9);
      assertThat(a.contentEquals(b)).as(format).isFalse();
    }
    assertThat(NdView.allocate("O", 1).contentEquals(NdView.allocate("q", 1))).isFalse();
  }

  @Test
  void identityIsAnotherMatter() {
    NdView view = NdView.of(new int[] {1});
    assertThat(view).isNotEqualTo(NdView.of(new int[] {1}));
    assertThat(view.contentEquals(view)).isTrue();
  }

  @Test
  void itemsAreFoundInCOrder() {
    NdView view = NdView.of(new int[] {5, 3, 5, 1, 3, 5}).reshape(2, 3);
    assertThat(view.indexOf(5)).isZero();
    assertThat(view.indexOf(1.0)).isEqualTo(3);
    assertThat(view.indexOf(new BigDecimal("3.00"))).isEqualTo(1);
    assertThat(view.indexOf(BigInteger.valueOf(3))).isEqualTo(1);
    assertThat(view.indexOf(true)).isEqualTo(3);
    assertThat(view.indexOf((byte) 5)).isZero();
    assertThat(view.indexOf(9)).isEqualTo(-1);
    assertThat(view.indexOf(5.5)).isEqualTo(-1);
    assertThat(view.indexOf("5")).isEqualTo(-1);
    assertThat(view.count(5)).isEqualTo(3);
    assertThat(view.count(3L)).isEqualTo(2);
    assertThat(view.count(4)).isZero();
    assertThat(view.transpose().indexOf(3)).isEqualTo(2);
    assertThat(view.slice("::-1, ::-1").indexOf(1)).isEqualTo(2);
    assertThat(view.contains(1)).isTrue();
    assertThat(view.contains(2)).isFalse();
    assertThat(NdView.of(new double[] {Double.NaN}).contains(Double.NaN)).isFalse();
    assertThat(NdView.of(new double[] {-0.0}).contains(0)).isTrue();
    assertThat(NdView.of(new int[0]).contains(0)).isFalse();
    assertThat(NdView.of(new int[] {7}).slice("0").count(7)).isEqualTo(1);
    NdView chars = NdView.of(ascii("abca")).cast("c");
    assertThat(chars.count((byte) 'a')).isEqualTo(2);
    assertThat(chars.count(ascii("a"))).isEqualTo(2);
    assertThat(chars.count(97)).isZero();
    NdView structs = of("T{b:a:2s:b:}", List.of(1, ascii("ab")), List.of(2, ascii("cd")));
    assertThat(structs.indexOf(List.of(2, ascii("cd")))).isEqualTo(1);
    assertThat(structs.indexOf(structs.get(1))).isEqualTo(1);
    assertThat(NdView.ofRows(new int[][] {{1, 2}, {3, 4}}).indexOf(3)).isEqualTo(2);
  }

  private static final String[] NUMBERS = {
    "?",
    "b",
    "B",
    "h",
    ">H",
    "i",
    ">I",
    "q",
    ">q",
    "Q",
    ">Q",
    "e",
    "[bfloat16]",
    ">f",
    "d",
    "g",
    "Zf"
  };

  @Property(tries = 3000)
  void numbersAreEqualAsTheirItemsAre(@ForAll Random random) {
    NdView a = NdView.allocate(NUMBERS[random.nextInt(NUMBERS.length)], 2);
    NdView b = NdView.allocate(NUMBERS[random.nextInt(NUMBERS.length)], 2);
    long near = random.nextInt(3) - 1;
    Object value =
        switch (random.nextInt(4)) {
          case 0 -> BigInteger.ONE.shiftLeft(random.nextInt(65)).add(BigInteger.valueOf(near));
          case 1 -> BigInteger.valueOf(random.nextInt(256) - 128);
          case 2 -> random.nextInt(100) / 4.0;
          default -> BigInteger.valueOf(-(1L << random.nextInt(64)) + near);
        };
    for (NdView view : new NdView[] {a, b}) {
      try {
        view.set(value, random.nextInt(2));
      } catch (IllegalArgumentException e) {
        // left as it is
      }
    }
    boolean equal = true;
    for (int i = 0; i < 2; i++) {
      equal &= exact(a.key(i)).compareTo(exact(b.key(i))) == 0;
    }
    assertThat(a.contentEquals(b)).isEqualTo(equal);
    assertThat(b.contentEquals(a)).isEqualTo(equal);
  }

  private static BigDecimal exact(Object item) {
    return switch (item) {
      case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
      case Complex c -> new BigDecimal(c.re());
      default -> ItemValues.decimal((Number) item);
    };
  }

  /** Formats of structs side by side: numbers at the same places, and what comes near that. */
  private static final String[][] STRUCTS = {
    {"T{<h:a:>i:b:}", "T{<h:a:>i:b:}"},
    {"T{<h:a:>i:b:}", "T{>q:x:d:y:}"},
    {"<hb", "<xib3x"},
    {"T{(2)h:a:T{f:x:?:y:}:b:}", "T{(2)>i:a:T{d:x:?:y:}:b:}"},
    {"T{(2,3)h:a:h:b:}", "T{(2)(3)d:a:f:b:}"},
    {"T{(2,3)h:a:}", "T{(3,2)h:a:}"},
    {"T{(2)T{b:x:h:y:}:a:}", "T{(2)T{h:x:b:y:}:a:}"},
    {"<3h", "<3i"},
    {"<3h", "<hhh"},
    {"<xi", "<i4x"},
    {"<xi", "T{i:a:}"},
    {"<xi:a:", "<xi"},
    {"<xi:a:", "<xi:b:"},
    {"<xi:a:", "T{i:a:}"},
    {"<xi", "<i"},
    {"T{(1)i:a:}", "T{i:a:}"},
    {"T{(0)i:a:h:b:}", "T{(0)d:a:h:b:}"},
    {"<0ihb", "<hb"},
    {"T{2s:a:h:b:}", "T{2s:a:h:b:}"},
    {"T{Zf:a:h:b:}", "T{Zd:a:h:b:}"},
    {"T{e:a:[bfloat16]:b:}", "T{f:a:d:b:}"},
    {"T{c:a:h:b:}", "T{c:a:i:b:}"},
    {"T{c:a:}", "T{1s:a:}"},
    {"T{c:a:}", "T{B:a:}"},
    {"T{2s:a:}", "T{3s:a:}"},
    {"T{0s:a:h:b:}", "T{0s:a:h:b:}"},
    {"T{2p:a:h:b:}", "T{2p:a:h:b:}"},
    {"T{2x:a:h:b:}", "T{2x:a:h:b:}"},
    {"T{2u:a:h:b:}", "T{2u:a:h:b:}"},
    {"T{(2)Zf:a:>Zd:b:}", "T{(2)>Zd:a:Zf:b:}"},
    {"T{Zf:a:}", "T{f:a:}"},
    {"T{Ze:a:Zg:b:}", "T{Ze:a:Zg:b:}"},
    {"3s", "3s"},
    {"0s", "0s"},
    {"Zf", ">Zd"},
    {"Zd", "Zd"},
    {"Zf", "d"},
    {"c", "c"},
    {"c", "1s"},
    {"(2)h", "(2)i"},
    {"3c", "3c"},
    {"3c", "3s"},
    {"T{h:a:}", "T{h:a:h:b:}"},
  };

  static Stream<Arguments> structFormats() {
    return Stream.of(STRUCTS).map(formats -> Arguments.of(formats[0], formats[1]));
  }

  @ParameterizedTest
  @MethodSource("structFormats")
  void zerosAreEqualIfTheyAreValuesOfOneKind(String one, String other) {
    try (NdView a = NdView.allocate(one, 4, 5);
        NdView b = NdView.allocate(other, 4, 5)) {
      assertThat(a.contentEquals(b)).isEqualTo(equalByItem(a, b));
      assertThat(b.contentEquals(a)).isEqualTo(equalByItem(b, a));
    }
  }

  @Property(tries = 2000)
  void structsAreEqualAsTheirValuesAre(@ForAll Random random) {
    String[] formats = STRUCTS[random.nextInt(STRUCTS.length)];
    NdView a = structs(random, formats[0]);
    NdView b = structs(random, formats[1]);
    assertThat(a.contentEquals(b)).isEqualTo(equalByItem(a, b));
    try {
      for (long[] index : LayoutWalk.indices(a.shape())) {
        b.set(a.get(index), index);
      }
    } catch (IllegalArgumentException e) {
      return; // other values
    }
    assertThat(a.contentEquals(b)).isEqualTo(equalByItem(a, b));
    assertThat(a.contentEquals(b, Execution.PARALLEL)).isEqualTo(equalByItem(a, b));
    NdView other = structs(random, formats[1]);
    long[] index = {random.nextLong(a.shape()[0]), random.nextLong(a.shape()[1])};
    b.set(other.get(index), index);
    assertThat(a.contentEquals(b)).isEqualTo(equalByItem(a, b));
  }

  @Property(tries = 1500)
  void viewsOfAnyMemoryAreEqualAsTheirItemsAre(@ForAll Random random) {
    NdView view = RandomViews.any(random).view();
    try (NdView copy = view.copy()) {
      boolean equal = equalByItem(view, copy);
      assertThat(view.contentEquals(copy)).isEqualTo(equal);
      assertThat(copy.contentEquals(view)).isEqualTo(equal);
    }
  }

  /** 4 x 5 items in rows or columns, with bytes between. */
  private static NdView structs(Random random, String format) {
    long itemsize = NdView.allocate(format).itemsize();
    byte[] bytes = new byte[1 + (int) (4 * 9 * (itemsize + 1))];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(2);
    }
    long step = itemsize + random.nextInt(2);
    long[] strides =
        random.nextBoolean() ? new long[] {9 * step, step} : new long[] {step, 4 * step};
    Layout layout = Layout.of(itemsize, random.nextInt(2), new long[] {4, 5}, strides);
    return NdView.of(MemorySegment.ofArray(bytes), Format.parse(format), layout);
  }

  private static boolean equalByItem(NdView a, NdView b) {
    boolean equal = true;
    for (long[] index : LayoutWalk.indices(a.shape())) {
      equal &= ItemValues.equal(a.key(index), b.key(index));
    }
    return equal;
  }
}
