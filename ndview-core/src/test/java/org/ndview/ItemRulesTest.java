package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;

/** What a value of a format is: the same for reading, writing, comparing, finding and printing. */
class ItemRulesTest {
  private static NdView zeros(String format, int n) {
    Format parsed = Format.parse(format);
    byte[] bytes = new byte[(int) (parsed.itemsize() * n)];
    return NdView.of(
        java.lang.foreign.MemorySegment.ofArray(bytes),
        parsed,
        Layout.contiguous(Order.C, parsed.itemsize(), n));
  }

  private static byte[] ascii(String s) {
    return s.getBytes(StandardCharsets.US_ASCII);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("u", 'x'),
        Arguments.of("w", 'x'),
        Arguments.of("3w", 'x'),
        Arguments.of("3w", "xy\0"),
        Arguments.of("T{w:a:b:b:}", List.of('x', 1)),
        Arguments.of("T{b:k:f:v:}", List.of((byte) 1, 2.5)),
        Arguments.of("T{b:k:f:v:}", new Object[] {(byte) 1, true}),
        Arguments.of("2h", new Object[] {(byte) 1, 2}),
        Arguments.of("T{T{b:a:}:in:s:t:}", List.of(new Object[] {(byte) 7}, (byte) 'a')),
        Arguments.of("(2)b", new Object[] {(byte) 1, (byte) 2}),
        Arguments.of("(2,1)b", List.of(new Object[] {(byte) 1}, List.of(2))),
        Arguments.of("T{(2)b:a:}", List.of(Arrays.asList((byte) 1, 2.0))),
        Arguments.of("s", (byte) 'a'),
        Arguments.of("3s", (byte) 'a'),
        Arguments.of("3p", (byte) 'a'),
        Arguments.of("c", (byte) 'a'),
        Arguments.of("c", ascii("a")),
        Arguments.of("P", (byte) 7),
        Arguments.of("&i", 7),
        Arguments.of("9t", (byte) 7),
        Arguments.of("Zf", (byte) 7),
        Arguments.of("Zd", true),
        Arguments.of("g", (byte) 7),
        Arguments.of("?", new BigDecimal("1.0")),
        Arguments.of("i4x", (byte) 7),
        Arguments.of("3x", new Object[0]),
        Arguments.of("T{3x:bytes:}", List.of((byte) 'a')));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatSetTakesIsFound(String format, Object value) {
    NdView view = zeros(format, 3);
    view.set(value, 1);
    assertThat(view.contains(value)).isTrue();
    if (view.itemsize() > 0 && !format.equals("3x")) {
      assertThat(view.indexOf(value)).isEqualTo(1);
      assertThat(view.count(value)).isEqualTo(1);
    }
    Object item = view.get(1);
    assertThat(view.count(item)).isEqualTo(view.count(value));
    view.set(item, 1);
    assertThat(view.get(1)).isEqualTo(item);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T{3s:a:i:b:}",
        "2s2s",
        "T{(2)3s:a:(2,2)T{s:x:}:b:}",
        "(2)3s",
        "T{T{3s:a:}:in:c:k:}",
        "2h"
      })
  void aValueEqualsItselfReadAgain(String format) {
    NdView view = zeros(format, 1);
    view.segment().fill((byte) 7);
    Object item = view.get(0);
    assertThat(item.equals(item)).isTrue();
    assertThat(item).isEqualTo(view.get(0)).hasSameHashCodeAs(view.get(0));
    view.segment().fill((byte) 8);
    assertThat(view.get(0)).isNotEqualTo(item);
    assertThat(view.toList()).isEqualTo(view.toList()).hasSameHashCodeAs(view.toList());
  }

  @Test
  void aValueOfNumbersEqualsAndHashesAsAJavaList() {
    NdView view = zeros("T{h:a:(2)i:b:}", 1);
    assertThat(view.get(0)).isEqualTo(List.of(0, List.of(0, 0)));
    assertThat(List.of(0, List.of(0, 0))).isEqualTo(view.get(0)).hasSameHashCodeAs(view.get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "<w, ffffffff",
    "<w, 00001100",
    ">w, 7fffffff",
    "T{<w:t:<i:n:}, ffffffff00000000",
    "(2)<w, ffffffff41000000",
    "<2w, 3dd8000000de0000",
    "T{<2w:t:}, 3dd8000000de0000"
  })
  void comparingAndFindingTakeAnyBytes(String format, String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    NdView view = NdView.of(bytes).cast(format);
    NdView same = NdView.of(bytes.clone()).cast(format);
    assertThat(view.contentEquals(same)).isTrue();
    assertThat(view.contains("a")).isFalse();
    assertThat(view.count(List.of("a", 0))).isZero();
    assertThat(view.indexOf(null)).isEqualTo(-1);
    bytes[0] ^= 1;
    assertThat(view.contentEquals(same)).isFalse();
    assertThat(view.toString()).contains("NdView");
  }

  @Test
  void textKeepsItsUnitsOrIsNotRead() {
    NdView pair = NdView.of(new int[] {0xd83d, 0xde00}).cast("B").cast("2w");
    NdView one = NdView.of(new int[] {0x1f600, 0}).cast("B").cast("2w");
    assertThat(one.get(0)).isEqualTo("\ud83d\ude00");
    assertThat(pair.contentEquals(one)).isFalse();
    assertThat(pair.contains("\ud83d\ude00")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pair.get(0))
        .withMessageContaining("0xd83d 0xde00");
    NdView lone = NdView.of(new int[] {0xde00, 0xd83d}).cast("B").cast("2w");
    byte[] before = lone.toBytes();
    lone.set(lone.get(0), 0);
    assertThat(lone.toBytes()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"Ze, h, 2", "Zf, f, 4", "Zd, d, 8", "Zg, g, 16"})
  void aComplexNumberIsTrueUnlessBothPartsAreZero(String format, String part, int size) {
    NdView complex = zeros(format, 6);
    complex.set(new Complex(1, 0), 0);
    complex.set(new Complex(0, 1), 1);
    complex.set(new Complex(0, Double.NaN), 2);
    complex.set(new Complex(Double.NaN, 0), 3);
    complex.set(new Complex(-0.0, -0.0), 4);
    NdView bools = zeros("?", 6);
    complex.convertTo(bools, Casting.UNSAFE);
    assertThat(bools.toList()).isEqualTo(List.of(true, true, true, true, false, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3s", "u", "i", "T{b:a:}", "(2)i", "c", "?", "9t", "f", "Zd", "3x"})
  void aRefusalShowsTheBeginningOfALongValue(String format) {
    NdView view = zeros(format, 1);
    List<Object> selfish = new ArrayList<>();
    selfish.add(selfish);
    for (Object value :
        new Object[] {
          new byte[50_000_000],
          "x".repeat(50_000_000),
          List.of("x".repeat(50_000_000)),
          BigInteger.ONE.shiftLeft(4_000_000),
          new BigDecimal(BigInteger.ONE.shiftLeft(4_000_000), 5),
          new StringBuilder("y".repeat(50_000_000)),
          java.util.Collections.nCopies(1_000_000_000, 1),
          selfish
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> view.set(value, 0))
          .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    }
  }

  @Test
  void aRefusalShowsTheBeginningOfALongFormat() {
    String format = "T{" + "i:" + "name".repeat(10_000) + ":h:b:}";
    NdView view = zeros(format, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.set(1, 0))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.field("x".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ((StructValue) view.get(0)).get("x".repeat(100_000)))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "T{1000000000T{}:a:}",
        "(1000000000)0s",
        "(2000000000,0)i",
        "(2,2,2,1000000000,0)i",
        "T{(1000000000)T{0s:x:}:a:}",
        "(1000,1000,1000)0w"
      })
  void itemsWithoutBytesCostNothing(String format) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          NdView view = zeros(format, 2);
          Object item = view.get(0);
          assertThat(item.equals(view.get(1))).isTrue();
          assertThat(item.hashCode()).isEqualTo(view.get(1).hashCode());
          assertThat(item.toString()).hasSizeLessThan(500_000);
          view.set(item, 1);
          assertThat(view.contains(item)).isTrue();
          assertThat(view.contentEquals(view)).isTrue();
          assertThat(Format.parse(format).canonical().itemsize()).isZero();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"(3000000000,0)i", "3000000000[x;0]", "1000000000[x;0]b:a:"})
  void moreValuesThanAListHoldsAreRefused(String format) {
    NdView view = zeros(format, 1);
    assertThatThrownBy(() -> view.get(0)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> view.set(List.of(), 0))
        .isInstanceOfAny(UnsupportedOperationException.class, IllegalArgumentException.class);
  }

  @Test
  void aHashOfManyEqualItemsIsThatOfAList() {
    for (int n : new int[] {1, 2, 3, 31, 32, 1000}) {
      Object many = zeros("(" + n + ")0s", 1).get(0);
      assertThat(many.hashCode())
          .isEqualTo(
              java.util.Collections.nCopies(n, Arrays.asList()).stream()
                  .mapToInt(_ -> Arrays.hashCode(new byte[0]))
                  .reduce(1, (h, x) -> 31 * h + x));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"T{b:a:b:b:}", "2b", "(2)b", "T{(2)b:a:}"})
  void nothingInAListIsRefusedAsAValue(String format) {
    NdView view = zeros(format, 1);
    assertThatIllegalArgumentException().isThrownBy(() -> view.set(Arrays.asList(1, null), 0));
    assertThat(view.contains(Arrays.asList(1, null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"i", "Q", "d", "e", "g", "?", "P", "9t", "Zd", "T{i:a:}"})
  void hugeDecimalsAreComparedAndRefused(String format) {
    NdView view = zeros(format, 2);
    for (String text : new String[] {"1e2147483647", "1e-2147483647", "-1000e2147483640"}) {
      BigDecimal huge = new BigDecimal(text);
      assertThat(view.contains(huge)).isFalse();
      assertThat(view.count(List.of(huge))).isZero();
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> view.set(new BigDecimal("1e2147483647"), 0));
  }

  @Test
  void aLongRowOfBitsIsSetInTimeOfItsLength() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          NdView view = zeros("8000000t", 1);
          BigInteger value = BigInteger.ONE.shiftLeft(7_999_999).subtract(BigInteger.TWO);
          view.set(value, 0);
          assertThat(view.get(0)).isEqualTo(value);
          assertThat(view.toString()).hasSizeLessThan(1000);
        });
  }

  @Test
  void anIndexOfManyDigitsIsReadInTimeOfItsLength() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          NdView view = zeros("b", 3);
          assertThat(view.slice("1".repeat(2_000_000) + ":").size()).isZero();
          assertThat(view.slice("-" + "1".repeat(2_000_000) + ":").size()).isEqualTo(3);
          assertThat(view.slice("0".repeat(2_000_000) + "1:").size()).isEqualTo(2);
          assertThatThrownBy(() -> view.slice("x".repeat(2_000_000)))
              .isInstanceOf(IllegalArgumentException.class)
              .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
        });
  }

  @Test
  void twoToTheSixtyThirdIsNoLong() {
    NdView view = zeros("q", 1);
    assertThatIllegalArgumentException().isThrownBy(() -> view.setDouble(0x1p63, 0));
    assertThat(view.getLong(0)).isZero();
  }
}
