package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
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
    "?", "b", "B", "<h", ">H", "i", ">I", "q", ">Q", "e", "[bfloat16]", ">f", "d", "g", "Zf"
  };

  @Property(tries = 200)
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
}
