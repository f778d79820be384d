package org.ndview.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Formats and values at random. */
public final class Items {
  private Items() {}

  private static final boolean BIG =
      java.nio.ByteOrder.nativeOrder() == java.nio.ByteOrder.BIG_ENDIAN;

  private static String letter(Num t) {
    return switch (t) {
      case BOOL -> "?";
      case CHAR -> "c";
      case I8 -> "b";
      case U8 -> "B";
      case I16 -> "h";
      case U16 -> "H";
      case I32 -> "i";
      case U32 -> "I";
      case I64 -> "q";
      case U64 -> "Q";
      case F16 -> "e";
      case BF16 -> "[bfloat16]";
      case F32 -> "f";
      case F64 -> "d";
      case LD -> "g";
      case C32 -> "Ze";
      case C64 -> "Zf";
      case C128 -> "Zd";
    };
  }

  /** A scalar in the machine's byte order, without a mark. */
  public static Item.Scalar plain(Num t) {
    return new Item.Scalar(t, BIG, letter(t));
  }

  /** A scalar in a byte order. */
  public static Item.Scalar marked(Num t, boolean big) {
    return new Item.Scalar(t, big, (big ? ">" : "<") + letter(t));
  }

  /** A scalar of a type, in any byte order and with any letter that means it. */
  public static Item.Scalar scalar(Choices c, Num t) {
    return switch (c.below(6)) {
      case 0, 1 -> plain(t);
      case 2 -> marked(t, true);
      case 3 -> marked(t, false);
      case 4 -> new Item.Scalar(t, BIG, "=" + letter(t));
      default -> new Item.Scalar(t, BIG, (c.oneIn(2) ? "@" : "^") + nativeLetter(t));
    };
  }

  private static String nativeLetter(Num t) {
    return switch (t) {
      case I64 -> "n";
      case U64 -> "N";
      default -> letter(t);
    };
  }

  public static Num number(Choices c) {
    return switch (c.below(12)) {
      case 0 -> c.of(Num.C32, Num.C64, Num.C128);
      case 1 -> Num.HAS_LD && c.oneIn(4) ? Num.LD : c.of(Num.F32, Num.F64);
      default -> c.of(Num.REALS);
    };
  }

  public static Item any(Choices c) {
    return switch (c.below(16)) {
      case 0 -> scalar(c, Num.CHAR);
      case 1 -> new Item.Bytes(c.between(1, 4), c.oneIn(2));
      case 2 -> new Item.Chars(c.between(1, 3), c.oneIn(2));
      case 3 -> array(c, scalar(c, number(c)));
      case 4 -> struct(c, false);
      case 5 -> struct(c, true);
      case 6 -> sequence(c);
      default -> scalar(c, number(c));
    };
  }

  private static Item.Array array(Choices c, Item element) {
    int[] shape = new int[c.between(1, 2)];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = c.between(1, 3);
    }
    String dims = shape.length == 1 ? "(" + shape[0] + ")" : "(" + shape[0] + "," + shape[1] + ")";
    return new Item.Array(shape, element, dims + element.text());
  }

  /** {@code T{...}}: packed, with marks of its own for each field, or aligned as C has it. */
  private static Item.Struct struct(Choices c, boolean aligned) {
    List<Item.Field> fields = new ArrayList<>();
    StringBuilder text = new StringBuilder(aligned ? "T{" : "T{");
    int at = 0;
    int most = 1;
    int n = c.between(1, 3);
    for (int i = 0; i < n; i++) {
      String name = "" + (char) ('a' + i);
      if (aligned) {
        Num t = c.of(Num.I8, Num.I16, Num.I32, Num.I64, Num.F32, Num.F64, Num.U8);
        int alignment = t.size;
        at += Math.floorMod(-at, alignment);
        most = Math.max(most, alignment);
        fields.add(new Item.Field(name, plain(t), at));
        text.append(letter(t)).append(':').append(name).append(':');
        at += t.size;
      } else {
        if (c.oneIn(4)) {
          int pad = c.between(1, 3);
          text.append(pad).append('x');
          at += pad;
        }
        Item item =
            switch (c.below(6)) {
              case 0 -> new Item.Bytes(c.between(1, 3), false);
              case 1 -> array(c, marked(number(c), c.oneIn(2)));
              default -> marked(number(c), c.oneIn(2));
            };
        fields.add(new Item.Field(name, item, at));
        text.append(item.text()).append(':').append(name).append(':');
        at += item.size();
      }
    }
    return new Item.Struct(fields, at + Math.floorMod(-at, most), text.append('}').toString());
  }

  /** Several items in a row, without names. */
  private static Item.Struct sequence(Choices c) {
    boolean big = c.oneIn(2);
    List<Item.Field> fields = new ArrayList<>();
    StringBuilder text = new StringBuilder(big ? ">" : "<");
    int at = 0;
    Num last = null;
    int n = c.between(2, 3);
    for (int i = 0; i < n; i++) {
      Num t = c.of(Num.I8, Num.U16, Num.I32, Num.F32, Num.F64, Num.U8);
      int count = c.between(1, 2);
      for (int k = 0; k < count; k++) {
        fields.add(new Item.Field(null, marked(t, big), at));
        at += t.size;
      }
      text.append(count == 1 ? "" : "" + count).append(letter(t));
      last = t;
    }
    return new Item.Struct(fields, at, last == null ? "" : text.toString());
  }

  // values

  private static final long[] WHOLE = {
    0,
    1,
    -1,
    2,
    127,
    128,
    -128,
    -129,
    255,
    256,
    32767,
    32768,
    -32768,
    -32769,
    65535,
    65536,
    Integer.MAX_VALUE,
    1L << 31,
    Integer.MIN_VALUE,
    -1L - (1L << 31),
    (1L << 32) - 1,
    1L << 32,
    (1L << 24) + 1,
    (1L << 53) + 1,
    (1L << 53) - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    2049,
    257,
    65504,
    65519,
    65520,
    Long.MAX_VALUE - 512,
    Long.MAX_VALUE - 511,
    0x7fffff4000000000L,
    (1L << 62) + (1L << 38) + 1,
    (1L << 62) + (1L << 54) + 1,
    -(1L << 62) - (1L << 38) - 1,
    (1L << 62) + (1L << 9),
    (1L << 62) + (1L << 38),
    (1L << 53) + 3,
    5,
    -7,
    100
  };
  private static final double[] REAL = {
    0.0,
    -0.0,
    1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Float.MAX_VALUE,
    3.5e38,
    1e39,
    Float.MIN_VALUE,
    0x1p-150,
    0x1.8p-149,
    65504,
    65519.999,
    65520,
    0x1p-24,
    0x1p-25,
    0x1.8p-24,
    0x1.002p0,
    0x1.006p0,
    0x1.0020000001p0,
    0x1ffdffffffL * 0x1p-26,
    0x1.01p0,
    0x1.03p0,
    0x1.0100000001p0,
    0x1.000001p0,
    0x1.000003p0,
    0x1.0000010000001p0,
    0x1.FEp127,
    0x1.FFp127,
    255.5,
    256,
    -1,
    -128.9,
    2147483647.5,
    -2147483649.0,
    0x1p63,
    0x1p64,
    -0x1p63,
    1e-3,
    3.14159,
    0x1p31,
    0x1p32,
    4294967295.0,
    9.007199254740993e15
  };

  /** Half of the last digit that a float type has at some size, and perhaps something behind it. */
  private static long nearTie(Choices c) {
    int first = c.oneIn(2) ? c.between(54, 62) : c.between(12, 62);
    int half = Math.max(0, first - c.of(8, 9, 11, 12, 24, 25, 53, 54));
    long size = (1L << first) + (1L << half) + c.between(-1, 1);
    return c.oneIn(4) ? -size : size;
  }

  public static long whole(Choices c) {
    return switch (c.below(7)) {
      case 0 -> c.between(0, 9);
      case 5, 6 -> nearTie(c);
      case 1, 4 -> WHOLE[c.below(WHOLE.length)];
      case 2 -> c.bits() >> c.below(64);
      default -> c.between(-200, 300);
    };
  }

  public static double real(Choices c) {
    if (c.oneIn(6)) {
      // the ends of integers
      double end = Math.scalb(c.oneIn(2) ? 1.0 : -1.0, c.of(63, 64, 31, 32, 7, 8, 15, 16));
      return end + c.of(0.0, 0.0, -1.0, 1.0, 0.5);
    }
    if (c.oneIn(8)) {
      return c.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }
    return switch (c.below(7)) {
      case 0 -> c.between(-3, 9);
      case 5, 6 -> {
        // half of the last digit of a type, and perhaps something behind it
        double tie = 1 + Math.scalb(1.0, -c.of(8, 9, 11, 12, 24, 25));
        double behind = c.below(3) * Math.scalb(1.0, -c.of(30, 40, 50, 52));
        yield Math.scalb(
            c.oneIn(2) ? tie - behind : tie + behind, c.of(0, 1, -14, -20, 10, 100, -126));
      }
      case 1, 4 -> REAL[c.below(REAL.length)];
      case 2 -> Double.longBitsToDouble(c.bits());
      default -> c.between(-4000, 4000) / 8.0;
    };
  }

  /** A value that a format may hold. */
  public static Object value(Choices c, Item item) {
    return switch (item) {
      case Item.Scalar s -> scalarValue(c, s.type());
      case Item.Bytes b -> bytes(c, c.below(b.size() + (c.oneIn(4) ? 2 : 1)));
      case Item.Chars u -> text(c, c.below(u.length() + (c.oneIn(4) ? 2 : 1)));
      case Item.Struct s -> {
        List<Object> values = new ArrayList<>();
        s.fields().forEach(f -> values.add(value(c, f.item())));
        if (c.oneIn(20)) {
          values.removeLast();
        }
        yield values;
      }
      case Item.Array a -> list(c, a, 0);
    };
  }

  private static Object list(Choices c, Item.Array a, int d) {
    if (d == a.shape().length) {
      return value(c, a.element());
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < a.shape()[d]; i++) {
      values.add(list(c, a, d + 1));
    }
    return values;
  }

  private static byte[] bytes(Choices c, int n) {
    byte[] bytes = new byte[n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) c.between(97, 100);
    }
    return bytes;
  }

  private static String text(Choices c, int n) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < n; i++) {
      text.append((char) c.between('a', 'z'));
    }
    return text.toString();
  }

  private static Object scalarValue(Choices c, Num t) {
    if (t == Num.CHAR) {
      return c.oneIn(3) ? bytes(c, c.below(3)) : (Object) (byte) c.between(-128, 127);
    }
    if (t == Num.U64 && c.oneIn(3)) {
      // beyond a long, next to what doubles and floats round to either side
      if (c.oneIn(2)) {
        long low = c.of(0L, 1L, -1L, (1L << 10) + 1, 1L << 10, (1L << 39) + 1, (3L << 10) - 1);
        return BigInteger.valueOf(low).mod(BigInteger.ONE.shiftLeft(63)).setBit(63);
      }
      return BigInteger.valueOf(whole(c)).shiftLeft(1).abs().setBit(0).mod(t.max());
    }
    if (t.kind == 'f' && c.oneIn(2)) {
      return real(c);
    }
    if (t.isInt() && c.oneIn(3)) {
      return whole(c);
    }
    return switch (c.below(12)) {
      case 0 -> c.oneIn(2);
      case 1 -> (byte) whole(c);
      case 2 -> (short) whole(c);
      case 3 -> (int) whole(c);
      case 4, 5 -> whole(c);
      case 6 -> {
        BigInteger big = BigInteger.valueOf(whole(c));
        yield c.oneIn(2) ? big.multiply(BigInteger.TWO).add(BigInteger.ONE) : big;
      }
      case 7 -> (float) real(c);
      case 8 -> t.kind == 'z' ? new Num.Pair(real(c), real(c)) : (Object) real(c);
      case 9 -> c.oneIn(4) ? "1" : new BigDecimal(BigInteger.valueOf(whole(c)), -c.below(3));
      case 10 -> t.isInt() ? boundary(c, t) : (Object) real(c);
      default -> real(c);
    };
  }

  /** An end of an integer type, or the number beside it. */
  static Object boundary(Choices c, Num t) {
    BigInteger end = c.oneIn(2) ? t.max() : t.min();
    BigInteger near = end.add(BigInteger.valueOf(c.between(-1, 1)));
    return near.bitLength() < 64 && c.oneIn(2) ? (Object) near.longValue() : near;
  }
}
