package org.ndview.internal.item;

import java.math.BigInteger;
import org.ndview.format.Bits;
import org.ndview.format.Format;
import org.ndview.format.FunctionPointer;
import org.ndview.format.Opaque;
import org.ndview.format.Pad;
import org.ndview.format.Pointer;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Sequence;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.check.BriefText;

/** Boxed items as the types of the typed getters and setters: exact, or refused. */
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
        "items of the format '%s' are no numbers; %s"
            .formatted(
                BriefText.of(format.toString()),
                bare(format) instanceof Opaque
                    ? "toBytes() gives their bytes"
                    : "get() reads them, and set() writes them"));
  }

  /**
   * Checks that a format has items that typed getters or setters know: numbers, bools, complex
   * numbers (a real one is written to them), and the format c for bytes.
   *
   * @param bytes whether the type is byte
   * @throws IllegalArgumentException if it has none
   */
  public static void check(Format format, boolean bytes) {
    boolean known =
        switch (bare(format)) {
          case Scalar scalar -> scalar.type() != ScalarType.CHAR || bytes;
          case Pointer _, FunctionPointer _, Bits _ -> true;
          case Opaque _, Text _, Pad _, SubArray _, Struct _, Sequence _ -> false;
        };
    if (!known) {
      throw none(format);
    }
  }

  /** The format of the only value of a plain one with padding around it. */
  private static Format bare(Format format) {
    Format item = format;
    while (item instanceof Sequence sequence && ItemCodec.isBare(sequence)) {
      item = ItemCodec.bareField(sequence).format();
    }
    return item;
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
