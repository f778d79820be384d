package org.ndview.fuzz;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.ndview.Complex;

/** Between values of the library and of the model, and values as Java's source has them. */
final class Lib {
  private Lib() {}

  /** The library's value for one of the model. */
  static Object value(Object v) {
    return switch (v) {
      case Num.Pair p -> new Complex(Casts.toDouble(p.re()), Casts.toDouble(p.im()));
      case List<?> list -> list.stream().map(Lib::value).toList();
      case null, default -> v;
    };
  }

  /** Whether the library gave the value of the model: types too, NaN being NaN. */
  static boolean same(Object model, Object is) {
    return switch (model) {
      case null -> is == null;
      case Num.Pair p ->
          is instanceof Complex z
              && same(Casts.toDouble(p.re()), z.re())
              && same(Casts.toDouble(p.im()), z.im());
      case List<?> list -> {
        if (!(is instanceof List<?> other) || list.size() != other.size()) {
          yield false;
        }
        for (int i = 0; i < list.size(); i++) {
          if (!same(list.get(i), other.get(i))) {
            yield false;
          }
        }
        yield true;
      }
      case byte[] bytes -> is instanceof byte[] b && Arrays.equals(bytes, b);
      case long[] longs -> is instanceof long[] b && Arrays.equals(longs, b);
      default -> {
        if (model.getClass().isArray()) {
          yield is.getClass() == model.getClass() && sameArrays(model, is);
        }
        yield model.equals(is);
      }
    };
  }

  private static boolean sameArrays(Object a, Object b) {
    int n = Array.getLength(a);
    if (n != Array.getLength(b)) {
      return false;
    }
    for (int i = 0; i < n; i++) {
      if (!same(Array.get(a, i), Array.get(b, i))) {
        return false;
      }
    }
    return true;
  }

  /** A value for a message. */
  static String show(Object v) {
    String text =
        switch (v) {
          case null -> "null";
          case byte[] b -> HexFormat.of().formatHex(b, 0, Math.min(b.length, 200));
          case Object o when o.getClass().isArray() -> Arrays.deepToString(new Object[] {o});
          case List<?> list -> list.stream().map(Lib::show).toList().toString();
          default -> v + " (" + v.getClass().getSimpleName() + ")";
        };
    return text.length() > 600 ? text.substring(0, 600) + "..." : text;
  }

  /** A value as source text. */
  static String code(Object v) {
    return switch (v) {
      case null -> "null";
      case Boolean _, Integer _ -> "" + v;
      case Byte b -> "(byte) " + b;
      case Short s -> "(short) " + s;
      case Long l -> l == Long.MIN_VALUE ? "Long.MIN_VALUE" : l + "L";
      case Float f ->
          "Float.intBitsToFloat(0x%x /* %s */)".formatted(Float.floatToRawIntBits(f), f);
      case Double d ->
          "Double.longBitsToDouble(0x%xL /* %s */)".formatted(Double.doubleToRawLongBits(d), d);
      case BigInteger i -> "new BigInteger(\"" + i + "\")";
      case BigDecimal d -> "new BigDecimal(\"" + d + "\")";
      case String s -> text(s);
      case Num.Pair p ->
          "new Complex(" + code(Casts.toDouble(p.re())) + ", " + code(Casts.toDouble(p.im())) + ")";
      case List<?> list ->
          "List.of(" + String.join(", ", list.stream().map(Lib::code).toList()) + ")";
      case byte[] b -> "HexFormat.of().parseHex(\"" + HexFormat.of().formatHex(b) + "\")";
      default -> v.toString();
    };
  }

  static String text(String s) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : s.toCharArray()) {
      out.append(
          c < ' ' || c > '~' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : "" + c);
    }
    return out.append('"').toString();
  }

  /** The numbers of a shape, as arguments. */
  static String arguments(long[] shape) {
    return String.join(", ", Arrays.stream(shape).mapToObj(n -> "" + n).toList());
  }

  static String more(long[] shape) {
    return shape.length == 0 ? "" : ", " + arguments(shape);
  }

  static String longs(long[] numbers) {
    return "new long[] {"
        + String.join(", ", Arrays.stream(numbers).mapToObj(n -> n + "L").toList())
        + "}";
  }

  static String ints(int[] numbers) {
    return String.join(", ", Arrays.stream(numbers).mapToObj(n -> "" + n).toList());
  }
}
