package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Complex;
import org.ndview.StructValue;

/** The text of an item tells what it is, and what it leaves out. */
class ItemTextTest {
  private static StructValue struct(String first, String second, Object... values) {
    return new StructValue(values, Arrays.asList(first, second));
  }

  static Stream<Arguments> texts() {
    BigInteger large = BigInteger.ONE.shiftLeft(9_999);
    return Stream.of(
        arguments(null, 10, "null"),
        arguments(true, 10, "true"),
        arguments('x', 10, "x"),
        arguments(12, 10, "12"),
        arguments(new Complex(1, -2), 30, new Complex(1, -2).toString()),
        arguments(
            new byte[] {' ', '~', 0x7f, 0x1f, '\'', '\\', (byte) 0xfe, 'a'},
            99,
            "b' ~\\x7f\\x1f\\x27\\x5c\\xfea'"),
        arguments((byte) 10, 10, "b'\\x0a'"),
        arguments(new byte[0], 10, "b''"),
        arguments(new byte[] {'a', 'b', 'c'}, 4, "b'ab'... (3 bytes)"),
        arguments(new byte[] {'a', 'b'}, 4, "b'ab'"),
        arguments("abc", 3, "'abc'"),
        arguments("abcd", 3, "'abc'... (4 characters)"),
        arguments("abc", 0, "''... (3 characters)"),
        // a pair is shown whole or not at all
        arguments("ab\ud83d\ude00", 3, "'ab'... (4 characters)"),
        arguments("ab\ud83d\ude00", 4, "'ab\ud83d\ude00'"),
        arguments("ab\ud83d", 3, "'ab\ud83d'"),
        arguments("\ud83d\ude00", 1, "''... (2 characters)"),
        arguments(List.of(), 10, "[]"),
        arguments(List.of(1, "b", List.of()), 99, "[1, 'b', []]"),
        arguments(List.of(1, 2, 3), 5, "[1, 2... (3 items)]"),
        arguments(List.of(1, 2), 5, "[1, 2]"),
        arguments(new int[] {1, 2, 3}, 99, "[1, 2, 3]"),
        arguments(new int[] {1, 2, 3}, 5, "[1, 2... (3 items)]"),
        arguments(new double[0], 5, "[]"),
        arguments(new Object[] {"a", null}, 99, "['a', null]"),
        arguments(struct(null, null, 1, 2), 99, "(1, 2)"),
        arguments(struct("a", null, 1, 2), 99, "(a=1, 2)"),
        arguments(struct("a", "b", 1, 2), 99, "(a=1, b=2)"),
        arguments(struct("a", "b", 1, 2), 4, "(a=1... (2 values))"),
        arguments(struct("a", "b", 1, 2), 5, "(a=1, b=2)"),
        arguments(large, 9999, large.toString()),
        arguments(large.shiftLeft(1), 9999, "a number of 10001 bits"),
        arguments(new BigDecimal(large.shiftLeft(1), 3), 9999, "a number of 10001 bits"),
        arguments(new BigDecimal(large, 3), 9999, new BigDecimal(large, 3).toString()),
        // what is little longer than it may be is shown
        arguments(new StringBuilder("y".repeat(30)), 10, "y".repeat(11)),
        arguments(new StringBuilder("y".repeat(9)), 10, "y".repeat(9)),
        arguments(BigInteger.TEN.pow(29), 10, "1" + "0".repeat(29)),
        arguments(BigInteger.TEN.pow(30), 10, "1" + "0".repeat(9) + "..."),
        arguments(BigInteger.TEN.pow(30), 0, "..."),
        arguments(Collections.nCopies(3, "abc"), 2, "['a'... (3 characters)... (3 items)]"),
        arguments(
            new WideComplex(WideFloat.of(1), WideFloat.of(2)),
            99,
            "WideComplex[re=" + WideFloat.of(1) + ", im=" + WideFloat.of(2) + "]"),
        arguments(new Thread[0], 9, "[]"),
        arguments(Optional.NONE, 9, "an object of " + Optional.class.getName()));
  }

  private enum Optional {
    NONE
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource
  void texts(Object value, int max, String text) {
    assertThat(ItemText.of(value, max)).isEqualTo(text);
  }
}
