package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;

/**
 * C's long double, read as the nearest double. What it is depends on the platform: 80 bits of x87
 * in 12 or 16 bytes, IEEE binary128 in 16, or a double in 8.
 */
public final class LongDouble {
  private static final boolean X87 =
      System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("amd64|x86_64|x86|i[3-6]86");
  private static final int BIAS = 16383;

  private LongDouble() {}

  public static double get(MemorySegment memory, long at, int itemsize, boolean big) {
    byte[] b = new byte[itemsize];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, b, 0, itemsize);
    if (itemsize == 8) {
      return Double.longBitsToDouble(word(b, 0, 8, big));
    }
    if (X87) {
      long top = word(b, 8, 2, big);
      return toDouble(top < 0x8000 ? 1 : -1, (int) top & 0x7fff, word(b, 0, 8, big), false);
    }
    long low = word(b, 0, 8, big);
    long high = word(b, 8, 8, big);
    int exponent = (int) (high >>> 48) & 0x7fff;
    long fraction = (high & 0xffff_ffff_ffffL) << 15 | low >>> 49;
    boolean lost = low << 15 != 0;
    long leading = exponent == 0 ? 0 : Long.MIN_VALUE;
    return toDouble(high < 0 ? -1 : 1, exponent, leading | fraction, lost);
  }

  public static void put(MemorySegment memory, long at, int itemsize, boolean big, double value) {
    byte[] b = new byte[itemsize];
    long bits = Double.doubleToRawLongBits(value);
    if (itemsize == 8) {
      word(b, 0, 8, big, bits);
    } else {
      long sign = bits >>> 63 << 15;
      long mantissa = 0;
      long exponent = 0;
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        exponent = 0x7fff;
        mantissa = Long.MIN_VALUE | bits << 12 >>> 1;
      } else if (value != 0) {
        int e = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
        long m =
            (bits & (1L << 52) - 1)
                | (Math.getExponent(value) < Double.MIN_EXPONENT ? 0 : 1L << 52);
        int shift = Long.numberOfLeadingZeros(m);
        mantissa = m << shift;
        exponent = (long) e - shift + 63 + BIAS;
      }
      if (X87) {
        word(b, 0, 8, big, mantissa);
        word(b, 8, 2, big, sign | exponent);
      } else {
        long fraction = mantissa << 1;
        word(b, 0, 8, big, fraction << 48);
        word(b, 8, 8, big, (sign | exponent) << 48 | fraction >>> 16);
      }
    }
    MemorySegment.copy(b, 0, memory, ValueLayout.JAVA_BYTE, at, itemsize);
  }

  /** sign * mantissa * 2^(exponent - BIAS - 63), in one rounding. */
  private static double toDouble(int sign, int exponent, long mantissa, boolean lost) {
    if (exponent == 0x7fff) {
      return mantissa << 1 == 0 && !lost ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (mantissa == 0) {
      return sign * 0.0;
    }
    int zeros = Long.numberOfLeadingZeros(mantissa);
    long m = mantissa << zeros | (lost ? 1 : 0);
    int top = Math.max(exponent, 1) - BIAS - zeros;
    if (top > Double.MAX_EXPONENT) {
      return sign * Double.POSITIVE_INFINITY;
    }
    int shift = top >= Double.MIN_EXPONENT ? 11 : 11 + Double.MIN_EXPONENT - top;
    if (shift > 64) {
      return sign * 0.0;
    }
    long kept = shift == 64 ? 0 : m >>> shift;
    long rest = m << (64 - shift);
    boolean up = rest < 0 && (rest != Long.MIN_VALUE || (kept & 1) == 1);
    return sign * Math.scalb((double) (up ? kept + 1 : kept), top - 63 + shift);
  }

  /** Bytes from..from+n of the little-endian image of the item. */
  private static long word(byte[] b, int from, int n, boolean big) {
    long word = 0;
    for (int i = n - 1; i >= 0; i--) {
      word = word << 8 | (b[big ? b.length - 1 - from - i : from + i] & 0xff);
    }
    return word;
  }

  private static void word(byte[] b, int from, int n, boolean big, long word) {
    for (int i = 0; i < n; i++) {
      b[big ? b.length - 1 - from - i : from + i] = (byte) (word >>> (8 * i));
    }
  }
}
