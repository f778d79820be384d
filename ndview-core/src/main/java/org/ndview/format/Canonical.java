package org.ndview.format;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a format by what it means: for any machine ({@link Format#canonical}), or for this one,
 * to compare it ({@link Format#isEquivalentTo}).
 */
final class Canonical {
  /** What is in force; items without a byte order take it, so that they need no mark. */
  private Mark state = Mark.NATIVE;

  /** Whether addresses and long doubles stay, which mean nothing on other machines. */
  private final boolean here;

  private Canonical(boolean here) {
    this.here = here;
  }

  static Format of(Format format) {
    return of(format, new Canonical(false));
  }

  /** Equal for formats that mean the same on this machine; not for other uses. */
  static Format here(Format format) {
    return of(format, new Canonical(true));
  }

  private static Format of(Format format, Canonical c) {
    return format instanceof Sequence sequence ? c.sequence(sequence) : c.item(format);
  }

  private Format item(Format format) {
    return switch (format) {
      case Scalar f -> {
        boolean address = f.code().equals("P");
        if (here
            && (address
                || f.type() == ScalarType.LONG_DOUBLE
                || f.type() == ScalarType.LONG_COMPLEX)) {
          yield unaligned(f);
        }
        if (address) {
          throw refuse("P", "an address");
        }
        if (f.type() == ScalarType.LONG_DOUBLE || f.type() == ScalarType.LONG_COMPLEX) {
          throw refuse(f.code(), "a long double");
        }
        yield Scalar.of(f.type(), f.itemsize() == 1 ? state : ordered(f.mark().order()));
      }
      case Text f -> {
        boolean bytes = f.code() == 's' || f.code() == 'p';
        yield new Text(f.code(), f.length(), bytes ? state : ordered(f.mark().order()));
      }
      case Pad f -> new Pad(f.length(), state);
      case Bits f -> new Bits(f.count(), f.count() <= 8 ? state : ordered(f.mark().order()));
      case Opaque f -> {
        if (f.code().equals("O") && !here) {
          throw refuse("O", "an address");
        }
        boolean bytes = f.itemsize() <= 1 || f.code().equals(ScalarCodes.BYTES);
        yield new Opaque(
            f.code(), f.itemsize(), 1, bytes ? state : ordered(f.mark().order()), f.reason());
      }
      case Pointer f when here -> {
        Mark mark = ordered(f.mark().order());
        yield new Pointer(item(f.target()), mark);
      }
      case FunctionPointer f when here ->
          new FunctionPointer(f.arguments(), f.result(), ordered(f.mark().order()));
      case Pointer _ -> throw refuse("&", "an address");
      case FunctionPointer _ -> throw refuse("X{}", "an address");
      case SubArray f -> {
        SubArray array = here ? f.merged() : f; // the same items
        yield new SubArray(array.shape(), item(array.element()));
      }
      case Struct f -> {
        List<Field> fields = new ArrayList<>();
        long end = 0;
        for (Field field : f.fields()) {
          if (!field.isPadding()) {
            pad(fields, field.offset() - end);
            fields.add(Field.of(field.name(), item(field.format())));
            end = field.offset() + field.itemsize();
          }
        }
        pad(fields, f.itemsize() - end);
        yield Struct.of(fields);
      }
      case Sequence f -> throw new IllegalStateException("a sequence inside an item: " + f);
    };
  }

  /** Of one mark for each byte order, and without alignment: padding is written out. */
  private Scalar unaligned(Scalar f) {
    boolean swapped = ordered(f.mark().order()) != Mark.of(ByteOrder.nativeOrder());
    Scalar same = Scalar.of(f.code(), swapped ? f.mark() : Mark.UNALIGNED);
    return same.itemsize() == f.itemsize() ? same : f;
  }

  /** Neighbours of one kind become one counted field: {@code hh} is {@code 2h}. */
  private Format sequence(Sequence f) {
    List<Field> fields = new ArrayList<>();
    long end = 0;
    for (Field field : f.fields()) {
      if (field.isPadding() || field.count() == 0) {
        continue;
      }
      pad(fields, field.offset() - end);
      Format format = item(field.format());
      Field last = fields.isEmpty() ? null : fields.getLast();
      if (last != null && repeats(last, field.name(), format)) {
        long count = last.count() + field.count();
        fields.set(fields.size() - 1, new Field(null, format, count, 0));
      } else {
        fields.add(new Field(field.name(), format, field.count(), 0));
      }
      end = field.offset() + field.itemsize();
    }
    pad(fields, f.itemsize() - end);
    if (isLone(fields)) {
      if (fields.getFirst().isPadding()) {
        return fields.getFirst().format();
      }
      // else it would read back as the item alone, no longer a sequence of one value
      fields.add(Field.of(null, new Pad(0, state)));
    }
    return Sequence.of(fields);
  }

  private static boolean repeats(Field last, @Nullable String name, Format format) {
    return last.name() == null
        && name == null
        && Field.countable(format)
        && last.format().equals(format);
  }

  private static boolean isLone(List<Field> fields) {
    return fields.size() == 1 && fields.getFirst().name() == null && fields.getFirst().count() == 1;
  }

  private void pad(List<Field> fields, long length) {
    if (length > 0) {
      fields.add(Field.of(null, new Pad(length, state)));
    }
  }

  private Mark ordered(ByteOrder order) {
    state = Mark.of(order);
    return state;
  }

  private static IllegalArgumentException refuse(String code, String what) {
    return new IllegalArgumentException(code + " has no meaning on another machine: it is " + what);
  }
}
