package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Complex;

/**
 * Items are equal as in Python: numbers by value whatever their type, others only to their kind.
 */
class ItemValuesTest {
  private static final WideFloat WIDE_NAN = WideFloat.nan();

  private static Object[] group(Object... values) {
    return values;
  }

  private static WideComplex wide(double re, double im) {
    return new WideComplex(WideFloat.of(re), WideFloat.of(im));
  }

  private static DoubleAdder adder(double value) {
    DoubleAdder adder = new DoubleAdder();
    adder.add(value);
    return adder;
  }

  /** What is equal is in one row. */
  private static final List<Object[]> GROUPS =
      List.of(
          group(
              1,
              1L,
              (short) 1,
              1.0,
              1f,
              true,
              BigInteger.ONE,
              new BigDecimal("1.00"),
              WideFloat.of(1),
              new Complex(1, 0),
              new Complex(1, -0.0),
              wide(1, 0),
              new AtomicInteger(1),
              adder(1)),
          group(
              0,
              -0.0,
              0.0f,
              false,
              BigDecimal.ZERO,
              new BigDecimal("0E-9"),
              WideFloat.of(-0.0),
              new Complex(-0.0, 0),
              wide(0, -0.0)),
          group(-1, -1.0, BigInteger.ONE.negate(), WideFloat.of(-1)),
          group(0.1, new BigDecimal(0.1), WideFloat.of(0.1), new Complex(0.1, 0)),
          group(new BigDecimal("0.1")),
          group(0.1f, (double) 0.1f),
          group(new Complex(0, 1), wide(0, 1)),
          group(new Complex(1, 1), wide(1, 1)),
          group(1L << 53, 0x1p53, BigInteger.TWO.pow(53), WideFloat.of(0x1p53)),
          group(
              (1L << 53) + 1,
              BigInteger.TWO.pow(53).add(BigInteger.ONE),
              WideFloat.of((1L << 53) + 1, 64)),
          group(Long.MAX_VALUE, BigInteger.valueOf(Long.MAX_VALUE)),
          group(0x1p63, BigInteger.TWO.pow(63), WideFloat.of(0x1p63)),
          group(
              Double.POSITIVE_INFINITY,
              Float.POSITIVE_INFINITY,
              WideFloat.infinite(false),
              new Complex(Double.POSITIVE_INFINITY, 0),
              adder(Double.POSITIVE_INFINITY)),
          group(Double.NEGATIVE_INFINITY, WideFloat.infinite(true)),
          group(new byte[] {65}, (byte) 65),
          group((Object) new byte[] {65, 0}),
          group("A", new int[] {65}),
          group("", new int[0]),
          group((Object) new byte[0]),
          group("\ud83d\ude00", new int[] {0x1f600}),
          group((Object) new int[] {0xd83d, 0xde00}),
          group(
              List.of(),
              ItemList.of(new Object[0]),
              ItemList.repeated(1, 0),
              ItemList.repeated("x", 0)),
          group(
              List.of(1), List.of(1.0), ItemList.repeated(1, 1), ItemList.of(new Object[] {true})),
          group(List.of(1, 1), ItemList.repeated(1, 2), ItemList.repeated(1L, 2)),
          group(List.of(1, 2), ItemList.of(new Object[] {1.0, 2L})),
          group(List.of(List.of("a"), List.of())));

  @Test
  void equalIsWhatIsInOneRow() {
    for (Object[] group : GROUPS) {
      for (Object a : group) {
        for (Object[] others : GROUPS) {
          for (Object b : others) {
            assertThat(ItemValues.equal(a, b))
                .as("%s %s and %s %s", a.getClass(), a, b.getClass(), b)
                .isEqualTo(group == others);
          }
        }
      }
    }
  }

  @Test
  void nothingEqualsWhatHasNoValue() {
    Object[] none = {
      null,
      Double.NaN,
      Float.NaN,
      WIDE_NAN,
      new Complex(Double.NaN, 0),
      new Complex(0, Double.NaN),
      wide(Double.NaN, 0),
      wide(0, Double.NaN),
      'A',
      new Object(),
      new long[] {65},
      adder(Double.NaN)
    };
    for (Object a : none) {
      for (Object b : none) {
        assertThat(ItemValues.equal(a, b)).as("%s and %s", a, b).isFalse();
      }
      for (Object[] group : GROUPS) {
        for (Object b : group) {
          assertThat(ItemValues.equal(a, b)).as("%s and %s", a, b).isFalse();
          assertThat(ItemValues.equal(b, a)).as("%s and %s", b, a).isFalse();
        }
      }
    }
  }

  static Stream<Arguments> wholes() {
    return Stream.of(
        arguments(true, "1"),
        arguments(false, "0"),
        arguments((byte) -7, "-7"),
        arguments((short) -300, "-300"),
        arguments(70_000, "70000"),
        arguments(Long.MIN_VALUE, "-9223372036854775808"),
        arguments(3f, "3"),
        arguments(-0.0, "0"),
        arguments(1e20, "100000000000000000000"),
        arguments(0.5, null),
        arguments(Double.NaN, null),
        arguments(Float.POSITIVE_INFINITY, null),
        arguments(WideFloat.of(0x1p70), "1180591620717411303424"),
        arguments(WideFloat.of(0.5), null),
        arguments(WIDE_NAN, null),
        arguments(WideFloat.infinite(true), null),
        arguments(new BigDecimal("12.00"), "12"),
        arguments(new BigDecimal("12E2"), "1200"),
        arguments(new BigDecimal("12.01"), null),
        arguments(new BigDecimal("0E999999999"), "0"),
        arguments(new BigDecimal("0.9"), null),
        arguments(new BigDecimal("1e4999"), "1" + "0".repeat(4999)),
        arguments(new BigDecimal("1e5000"), null),
        arguments(new BigDecimal("1e-999999999"), null),
        arguments(new AtomicInteger(5), "5"),
        arguments(adder(2), "2"),
        arguments(adder(Double.NaN), null),
        arguments("1", null),
        arguments(null, null));
  }

  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource
  void wholes(Object value, String whole) {
    BigInteger expected = whole == null ? null : new BigInteger(whole);
    assertThat(ItemValues.whole(value)).isEqualTo(expected);
  }

  static Stream<Arguments> lists() {
    List<Object> bytes = Arrays.asList(new byte[] {1}, null, "a");
    return Stream.of(
        arguments(ItemList.of(new Object[] {1, "a", List.of()}), List.of(1, "a", List.of())),
        arguments(ItemList.repeated("a", 3), Collections.nCopies(3, "a")),
        arguments(ItemList.repeated("a", 1), List.of("a")),
        arguments(ItemList.repeated("a", 0), List.of()),
        arguments(ItemList.repeated(7, 1000), Collections.nCopies(1000, 7)),
        arguments(ItemList.of(new Object[0]), List.of()),
        arguments(ItemList.of(bytes.toArray()), ItemList.of(bytes.toArray())));
  }

  @ParameterizedTest
  @MethodSource
  void lists(ItemList list, List<?> same) {
    assertThat(list.equals(same)).isTrue();
    assertThat(list.equals(list)).isTrue();
    assertThat(list.hashCode()).isEqualTo(same.hashCode());
    assertThat(list.size()).isEqualTo(same.size());
    assertThat(list.toArray()).isEqualTo(same.toArray());
    assertThat(list.equals(null)).isFalse();
    assertThat(list.equals("a")).isFalse();
    List<Object> longer = new java.util.ArrayList<>(same);
    longer.add(1);
    assertThat(list.equals(longer)).isFalse();
    for (int i = 0; i < same.size(); i++) {
      assertThat(list.contains(same.get(i)) || same.get(i) instanceof byte[]).isTrue();
      List<Object> other = new java.util.ArrayList<>(same);
      other.set(i, "other");
      assertThat(list.equals(other)).isFalse();
      if (same.size() > 10) {
        break;
      }
    }
    assertThat(list.contains("none")).isFalse();
    assertThat(list.contains("a")).isEqualTo(same.contains("a"));
    assertThat(list).hasToString(ItemText.of(same, 1 << 16));
    assertThat(ItemValues.text(same)).isEqualTo(list.toString()).isNotEmpty();
    assertThatThrownBy(() -> list.get(list.size())).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> list.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aListOfOneItemManyTimesEqualsAnotherInNoTime() {
    ItemList many = ItemList.repeated(new byte[] {1}, Integer.MAX_VALUE);
    assertThat(many.equals(ItemList.repeated(new byte[] {1}, Integer.MAX_VALUE))).isTrue();
    assertThat(many.equals(ItemList.repeated(new byte[] {2}, Integer.MAX_VALUE))).isFalse();
    assertThat(many.equals(ItemList.repeated(new byte[] {1}, Integer.MAX_VALUE - 1))).isFalse();
    assertThat(many.contains(new byte[] {1})).isTrue();
    assertThat(ItemValues.equal(many, ItemList.repeated((byte) 1, Integer.MAX_VALUE))).isTrue();
    assertThat(ItemValues.equal(many, ItemList.repeated((byte) 2, Integer.MAX_VALUE))).isFalse();
    // 31^n is a power of two less than its sum of powers times 30
    int n = Integer.MAX_VALUE;
    int power =
        BigInteger.valueOf(31).modPow(BigInteger.valueOf(n), BigInteger.TWO.pow(32)).intValue();
    BigInteger sum =
        BigInteger.valueOf(31)
            .modPow(BigInteger.valueOf(n), BigInteger.TWO.pow(32).multiply(BigInteger.valueOf(30)))
            .subtract(BigInteger.ONE)
            .divide(BigInteger.valueOf(30));
    assertThat(ItemList.repeated("a", n).hashCode())
        .isEqualTo(power + sum.intValue() * "a".hashCode());
  }

  @Test
  void bytesCountByContent() {
    assertThat(ItemValues.same(new byte[] {1}, new byte[] {1})).isTrue();
    assertThat(ItemValues.same(new byte[] {1}, new byte[] {2})).isFalse();
    assertThat(ItemValues.same(new byte[] {1}, null)).isFalse();
    assertThat(ItemValues.same(null, null)).isTrue();
    assertThat(ItemValues.same(1, 1L)).isFalse();
    assertThat(ItemValues.hashOfList(Arrays.asList(new byte[] {1, 2}, "x", null)))
        .isEqualTo(((31 + Arrays.hashCode(new byte[] {1, 2})) * 31 + "x".hashCode()) * 31);
  }
}
