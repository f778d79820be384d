package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Random;
import java.util.function.Supplier;
import org.ndview.format.Format;
import org.ndview.internal.item.ItemValues;

/** What the typed getters are to give, from the boxed item. */
final class NdViewTyped {
  private NdViewTyped() {}

  static void assertRead(NdView view, Object item, long[] at) {
    Number number =
        switch (item) {
          case Boolean b -> b ? 1 : 0;
          case Byte _ -> null;
          case Number n -> n;
          default -> null;
        };
    if (number == null) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> view.getDouble(at))
          .withMessageContaining("are no numbers");
      assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> view.getLong(at));
      return;
    }
    assertThat(view.getDouble(at)).isEqualTo((Double) number.doubleValue());
    assertThat(view.getFloat(at)).isEqualTo((Float) number.floatValue());
    assertThat(view.getBoolean(at)).isEqualTo(!ItemValues.equal(number, 0));
    BigInteger whole = whole(number);
    assertWhole(() -> view.getLong(at), whole, Long.MIN_VALUE, Long.MAX_VALUE, number);
    assertWhole(() -> view.getInt(at), whole, Integer.MIN_VALUE, Integer.MAX_VALUE, number);
    assertWhole(() -> view.getShort(at), whole, Short.MIN_VALUE, Short.MAX_VALUE, number);
    assertWhole(() -> view.getByte(at), whole, Byte.MIN_VALUE, Byte.MAX_VALUE, number);
    switch (at.length) {
      case 1 -> {
        assertThat(view.getDouble(at[0])).isEqualTo((Double) number.doubleValue());
        assertWhole(() -> view.getLong(at[0]), whole, Long.MIN_VALUE, Long.MAX_VALUE, number);
      }
      case 2 -> assertThat(view.getDouble(at[0], at[1])).isEqualTo((Double) number.doubleValue());
      case 3 ->
          assertThat(view.getDouble(at[0], at[1], at[2])).isEqualTo((Double) number.doubleValue());
      case 4 ->
          assertThat(view.getDouble(at[0], at[1], at[2], at[3]))
              .isEqualTo((Double) number.doubleValue());
      default -> {}
    }
  }

  private static void assertWhole(
      Supplier<Number> get, BigInteger whole, long min, long max, Number number) {
    if (whole != null
        && whole.compareTo(BigInteger.valueOf(min)) >= 0
        && whole.compareTo(BigInteger.valueOf(max)) <= 0) {
      assertThat(get.get().longValue()).isEqualTo(whole.longValueExact());
    } else {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(get::get)
          .withMessageContaining(" cannot hold the item ");
    }
  }

  /** The number as an integer, or null if it is none. */
  static BigInteger whole(Number number) {
    return ItemValues.whole(number);
  }

  /** A value of a format, read from random bytes. */
  static Object fresh(Random random, Format format) {
    byte[] bytes = new byte[(int) format.itemsize()];
    random.nextBytes(bytes);
    MemorySegment memory = MemorySegment.ofArray(bytes);
    return NdView.of(memory, format, Layout.contiguous(Order.C, format.itemsize())).get();
  }
}
