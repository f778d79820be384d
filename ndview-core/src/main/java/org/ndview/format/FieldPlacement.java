package org.ndview.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/** Puts fields one after the other, as their marks ask. */
final class FieldPlacement {
  private final List<Field> fields = new ArrayList<>();
  private @Nullable Set<String> names;
  private long end;
  private long values;
  private int alignment = 1;
  private @Nullable Mark last;

  boolean hasName(String name) {
    return names != null && names.contains(name);
  }

  /**
   * Adds a field at its place.
   *
   * @throws IllegalArgumentException if the name is there already
   * @throws ArithmeticException if sizes or counts leave a long
   */
  Field add(@Nullable String name, Format format, long count) {
    Field field = new Field(name, format, count, place(name, format, count));
    fields.add(field);
    return field;
  }

  private void addName(String name) {
    if (names == null) {
      names = new HashSet<>();
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("two fields have the name '" + BriefText.of(name) + "'");
    }
  }

  /** Goes past a field; {@return where it lies} */
  private long place(@Nullable String name, Format format, long count) {
    if (name != null) {
      addName(name);
    }
    Mark mark = Sizes.endMark(format);
    if (mark == Mark.NATIVE) {
      end = Sizes.roundUp(end, format.alignment());
      alignment = Math.max(alignment, format.alignment());
    }
    long offset = end;
    end = Math.addExact(end, Math.multiplyExact(count, format.itemsize()));
    values = Math.addExact(values, Field.isPadding(name, format) ? 0 : count);
    last = mark == null ? last : mark;
    return offset;
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

  /** The fields as a structure, whose end is rounded up. */
  static Struct struct(List<Field> fields) {
    try {
      return of(fields).struct();
    } catch (ArithmeticException e) {
      throw tooLong(e);
    }
  }

  /** The fields as a sequence, which ends with the last of them. */
  static Sequence sequence(List<Field> fields) {
    try {
      return of(fields).sequence();
    } catch (ArithmeticException e) {
      throw tooLong(e);
    }
  }

  private static FieldPlacement of(List<Field> fields) {
    FieldPlacement placer = new FieldPlacement();
    for (Field f : fields) {
      placer.add(f.name(), f.format(), f.count());
    }
    return placer;
  }

  private static IllegalArgumentException tooLong(ArithmeticException e) {
    return new IllegalArgumentException("the fields take more than 2^63-1 bytes", e);
  }

  /** Checks that fields lie where this class puts them. */
  static void check(List<Field> fields, long itemsize, int alignment, boolean struct) {
    FieldPlacement placer = new FieldPlacement();
    try {
      for (int i = 0; i < fields.size(); i++) {
        Field f = fields.get(i);
        long offset = placer.place(f.name(), f.format(), f.count());
        if (f.offset() != offset) {
          throw new IllegalArgumentException(
              "field " + i + " has the offset " + f.offset() + ", its mark gives " + offset);
        }
      }
      placer.checkSize(itemsize, alignment, struct);
    } catch (ArithmeticException e) {
      throw tooLong(e);
    }
  }

  private void checkSize(long itemsize, int alignment, boolean struct) {
    long size = struct ? structSize() : end;
    if (itemsize != size || alignment != this.alignment) {
      throw new IllegalArgumentException(
          "itemsize %d and alignment %d, but the fields give %d and %d"
              .formatted(itemsize, alignment, size, this.alignment));
    }
  }
}
