package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.item.HalfFloats;
import org.ndview.internal.item.ItemValues;

/** The loops over blocks of numbers give what the items give, read and compared one by one. */
class NumbersTest {
  static List<Items> types() {
    return Items.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void aReaderReadsWhatTheItemsAre(Items items) {
    NumericFormat rows = items.rows();
    int n = items.n();
    double[] doubles = rows.reader().toDoubles(items.raw(), n);
    long[] bits = rows.reader().toDoubleBits(items.raw(), n);
    long[] longs = rows.isFloat() ? new long[n] : rows.reader().toLongs(items.raw(), n);
    float[] floats = rows.fitsFloat() ? rows.reader().toFloats(items.raw(), n) : new float[n];
    boolean wide = rows.bits() == 64 && rows.isInteger();
    double[] odd = wide ? rows.reader().roundToOdd(items.raw(), n) : new double[n];
    for (int i = 0; i < n; i++) {
      Number item = items.number(i);
      Double number = item.doubleValue();
      assertThat(doubles[i]).as("%s", item).isEqualTo(number);
      assertThat(Double.longBitsToDouble(bits[i])).as("%s", item).isEqualTo(number);
      if (!rows.isFloat()) {
        assertThat(longs[i]).isEqualTo(item.longValue());
      }
      if (rows.fitsFloat()) {
        assertThat(floats[i]).as("%s", item).isEqualTo(Float.valueOf(item.floatValue()));
      }
      if (wide) {
        assertThat(odd[i]).as("%s", item).isEqualTo(HalfFloats.roundToOdd(item));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aReaderScalesSmallIntegers(Items items) {
    NumericFormat rows = items.rows();
    assertThat(rows.reader().scales()).isEqualTo(rows.isInteger() && rows.bits() <= 32);
    if (!rows.reader().scales()) {
      return;
    }
    float[] scaled = new float[items.n()];
    rows.reader().toScaledFloats(items.raw(), scaled, items.n(), 1 / 255.0, -0.4375);
    for (int i = 0; i < items.n(); i++) {
      assertThat(scaled[i])
          .isEqualTo((float) (items.number(i).doubleValue() * (1 / 255.0) + -0.4375));
    }
  }

  private static final double[] DOUBLES = {
    0,
    -0.0,
    0.5,
    -0.5,
    0.99,
    -0.99,
    1,
    -1,
    1.5,
    127,
    127.9,
    128,
    -128,
    -128.9,
    -129,
    255,
    255.9,
    256,
    32767,
    32768,
    -32769,
    65535,
    65536,
    0x1p31,
    0x1p31 - 1,
    -0x1p31,
    -0x1p31 - 1,
    0x1p32 - 1,
    0x1p32,
    0x1p53 + 2,
    Math.nextDown(0x1p63),
    0x1p63,
    -0x1p63,
    Math.nextDown(-0x1p63),
    Math.nextDown(0x1p64),
    0x1p64,
    1e300,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    65519.9,
    65520,
    0x1.ffp127,
    Float.MIN_VALUE,
    0x1.008p0,
    0x1.0180000001p0,
    0x1.00100000001p0
  };

  /** Toward zero, into a range; 0 for NaN. */
  private static BigInteger clamped(double d, BigInteger min, BigInteger max) {
    if (Double.isNaN(d)) {
      return BigInteger.ZERO;
    }
    if (Double.isInfinite(d)) {
      return d < 0 ? min : max;
    }
    return new BigDecimal(d).toBigInteger().max(min).min(max);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aWriterRoundsCutsOrClampsDoubles(Items items) {
    NumericFormat rows = items.rows();
    int n = DOUBLES.length;
    for (boolean saturates : new boolean[] {false, true}) {
      Object raw = rows.block(n).array();
      rows.writer(saturates).fromDoubles(DOUBLES, raw, n);
      if (rows.isFloat()) {
        double[] written = rows.reader().toDoubles(raw, n);
        for (int i = 0; i < n; i++) {
          Double expected = Items.rounded(rows, DOUBLES[i]);
          assertThat(written[i]).as("%s", DOUBLES[i]).isEqualTo(expected);
        }
        continue;
      }
      long[] written = rows.reader().toLongs(raw, n);
      BigInteger min = BigInteger.valueOf(rows.min());
      BigInteger minLong = BigInteger.valueOf(Long.MIN_VALUE);
      BigInteger maxLong =
          rows.type() == ScalarType.UINT64 ? Items.max(rows) : BigInteger.valueOf(Long.MAX_VALUE);
      for (int i = 0; i < n; i++) {
        double d = DOUBLES[i];
        long expected;
        if (!rows.isInteger()) {
          expected = d != 0 ? 1 : 0;
        } else if (saturates) {
          expected = clamped(d, min, Items.max(rows)).longValue();
        } else {
          expected = low(rows, clamped(d, minLong, maxLong).longValue());
        }
        assertThat(written[i]).as("%s, saturating: %s", d, saturates).isEqualTo(expected);
      }
    }
  }

  /** The low bits, as a number of the type. */
  private static long low(NumericFormat rows, long v) {
    int unused = Long.SIZE - rows.bits();
    return rows.isSigned() ? v << unused >> unused : v << unused >>> unused;
  }

  @ParameterizedTest
  @MethodSource("types")
  void aWriterCutsOrClampsLongs(Items items) {
    NumericFormat rows = items.rows();
    if (rows.isFloat()) {
      return;
    }
    List<Long> numbers = new ArrayList<>();
    for (Object v : Items.of("q").values()) {
      numbers.add(((BigInteger) v).longValue());
    }
    int n = numbers.size();
    for (boolean unsigned : new boolean[] {false, true}) {
      for (boolean saturates : new boolean[] {false, true}) {
        if (unsigned && saturates && rows.type() == ScalarType.UINT64) {
          continue; // items of the same bits are copied, and never come here
        }
        Object raw = rows.block(n).array();
        long[] given = numbers.stream().mapToLong(v -> v).toArray();
        rows.writer(saturates).fromLongs(given, unsigned, raw, n);
        long[] written = rows.reader().toLongs(raw, n);
        for (int i = 0; i < n; i++) {
          long v = numbers.get(i);
          BigInteger number =
              unsigned ? new BigInteger(Long.toUnsignedString(v)) : BigInteger.valueOf(v);
          BigInteger min = BigInteger.valueOf(rows.min());
          long expected =
              !rows.isInteger()
                  ? (v == 0 ? 0 : 1)
                  : saturates ? number.max(min).min(Items.max(rows)).longValue() : low(rows, v);
          assertThat(written[i]).as("%s, saturating: %s", number, saturates).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aWriterRoundsFloats(Items items) {
    NumericFormat rows = items.rows();
    if (!rows.isFloat() || rows.bits() > 32) {
      return;
    }
    float[] numbers = new float[DOUBLES.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) DOUBLES[i];
    }
    Object raw = rows.block(numbers.length).array();
    rows.writer(false).fromFloats(numbers, raw, numbers.length);
    float[] written = rows.reader().toFloats(raw, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      Float expected = (float) Items.rounded(rows, numbers[i]);
      assertThat(written[i]).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void floatsInTheMachinesOrderAreTheNumbersThemselves(Items items) {
    NumericFormat rows = items.rows();
    StagingArray block = rows.numberBlock();
    block.reserve(items.n());
    rows.read(block, items.memory(), 0, items.format().itemsize(), items.n());
    Object raw = block.array();
    boolean plain = !rows.swapped();
    assertThat(raw instanceof float[]).isEqualTo(plain && rows.type() == ScalarType.FLOAT32);
    assertThat(raw instanceof double[]).isEqualTo(plain && rows.type() == ScalarType.FLOAT64);
    double[] expected = rows.reader().toDoubles(items.raw(), items.n());
    double[] doubles = rows.reader().toDoubles(raw, items.n());
    for (int i = 0; i < items.n(); i++) {
      assertThat(doubles[i]).isEqualTo(Double.valueOf(expected[i]));
    }
    if (!rows.isFloat()) {
      return;
    }
    NumberWriter writer = rows.writer(false);
    double[] room = writer.doublesFor(raw, items.n());
    float[] floatRoom = writer.floatsFor(raw, items.n());
    assertThat(room).hasSizeGreaterThanOrEqualTo(items.n());
    assertThat(floatRoom).hasSizeGreaterThanOrEqualTo(items.n());
    assertThat((Object) room == raw).isEqualTo(raw instanceof double[]);
    assertThat((Object) floatRoom == raw).isEqualTo(raw instanceof float[]);
    assertThat(rows.fitsFloat()).isEqualTo(rows.type() != ScalarType.FLOAT64);
    StagingArray written = rows.numberBlock();
    written.reserve(items.n());
    writer.fromDoubles(expected, written.array(), items.n());
    checkItems(rows, written.array(), expected, items.n());
    if (rows.fitsFloat()) {
      written = rows.numberBlock();
      written.reserve(items.n());
      writer.fromFloats(rows.reader().toFloats(raw, items.n()), written.array(), items.n());
      checkItems(rows, written.array(), expected, items.n());
      // in place, too
      writer.fromFloats(rows.reader().toFloats(raw, items.n()), raw, items.n());
      checkItems(rows, raw, expected, items.n());
    }
  }

  private static void checkItems(NumericFormat rows, Object raw, double[] expected, int n) {
    double[] actual = rows.reader().toDoubles(raw, n);
    for (int i = 0; i < n; i++) {
      assertThat(actual[i]).isEqualTo(Double.valueOf(expected[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void aKeyFindsTheItemsThatEqualANumber(Items items) {
    List<Number> sought = new ArrayList<>();
    for (String code : new String[] {"b", "Q", "q", "f", "d"}) {
      Items others = Items.of(code);
      for (int i = 0; i < others.n(); i++) {
        sought.add(others.number(i));
      }
    }
    sought.add(new BigDecimal("0.1"));
    sought.add(BigInteger.TWO.pow(64));
    sought.add(BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE));
    Object raw = items.unswapped();
    for (Number number : sought) {
      int count = 0;
      int first = -1;
      for (int i = items.n() - 1; i >= 0; i--) {
        if (ItemValues.equal(items.number(i), number)) {
          count++;
          first = i;
        }
      }
      SearchKey key = SearchKey.of(items.rows(), number);
      assertThat(key == null ? 0 : key.count(raw, items.n())).as("%s", number).isEqualTo(count);
      assertThat(key == null ? -1 : key.first(raw, items.n())).as("%s", number).isEqualTo(first);
      if (items.rows().bits() == 16) {
        byte[] bytes = items.memory().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        assertThat(key == null ? 0 : key.count(bytes, items.n())).isEqualTo(count);
        assertThat(key == null ? -1 : key.first(bytes, items.n())).isEqualTo(first);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?, 0, 1, true, true, false",
    "b, -128, 127, true, true, true",
    "B, 0, 255, true, true, false",
    "h, -32768, 32767, true, true, true",
    "H, 0, 65535, true, true, false",
    "i, -2147483648, 2147483647, true, false, true",
    "I, 0, 4294967295, true, false, false",
    "q, -9223372036854775808, 9223372036854775807, true, false, true",
    "Q, 0, 18446744073709551615, false, false, false"
  })
  void aFormatOfIntegersKnowsItsEnds(
      String code, BigInteger min, BigInteger max, boolean longs, boolean floats, boolean signed) {
    NumericFormat rows = Items.of(code).rows();
    assertThat(BigInteger.valueOf(rows.min())).isEqualTo(min);
    assertThat(Items.max(rows)).isEqualTo(max);
    assertThat(rows.fitsLong()).isEqualTo(longs);
    assertThat(rows.fitsFloat()).isEqualTo(floats);
    assertThat(rows.isSigned()).isEqualTo(signed);
  }

  @Test
  void formatsHaveTheSameBitsWhereConversionChangesNone() {
    for (Items a : types()) {
      for (Items b : types()) {
        NumericFormat x = a.rows();
        NumericFormat y = b.rows();
        boolean integers = x.isInteger() && y.isInteger() && x.bits() == y.bits();
        boolean same = x.type() == y.type() && x.type() != ScalarType.BOOL;
        assertThat(x.hasSameBits(y)).as("%s and %s", a, b).isEqualTo(integers || same);
      }
    }
  }
}
