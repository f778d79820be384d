package org.ndview;

import java.math.BigInteger;

/** Boxed items as the types of the typed getters: exact, or refused. */
final class Boxed {
  private Boxed() {}

  private static Number number(Object item, NdView view) {
    return switch (item) {
      case Boolean b -> b ? 1 : 0;
      case Byte _ -> throw none(view);
      case Number n -> n;
      default -> throw none(view);
    };
  }

  private static IllegalArgumentException none(NdView view) {
    return new IllegalArgumentException(
        "items of the format '" + view.formatText() + "' are no numbers; get() reads them");
  }

  static double toDouble(Object item, NdView view) {
    return number(item, view).doubleValue();
  }

  static float toFloat(Object item, NdView view) {
    return number(item, view).floatValue();
  }

  static long toLong(Object item, NdView view) {
    return switch (number(item, view)) {
      case BigInteger big when big.bitLength() > 63 -> throw Exact.unread(big, "long");
      case Float f -> Exact.toLong(f);
      case Double d -> Exact.toLong(d);
      case Number n -> n.longValue();
    };
  }

  static int toInt(Object item, NdView view) {
    return Exact.toInt(toLong(item, view));
  }

  static short toShort(Object item, NdView view) {
    return Exact.toShort(toLong(item, view));
  }

  static byte toByte(Object item, NdView view) {
    // of the format c
    return item instanceof Byte b ? b : Exact.toByte(toLong(item, view));
  }

  static boolean toBoolean(Object item, NdView view) {
    return number(item, view).doubleValue() != 0;
  }
}
