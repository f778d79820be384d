package org.ndview.json;

import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.ndview.format.Bits;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.FunctionPointer;
import org.ndview.format.Mark;
import org.ndview.format.Opaque;
import org.ndview.format.Pad;
import org.ndview.format.Pointer;
import org.ndview.format.Scalar;
import org.ndview.format.Sequence;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.check.BriefText;

/** The byte orders that a format is written with. */
final class PortableFormats {
  private PortableFormats() {}

  static String name(Format format) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    marks(format).forEach(marks::add);
    if (marks.isEmpty()) {
      return "none";
    }
    boolean little = marks.stream().allMatch(mark -> mark.order() == ByteOrder.LITTLE_ENDIAN);
    boolean big = marks.stream().allMatch(mark -> mark.order() == ByteOrder.BIG_ENDIAN);
    return little ? "little" : big ? "big" : "mixed";
  }

  /**
   * Refuses what another machine would read otherwise: native sizes and order, addresses, long
   * doubles.
   */
  static void checkPortable(Format format) {
    format.canonical();
    marks(format)
        .filter(mark -> mark != Mark.LITTLE && mark != Mark.BIG)
        .findFirst()
        .ifPresent(mark -> {
          throw new IllegalArgumentException(
              "the format '%s' has items in the machine's own byte order; '%s' says which"
                  .formatted(BriefText.of(format), BriefText.of(format.canonical())));
        });
  }

  /** The marks of all parts that have a byte order. */
  private static Stream<Mark> marks(Format format) {
    return switch (format) {
      case Scalar f -> f.itemsize() > 1 ? Stream.of(f.mark()) : Stream.empty();
      case Text f -> f.code() == 'u' || f.code() == 'w' ? Stream.of(f.mark()) : Stream.empty();
      case Bits f -> f.count() > 8 ? Stream.of(f.mark()) : Stream.empty();
      case Opaque _, Pad _ -> Stream.empty();
      case Pointer f -> Stream.of(f.mark());
      case FunctionPointer f -> Stream.of(f.mark());
      case SubArray f -> marks(f.element());
      case Struct f -> fields(f);
      case Sequence f -> fields(f);
    };
  }

  private static Stream<Mark> fields(Compound compound) {
    return compound.fields().stream().flatMap(field -> marks(field.format()));
  }
}
