package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.Locale;

/**
 * C's long double. What it is depends on the platform: 80 bits of x87 in 12 or 16 bytes, IEEE
 * binary128 in 16, or a double in 8.
 */
final class LongDouble {
  private static final boolean X87 =
      System.getProperty("os.arch").toLowerCase(Locale.ROOT).matches("amd64|x86_64|x86|i[3-6]86");
  private static final int BIAS = 16383;
  private static final int SPECIAL = 0x7fff;

  private LongDouble() {}

  /** Binary digits of the widest long double. */
  static final int MAX_DIGITS = 113;

  /** Binary digits of a long double of this size (in bytes). */
  static int digits(int size) {
    return digits(size, X87);
  }

  private static int digits(int size, boolean x87) {
    return size == 8 ? 53 : x87 ? 64 : 113;
  }

  /** The nearest long double; infinite if the number is too large. */
  static WideFloat round(WideFloat v, int size) {
    return round(v, size, X87);
  }

  /** As on a platform that has x87, or one that has not. */
  static WideFloat round(WideFloat v, int size, boolean x87) {
    int digits = digits(size, x87);
    return size == 8
        ? WideFloat.of(v.doubleValue())
        : v.round(digits, 1 - BIAS - (digits - 1), BIAS);
  }

  static WideFloat get(MemorySegment memory, long at, int size, boolean big) {
    return get(memory, at, size, big, X87);
  }

  /** As on a platform that has x87, or one that has not. */
  static WideFloat get(MemorySegment memory, long at, int size, boolean big, boolean x87) {
    byte[] b = new byte[size];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, b, 0, size);
    if (size == 8) {
      return WideFloat.of(Double.longBitsToDouble(word(b, 0, 8, big)));
    }
    return x87 ? x87(b, big) : binary128(b, big);
  }

  private static WideFloat x87(byte[] b, boolean big) {
    int top = (int) word(b, 8, 2, big);
    long mantissa = word(b, 0, 8, big);
    int exponent = top & SPECIAL;
    boolean negative = top > SPECIAL;
    // without its leading bit a number is none, for the processor
    if (exponent != 0 && mantissa >= 0) {
      return WideFloat.nan();
    }
    if (exponent == SPECIAL) {
      return mantissa << 1 == 0 ? WideFloat.infinite(negative) : WideFloat.nan();
    }
    return WideFloat.of(
        negative, UInt64Casts.toBigInteger(mantissa), Math.max(exponent, 1) - BIAS - 63);
  }

  private static WideFloat binary128(byte[] b, boolean big) {
    long low = word(b, 0, 8, big);
    long high = word(b, 8, 8, big);
    int exponent = (int) (high >>> 48) & SPECIAL;
    long leading = high & 0xffff_ffff_ffffL;
    if (exponent == SPECIAL) {
      return (leading | low) == 0 ? WideFloat.infinite(high < 0) : WideFloat.nan();
    }
    BigInteger mantissa =
        BigInteger.valueOf(exponent == 0 ? leading : leading | (1L << 48))
            .shiftLeft(64)
            .or(UInt64Casts.toBigInteger(low));
    return WideFloat.of(high < 0, mantissa, Math.max(exponent, 1) - BIAS - 112);
  }

  /** Writes a number, which {@link #round} has made one of this size. */
  static void put(MemorySegment memory, long at, int size, boolean big, WideFloat v) {
    put(memory, at, size, big, v, X87);
  }

  /** As on a platform that has x87, or one that has not. */
  static void put(MemorySegment memory, long at, int size, boolean big, WideFloat v, boolean x87) {
    byte[] b = new byte[size];
    if (size == 8) {
      word(b, 0, 8, big, Double.doubleToRawLongBits(v.doubleValue()));
    } else {
      int last = digits(size, x87) - 1;
      long exponent = 0;
      BigInteger mantissa = BigInteger.ZERO;
      if (!v.isFinite()) {
        exponent = SPECIAL;
        mantissa = BigInteger.ONE.shiftLeft(last);
        mantissa = v.isNaN() ? mantissa.setBit(last - 1) : mantissa;
      } else if (!v.isZero()) {
        int first = v.exponent() + v.significand().bitLength() - 1;
        int e = Math.max(first, 1 - BIAS);
        mantissa = v.significand().shiftLeft(v.exponent() - e + last);
        exponent = first < 1 - BIAS ? 0 : e + BIAS;
      }
      long sign = v.isNegative() ? 1 : 0;
      word(b, 0, 8, big, mantissa.longValue());
      if (x87) {
        word(b, 8, 2, big, (sign << 15) | exponent);
      } else {
        long leading = mantissa.clearBit(last).shiftRight(64).longValue();
        word(b, 8, 8, big, (sign << 63) | (exponent << 48) | leading);
      }
    }
    MemorySegment.copy(b, 0, memory, ValueLayout.JAVA_BYTE, at, size);
  }

  /** Bytes from..from+n of the little-endian image of the item. */
  private static long word(byte[] b, int from, int n, boolean big) {
    long word = 0;
    for (int i = n - 1; i >= 0; i--) {
      word = (word << 8) | (b[big ? b.length - 1 - from - i : from + i] & 0xff);
    }
    return word;
  }

  private static void word(byte[] b, int from, int n, boolean big, long word) {
    for (int i = 0; i < n; i++) {
      b[big ? b.length - 1 - from - i : from + i] = (byte) (word >>> (8 * i));
    }
  }
}
