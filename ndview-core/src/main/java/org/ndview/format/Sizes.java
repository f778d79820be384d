package org.ndview.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits of formats, and what their parts give for the whole. */
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

  static @Nullable Mark orElse(@Nullable Mark mark, @Nullable Mark other) {
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
}
