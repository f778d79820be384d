package org.ndview.internal.numeric;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.format.ScalarType;
import org.ndview.internal.item.HalfFloats;
import org.ndview.internal.item.ItemValues;
import org.ndview.internal.item.UInt64Casts;

/**
 * A number to be found among those of one format, as the bits that the items have which equal it:
 * no item is converted, not even to the machine's byte order.
 *
 * @param bits the width of an item, in bits
 * @param key what the bits of an item are compared with
 * @param mask which of them count: of zero, not the sign
 * @param others whether all other items are meant: those that are true
 */
public record SearchKey(int bits, long key, long mask, boolean others) {
  private static final VarHandle LONGS_OF_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final VarHandle SHORTS_OF_BYTES =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

  /** {@return the number, or null for what no item of the format equals} */
  static @Nullable SearchKey of(NumericFormat rows, @Nullable Object value) {
    Number im = ItemValues.im(value);
    Number re = ItemValues.re(value);
    // real numbers equal a complex one that has nothing else
    return re == null || im == null || !ItemValues.equal(im, 0) ? null : of(rows, re);
  }

  private static @Nullable SearchKey of(NumericFormat rows, Number value) {
    int bits = rows.bits();
    long all = -1L >>> (Long.SIZE - bits);
    if (rows.isFloat()) {
      double d = value.doubleValue();
      // NaN equals nothing
      if (!ItemValues.equal(value, d)) {
        return null;
      }
      Long found = floatBits(rows.type(), d);
      return found == null
          ? null
          : d == 0 ? ordered(rows, 0, all >>> 1) : ordered(rows, found & all, all);
    }
    BigInteger whole = ItemValues.whole(value);
    if (whole == null) {
      return null;
    }
    boolean fits =
        whole.compareTo(BigInteger.valueOf(rows.min())) >= 0
            && whole.compareTo(UInt64Casts.toBigInteger(rows.max())) <= 0;
    if (!fits) {
      return null;
    }
    return rows.type() == ScalarType.BOOL
        ? new SearchKey(bits, 0, all, whole.signum() != 0)
        : ordered(rows, whole.longValue() & all, all);
  }

  /** The bits of a float, or null if none of the type is this number. */
  private static @Nullable Long floatBits(ScalarType type, double d) {
    float f = (float) d;
    return switch (type) {
      case FLOAT64 -> Double.doubleToRawLongBits(d);
      case FLOAT32 -> f == d ? (Long) (long) Float.floatToRawIntBits(f) : null;
      case FLOAT16 -> {
        short half = HalfFloats.float16(d);
        yield Float.float16ToFloat(half) == d ? (Long) (long) half : null;
      }
      case BFLOAT16 -> {
        short half = HalfFloats.bfloat16(d);
        yield HalfFloats.bfloat16(half) == d ? (Long) (long) half : null;
      }
      default -> throw new AssertionError(type);
    };
  }

  /** As the items have it in memory. */
  private static SearchKey ordered(NumericFormat rows, long key, long mask) {
    int unused = Long.SIZE - rows.bits();
    return rows.swapped()
        ? new SearchKey(
            rows.bits(),
            Long.reverseBytes(key) >>> unused,
            Long.reverseBytes(mask) >>> unused,
            false)
        : new SearchKey(rows.bits(), key, mask, false);
  }

  /**
   * {@return how many of the first n items are this}
   *
   * @param raw the items as they are in memory: byte[], short[], int[] or long[], by their width;
   *     shorts may be in byte[] too
   */
  public int count(Object raw, int n) {
    int equal =
        switch (raw) {
          case byte[] items -> count(items, n);
          case short[] items -> count(items, n);
          case int[] items -> count(items, n);
          default -> count((long[]) raw, n);
        };
    return others ? n - equal : equal;
  }

  /** Bytes, or the bytes of shorts: a long has several, which are compared at once. */
  private int count(byte[] items, int n) {
    int width = bits / Byte.SIZE;
    long lanes = bits == Byte.SIZE ? 0x0101_0101_0101_0101L : 0x0001_0001_0001_0001L;
    long tops = lanes << (bits - 1);
    long keys = key * lanes;
    long masks = mask * lanes;
    int whole = n * width / Long.BYTES * Long.BYTES;
    int different = 0;
    for (int i = 0; i < whole; i += Long.BYTES) {
      long x = ((long) LONGS_OF_BYTES.get(items, i) ^ keys) & masks;
      // the top bit of each that is not zero
      different += Long.bitCount(((x & ~tops) + ~tops | x) & tops);
    }
    for (int i = whole / width; i < n; i++) {
      different += ((item(items, i) ^ key) & mask) == 0 ? 0 : 1;
    }
    return n - different;
  }

  private long item(byte[] items, int i) {
    return bits == Byte.SIZE ? items[i] : (short) SHORTS_OF_BYTES.get(items, i * Short.BYTES);
  }

  private int count(short[] items, int n) {
    int keys = (int) key;
    int masks = (int) mask;
    int different = 0;
    for (int i = 0; i < n; i++) {
      int x = (items[i] ^ keys) & masks;
      different += (x | -x) >>> 31;
    }
    return n - different;
  }

  private int count(int[] items, int n) {
    int keys = (int) key;
    int masks = (int) mask;
    int different = 0;
    for (int i = 0; i < n; i++) {
      int x = (items[i] ^ keys) & masks;
      different += (x | -x) >>> 31;
    }
    return n - different;
  }

  private int count(long[] items, int n) {
    long different = 0;
    for (int i = 0; i < n; i++) {
      long x = (items[i] ^ key) & mask;
      different += (x | -x) >>> 63;
    }
    return n - (int) different;
  }

  /** {@return which of the first n items is this first, or -1} */
  public int first(Object raw, int n) {
    for (int i = 0; i < n; i++) {
      long item =
          switch (raw) {
            case byte[] items -> item(items, i);
            case short[] items -> items[i];
            case int[] items -> items[i];
            default -> ((long[]) raw)[i];
          };
      if ((((item ^ key) & mask) == 0) != others) {
        return i;
      }
    }
    return -1;
  }
}
