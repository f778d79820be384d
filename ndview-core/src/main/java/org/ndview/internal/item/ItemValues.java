package org.ndview.internal.item;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;

/** Boxed items: their equality, which is Python's, and that of Java's lists. */
public final class ItemValues {
  /** No whole number of a scalar has more decimal digits; one such as 1e999999999 has. */
  private static final int MAX_DIGITS = 5000;

  private ItemValues() {}

  /**
   * Numbers, bools and complex numbers compare by value, exactly, whatever their types; bytes only
   * with bytes ({@code c} is one byte), text only with text, structs and sub-arrays item by item.
   * NaN equals nothing. Takes what {@link ItemCodec#key} gives, too.
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
    int @Nullable [] text = codePoints(a);
    if (text != null) {
      int @Nullable [] other = codePoints(b);
      return other != null && Arrays.equals(text, other);
    }
    if (isComplex(a) || isComplex(b)) {
      Number re = re(a);
      Number otherRe = re(b);
      Number im = im(a);
      Number otherIm = im(b);
      return re != null
          && im != null
          && otherRe != null
          && otherIm != null
          && numbersEqual(re, otherRe)
          && numbersEqual(im, otherIm);
    }
    Number x = number(a);
    Number y = number(b);
    return x != null && y != null && numbersEqual(x, y);
  }

  private static boolean listsEqual(List<?> x, List<?> y) {
    if (x.size() != y.size()) {
      return false;
    }
    if (x instanceof ItemList.Repeated r && y instanceof ItemList.Repeated s) {
      return r.size() == 0 || equal(r.item(), s.item());
    }
    for (int i = 0; i < x.size(); i++) {
      if (!equal(x.get(i), y.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** {@return bytes, of which the format c has one, or null for what is none} */
  public static byte @Nullable [] bytes(@Nullable Object value) {
    return switch (value) {
      case byte[] bytes -> bytes;
      case Byte b -> new byte[] {b};
      case null, default -> null;
    };
  }

  /** Text as its code points, valid or not. */
  private static int @Nullable [] codePoints(@Nullable Object value) {
    return switch (value) {
      case int[] points -> points;
      case String s -> s.codePoints().toArray();
      case null, default -> null;
    };
  }

  private static boolean isComplex(@Nullable Object value) {
    return value instanceof Complex || value instanceof WideComplex;
  }

  /** The real part of a number, or null for what is none. */
  public static @Nullable Number re(@Nullable Object value) {
    return switch (value) {
      case Complex(double re, double _) -> (Double) re;
      case WideComplex(WideFloat re, WideFloat _) -> re;
      case null, default -> number(value);
    };
  }

  /** The imaginary part of a number, or null for what is none. */
  public static @Nullable Number im(@Nullable Object value) {
    return switch (value) {
      case Complex(double _, double im) -> (Double) im;
      case WideComplex(WideFloat _, WideFloat im) -> im;
      case null, default -> number(value) == null ? null : (Integer) 0;
    };
  }

  private static @Nullable Number number(@Nullable Object value) {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      case Byte _ -> null;
      case Number n -> known(n);
      case null, default -> null;
    };
  }

  /** A number as one of Java's own: what its text says, or else its double. */
  static Number known(Number n) {
    return switch (n) {
      case Byte _, Short _, Integer _, Long _, Float _, Double _ -> n;
      case BigInteger _, BigDecimal _, WideFloat _ -> n;
      default -> {
        try {
          yield new BigDecimal(String.valueOf(n));
        } catch (NumberFormatException _) {
          yield n.doubleValue(); // NaN, or infinite
        }
      }
    };
  }

  private static boolean numbersEqual(Number x, Number y) {
    if (isFloat(x) && isFloat(y)) {
      return x.doubleValue() == y.doubleValue();
    }
    if (isSmall(x) && isSmall(y)) {
      return x.longValue() == y.longValue();
    }
    if (x instanceof WideFloat w) {
      return wideEqual(w, y);
    }
    if (y instanceof WideFloat w) {
      return wideEqual(w, x);
    }
    if ((isFloat(x) && !Double.isFinite(x.doubleValue()))
        || (isFloat(y) && !Double.isFinite(y.doubleValue()))) {
      return false;
    }
    return decimal(x).compareTo(decimal(y)) == 0;
  }

  private static boolean wideEqual(WideFloat w, Number n) {
    return n instanceof BigDecimal d
        ? w.isFinite() && w.decimal().compareTo(d) == 0
        : w.sameNumber(WideFloat.of(n, LongDouble.MAX_DIGITS));
  }

  private static boolean isFloat(Number n) {
    return n instanceof Float || n instanceof Double;
  }

  private static boolean isSmall(Number n) {
    return n instanceof Integer || n instanceof Long || n instanceof Short;
  }

  /** The number itself, without rounding; of a finite one. */
  public static BigDecimal decimal(Number n) {
    return switch (n) {
      case BigDecimal d -> d;
      case BigInteger i -> new BigDecimal(i);
      case Float f -> new BigDecimal(f);
      case Double d -> new BigDecimal(d);
      case WideFloat w -> w.decimal();
      case Byte _, Short _, Integer _, Long _ -> BigDecimal.valueOf(n.longValue());
      default -> new BigDecimal(n.toString());
    };
  }

  /** The value as a whole number, or null if it is none, or one that no item holds. */
  public static @Nullable BigInteger whole(@Nullable Object value) {
    return switch (value) {
      case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
      case BigInteger i -> i;
      case Byte b -> BigInteger.valueOf(b);
      case Short s -> BigInteger.valueOf(s);
      case Integer n -> BigInteger.valueOf(n);
      case Long n -> BigInteger.valueOf(n);
      case Float f when !Float.isFinite(f) -> null;
      case Double d when !Double.isFinite(d) -> null;
      case WideFloat w -> w.isFinite() && w.isWhole() ? w.truncated() : null;
      case Number n when !(n instanceof Double) && known(n) instanceof Double d -> whole(d);
      case Number n -> {
        BigDecimal decimal = decimal(n);
        long digits = (long) decimal.precision() - decimal.scale();
        if (decimal.signum() == 0) {
          yield BigInteger.ZERO;
        }
        // a huge exponent must not be written out
        if (digits <= 0 || digits > MAX_DIGITS) {
          yield null;
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        yield stripped.scale() > 0 ? null : stripped.toBigInteger();
      }
      case null, default -> null;
    };
  }

  /** Equality of Java's lists, but that bytes are equal by content. */
  public static boolean sameLists(List<?> x, @Nullable Object other) {
    if (x == other) {
      return true;
    }
    if (!(other instanceof List<?> y) || x.size() != y.size()) {
      return false;
    }
    if (x instanceof ItemList.Repeated r && y instanceof ItemList.Repeated s) {
      return r.size() == 0 || same(r.item(), s.item());
    }
    Iterator<?> others = y.iterator();
    for (Object item : x) {
      if (!others.hasNext() || !same(item, others.next())) {
        return false;
      }
    }
    return true;
  }

  static boolean same(@Nullable Object a, @Nullable Object b) {
    return (a instanceof byte[] x && b instanceof byte[] y)
        ? Arrays.equals(x, y)
        : Objects.equals(a, b);
  }

  /** The hash of Java's lists, but that bytes count by content. */
  public static int hashOfList(List<?> list) {
    int hash = 1;
    for (Object item : list) {
      hash = 31 * hash + hash(item);
    }
    return hash;
  }

  static int hash(@Nullable Object item) {
    return item instanceof byte[] bytes ? Arrays.hashCode(bytes) : Objects.hashCode(item);
  }

  /** The value as StructValue and NdView's toString show it. */
  public static String text(@Nullable Object value) {
    return ItemText.of(value, ItemText.MAX_TEXT);
  }
}
