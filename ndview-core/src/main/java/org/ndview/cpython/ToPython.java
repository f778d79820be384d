package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import org.ndview.NdView;
import org.ndview.StructValue;

/** Java's values as Python's, new references, with the GIL. */
final class ToPython {
  private static final int MOST_DEPTH = 200;

  private static final ValueLayout.OfChar LITTLE_CHAR =
      ValueLayout.JAVA_CHAR.withOrder(ByteOrder.LITTLE_ENDIAN);

  private ToPython() {}

  static long convert(@Nullable Object value) {
    return convert(value, 0);
  }

  /** {@return a tuple of values} */
  static long tuple(@Nullable Object... values) {
    return tuple(Arrays.asList(values), 0);
  }

  private static long convert(@Nullable Object value, int depth) {
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException(
          "a value nested deeper than " + MOST_DEPTH + ", or within itself");
    }
    return switch (value) {
      case null -> kept(Py.NONE);
      case PyObject object -> kept(object.address());
      case Boolean b -> kept(b ? Py.TRUE : Py.FALSE);
      case Byte n -> Errors.check(Py.LONG.call(n));
      case Short n -> Errors.check(Py.LONG.call(n));
      case Integer n -> Errors.check(Py.LONG.call(n));
      case Long n -> Errors.check(Py.LONG.call(n));
      case BigInteger n -> integer(n);
      case Float x -> Errors.check(Py.FLOAT.call(x));
      case Double x -> Errors.check(Py.FLOAT.call(x));
      case Complex z -> Errors.check(Py.COMPLEX.call(z.re(), z.im()));
      case Character c -> text(c.toString());
      case CharSequence s -> text(s.toString());
      case byte[] bytes -> bytes(bytes);
      case char[] chars -> text(new String(chars));
      case boolean[] flags -> array(NdView.of(flags));
      case short[] array -> array(NdView.of(array));
      case int[] array -> array(NdView.of(array));
      case long[] array -> array(NdView.of(array));
      case float[] array -> array(NdView.of(array));
      case double[] array -> array(NdView.of(array));
      case Object[] array -> list(Arrays.asList(array), depth);
      case NdView view -> Exporter.memoryview(view);
      case StructValue struct -> tuple(struct, depth);
      case Set<?> set -> set(set, depth);
      case Collection<?> items -> list(items, depth);
      case Map<?, ?> map -> map(map, depth);
      default ->
          throw new IllegalArgumentException(
              "no Python value for a "
                  + value.getClass().getName()
                  + "; there are some for null, numbers, booleans, text, byte[], arrays,"
                  + " collections, maps, Complex, StructValue, NdView and PyObject");
    };
  }

  private static long kept(long object) {
    Py.INC_REF.call(object);
    return object;
  }

  private static long integer(BigInteger n) {
    try (Arena arena = Arena.ofConfined()) {
      return Errors.check(
          Py.LONG_OF_TEXT.call(arena.allocateFrom(n.toString(16)).address(), 0, 16));
    }
  }

  static long text(String text) {
    char[] chars = text.toCharArray();
    try (Arena arena = Arena.ofConfined()) {
      // not by a charset of Java's: that one replaces lone surrogates
      MemorySegment native16 = arena.allocate(Math.max(2L, 2L * chars.length), 2);
      for (int i = 0; i < chars.length; i++) {
        native16.setAtIndex(LITTLE_CHAR, i, chars[i]);
      }
      MemorySegment order = arena.allocate(ValueLayout.JAVA_INT);
      order.set(ValueLayout.JAVA_INT, 0, -1); // little-endian, no mark is looked for
      return Errors.check(
          Py.DECODE_UTF16.call(
              native16.address(),
              2L * chars.length,
              arena.allocateFrom("surrogatepass").address(),
              order.address()));
    }
  }

  private static long bytes(byte[] bytes) {
    long made = Errors.check(Py.BYTES.call(0, bytes.length));
    MemorySegment.copy(
        bytes,
        0,
        Py.at(Py.BYTES_ADDRESS.call(made), bytes.length),
        ValueLayout.JAVA_BYTE,
        0,
        bytes.length);
    return made;
  }

  /** A memoryview of a copy, which Python owns: an array of Java's has no address. */
  private static long array(NdView array) {
    try (NdView copy = array.copy()) {
      return Exporter.memoryview(copy);
    }
  }

  private static long list(Collection<?> items, int depth) {
    Object[] values = items.toArray();
    long list = Errors.check(Py.NEW_LIST.call(values.length));
    try {
      for (int i = 0; i < values.length; i++) {
        Errors.checkStatus(Py.LIST_SET.call(list, i, convert(values[i], depth + 1)));
      }
      return list;
    } catch (RuntimeException | Error e) {
      Py.DEC_REF.call(list);
      throw e;
    }
  }

  private static long tuple(List<?> items, int depth) {
    long tuple = Errors.check(Py.NEW_TUPLE.call(items.size()));
    try {
      for (int i = 0; i < items.size(); i++) {
        Errors.checkStatus(Py.TUPLE_SET.call(tuple, i, convert(items.get(i), depth + 1)));
      }
      return tuple;
    } catch (RuntimeException | Error e) {
      Py.DEC_REF.call(tuple);
      throw e;
    }
  }

  private static long set(Set<?> items, int depth) {
    long list = list(items, depth);
    try {
      return Errors.check(Py.NEW_SET.call(list));
    } finally {
      Py.DEC_REF.call(list);
    }
  }

  static long map(Map<?, ?> map, int depth) {
    long dict = Errors.check(Py.NEW_DICT.call());
    try {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        long key = convert(entry.getKey(), depth + 1);
        try {
          long value = convert(entry.getValue(), depth + 1);
          try {
            Errors.checkStatus(Py.DICT_SET.call(dict, key, value));
          } finally {
            Py.DEC_REF.call(value);
          }
        } finally {
          Py.DEC_REF.call(key);
        }
      }
      return dict;
    } catch (RuntimeException | Error e) {
      Py.DEC_REF.call(dict);
      throw e;
    }
  }
}
