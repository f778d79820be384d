package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;

/** Python's values as Java's, with the GIL. */
final class FromPython {
  /** Lists within lists: one that has itself for an item has no end. */
  private static final int MOST_DEPTH = 200;

  // bits of PyType_GetFlags: subclasses of the builtin types
  private static final long IS_INT = 1L << 24;
  private static final long IS_LIST = 1L << 25;
  private static final long IS_TUPLE = 1L << 26;
  private static final long IS_BYTES = 1L << 27;
  private static final long IS_STR = 1L << 28;
  private static final long IS_DICT = 1L << 29;

  private FromPython() {}

  /**
   * {@return the value of an object}
   *
   * @param object borrowed
   */
  static @Nullable Object convert(long object) {
    return convert(object, 0);
  }

  /** {@return the value of a new reference, which is given back} */
  static @Nullable Object take(long reference) {
    try {
      return convert(Errors.check(reference), 0);
    } finally {
      if (reference != 0) {
        Py.DEC_REF.call(reference);
      }
    }
  }

  private static @Nullable Object convert(long object, int depth) {
    if (object == Py.NONE) {
      return null;
    }
    if (object == Py.TRUE || object == Py.FALSE) {
      return object == Py.TRUE;
    }
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException(
          "a Python value nested deeper than " + MOST_DEPTH + ", or within itself");
    }
    long type = Py.TYPE.call(object);
    long flags = Py.TYPE_FLAGS.call(type);
    Py.DEC_REF.call(type);
    if ((flags & IS_INT) != 0) {
      return integer(object);
    }
    if ((flags & IS_STR) != 0) {
      return text(object);
    }
    if ((flags & IS_BYTES) != 0) {
      return bytes(object);
    }
    if ((flags & (IS_LIST | IS_TUPLE)) != 0) {
      return list(object, depth);
    }
    if ((flags & IS_DICT) != 0) {
      return map(object, depth);
    }
    if (Py.IS_INSTANCE.call(object, Py.FLOAT_TYPE) == 1) {
      return Py.FLOAT_VALUE.call(object);
    }
    if (Py.IS_INSTANCE.call(object, Py.COMPLEX_TYPE) == 1) {
      return new Complex(Py.REAL.call(object), Py.IMAGINARY.call(object));
    }
    if (Py.IS_INSTANCE.call(object, Py.SET_TYPE) == 1
        || Py.IS_INSTANCE.call(object, Py.FROZENSET_TYPE) == 1) {
      return set(object, depth);
    }
    return Py.HAS_BUFFER.call(object) == 1 ? buffer(object, depth) : PyObject.borrowed(object);
  }

  private static @Nullable Object buffer(long object, int depth) {
    long scalar = Errors.check(Interpreter.helper("scalar", object));
    try {
      if (scalar != Py.NONE) {
        long value = Errors.check(Py.SEQUENCE_ITEM.call(scalar, 0));
        try {
          return convert(value, depth + 1);
        } finally {
          Py.DEC_REF.call(value);
        }
      }
    } finally {
      Py.DEC_REF.call(scalar);
    }
    return Acquisition.of(object).view();
  }

  private static Number integer(long object) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment overflow = arena.allocate(ValueLayout.JAVA_INT);
      long value = Py.LONG_VALUE.call(object, overflow.address());
      if (overflow.get(ValueLayout.JAVA_INT, 0) == 0) {
        if (value == -1) {
          Errors.checkPending();
        }
        return value;
      }
      // by its digits in base 16, which have no limit of their number
      long text = Errors.check(Interpreter.helper("hexadecimal", object));
      try {
        return new BigInteger(text(text), 16);
      } finally {
        Py.DEC_REF.call(text);
      }
    }
  }

  /** {@return a str, lone surrogates included} */
  static String text(long object) {
    try (Arena arena = Arena.ofConfined()) {
      long encoded =
          Errors.check(
              Py.ENCODE.call(
                  object,
                  arena.allocateFrom("utf-16-le").address(),
                  arena.allocateFrom("surrogatepass").address()));
      try {
        // not by a charset of Java's: that one replaces lone surrogates
        return ByteBuffer.wrap(bytes(encoded))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asCharBuffer()
            .toString();
      } finally {
        Py.DEC_REF.call(encoded);
      }
    }
  }

  private static byte[] bytes(long object) {
    return Py.at(Py.BYTES_ADDRESS.call(object), Py.BYTES_SIZE.call(object))
        .toArray(ValueLayout.JAVA_BYTE);
  }

  private static List<@Nullable Object> list(long object, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (long i = 0; i < Py.SEQUENCE_SIZE.call(object); i++) {
      long item = Errors.check(Py.SEQUENCE_ITEM.call(object, i));
      try {
        list.add(convert(item, depth + 1));
      } finally {
        Py.DEC_REF.call(item);
      }
    }
    return list;
  }

  private static Set<@Nullable Object> set(long object, int depth) {
    long items = Errors.check(Py.TO_LIST.call(object));
    try {
      return new LinkedHashSet<>(list(items, depth));
    } finally {
      Py.DEC_REF.call(items);
    }
  }

  private static Map<@Nullable Object, @Nullable Object> map(long object, int depth) {
    long items = Errors.check(Py.DICT_ITEMS.call(object));
    try {
      Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
      for (Object item : list(items, depth)) {
        List<?> pair = (List<?>) Objects.requireNonNull(item);
        map.put(pair.get(0), pair.get(1));
      }
      return map;
    } finally {
      Py.DEC_REF.call(items);
    }
  }
}
