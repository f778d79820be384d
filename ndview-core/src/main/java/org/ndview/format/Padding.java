package org.ndview.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/** Brings formats to the itemsize that their exporter states. */
final class Padding {
  private Padding() {}

  /** The format under its exporter's itemsize. */
  static Format fit(Format format, long itemsize) {
    if (itemsize < format.itemsize()) {
      String reason =
          "the items of %s need %d bytes, and its exporter has %d"
              .formatted(BriefText.of(format.toString()), format.itemsize(), itemsize);
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

  static Format grow(Format format, long itemsize) {
    if (itemsize < format.itemsize()) {
      throw new IllegalArgumentException(
          "itemsize %d is smaller than the %d bytes of %s"
              .formatted(itemsize, format.itemsize(), BriefText.of(format.toString())));
    }
    if (itemsize == format.itemsize()) {
      return format;
    }
    Mark mark = Objects.requireNonNullElse(Sizes.endMark(format), Mark.NATIVE);
    return switch (format) {
      case Pad f -> new Pad(itemsize, f.mark());
      case Struct f -> {
        // under @ the end is rounded up again, so a size between two multiples ends under ^
        Mark padMark = mark == Mark.NATIVE && itemsize % f.alignment() != 0 ? Mark.UNALIGNED : mark;
        yield Struct.of(padded(f.fields(), itemsize, padMark));
      }
      case Sequence f when f.fields().isEmpty() -> new Pad(itemsize, mark);
      case Sequence f -> Sequence.of(padded(f.fields(), itemsize, mark));
      case Scalar _, Text _, Bits _, Pointer _, FunctionPointer _, Opaque _, SubArray _ ->
          Sequence.of(padded(List.of(Field.of(null, format)), itemsize, mark));
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
