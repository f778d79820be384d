package org.ndview;

/**
 * Conversions between the Java types of the typed getters and setters: exact, or refused. Getters
 * throw ArithmeticException, setters IllegalArgumentException, before anything is written.
 */
final class Exact {
  private Exact() {}

  // what an item is read as

  static double toDouble(boolean v) {
    return v ? 1 : 0;
  }

  static double toDouble(long v) {
    return (double) v;
  }

  static double toDouble(double v) {
    return v;
  }

  static float toFloat(boolean v) {
    return v ? 1 : 0;
  }

  static float toFloat(long v) {
    return (float) v;
  }

  static float toFloat(double v) {
    return (float) v;
  }

  static long toLong(boolean v) {
    return v ? 1 : 0;
  }

  static long toLong(long v) {
    return v;
  }

  static long toLong(double v) {
    long whole = (long) v;
    if (whole != v || whole == Long.MAX_VALUE) {
      throw unread(v, "long");
    }
    return whole;
  }

  static int toInt(boolean v) {
    return v ? 1 : 0;
  }

  static int toInt(int v) {
    return v;
  }

  static int toInt(long v) {
    int narrow = (int) v;
    if (narrow != v) {
      throw unread(v, "int");
    }
    return narrow;
  }

  static int toInt(double v) {
    int whole = (int) v;
    if (whole != v) {
      throw unread(v, "int");
    }
    return whole;
  }

  static short toShort(boolean v) {
    return (short) (v ? 1 : 0);
  }

  static short toShort(long v) {
    short narrow = (short) v;
    if (narrow != v) {
      throw unread(v, "short");
    }
    return narrow;
  }

  static short toShort(double v) {
    short whole = (short) v;
    if (whole != v) {
      throw unread(v, "short");
    }
    return whole;
  }

  static byte toByte(boolean v) {
    return (byte) (v ? 1 : 0);
  }

  static byte toByte(long v) {
    byte narrow = (byte) v;
    if (narrow != v) {
      throw unread(v, "byte");
    }
    return narrow;
  }

  static byte toByte(double v) {
    byte whole = (byte) v;
    if (whole != v) {
      throw unread(v, "byte");
    }
    return whole;
  }

  static boolean toBoolean(boolean v) {
    return v;
  }

  static boolean toBoolean(long v) {
    return v != 0;
  }

  static boolean toBoolean(double v) {
    return v != 0;
  }

  static ArithmeticException unread(Object value, String type) {
    return new ArithmeticException(
        (type.equals("int") ? "an " : "a ")
            + type
            + " cannot hold the item "
            + value
            + "; get() gives it whole");
  }

  // what a value is written as

  static long inRange(long v, long min, long max, NdView view) {
    if (v < min || v > max) {
      throw unwritten(v, view, min + " to " + max);
    }
    return v;
  }

  static long integral(double v, long min, long max, NdView view) {
    long whole = (long) v;
    // the double next to Long.MAX_VALUE is 2^63, which a cast would clamp
    if (whole != v || v == 0x1p63) {
      throw unwritten(v, view, "whole numbers from " + min + " to " + max);
    }
    return inRange(whole, min, max, view);
  }

  static float float32(double v, NdView view) {
    float narrow = (float) v;
    if (Float.isInfinite(narrow) && !Double.isInfinite(v)) {
      throw unwritten(v, view, range(Float.MAX_VALUE));
    }
    return narrow;
  }

  static short float16(long v, NdView view) {
    return float16(Halves.toOdd(v), view);
  }

  static short float16(double v, NdView view) {
    short bits = Halves.float16(v);
    if ((bits & 0x7fff) == 0x7c00 && !Double.isInfinite(v)) {
      throw unwritten(v, view, range(65504));
    }
    return bits;
  }

  static short bfloat16(long v, NdView view) {
    return bfloat16(Halves.toOdd(v), view);
  }

  static short bfloat16(double v, NdView view) {
    short bits = Halves.bfloat16(v);
    if ((bits & 0x7fff) == 0x7f80 && !Double.isInfinite(v)) {
      throw unwritten(v, view, range(Halves.bfloat16((short) 0x7f7f)));
    }
    return bits;
  }

  private static String range(double max) {
    return -max + " to " + max;
  }

  static IllegalArgumentException unwritten(Object value, NdView view, String range) {
    return Codec.unwritten(value, view.formatText(), range);
  }
}
