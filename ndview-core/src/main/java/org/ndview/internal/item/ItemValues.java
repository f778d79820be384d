package org.ndview.internal.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import org.ndview.StructValue;

/** Boxed items: their equality, which is Python's, and their text. */
public final class ItemValues {
  private ItemValues() {}

  /**
   * Numbers, bools and complex numbers compare by value, exactly, whatever their types; bytes only
   * with bytes ({@code c} is one byte), text only with text, structs and sub-arrays item by item.
   * NaN equals nothing.
   */
  public static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return listsEqual(x, y);
    }
    byte @Nullable [] bytes = bytes(a);
    if (bytes != null) {
      byte @Nullable [] others = bytes(b);
      return others != null && Arrays.equals(bytes, others);
    }
    if (a instanceof String s) {
      return s.equals(b);
    }
    if (a instanceof Complex || b instanceof Complex) {
      Complex x = complex(a);
      Complex y = complex(b);
      return x != null && y != null && x.re() == y.re() && x.im() == y.im();
    }
    Number x = number(a);
    Number y = number(b);
    return x != null && y != null && numbersEqual(x, y);
  }

  private static boolean listsEqual(List<?> x, List<?> y) {
    if (x.size() != y.size()) {
      return false;
    }
    for (int i = 0; i < x.size(); i++) {
      if (!equal(x.get(i), y.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> bytes;
      case Byte b -> new byte[] {b};
      case null, default -> null;
    };
  }

  private static @Nullable Complex complex(@Nullable Object value) {
    if (value instanceof Complex c) {
      return c;
    }
    Number number = number(value);
    if (number == null) {
      return null;
    }
    double re = number.doubleValue();
    return numbersEqual(number, re) ? new Complex(re, 0) : null;
  }

  private static @Nullable Number number(@Nullable Object value) {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      case Byte _ -> null;
      case Number n -> n;
      case null, default -> null;
    };
  }

  private static boolean numbersEqual(Number x, Number y) {
    if (isFloat(x) && isFloat(y)) {
      return x.doubleValue() == y.doubleValue();
    }
    if (isSmall(x) && isSmall(y)) {
      return x.longValue() == y.longValue();
    }
    if ((isFloat(x) && !Double.isFinite(x.doubleValue()))
        || (isFloat(y) && !Double.isFinite(y.doubleValue()))) {
      return false;
    }
    return decimal(x).compareTo(decimal(y)) == 0;
  }

  private static boolean isFloat(Number n) {
    return n instanceof Float || n instanceof Double;
  }

  private static boolean isSmall(Number n) {
    return n instanceof Integer || n instanceof Long || n instanceof Short;
  }

  /** The number itself, without rounding. */
  public static BigDecimal decimal(Number n) {
    return switch (n) {
      case BigDecimal d -> d;
      case BigInteger i -> new BigDecimal(i);
      case Float f -> new BigDecimal(f);
      case Double d -> new BigDecimal(d);
      case Byte _, Short _, Integer _, Long _ -> BigDecimal.valueOf(n.longValue());
      default -> new BigDecimal(n.toString());
    };
  }

  /** The value as error messages, StructValue and NdView's toString show it. */
  public static String text(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> "b'" + ascii(bytes) + "'";
      case Byte b -> "b'" + ascii(new byte[] {b}) + "'";
      case String s -> "'" + s + "'";
      case StructValue s -> s.toString();
      case List<?> list -> {
        StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < list.size(); i++) {
          out.append(i == 0 ? "" : ", ").append(text(list.get(i)));
        }
        yield out.append(']').toString();
      }
      case null, default -> String.valueOf(value);
    };
  }

  private static String ascii(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      boolean plain = b >= ' ' && b < 0x7f && b != '\'' && b != '\\';
      out.append(plain ? String.valueOf((char) b) : "\\x" + HexFormat.of().toHexDigits(b));
    }
    return out.toString();
  }
}
