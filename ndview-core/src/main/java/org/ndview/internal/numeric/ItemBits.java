package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Pad;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Sequence;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ItemValues;

/**
 * A value to be found among items of several numbers, as the bytes that the items have which equal
 * it: structs, complex numbers, bytes, text. No item becomes an object.
 */
final class ItemBits {
  /** A longer item is read as an object, which costs less than its bytes, one by one. */
  private static final int MOST = 1 << 12;

  private static final byte ALL = -1;
  private static final byte TOP = Byte.MIN_VALUE;

  private final MemorySegment key;
  private final MemorySegment mask;
  private final MemorySegment truths;
  private boolean equalsSome = true;

  private ItemBits(int itemsize) {
    key = MemorySegment.ofArray(new byte[itemsize]);
    mask = MemorySegment.ofArray(new byte[itemsize]);
    truths = MemorySegment.ofArray(new byte[itemsize]);
  }

  /**
   * {@return the bits, or null if items of the format are not compared so}
   *
   * @param value what the format's codec makes of a value
   */
  static @Nullable ItemBits of(Format format, @Nullable Object value) {
    long itemsize = format.itemsize();
    if (itemsize == 0 || itemsize > MOST) {
      return null;
    }
    ItemBits bits = new ItemBits((int) itemsize);
    return bits.add(format, 0, value) ? bits : null;
  }

  /** {@return whether an item may equal the value} */
  boolean equalsSome() {
    return equalsSome;
  }

  int itemsize() {
    return (int) key.byteSize();
  }

  /** {@return them as a number that items are compared with, or null if they are no such} */
  @Nullable SearchKey asNumber() {
    int width = itemsize();
    if (width > Long.BYTES || Integer.bitCount(width) > 1) {
      return null;
    }
    ItemWord word = word(0, width);
    return word.truths() == 0
        ? new SearchKey(width * Byte.SIZE, word.key(), word.mask(), false)
        : null;
  }

  /** {@return those of a word of 1, 2, 4 or 8 bytes} */
  ItemWord word(int offset, int width) {
    return new ItemWord(
        offset, word(key, offset, width), word(mask, offset, width), word(truths, offset, width));
  }

  private static long word(MemorySegment bytes, int at, int width) {
    return switch (width) {
      case Byte.BYTES -> bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      case Short.BYTES -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) & 0xffff;
      case Integer.BYTES -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at) & 0xffff_ffffL;
      default -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    };
  }

  /** Adds what an item has at an offset; {@return whether such values are compared by bits} */
  private boolean add(Format format, long at, @Nullable Object value) {
    return switch (format) {
      case Scalar scalar -> addScalar(scalar, at, value);
      case Text text -> addText(text, at, value);
      case SubArray array -> {
        SubArray merged = array.merged();
        yield merged.itemsize() > 0 && addArray(merged, 0, at, merged.itemsize(), value);
      }
      case Sequence sequence when ItemCodec.isBare(sequence) -> {
        Field field = ItemCodec.bareField(sequence);
        yield addField(field.format(), at + field.offset(), value);
      }
      case Compound compound -> addFields(compound, at, value);
      default -> false;
    };
  }

  private boolean addFields(Compound format, long at, @Nullable Object value) {
    if (!(value instanceof List<?> values) || values.size() != format.valueCount()) {
      return never();
    }
    int i = 0;
    for (Field field : format.fields()) {
      if (!ItemCodec.isValue(field)) {
        continue;
      }
      for (long k = 0; k < field.count(); k++) {
        long offset = at + field.offset() + k * field.format().itemsize();
        if (!addField(field.format(), offset, values.get(i++))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Padding with a name has its bytes for a value. */
  private boolean addField(Format format, long at, @Nullable Object value) {
    return format instanceof Pad pad ? addBytes(pad.length(), at, value) : add(format, at, value);
  }

  private boolean addArray(SubArray format, int dim, long at, long span, @Nullable Object value) {
    if (dim == format.shape().size()) {
      return add(format.element(), at, value);
    }
    long n = format.shape().get(dim);
    if (!(value instanceof List<?> values) || values.size() != n) {
      return never();
    }
    long step = span / n;
    for (int i = 0; i < n; i++) {
      if (!addArray(format, dim + 1, at + i * step, step, values.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean addScalar(Scalar format, long at, @Nullable Object value) {
    if (format.type() == ScalarType.CHAR) {
      return addBytes(1, at, value);
    }
    NumericFormat parts = NumericFormat.ofParts(format);
    NumericFormat numbers = parts == null ? NumericFormat.of(format) : parts;
    if (numbers == null) {
      return false;
    }
    if (parts == null) {
      addNumber(numbers, at, value);
    } else {
      addNumber(parts, at, ItemValues.re(value));
      addNumber(parts, at + parts.bits() / Byte.SIZE, ItemValues.im(value));
    }
    return true;
  }

  private void addNumber(NumericFormat numbers, long at, @Nullable Object value) {
    SearchKey found = SearchKey.of(numbers, value);
    if (found == null) {
      equalsSome = false;
    } else if (found.others()) {
      truths.set(ValueLayout.JAVA_BYTE, at, TOP);
    } else {
      put(key, at, numbers.bits(), found.key());
      put(mask, at, numbers.bits(), found.mask());
    }
  }

  private static void put(MemorySegment bytes, long at, int bits, long word) {
    switch (bits) {
      case Byte.SIZE -> bytes.set(ValueLayout.JAVA_BYTE, at, (byte) word);
      case Short.SIZE -> bytes.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) word);
      case Integer.SIZE -> bytes.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) word);
      default -> bytes.set(ValueLayout.JAVA_LONG_UNALIGNED, at, word);
    }
  }

  private boolean addText(Text format, long at, @Nullable Object value) {
    return switch (format.code()) {
      case 's' -> addBytes(format.length(), at, value);
      case 'u', 'w' -> addCharacters(format, at, value);
      default -> false; // of a Pascal string the bytes after its end may be any
    };
  }

  private boolean addBytes(long length, long at, @Nullable Object value) {
    byte[] bytes = ItemValues.bytes(value);
    if (bytes == null || bytes.length != length) {
      return never();
    }
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, key, at, length);
    mask.asSlice(at, length).fill(ALL);
    return true;
  }

  /** After the text, an item has zeros. */
  private boolean addCharacters(Text format, long at, @Nullable Object value) {
    if (!(value instanceof String text)) {
      return false; // units that are no text, or nothing that equals one
    }
    boolean wide = format.code() == 'w';
    int[] units = (wide ? text.codePoints() : text.chars()).toArray();
    if (units.length > format.length()) {
      return never();
    }
    NumericFormat numbers = NumericFormat.ofUnits(format);
    for (int i = 0; i < format.length(); i++) {
      addNumber(
          numbers, at + (long) i * (numbers.bits() / Byte.SIZE), i < units.length ? units[i] : 0);
    }
    return true;
  }

  private boolean never() {
    equalsSome = false;
    return true;
  }
}
