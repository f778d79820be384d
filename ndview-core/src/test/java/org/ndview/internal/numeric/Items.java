package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ndview.format.Format;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.item.HalfFloats;
import org.ndview.internal.item.ItemCodec;

/** Items of a numeric format, one by one, and as the blocks that loops take. */
record Items(String code, Format format, NumericFormat rows, List<Object> values) {
  static final List<String> CODES =
      List.of("?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", "[bfloat16]", "f", "d");

  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -2.5,
    2,
    255,
    256,
    65504,
    -65504,
    3.0e38,
    1e300,
    0x1p63,
    -0x1p63,
    0x1p64,
    0x1p31,
    127,
    128,
    -128,
    -129,
    Double.MIN_VALUE,
    Float.MIN_VALUE,
    0x1.8p10,
    2049,
    0x1p53,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MAX_VALUE,
    Float.MAX_VALUE,
    257,
    65519,
    65520,
    0.1
  };

  static List<Items> all() {
    List<Items> all = new ArrayList<>();
    for (String code : CODES) {
      for (String order : new String[] {"<", ">"}) {
        all.add(of(order + code));
      }
    }
    return all;
  }

  static Items of(String code) {
    Format format = Format.parse(code);
    NumericFormat rows = Objects.requireNonNull(NumericFormat.of(format));
    return new Items(code, format, rows, values(rows));
  }

  private static List<Object> values(NumericFormat rows) {
    List<Object> values = new ArrayList<>();
    if (rows.isFloat()) {
      for (double v : DOUBLES) {
        double rounded = rounded(rows, v);
        if (Double.isFinite(rounded) || !Double.isFinite(v)) {
          values.add(rounded);
        }
      }
      return values;
    }
    if (!rows.isInteger()) {
      return List.of(true, false, true);
    }
    BigInteger min = BigInteger.valueOf(rows.min());
    BigInteger max = max(rows);
    for (BigInteger near : new BigInteger[] {min, BigInteger.ZERO, max}) {
      for (int d = -2; d <= 2; d++) {
        values.add(near.add(BigInteger.valueOf(d)));
      }
    }
    for (int power = 2; power < 64; power++) {
      values.add(BigInteger.TWO.pow(power));
      values.add(BigInteger.TWO.pow(power).add(BigInteger.ONE));
      values.add(BigInteger.ONE.subtract(BigInteger.TWO.pow(power)));
    }
    values.removeIf(
        v -> ((BigInteger) v).compareTo(min) < 0 || ((BigInteger) v).compareTo(max) > 0);
    return values;
  }

  static BigInteger max(NumericFormat rows) {
    return new BigInteger(Long.toUnsignedString(rows.max()));
  }

  /** The nearest number of a type of floats. */
  static double rounded(NumericFormat rows, Number value) {
    double odd = HalfFloats.roundToOdd(value);
    return switch (rows.type()) {
      case FLOAT16 -> Float.float16ToFloat(HalfFloats.float16(odd));
      case BFLOAT16 -> HalfFloats.bfloat16(HalfFloats.bfloat16(odd));
      case FLOAT32 -> (float) odd;
      default -> value.doubleValue();
    };
  }

  int n() {
    return values.size();
  }

  MemorySegment memory() {
    int size = (int) format.itemsize();
    MemorySegment memory = MemorySegment.ofArray(new byte[size * n()]);
    ItemCodec codec = ItemCodec.of(format);
    for (int i = 0; i < n(); i++) {
      codec.put(memory, (long) i * size, values.get(i));
    }
    return memory;
  }

  /** The items, in the machine's byte order. */
  Object raw() {
    StagingArray block = rows.block(n());
    rows.read(block, memory(), 0, format.itemsize(), n());
    return block.array();
  }

  /** One of them. */
  Object raw(int i) {
    StagingArray block = rows.block(1);
    rows.read(block, memory(), i * format.itemsize(), format.itemsize(), 1);
    return block.array();
  }

  /** The items as they are in memory. */
  Object unswapped() {
    StagingArray block = rows.block(n());
    block.load(memory(), 0, 1, 0, n(), format.itemsize(), n());
    return block.array();
  }

  Number number(int i) {
    return values.get(i) instanceof Boolean b
        ? BigInteger.valueOf(b ? 1 : 0)
        : (Number) values.get(i);
  }

  /** The number as a decimal, of a finite one. */
  static BigDecimal decimal(Number n) {
    return n instanceof BigInteger big ? new BigDecimal(big) : new BigDecimal(n.doubleValue());
  }

  @Override
  public String toString() {
    return code;
  }
}
