package org.ndview.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts fields one after the other, as their marks ask. */
final class Placer {
  private final List<Field> fields = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private long end;
  private long values;
  private int alignment = 1;
  private @Nullable Mark last;

  boolean hasName(String name) {
    return names.contains(name);
  }

  /**
   * Adds a field at its place.
   *
   * @throws IllegalArgumentException if the name is there already
   * @throws ArithmeticException if sizes or counts leave a long
   */
  Field add(@Nullable String name, Format format, long count) {
    if (name != null && !names.add(name)) {
      throw new IllegalArgumentException("two fields have the name '" + name + "'");
    }
    Mark mark = Sizes.endMark(format);
    if (mark == Mark.NATIVE) {
      end = Sizes.roundUp(end, format.alignment());
      alignment = Math.max(alignment, format.alignment());
    }
    Field field = new Field(name, format, count, end);
    end = Math.addExact(end, Math.multiplyExact(count, format.itemsize()));
    values = Math.addExact(values, field.isPadding() ? 0 : count);
    last = mark == null ? last : mark;
    fields.add(field);
    return field;
  }

  Struct struct() {
    return new Struct(fields, structSize(), alignment);
  }

  Sequence sequence() {
    return new Sequence(fields, end, alignment);
  }

  private long structSize() {
    return last == Mark.NATIVE ? Sizes.roundUp(end, alignment) : end;
  }

  static Placer of(List<Field> fields) {
    Placer placer = new Placer();
    try {
      for (Field f : fields) {
        placer.add(f.name(), f.format(), f.count());
      }
      placer.structSize();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the fields take more than 2^63-1 bytes", e);
    }
    return placer;
  }

  /** Checks that fields lie where this class puts them. */
  static void check(List<Field> fields, long itemsize, int alignment, boolean struct) {
    Placer placer = of(fields);
    for (int i = 0; i < fields.size(); i++) {
      long offset = placer.fields.get(i).offset();
      if (fields.get(i).offset() != offset) {
        throw new IllegalArgumentException(
            "field "
                + i
                + " has the offset "
                + fields.get(i).offset()
                + ", its mark gives "
                + offset);
      }
    }
    long size = struct ? placer.structSize() : placer.end;
    if (itemsize != size || alignment != placer.alignment) {
      throw new IllegalArgumentException(
          "itemsize %d and alignment %d, but the fields give %d and %d"
              .formatted(itemsize, alignment, size, placer.alignment));
    }
  }
}
