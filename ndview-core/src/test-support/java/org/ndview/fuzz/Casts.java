package org.ndview.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.ndview.fuzz.Num.Pair;

/** The model's conversions between numbers: the rules of Casting's documentation, one at a time. */
public final class Casts {
  private Casts() {}

  /** The names of Casting's rules. */
  public enum Rule {
    SAFE,
    SAME_KIND,
    SAME_VALUE,
    SATURATING,
    UNSAFE
  }

  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private static int rank(Num t) {
    return "?uifz".indexOf(t.kind);
  }

  private static int exponentBits(Num t) {
    return switch (t.part()) {
      case F16 -> 5;
      case BF16, F32 -> 8;
      case F64 -> 11;
      default -> 15;
    };
  }

  /** Whether a rule allows a conversion of one type to another, whatever the values. */
  public static boolean allowed(Rule rule, Num from, Num to) {
    return switch (rule) {
      case SAFE -> safe(from, to);
      case SAME_KIND -> safe(from, to) || rank(from) <= rank(to);
      case SAME_VALUE, SATURATING, UNSAFE -> true;
    };
  }

  private static boolean safe(Num from, Num to) {
    if (from == to) {
      return true;
    }
    return switch ("" + from.kind + (to.kind == 'z' ? 'f' : to.kind)) {
      case "?u", "?i", "?f" -> true;
      case "uu", "ii" -> from.size <= to.size;
      case "ui" -> from.size < to.size;
      case "uf", "if" -> from.digits() <= to.digits() || (from.size == 8 && to.digits() >= 53);
      case "ff" -> from.digits() <= to.digits() && exponentBits(from) <= exponentBits(to);
      case "zf" ->
          to.kind == 'z' && from.digits() <= to.digits() && exponentBits(from) <= exponentBits(to);
      default -> false;
    };
  }

  /** A real number as the nearest double. */
  public static double toDouble(Object n) {
    return switch (n) {
      case Boolean b -> b ? 1 : 0;
      case Double d -> d;
      case Long l -> l;
      default -> Dyadic.of(n).round(53, -1074);
    };
  }

  private static boolean isZero(Object n) {
    return switch (n) {
      case Boolean b -> !b;
      case Double d -> d == 0;
      case Long l -> l == 0;
      default -> Dyadic.of(n).digits().signum() == 0;
    };
  }

  private static Object re(Object n) {
    return n instanceof Pair p ? p.re() : n;
  }

  private static Object im(Object n) {
    return n instanceof Pair p ? p.im() : (Object) 0L;
  }

  /** By the rule UNSAFE. */
  public static Object convert(Num to, Object n) {
    return switch (to.kind) {
      case 'z' -> new Pair(toFloat(to.part(), re(n)), toFloat(to.part(), im(n)));
      case '?' -> !isZero(re(n)) || !isZero(im(n));
      case 'f' -> toFloat(to, re(n));
      default -> lowBits(to, clamped(re(n), to == Num.U64));
    };
  }

  /** By the rule SATURATING. */
  public static Object saturate(Num to, Object n) {
    if (!to.isInt()) {
      return convert(to, n);
    }
    Object re = re(n);
    if (re instanceof Double d && d.isNaN()) {
      return 0L;
    }
    if (to.size < 8) {
      long whole = re instanceof Double d ? (long) (double) d : clampedLong(re);
      return Math.clamp(whole, to.min().longValueExact(), to.max().longValueExact());
    }
    BigInteger whole =
        re instanceof Double d
            ? d.isInfinite() ? d > 0 ? to.max() : to.min() : Dyadic.of(d).whole()
            : Dyadic.of(re).whole();
    return Num.unsignedOrLong(whole.max(to.min()).min(to.max()));
  }

  private static long clampedLong(Object n) {
    return n instanceof Long l ? l : Dyadic.of(n).whole().max(LONG_MIN).min(LONG_MAX).longValue();
  }

  private static long clamped(Object n, boolean unsigned) {
    if (n instanceof Long l) {
      return l;
    }
    if (n instanceof BigInteger i) {
      return i.longValue();
    }
    if (n instanceof Double d) {
      if (d.isNaN()) {
        return 0;
      }
      if (!unsigned || d < 0x1p63) {
        return (long) (double) d;
      }
      return d >= 0x1p64 ? -1 : Dyadic.of(d).whole().longValue();
    }
    BigInteger most = unsigned ? Num.U64.max() : LONG_MAX;
    return Dyadic.of(n).whole().max(LONG_MIN).min(most).longValue();
  }

  private static Object lowBits(Num to, long bits) {
    if (to == Num.U64) {
      return Num.unsigned(bits);
    }
    int lost = 64 - 8 * to.size;
    return to.kind == 'i' ? bits << lost >> lost : bits << lost >>> lost;
  }

  /** The nearest number of a float type; infinite beyond the largest. */
  static Object toFloat(Num to, Object n) {
    if (to == Num.LD) {
      return n instanceof Double ? n : Dyadic.of(n).nearest(64, -16445).simple();
    }
    double near;
    if (n instanceof Double d) {
      near = nearest(to, d);
    } else if (n instanceof Long l && Math.abs(l) < 1L << 53) {
      near = nearest(to, (double) l);
    } else {
      near = Dyadic.of(n).round(to.digits(), to.least());
    }
    return Math.abs(near) > to.largest() ? Math.copySign(Double.POSITIVE_INFINITY, near) : near;
  }

  private static double nearest(Num to, double v) {
    if (to == Num.F64 || !Double.isFinite(v) || v == 0) {
      return v;
    }
    if (to == Num.F32) {
      return (float) v;
    }
    int last = Math.max(Math.getExponent(v) - to.digits() + 1, to.least());
    return last < -1000 ? v * 0 : Math.scalb(Math.rint(Math.scalb(v, -last)), last);
  }

  private static boolean isFinite(Object n) {
    return !(n instanceof Double d) || Double.isFinite(d);
  }

  private static boolean overflows(Object from, Object made) {
    return (isFinite(re(from)) && !isFinite(re(made)))
        || (made instanceof Pair && isFinite(im(from)) && !isFinite(im(made)));
  }

  /** What a rule makes of a number of a type that it allows; null where it refuses the number. */
  public static Object fit(Rule rule, Num to, Object item, double[] scaling) {
    Object n = item;
    if (scaling != null) {
      double from = toDouble(item);
      double scaled = from * scaling[0] + scaling[1];
      n = scaled;
      boolean keeps = rule == Rule.SAFE || rule == Rule.SAME_KIND || rule == Rule.SAME_VALUE;
      if (keeps && Double.isInfinite(scaled) && (Double.isFinite(from) || to.kind != 'f')) {
        return null;
      }
    }
    return switch (rule) {
      case UNSAFE -> convert(to, n);
      case SATURATING -> saturate(to, n);
      case SAME_VALUE -> {
        Object made = convert(to, n);
        yield same(re(n), re(made)) && same(im(n), im(made)) ? made : null;
      }
      case SAFE, SAME_KIND -> {
        if (to.isInt()) {
          BigInteger whole = Dyadic.of(n).whole();
          boolean in = whole.compareTo(to.min()) >= 0 && whole.compareTo(to.max()) <= 0;
          yield in ? convert(to, n) : null;
        }
        Object made = convert(to, n);
        yield overflows(n, made) ? null : made;
      }
    };
  }

  private static boolean same(Object a, Object b) {
    return equal(a, b)
        || (a instanceof Double x && b instanceof Double y && x.isNaN() && y.isNaN());
  }

  /** Python's == of two numbers. */
  public static boolean equal(Object a, Object b) {
    if (a instanceof Pair || b instanceof Pair) {
      return equal(re(a), re(b)) && equal(im(a), im(b));
    }
    if (a instanceof Double x && b instanceof Double y) {
      return (double) x == y;
    }
    if (a instanceof Long x && b instanceof Long y) {
      return (long) x == y;
    }
    return isFinite(a) && isFinite(b) && Dyadic.of(a).compare(Dyadic.of(b)) == 0;
  }

  /** A value of Java as a number of the model; null for what is none. */
  public static Object number(Object value) {
    return switch (value) {
      case Boolean b -> b;
      case Byte _, Short _, Integer _, Long _ -> ((Number) value).longValue();
      case Float f -> (double) f;
      case Double d -> d;
      case BigInteger i -> Num.unsignedOrLong(i);
      case BigDecimal d when d.signum() == 0 || d.stripTrailingZeros().scale() <= 0 ->
          Num.unsignedOrLong(d.toBigIntegerExact());
      case BigDecimal d -> d.doubleValue();
      case Pair p -> new Pair(number(p.re()), number(p.im()));
      default -> null;
    };
  }

  /** What {@code set} stores of a value; null where it refuses it. */
  public static Object taken(Num to, Object value) {
    if (to == Num.CHAR) {
      return value instanceof byte[] b && b.length == 1
          ? b[0]
          : value instanceof Byte ? value : null;
    }
    Object n = number(value);
    if (n == null || (n instanceof Pair && to.kind != 'z')) {
      return null;
    }
    if (to.isInt() || to == Num.BOOL) {
      Object whole =
          n instanceof Double d ? Double.isFinite(d) ? Dyadic.of(d) : null : Dyadic.of(n);
      if (!(whole instanceof Dyadic exact)) {
        return null;
      }
      BigInteger i = exact.whole();
      if (exact.compare(new Dyadic(i, 0)) != 0
          || i.compareTo(to == Num.BOOL ? BigInteger.ZERO : to.min()) < 0
          || i.compareTo(to == Num.BOOL ? BigInteger.ONE : to.max()) > 0) {
        return null;
      }
      return to == Num.BOOL ? (Object) (i.signum() != 0) : Num.unsignedOrLong(i);
    }
    Object made = convert(to, n);
    return overflows(n, made) ? null : made;
  }
}
