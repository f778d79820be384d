package org.ndview.internal.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Complex;
import org.ndview.format.Format;
import org.ndview.format.Scalar;

/** Numbers around the ends of each type of integers, by exact arithmetic. */
class IntegerCodecTest {
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger ULONG_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

  private static ScalarCodec codec(String format) {
    return new ScalarCodec((Scalar) Format.parse(format));
  }

  /** As items are read: whole numbers of every kind, and floats with and without fractions. */
  private static List<Object> keys() {
    List<Object> keys = new ArrayList<>(List.of(true, false));
    for (int power : new int[] {0, 7, 8, 15, 16, 31, 32, 63, 64, 65}) {
      for (int d = -2; d <= 2; d++) {
        BigInteger above = BigInteger.TWO.pow(power).add(BigInteger.valueOf(d));
        for (BigInteger whole : new BigInteger[] {above, above.negate()}) {
          keys.add(WideFloat.of(whole, 80));
          keys.add(WideFloat.of(new BigDecimal(whole).add(new BigDecimal("0.75")), 80));
          keys.add(whole.doubleValue());
          keys.add(whole.doubleValue() + 0.75);
          keys.add(whole.floatValue());
          if (whole.bitLength() < 64) {
            keys.add(whole.longValue());
          } else if (whole.signum() > 0 && whole.bitLength() == 64) {
            keys.add(whole);
          }
        }
      }
    }
    for (double d : new double[] {-0.0, Double.MIN_VALUE, Math.nextDown(0x1p63), -1e300, 1e300}) {
      keys.add(d);
    }
    keys.add(WideFloat.of(BigInteger.TWO.pow(9000).negate(), 64));
    keys.add(WideFloat.of(new BigDecimal("-1e-4000"), 64));
    for (double d : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
      keys.add(d);
      keys.add((float) d);
      keys.add(WideFloat.of(d));
    }
    keys.add(new Complex(-70_000.5, 7));
    keys.add(new WideComplex(WideFloat.of(3e9), WideFloat.of(7.0)));
    return keys;
  }

  /** What is nearest of the whole numbers from one to another, toward zero; of NaN 0. */
  private static BigInteger nearest(Object key, BigInteger min, BigInteger max) {
    return switch (key) {
      case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
      case Complex c -> nearest(c.re(), min, max);
      case WideComplex c -> nearest(c.re(), min, max);
      case WideFloat w when w.isFinite() -> w.decimal().toBigInteger().max(min).min(max);
      case Number n when !Double.isFinite(n.doubleValue()) ->
          Double.isNaN(n.doubleValue()) ? BigInteger.ZERO : n.doubleValue() < 0 ? min : max;
      case Float _, Double _ ->
          new BigDecimal(((Number) key).doubleValue()).toBigInteger().max(min).min(max);
      default -> new BigInteger(key.toString()).max(min).min(max);
    };
  }

  /** The whole number that an item holds, between bytes that are as they were. */
  private static BigInteger whole(byte[] memory, String format) {
    assertThat(new byte[] {memory[0], memory[memory.length - 1]}).containsOnly(0x5a);
    byte[] item = Arrays.copyOfRange(memory, 1, memory.length - 1);
    for (int i = 0; format.startsWith("<") && i < item.length / 2; i++) {
      byte b = item[i];
      item[i] = item[item.length - 1 - i];
      item[item.length - 1 - i] = b;
    }
    return Character.isUpperCase(format.charAt(1)) ? new BigInteger(1, item) : new BigInteger(item);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "B", "h", "H", "i", "I", "q", "Q"})
  void integersAreTheNearestThereAreOrTheLowBits(String code) {
    boolean signed = Character.isLowerCase(code.charAt(0));
    for (String format : new String[] {"<" + code, ">" + code}) {
      ScalarCodec codec = codec(format);
      int bits = 8 * (int) Format.parse(format).itemsize();
      BigInteger span = BigInteger.TWO.pow(bits);
      BigInteger min = signed ? span.shiftRight(1).negate() : BigInteger.ZERO;
      BigInteger max = min.add(span).subtract(BigInteger.ONE);
      for (Object key : keys()) {
        byte[] memory = new byte[bits / 8 + 2];
        Arrays.fill(memory, (byte) 0x5a);
        codec.saturate(MemorySegment.ofArray(memory), 1, key);
        assertThat(whole(memory, format))
            .as("%s of %s", format, ItemText.of(key, 99))
            .isEqualTo(nearest(key, min, max));
        codec.convert(MemorySegment.ofArray(memory), 1, key);
        // integers have their low bits; floats are clamped to the longest type first
        boolean isUnsigned = code.equals("Q") || key instanceof BigInteger;
        BigInteger low = nearest(key, LONG_MIN, isUnsigned ? ULONG_MAX : LONG_MAX).mod(span);
        assertThat(whole(memory, format).mod(span))
            .as("low bits, %s of %s", format, ItemText.of(key, 99))
            .isEqualTo(low);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "b, -128, 127",
    "B, 0, 255",
    "h, -32768, 32767",
    "H, 0, 65535",
    "i, -2147483648, 2147483647",
    "I, 0, 4294967295",
    "q, -9223372036854775808, 9223372036854775807",
    "Q, 0, 18446744073709551615"
  })
  void integersAreWrittenFromTheFirstToTheLast(String code, BigInteger min, BigInteger max) {
    for (String format : new String[] {"<" + code, ">" + code}) {
      ScalarCodec codec = codec(format);
      byte[] memory = new byte[(int) Format.parse(format).itemsize() + 2];
      Arrays.fill(memory, (byte) 0x5a);
      MemorySegment segment = MemorySegment.ofArray(memory);
      for (BigInteger value : new BigInteger[] {min, max, BigInteger.ONE}) {
        codec.put(segment, 1, value);
        assertThat(whole(memory, format)).isEqualTo(value);
        codec.convertSame(segment, 1, value);
        assertThat(whole(memory, format)).isEqualTo(value);
      }
      for (Object value :
          new Object[] {min.subtract(BigInteger.ONE), max.add(BigInteger.ONE), 0.5}) {
        assertThatThrownBy(() -> codec.put(segment, 1, value))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("whole numbers from " + min + " to " + max);
        assertThat(whole(memory, format)).isEqualTo(BigInteger.ONE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"b, 300, 44", "H, -1, 65535", "B, 256, 0", "h, 0.5, 0", "?, 2, true"})
  void whatIsNotTheSameIsWrittenAndRefused(String code, double number, String made) {
    MemorySegment memory = MemorySegment.ofArray(new byte[2]);
    assertThatThrownBy(() -> codec(code).convertSame(memory, 0, number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("where it would be " + made);
    assertThat(ItemText.of(codec(code).key(memory, 0), 99)).isEqualTo(made);
    assertThat(ItemText.of(codec(code).converted(number), 99)).isEqualTo(made);
  }
}
