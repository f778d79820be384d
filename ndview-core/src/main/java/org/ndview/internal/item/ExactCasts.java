package org.ndview.internal.item;

import org.ndview.format.Format;

/**
 * Conversions between the Java types of the typed getters and setters: exact, or refused. Getters
 * throw ArithmeticException, setters IllegalArgumentException, before anything is written.
 */
public final class ExactCasts {
  private ExactCasts() {}

  // what an item is read as

  public static double toDouble(boolean v) {
    return v ? 1 : 0;
  }

  public static double toDouble(long v) {
    return (double) v;
  }

  public static double toDouble(double v) {
    return v;
  }

  public static float toFloat(boolean v) {
    return v ? 1 : 0;
  }

  public static float toFloat(long v) {
    return (float) v;
  }

  public static float toFloat(double v) {
    return (float) v;
  }

  public static long toLong(boolean v) {
    return v ? 1 : 0;
  }

  public static long toLong(long v) {
    return v;
  }

  public static long toLong(double v) {
    long whole = (long) v;
    if (whole != v || whole == Long.MAX_VALUE) {
      throw unread(v, "long");
    }
    return whole;
  }

  public static int toInt(boolean v) {
    return v ? 1 : 0;
  }

  public static int toInt(int v) {
    return v;
  }

  public static int toInt(long v) {
    int narrow = (int) v;
    if (narrow != v) {
      throw unread(v, "int");
    }
    return narrow;
  }

  public static int toInt(double v) {
    int whole = (int) v;
    if (whole != v) {
      throw unread(v, "int");
    }
    return whole;
  }

  public static short toShort(boolean v) {
    return (short) (v ? 1 : 0);
  }

  public static short toShort(long v) {
    short narrow = (short) v;
    if (narrow != v) {
      throw unread(v, "short");
    }
    return narrow;
  }

  public static short toShort(double v) {
    short whole = (short) v;
    if (whole != v) {
      throw unread(v, "short");
    }
    return whole;
  }

  public static byte toByte(boolean v) {
    return (byte) (v ? 1 : 0);
  }

  public static byte toByte(long v) {
    byte narrow = (byte) v;
    if (narrow != v) {
      throw unread(v, "byte");
    }
    return narrow;
  }

  public static byte toByte(double v) {
    byte whole = (byte) v;
    if (whole != v) {
      throw unread(v, "byte");
    }
    return whole;
  }

  public static boolean toBoolean(boolean v) {
    return v;
  }

  public static boolean toBoolean(long v) {
    return v != 0;
  }

  public static boolean toBoolean(double v) {
    return v != 0;
  }

  public static ArithmeticException unread(Object value, String type) {
    return new ArithmeticException(
        (type.equals("int") ? "an " : "a ")
            + type
            + " cannot hold the item "
            + (value instanceof Number n ? ItemText.of(n, ItemText.MAX_MESSAGE) : value)
            + "; get() gives it whole");
  }

  // what a value is written as

  public static long inRange(long v, long min, long max, Format format) {
    if (v < min || v > max) {
      throw unwritten(v, format, min + " to " + max);
    }
    return v;
  }

  public static long integral(double v, long min, long max, Format format) {
    long whole = (long) v;
    // the double next to Long.MAX_VALUE is 2^63, which a cast would clamp
    if (whole != v || v == 0x1p63) {
      throw unwritten(v, format, "whole numbers from " + min + " to " + max);
    }
    return inRange(whole, min, max, format);
  }

  public static float float32(double v, Format format) {
    float narrow = (float) v;
    if (Float.isInfinite(narrow) && !Double.isInfinite(v)) {
      throw unwritten(v, format, range(Float.MAX_VALUE));
    }
    return narrow;
  }

  public static short float16(long v, Format format) {
    return float16(HalfFloats.roundToOdd(v), format);
  }

  public static short float16(double v, Format format) {
    short bits = HalfFloats.float16(v);
    if ((bits & 0x7fff) == 0x7c00 && !Double.isInfinite(v)) {
      throw unwritten(v, format, range(65504));
    }
    return bits;
  }

  public static short bfloat16(long v, Format format) {
    return bfloat16(HalfFloats.roundToOdd(v), format);
  }

  public static short bfloat16(double v, Format format) {
    short bits = HalfFloats.bfloat16(v);
    if ((bits & 0x7fff) == 0x7f80 && !Double.isInfinite(v)) {
      throw unwritten(v, format, range(HalfFloats.bfloat16((short) 0x7f7f)));
    }
    return bits;
  }

  private static String range(double max) {
    return -max + " to " + max;
  }

  public static IllegalArgumentException unwritten(Object value, Format format, String range) {
    return ItemCodec.unwritten(value, format, range);
  }
}
