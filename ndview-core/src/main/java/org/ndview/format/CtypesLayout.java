package org.ndview.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/**
 * Where the fields of a ctypes structure lie whose text does not tell: where a C compiler puts
 * them, if its size is then what the exporter states. Anything else (bit fields, fields of a base
 * class, a packed structure, a union) has places that cannot be known.
 */
final class CtypesLayout {
  private final Struct struct;
  private final long itemsize;
  private final boolean sizeUnknown;

  /** What an item is in C. */
  private record InC(Format format, int alignment) {}

  /**
   * A structure whose text gives another itemsize than its exporter.
   *
   * @param sizeUnknown whether a field has another size than its code
   */
  CtypesLayout(Struct struct, long itemsize, boolean sizeUnknown) {
    this.struct = struct;
    this.itemsize = itemsize;
    this.sizeUnknown = sizeUnknown;
  }

  /** {@return the structure with its padding, or an opaque item with the reason} */
  Format format() {
    if (sizeUnknown) {
      return opaque("one of its fields is a union or a packed structure, whose size is not told");
    }
    try {
      Format wide = withWideChars(struct);
      if (wide.itemsize() == itemsize) {
        return wide;
      }
      if (hasPadding(struct) && !isAlone(struct)) {
        return opaque(
            "it has padding, and %d bytes are missing: fields of a base class, or shared by bit fields"
                .formatted(itemsize - struct.itemsize()));
      }
      Format aligned = inC(struct).format();
      if (aligned.itemsize() == itemsize) {
        return aligned;
      }
      return opaque(
          "its fields need %d bytes as a C compiler lays them out, and its exporter has %d"
              .formatted(aligned.itemsize(), itemsize));
    } catch (ArithmeticException | IllegalArgumentException e) {
      return opaque(String.valueOf(e.getMessage()));
    }
  }

  private Opaque opaque(String why) {
    String reason =
        "the places of the fields of %s are not known: %s"
            .formatted(BriefText.of(struct.toString()), why);
    return new Opaque(ScalarCodes.BYTES, itemsize, 1, Mark.NATIVE, reason);
  }

  /** Whether the text has padding: then the exporter has written all of it. */
  private static boolean hasPadding(Format format) {
    return switch (format) {
      case SubArray array -> hasPadding(array.element());
      case Struct inner ->
          inner.fields().stream().anyMatch(f -> f.isPadding() || hasPadding(f.format()));
      case Scalar _, Text _, Pad _, Pointer _, FunctionPointer _, Opaque _, Bits _, Sequence _ ->
          false;
    };
  }

  /** Whether there is one field, which ends where the structure does but for padding. */
  private static boolean isAlone(Struct struct) {
    return struct.fields().stream().filter(f -> !f.isPadding()).count() == 1;
  }

  /** The same fields side by side, where the text has all padding, but a wchar_t for each u. */
  private static Format withWideChars(Format format) {
    return switch (format) {
      case Text text -> wide(text);
      case SubArray array -> new SubArray(array.shape(), withWideChars(array.element()));
      case Struct inner ->
          Struct.of(
              inner.fields().stream()
                  .map(f -> Field.of(f.name(), withWideChars(f.format())))
                  .toList());
      case Scalar _, Pad _, Pointer _, FunctionPointer _, Opaque _, Bits _, Sequence _ -> format;
    };
  }

  private static Text wide(Text text) {
    return text.code() == 'u' && Abi.WCHAR_SIZE == 4
        ? new Text('w', text.length(), text.mark())
        : text;
  }

  private static InC inC(Format format) {
    return switch (format) {
      // whatever its mark, it is the type of the same size of this machine
      case Scalar scalar -> new InC(scalar, alignment(scalar));
      case Text text -> {
        Text wide = wide(text);
        boolean chars = wide.code() == 'u' || wide.code() == 'w';
        yield new InC(wide, chars ? (int) Abi.WCHAR_SIZE : 1);
      }
      case Pointer _, FunctionPointer _ -> new InC(format, Abi.POINTER_ALIGNMENT);
      case Opaque opaque -> new InC(opaque, opaque.code().equals("O") ? Abi.POINTER_ALIGNMENT : 1);
      case Pad _, Bits _, Sequence _ -> new InC(format, 1);
      case SubArray array -> {
        InC element = inC(array.element());
        yield new InC(new SubArray(array.shape(), element.format()), element.alignment());
      }
      case Struct inner -> inC(inner);
    };
  }

  private static int alignment(Scalar scalar) {
    return Scalar.of(scalar.type(), Mark.NATIVE).alignment();
  }

  private static InC inC(Struct struct) {
    List<Field> fields = new ArrayList<>();
    long end = 0;
    int most = 1;
    for (Field field : struct.fields()) {
      InC c = inC(field.format());
      long start = Sizes.roundUp(end, c.alignment());
      pad(fields, start - end);
      fields.add(Field.of(field.name(), c.format()));
      end = Math.addExact(start, c.format().itemsize());
      most = Math.max(most, c.alignment());
    }
    pad(fields, Sizes.roundUp(end, most) - end);
    return new InC(Struct.of(fields), most);
  }

  private static void pad(List<Field> fields, long length) {
    if (length > 0) {
      Mark mark = fields.isEmpty() ? null : Sizes.endMark(fields.getLast().format());
      fields.add(Field.of(null, new Pad(length, unaligned(mark))));
    }
  }

  /** A mark under which nothing is aligned, so that all padding is what is written. */
  private static Mark unaligned(@Nullable Mark mark) {
    return mark == Mark.BIG ? Mark.BIG : Mark.LITTLE;
  }
}
