package org.ndview.internal.numeric;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.item.ItemValues;
import org.ndview.internal.item.UInt64Casts;

/**
 * A number to be found among those of one format: as a long among integers, as the bits of a double
 * among floats. Either is compared with many items at once.
 *
 * @param rows the format
 * @param key what the items are compared with
 * @param lost how many bits at the top of an item do not count: the sign of zero
 */
public record SearchKey(NumericFormat rows, long key, int lost) {
  /** {@return the number, or null if no item of the format equals it} */
  public static @Nullable SearchKey of(NumericFormat rows, Number value) {
    if (rows.isFloat()) {
      double d = value.doubleValue();
      // NaN equals nothing
      return ItemValues.equal(value, d) ? new SearchKey(rows, bits(d), d == 0 ? 1 : 0) : null;
    }
    BigInteger whole = ItemValues.whole(value);
    if (whole == null) {
      return null;
    }
    boolean fits =
        whole.compareTo(BigInteger.valueOf(rows.min())) >= 0
            && whole.compareTo(UInt64Casts.toBigInteger(rows.max())) <= 0;
    return fits ? new SearchKey(rows, whole.longValue(), 0) : null;
  }

  private static long bits(double d) {
    return d == 0 ? 0 : Double.doubleToRawLongBits(d);
  }

  /** {@return what this is compared with} */
  public long[] keys(NumberReader numbers, Object raw, int n) {
    return rows.isFloat() ? numbers.toDoubleBits(raw, n) : numbers.toLongs(raw, n);
  }

  /** {@return how many of the first n keys are this} */
  public int count(long[] keys, int n) {
    long others = 0;
    for (int i = 0; i < n; i++) {
      long x = keys[i] << lost ^ key;
      others += (x | -x) >>> 63;
    }
    return n - (int) others;
  }

  /** {@return which of the first n keys is this first, or -1} */
  public int first(long[] keys, int n) {
    for (int i = 0; i < n; i++) {
      if (keys[i] << lost == key) {
        return i;
      }
    }
    return -1;
  }
}
