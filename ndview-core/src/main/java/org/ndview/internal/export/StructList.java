package org.ndview.internal.export;

import java.lang.foreign.MemorySegment;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.SubArray;
import org.ndview.internal.item.CompoundCodec;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.StructReader;

/**
 * An unmodifiable list over the bytes of structures, each of which becomes objects when it is asked
 * for, as in {@link NumberList}.
 */
final class StructList extends AbstractList<Object> implements RandomAccess {
  /** What an object takes at least, and each of its values (in bytes). */
  private static final int OBJECT = 32;

  private final StructReader reader;
  private final byte[] bytes;
  private final MemorySegment same;
  private final int itemsize;
  private final int size;

  /** Takes the bytes as they are: {@code size} items, one after the other. */
  StructList(CompoundCodec codec, byte[] bytes, int itemsize, int size) {
    reader = codec.reader();
    this.bytes = bytes;
    same = MemorySegment.ofArray(bytes);
    this.itemsize = itemsize;
    this.size = size;
  }

  /**
   * {@return whether items may be read late} Nothing in them can be refused or changed, and their
   * bytes take no more room than the objects would.
   */
  static boolean suits(Format format) {
    return format instanceof Compound compound
        && compound.itemsize() <= OBJECT + OBJECT / 2 * compound.valueCount()
        && isPlain(format);
  }

  private static boolean isPlain(Format format) {
    return switch (format) {
      case Scalar _ -> true;
      case SubArray array -> isPlain(array.element());
      case Compound compound ->
          compound.fields().stream()
              .filter(ItemCodec::isValue)
              .map(Field::format)
              .allMatch(StructList::isPlain);
      default -> false;
    };
  }

  @Override
  public Object get(int i) {
    return reader.get(bytes, same, Objects.checkIndex(i, size) * itemsize);
  }

  @Override
  public int size() {
    return size;
  }
}
