package org.ndview.internal.item;

import java.math.BigInteger;
import org.ndview.format.Format;
import org.ndview.internal.check.BriefText;

/** Boxed items as the types of the typed getters: exact, or refused. */
public final class BoxedCasts {
  private BoxedCasts() {}

  private static Number number(Object item, Format format) {
    return switch (item) {
      case Boolean b -> b ? 1 : 0;
      case Byte _ -> throw none(format);
      case Number n -> n;
      default -> throw none(format);
    };
  }

  private static IllegalArgumentException none(Format format) {
    return new IllegalArgumentException(
        "items of the format '%s' are no numbers; get() reads them"
            .formatted(BriefText.of(format.toString())));
  }

  public static double toDouble(Object item, Format format) {
    return number(item, format).doubleValue();
  }

  public static float toFloat(Object item, Format format) {
    return number(item, format).floatValue();
  }

  /** A whole long double, or a refusal. */
  private static long toLong(WideFloat wide) {
    if (!wide.isFinite() || !wide.isWhole() || wide.truncated().bitLength() > 63) {
      throw ExactCasts.unread(wide, "long");
    }
    return wide.longValue();
  }

  public static long toLong(Object item, Format format) {
    return switch (number(item, format)) {
      case BigInteger big when big.bitLength() > 63 -> throw ExactCasts.unread(big, "long");
      case Float f -> ExactCasts.toLong(f);
      case Double d -> ExactCasts.toLong(d);
      case WideFloat w -> toLong(w);
      case Number n -> n.longValue();
    };
  }

  public static int toInt(Object item, Format format) {
    return ExactCasts.toInt(toLong(item, format));
  }

  public static short toShort(Object item, Format format) {
    return ExactCasts.toShort(toLong(item, format));
  }

  public static byte toByte(Object item, Format format) {
    // of the format c
    return item instanceof Byte b ? b : ExactCasts.toByte(toLong(item, format));
  }

  public static boolean toBoolean(Object item, Format format) {
    return switch (number(item, format)) {
      // a small one is not a double but 0
      case WideFloat w -> !w.isZero();
      case Number n -> n.doubleValue() != 0;
    };
  }
}
