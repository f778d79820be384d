package org.ndview.internal.item;

import java.math.BigInteger;
import org.ndview.format.Format;

/** As {@link ExactCasts}, for a long that stands for an unsigned number of 64 bits. */
public final class UInt64Casts {
  private static final double TWO_64 = 0x1p64;

  private UInt64Casts() {}

  public static double toDouble(long v) {
    // halved with its lost bit kept, so that the one rounding is right
    return v >= 0 ? (double) v : (double) (v >>> 1 | (v & 1)) * 2;
  }

  /** As {@link HalfFloats#roundToOdd(long)}. */
  public static double roundToOdd(long v) {
    return v >= 0 ? HalfFloats.roundToOdd(v) : HalfFloats.roundToOdd(v >>> 1 | (v & 1)) * 2;
  }

  public static float toFloat(long v) {
    return v >= 0 ? (float) v : (float) (v >>> 1 | (v & 1)) * 2;
  }

  public static long toLong(long v) {
    if (v < 0) {
      throw ExactCasts.unread(Long.toUnsignedString(v), "long");
    }
    return v;
  }

  public static int toInt(long v) {
    return ExactCasts.toInt(checked(v, "int"));
  }

  public static short toShort(long v) {
    return ExactCasts.toShort(checked(v, "short"));
  }

  public static byte toByte(long v) {
    return ExactCasts.toByte(checked(v, "byte"));
  }

  public static boolean toBoolean(long v) {
    return v != 0;
  }

  private static long checked(long v, String type) {
    if (v < 0) {
      throw ExactCasts.unread(Long.toUnsignedString(v), type);
    }
    return v;
  }

  public static long integral(double v, Format format) {
    if (!(v >= 0 && v < TWO_64) || v != Math.rint(v)) {
      throw ExactCasts.unwritten(v, format, "whole numbers from 0 to " + Long.toUnsignedString(-1));
    }
    return v < 0x1p63 ? (long) v : (long) (v - 0x1p63) | Long.MIN_VALUE;
  }

  public static BigInteger toBigInteger(long v) {
    return v >= 0 ? BigInteger.valueOf(v) : new BigInteger(Long.toUnsignedString(v));
  }

  /** Compares with a double, exactly: it is equal if it is whole, and has the same bits then. */
  public static boolean equal(long unsigned, double other) {
    return other >= 0
        && other < TWO_64
        && clamped(other) == unsigned
        && toDouble(unsigned) == other;
  }

  /** The bits of a double's whole part, or of the nearest number that there is; of NaN, 0. */
  public static long clamped(double v) {
    if (v < 0x1p63) {
      return (long) v;
    }
    return v < TWO_64 ? (long) (v - 0x1p63) | Long.MIN_VALUE : Double.isNaN(v) ? 0 : -1;
  }
}
