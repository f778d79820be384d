package org.ndview.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Marks, sizes and depths of whole formats. */
final class Sizes {
  /**
   * How deep {@code T{}}, {@code &} and {@code X{}} may nest: recursion over a format is bounded.
   */
  static final int MAX_DEPTH = 100;

  /** How many dimensions a sub-array may have. */
  static final int MAX_DIMS = 64;

  private Sizes() {}

  /**
   * The mark in force after a format, which decides whether it is aligned; null where no item
   * carries one ({@code T{}}).
   */
  static @Nullable Mark endMark(Format format) {
    return switch (format) {
      case Scalar f -> f.mark();
      case Text f -> f.mark();
      case Pad f -> f.mark();
      case Opaque f -> f.mark();
      case Bits f -> f.mark();
      case SubArray f -> endMark(f.element());
      case Pointer f -> orElse(endMark(f.target()), f.mark());
      case FunctionPointer f -> {
        Format result = f.result();
        Mark after = result == null ? null : endMark(result);
        yield orElse(after, orElse(endMark(f.arguments()), f.mark()));
      }
      case Compound f -> {
        List<Field> fields = f.fields();
        for (int i = fields.size() - 1; i >= 0; i--) {
          Mark mark = endMark(fields.get(i).format());
          if (mark != null) {
            yield mark;
          }
        }
        yield null;
      }
    };
  }

  private static @Nullable Mark orElse(@Nullable Mark mark, @Nullable Mark other) {
    return mark != null ? mark : other;
  }

  /** The alignment of an address: it counts only where {@code @} is in force after it. */
  static int addressAlignment(Format format) {
    return endMark(format) == Mark.NATIVE ? Abi.POINTER_ALIGNMENT : 1;
  }

  static long roundUp(long n, int alignment) {
    return Math.addExact(n, alignment - 1) & -alignment;
  }

  /** Checks that one more level fits around a format. */
  static void checkDepthBelow(Format inner) {
    if (depth(inner) >= MAX_DEPTH) {
      throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH);
    }
  }

  private static int depth(Format format) {
    return switch (format) {
      case Scalar _, Text _, Pad _, Opaque _, Bits _ -> 0;
      case SubArray f -> depth(f.element());
      case Pointer f -> 1 + depth(f.target());
      case FunctionPointer f -> {
        Format result = f.result();
        yield 1 + Math.max(depth(f.arguments()), result == null ? 0 : depth(result));
      }
      case Sequence f -> deepest(f);
      case Struct f -> 1 + deepest(f);
    };
  }

  private static int deepest(Compound format) {
    int depth = 0;
    for (Field f : format.fields()) {
      depth = Math.max(depth, depth(f.format()));
    }
    return depth;
  }

  /** The format under its exporter's itemsize. */
  static Format fit(Format format, long itemsize) {
    if (itemsize < format.itemsize()) {
      String reason =
          "the items of %s need %d bytes, and its exporter has %d"
              .formatted(brief(format.toString()), format.itemsize(), itemsize);
      return new Opaque(ScalarCodes.BYTES, itemsize, 1, Mark.NATIVE, reason);
    }
    if (format instanceof Text(char code, long length, Mark mark)
        && code == 'u'
        && itemsize / 2 == format.itemsize()
        && itemsize % 2 == 0) {
      return new Text('w', length, mark);
    }
    return grow(format, itemsize);
  }

  private static String brief(String text) {
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }

  static Format grow(Format format, long itemsize) {
    if (itemsize < format.itemsize()) {
      throw new IllegalArgumentException(
          "itemsize %d is smaller than the %d bytes of %s"
              .formatted(itemsize, format.itemsize(), brief(format.toString())));
    }
    if (itemsize == format.itemsize()) {
      return format;
    }
    Mark mark = orElse(endMark(format), Mark.NATIVE);
    return switch (format) {
      case Pad f -> new Pad(itemsize, f.mark());
      case Struct f -> {
        // under @ the end is rounded up again, so a size between two multiples ends under ^
        Mark padMark = mark == Mark.NATIVE && itemsize % f.alignment() != 0 ? Mark.UNALIGNED : mark;
        yield Struct.of(padded(f.fields(), itemsize, padMark));
      }
      case Sequence f when f.fields().isEmpty() -> new Pad(itemsize, mark);
      case Sequence f -> Sequence.of(padded(f.fields(), itemsize, mark));
      default -> Sequence.of(padded(List.of(Field.of(null, format)), itemsize, mark));
    };
  }

  private static List<Field> padded(List<Field> fields, long itemsize, @Nullable Mark mark) {
    List<Field> all = new ArrayList<>(fields);
    long end = 0;
    if (!fields.isEmpty()) {
      Field last = fields.getLast();
      end = last.offset() + last.itemsize();
    }
    all.add(Field.of(null, new Pad(itemsize - end, mark == null ? Mark.NATIVE : mark)));
    return all;
  }
}
