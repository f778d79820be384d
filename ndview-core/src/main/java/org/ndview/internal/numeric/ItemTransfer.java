package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ScalarCodec;
import org.ndview.internal.item.TextCodec;

/** Brings one item from one memory to another, in another format. */
@FunctionalInterface
interface ItemTransfer {
  /**
   * Reads an item and writes it.
   *
   * @throws IllegalArgumentException if a value does not fit; a part of the item may be written
   */
  void move(MemorySegment from, long at, MemorySegment to, long atTo);

  /** {@return whether a format is a number's} */
  static boolean isNumber(Format format) {
    return format instanceof Scalar scalar && scalar.type().kind() != ScalarType.Kind.CHAR;
  }

  /** {@return what brings items of one format over to another; null if the rule allows none} */
  static @Nullable ItemTransfer of(Format from, Format to, Casting casting) {
    return switch (from) {
      case Scalar a when isNumber(a) ->
          to instanceof Scalar b && isNumber(b) && casting.allows(a.type(), b.type())
              ? number(new ScalarCodec(a), new ScalarCodec(b), casting)
              : null;
      case Text a ->
          to instanceof Text b && isBytes(a) == isBytes(b)
              ? text(ItemCodec.of(a), TextCodec.of(b), casting)
              : null;
      case SubArray a -> to instanceof SubArray b ? arrays(a.merged(), b.merged(), casting) : null;
      case Compound a -> to instanceof Compound b ? fields(values(a), values(b), casting) : null;
      // what has no numbers or characters stays as it is
      default -> from.isEquivalentTo(to) ? copy(from.itemsize()) : null;
    };
  }

  private static ItemTransfer number(ScalarCodec reader, ScalarCodec writer, Casting casting) {
    return switch (casting) {
      case SAFE, SAME_KIND -> (from, at, to, atTo) -> writer.put(to, atTo, reader.key(from, at));
      case SAME_VALUE -> (from, at, to, atTo) -> writer.convertSame(to, atTo, reader.key(from, at));
      case SATURATING -> (from, at, to, atTo) -> writer.saturate(to, atTo, reader.key(from, at));
      case UNSAFE -> (from, at, to, atTo) -> writer.convert(to, atTo, reader.key(from, at));
    };
  }

  private static ItemTransfer text(ItemCodec reader, TextCodec writer, Casting casting) {
    boolean cut =
        switch (casting) {
          case SAFE, SAME_KIND, SAME_VALUE -> false;
          case SATURATING, UNSAFE -> true;
        };
    return (from, at, to, atTo) -> writer.convert(to, atTo, reader.key(from, at), cut);
  }

  private static ItemTransfer copy(long size) {
    return (from, at, to, atTo) -> MemorySegment.copy(from, at, to, atTo, size);
  }

  private static @Nullable ItemTransfer arrays(SubArray from, SubArray to, Casting casting) {
    ItemTransfer element =
        from.shape().equals(to.shape()) ? of(from.element(), to.element(), casting) : null;
    return element == null
        ? null
        : repeated(element, from.length(), from.element().itemsize(), to.element().itemsize());
  }

  /** One behind the other. Items without bytes are all the same. */
  private static ItemTransfer repeated(ItemTransfer item, long count, long size, long sizeTo) {
    long n = size == 0 && sizeTo == 0 ? Math.min(count, 1) : count;
    return (from, at, to, atTo) -> {
      for (long i = 0; i < n; i++) {
        item.move(from, at + i * size, to, atTo + i * sizeTo);
      }
    };
  }

  /** {@return the fields that have values} */
  static List<Field> values(Compound compound) {
    return compound.fields().stream().filter(ItemCodec::isValue).toList();
  }

  /** By position, whatever their names. */
  private static @Nullable ItemTransfer fields(List<Field> from, List<Field> to, Casting casting) {
    if (from.size() != to.size()) {
      return null;
    }
    List<ItemTransfer> all = new ArrayList<>();
    for (int i = 0; i < from.size(); i++) {
      Field a = from.get(i);
      Field b = to.get(i);
      ItemTransfer value = a.count() == b.count() ? of(a.format(), b.format(), casting) : null;
      if (value == null) {
        return null;
      }
      ItemTransfer values =
          repeated(value, a.count(), a.format().itemsize(), b.format().itemsize());
      long offset = a.offset();
      long offsetTo = b.offset();
      all.add((m, at, n, atTo) -> values.move(m, at + offset, n, atTo + offsetTo));
    }
    return (m, at, n, atTo) -> {
      for (ItemTransfer field : all) {
        field.move(m, at, n, atTo);
      }
    };
  }

  private static boolean isBytes(Text text) {
    return text.code() == 's' || text.code() == 'p';
  }
}
