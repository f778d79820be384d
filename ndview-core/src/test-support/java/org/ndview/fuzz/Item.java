package org.ndview.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The formats of the model: what the bytes of one item mean, and what a value makes of them. */
public sealed interface Item {
  /** The text of the format. */
  String text();

  /** Bytes of an item. */
  int size();

  /** The value as NdView boxes it; complex numbers are {@link Num.Pair}s, all structures lists. */
  Object get(byte[] m, int at);

  /** The value without rounding, to compare. */
  Object key(byte[] m, int at);

  /** Writes a value; false where the format does not hold it, and then some bytes are undefined. */
  boolean put(byte[] m, int at, Object value);

  /** Whether both mean the same, whatever the letters. */
  default boolean same(Item other) {
    return equals(other);
  }

  /** A number or a character. */
  record Scalar(Num type, boolean big, String text) implements Item {
    @Override
    public int size() {
      return type.size;
    }

    @Override
    public Object key(byte[] m, int at) {
      return type.read(m, at, big);
    }

    @Override
    public Object get(byte[] m, int at) {
      return boxed(type, key(m, at));
    }

    static Object boxed(Num type, Object n) {
      return switch (type) {
        case BOOL, CHAR, C32, C64, C128, F64, I64 -> n;
        case I8, U8, I16, U16, I32 -> (int) (long) n;
        case U32 -> n;
        case U64 ->
            java.math.BigInteger.class.cast(
                n instanceof Long l ? java.math.BigInteger.valueOf(l) : n);
        case F16, BF16, F32 -> (float) (double) n;
        case LD -> Casts.toDouble(n);
      };
    }

    @Override
    public boolean put(byte[] m, int at, Object value) {
      Object n = Casts.taken(type, value);
      if (n != null) {
        type.write(m, at, big, n);
      }
      return n != null;
    }

    @Override
    public boolean same(Item other) {
      return other instanceof Scalar s
          && s.type == type
          && (s.big == big || type.size == 1)
          && s.text.endsWith("P") == text.endsWith("P");
    }
  }

  /** Bytes of a fixed number, {@code s}, or with their number before them, {@code p}. */
  record Bytes(int size, boolean pascal) implements Item {
    @Override
    public String text() {
      return (size == 1 ? "" : size) + (pascal ? "p" : "s");
    }

    @Override
    public Object get(byte[] m, int at) {
      return pascal
          ? Arrays.copyOfRange(m, at + 1, at + 1 + Math.min(m[at] & 0xff, size - 1))
          : Arrays.copyOfRange(m, at, at + size);
    }

    @Override
    public Object key(byte[] m, int at) {
      return get(m, at);
    }

    @Override
    public boolean put(byte[] m, int at, Object value) {
      byte[] bytes =
          value instanceof Byte b ? new byte[] {b} : value instanceof byte[] v ? v : null;
      if (bytes == null || bytes.length > size - (pascal ? 1 : 0)) {
        return false;
      }
      Arrays.fill(m, at, at + size, (byte) 0);
      if (pascal) {
        m[at] = (byte) bytes.length;
      }
      System.arraycopy(bytes, 0, m, at + (pascal ? 1 : 0), bytes.length);
      return true;
    }
  }

  /** UTF-16, filled up with zeros. */
  record Chars(int length, boolean big) implements Item {
    @Override
    public String text() {
      return (big ? ">" : "<") + (length == 1 ? "" : length) + "u";
    }

    @Override
    public int size() {
      return 2 * length;
    }

    @Override
    public Object get(byte[] m, int at) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        text.append((char) Num.raw(m, at + 2 * i, 2, big));
      }
      while (!text.isEmpty() && text.charAt(text.length() - 1) == 0) {
        text.setLength(text.length() - 1);
      }
      return text.toString();
    }

    @Override
    public Object key(byte[] m, int at) {
      return get(m, at);
    }

    @Override
    public boolean put(byte[] m, int at, Object value) {
      if (!(value instanceof String s) || s.length() > length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        Num.raw(m, at + 2 * i, 2, big, i < s.length() ? s.charAt(i) : 0);
      }
      return true;
    }
  }

  /** A field of a structure; padding has none. */
  record Field(String name, Item item, int offset) {}

  /** {@code T{...}}, or several items one after the other. */
  record Struct(List<Field> fields, int size, String text) implements Item {
    @Override
    public Object get(byte[] m, int at) {
      List<Object> values = new ArrayList<>();
      fields.forEach(f -> values.add(f.item.get(m, at + f.offset)));
      return values;
    }

    @Override
    public Object key(byte[] m, int at) {
      List<Object> values = new ArrayList<>();
      fields.forEach(f -> values.add(f.item.key(m, at + f.offset)));
      return values;
    }

    @Override
    public boolean put(byte[] m, int at, Object value) {
      if (!(value instanceof List<?> values) || values.size() != fields.size()) {
        return false;
      }
      for (int i = 0; i < fields.size(); i++) {
        if (!fields.get(i).item.put(m, at + fields.get(i).offset, values.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A sub-array. */
  record Array(int[] shape, Item element, String text) implements Item {
    int count() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    @Override
    public int size() {
      return count() * element.size();
    }

    private Object nested(byte[] m, int at, int d, boolean key) {
      if (d == shape.length) {
        return key ? element.key(m, at) : element.get(m, at);
      }
      int part = element.size();
      for (int k = d + 1; k < shape.length; k++) {
        part *= shape[k];
      }
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < shape[d]; i++) {
        values.add(nested(m, at + i * part, d + 1, key));
      }
      return values;
    }

    @Override
    public Object get(byte[] m, int at) {
      return nested(m, at, 0, false);
    }

    @Override
    public Object key(byte[] m, int at) {
      return nested(m, at, 0, true);
    }

    private boolean put(byte[] m, int at, Object value, int d) {
      if (d == shape.length) {
        return element.put(m, at, value);
      }
      if (!(value instanceof List<?> values) || values.size() != shape[d]) {
        return false;
      }
      int part = element.size();
      for (int k = d + 1; k < shape.length; k++) {
        part *= shape[k];
      }
      for (int i = 0; i < shape[d]; i++) {
        if (!put(m, at + i * part, values.get(i), d + 1)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean put(byte[] m, int at, Object value) {
      return put(m, at, value, 0);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Array a && a.text.equals(text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }
  }

  /** Python's == of two keys. */
  static boolean equal(Object a, Object b) {
    if (a instanceof List<?> x && b instanceof List<?> y) {
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
    byte[] bytes = bytes(a);
    byte[] others = bytes(b);
    if (bytes != null || others != null) {
      return bytes != null && others != null && Arrays.equals(bytes, others);
    }
    if (a instanceof String || b instanceof String) {
      return a.equals(b);
    }
    return !(a instanceof List) && !(b instanceof List) && Casts.equal(a, b);
  }

  private static byte[] bytes(Object key) {
    return key instanceof byte[] b ? b : key instanceof Byte b ? new byte[] {b} : null;
  }
}
