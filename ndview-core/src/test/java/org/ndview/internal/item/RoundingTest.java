package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A number of any width becomes a float in one rounding: to the nearest, in the middle to the one
 * that is even. Numbers are made from two neighbours and what lies between them, so that what must
 * come is known.
 */
class RoundingTest {
  /** A type of floats: its items counted by their bits, from 0 up. */
  enum Type {
    FLOAT16(0x7bff, v -> Float.float16ToFloat(HalfFloats.float16(v))),
    BFLOAT16(0x7f7f, v -> HalfFloats.bfloat16(HalfFloats.bfloat16(v))),
    FLOAT32(0x7f7f_ffff, v -> (float) v),
    FLOAT64(0x7fef_ffff_ffff_ffffL, v -> v);

    final long largest;
    final DoubleUnaryOperator rounded;

    Type(long largest, DoubleUnaryOperator rounded) {
      this.largest = largest;
      this.rounded = rounded;
    }

    double number(long bits) {
      return switch (this) {
        case FLOAT16 -> Float.float16ToFloat((short) bits);
        case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
        case FLOAT32 -> Float.intBitsToFloat((int) bits);
        case FLOAT64 -> Double.longBitsToDouble(bits);
      };
    }

    /** Numbers to begin at: near 0, at the least normal one, near 1, in between, and the last. */
    long[] starts() {
      int shift =
          switch (this) {
            case FLOAT16 -> 10;
            case BFLOAT16 -> 7;
            case FLOAT32 -> 23;
            case FLOAT64 -> 52;
          };
      long normal = 1L << shift;
      long one = largest + 1 >>> 1;
      one -= one % normal;
      return new long[] {
        0,
        1,
        2,
        normal - 1,
        normal,
        normal + 1,
        one - 1,
        one,
        one + 1,
        largest / 3,
        largest - 2,
        largest - 1
      };
    }
  }

  private static BigDecimal exact(double v) {
    return new BigDecimal(v);
  }

  private static void check(Type type, BigDecimal number, double expected) {
    for (BigDecimal n : new BigDecimal[] {number, number.negate()}) {
      double want = n.signum() < 0 ? -expected : expected;
      if (type == Type.FLOAT64) {
        assertThat(WideFloat.of(n, 53).doubleValue()).as("%s", n).isEqualTo(want);
        continue;
      }
      assertThat(type.rounded.applyAsDouble(HalfFloats.roundToOdd(n)))
          .as("%s of %s", type, n)
          .isEqualTo(want);
      double wide = HalfFloats.roundToOdd(WideFloat.of(n, LongDouble.MAX_DIGITS));
      assertThat(type.rounded.applyAsDouble(wide)).as("%s of a wide %s", type, n).isEqualTo(want);
      double d = n.doubleValue();
      if (Double.isFinite(d) && exact(d).compareTo(n) == 0) {
        assertThat(type.rounded.applyAsDouble(d)).as("%s of double %s", type, n).isEqualTo(want);
      }
      if (type == Type.FLOAT32) {
        assertThat((double) WideFloat.of(n, LongDouble.MAX_DIGITS).floatValue()).isEqualTo(want);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNumberBetweenTwoNeighboursBecomesTheNearest(Type type) {
    // far less than any digit of a double
    BigDecimal little = exact(Double.MIN_VALUE).multiply(exact(0x1p-30));
    for (long bits : type.starts()) {
      double below = type.number(bits);
      double above = type.number(bits + 1);
      BigDecimal middle = exact(below).add(exact(above)).divide(BigDecimal.TWO);
      double even = (bits & 1) == 0 ? below : above;
      check(type, exact(below), below);
      check(type, exact(below).add(little), below);
      check(type, middle.subtract(little), below);
      check(type, middle, even);
      check(type, middle.add(little), above);
      check(type, exact(above).subtract(little), above);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsBeyondTheLargestIsInfinite(Type type) {
    double largest = type.number(type.largest);
    double before = type.number(type.largest - 1);
    // the middle of the largest and the one that would come next is even there
    BigDecimal half = exact(largest).subtract(exact(before)).divide(BigDecimal.TWO);
    BigDecimal limit = exact(largest).add(half);
    BigDecimal little = exact(Double.MIN_VALUE);
    check(type, limit.subtract(little), largest);
    check(type, limit, Double.POSITIVE_INFINITY);
    check(type, limit.add(little), Double.POSITIVE_INFINITY);
    check(type, new BigDecimal("1e4000"), Double.POSITIVE_INFINITY);
    check(type, new BigDecimal("1e999999999"), Double.POSITIVE_INFINITY);
  }

  @Test
  void whatIsNoFiniteNumberStaysSo() {
    Double[] numbers = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0};
    for (Double v : numbers) {
      for (Number n : new Number[] {v, v.floatValue(), WideFloat.of(v)}) {
        assertThat(HalfFloats.roundToOdd(n)).as("%s", n).isEqualTo(v);
      }
      for (Type type : Type.values()) {
        assertThat(type.rounded.applyAsDouble(v)).as("%s", type).isEqualTo(v);
      }
      assertThat(WideFloat.of(v).doubleValue()).isEqualTo(v);
      assertThat((double) WideFloat.of(v).floatValue()).isEqualTo(v);
    }
    // the leading bits of a NaN that has none but the last
    assertThat(HalfFloats.bfloat16(Double.longBitsToDouble(0x7ff0_0000_0000_0001L)))
        .isEqualTo((short) 0x7fc0);
  }

  @ParameterizedTest
  @ValueSource(ints = {25, 26, 30, 40, 52, 53, 54, 55, 60, 61, 62, 63})
  void aLongBecomesTheNearestFloat(int power) {
    long top = 1L << power;
    long step = top >>> 23;
    for (long k : new long[] {0, 1, 2, 5, (1L << 23) - 2}) {
      BigInteger below = UInt64Casts.toBigInteger(top + k * step);
      BigInteger middle = below.add(BigInteger.valueOf(step / 2));
      double low = below.doubleValue();
      double high = below.add(BigInteger.valueOf(step)).doubleValue();
      if (step > 2) {
        longBecomes(middle.subtract(BigInteger.ONE), low);
      }
      if (step > 1) {
        longBecomes(middle, k % 2 == 0 ? low : high);
      }
      if (step > 2) {
        longBecomes(middle.add(BigInteger.ONE), high);
      }
      longBecomes(below, low);
    }
  }

  private static void longBecomes(BigInteger n, double float32) {
    assertThat((double) (float) UInt64Casts.roundToOdd(n.longValue()))
        .as("%s", n)
        .isEqualTo(float32);
    assertThat((double) UInt64Casts.toFloat(n.longValue())).as("%s", n).isEqualTo(float32);
    assertThat(UInt64Casts.toDouble(n.longValue())).as("%s", n).isEqualTo(n.doubleValue());
    if (n.bitLength() < 64) {
      assertThat((double) (float) HalfFloats.roundToOdd(n.longValue())).isEqualTo(float32);
      assertThat((double) (float) HalfFloats.roundToOdd(-n.longValue())).isEqualTo(-float32);
    }
  }

  @Test
  void whatIsSmallerThanEveryDoubleGetsAnOddLastDigitToo() {
    for (int exponent : new int[] {-1074, -1075, -1076, -1100, -16000}) {
      for (int significand : new int[] {1, 3, 5, 7}) {
        WideFloat wide = WideFloat.of(true, BigInteger.valueOf(significand), exponent);
        double odd = HalfFloats.roundToOdd(wide);
        assertThat(odd).as("%s", wide).isEqualTo(HalfFloats.roundToOdd(wide.decimal()));
        assertThat(Double.doubleToRawLongBits(odd) & 1).as("%s", wide).isOne();
      }
    }
    for (int exponent : new int[] {1024, 20_000}) {
      WideFloat wide = WideFloat.of(true, BigInteger.TWO.pow(60).add(BigInteger.ONE), exponent);
      assertThat(HalfFloats.roundToOdd(wide)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void aLongThatNoDoubleEqualsGetsAnOddLastDigit() {
    long[] numbers = {
      (1L << 53) + 1,
      (1L << 53) + 3,
      (1L << 54) + 1,
      (1L << 54) + 3,
      (1L << 62) + 1,
      (1L << 62) - 1,
      Long.MAX_VALUE,
      Long.MAX_VALUE - 1,
      Long.MIN_VALUE + 1,
      Long.MIN_VALUE + 1025
    };
    for (long magnitude : numbers) {
      for (long n : new long[] {magnitude, -magnitude}) {
        double odd = HalfFloats.roundToOdd(n);
        assertThat(odd).as("%d", n).isEqualTo(HalfFloats.roundToOdd(BigInteger.valueOf(n)));
        assertThat(Double.doubleToRawLongBits(odd) & 1).as("%d", n).isOne();
        assertThat(exact(odd).subtract(new BigDecimal(n)).abs())
            .as("%d", n)
            .isLessThan(exact(Math.ulp(odd)));
      }
    }
    for (long n : new long[] {0, 1, -1, 1L << 53, -(1L << 53), (1L << 53) + 2, 1L << 62}) {
      assertThat(HalfFloats.roundToOdd(n)).isEqualTo((double) n);
    }
    assertThat(HalfFloats.roundToOdd(Long.MIN_VALUE)).isEqualTo(-0x1p63);
    assertThat(UInt64Casts.roundToOdd(-1)).isEqualTo(Math.nextDown(0x1p64));
    assertThat(UInt64Casts.roundToOdd(Long.MIN_VALUE)).isEqualTo(0x1p63);
    assertThat(UInt64Casts.roundToOdd(Long.MIN_VALUE + 1)).isEqualTo(Math.nextUp(0x1p63));
  }

  @Test
  void uint64EqualsADoubleOfTheSameValueAlone() {
    List<Double> doubles = new ArrayList<>(List.of(-0.0, -1.0, 0.5, 1e300, Double.NaN));
    List<Long> longs = new ArrayList<>();
    for (int e = 0; e <= 64; e++) {
      double power = Math.scalb(1.0, e);
      doubles.addAll(List.of(power, Math.nextDown(power), Math.nextUp(power), power + 0.5));
      for (long k = -2; k <= 2; k++) {
        longs.add((e == 64 ? 0 : 1L << e) + k);
        longs.add((e < 12 ? 1L << e : (1L << e) + (k << (e - 12))));
      }
    }
    doubles.addAll(List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    for (long u : longs) {
      BigDecimal exact = new BigDecimal(UInt64Casts.toBigInteger(u));
      for (double d : doubles) {
        boolean equal = Double.isFinite(d) && new BigDecimal(d).compareTo(exact) == 0;
        assertThat(UInt64Casts.equal(u, d)).as("%s and %s", exact, d).isEqualTo(equal);
      }
    }
  }
}
