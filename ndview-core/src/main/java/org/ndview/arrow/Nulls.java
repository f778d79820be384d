package org.ndview.arrow;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.ndview.NdView;

/** Which values of a vector are null: those of it, and of the vectors of its lists' items. */
final class Nulls {
  /** A vector's bitmap, and how many items of the innermost vector each bit stands for. */
  private record Level(MemorySegment bitmap, long bits, long itemsPerBit, long zeros) {}

  private final List<Level> levels = new ArrayList<>();
  private final VectorType type;
  private final long values;

  private Nulls(FieldVector vector, VectorType type) {
    this.type = type;
    values = vector.getValueCount();
    long items = type.layout(values).size();
    long bits = values;
    FieldVector level = Extensions.storage(vector);
    while (items > 0) {
      add(level, bits, items / bits);
      if (!(level instanceof FixedSizeListVector lists)) {
        break;
      }
      bits *= lists.getListSize();
      level = Extensions.storage(lists.getDataVector());
    }
  }

  /** {@return the nulls of a vector} */
  static Nulls of(FieldVector vector, VectorType type) {
    return new Nulls(vector, type);
  }

  private void add(FieldVector vector, long bits, long itemsPerBit) {
    ArrowBuf buffer = vector.getValidityBuffer();
    if (buffer.capacity() == 0) {
      return; // none is null
    }
    MemorySegment bitmap =
        Buffers.memory(vector, "validity buffer", buffer, Bitmaps.byteSize(bits));
    long zeros = Bitmaps.zeros(bitmap, bits);
    if (zeros > 0) {
      levels.add(new Level(bitmap, bits, itemsPerBit, zeros));
    }
  }

  boolean isEmpty() {
    return levels.isEmpty();
  }

  /** How many there are, lists and their items counted each. */
  long count() {
    return levels.stream().mapToLong(Level::zeros).sum();
  }

  /**
   * {@return a new view of the vector's shape: whether the item and all lists that it is in are
   * valid}
   */
  NdView validity() {
    long[] shape = type.physicalShape(values);
    // as long as the bits that matter: what lies below is broadcast
    long bits = levels.isEmpty() ? values : levels.getLast().bits();
    NdView mask = NdView.allocate("?", bits);
    try {
      mask.fill(true);
      for (Level level : levels) {
        long each = level.itemsPerBit() / levels.getLast().itemsPerBit();
        MemorySegment bytes = mask.contiguousSegment();
        Bitmaps.forEachZero(
            level.bitmap(), level.bits(), i -> bytes.asSlice(i * each, each).fill((byte) 0));
      }
      return type.logical(mask.reshape(leading(shape, bits)).broadcastTo(shape)).owning();
    } catch (RuntimeException | Error e) {
      mask.close();
      throw e;
    }
  }

  /** The lengths that make up a number of bits, and 1 for all after them. */
  private static long[] leading(long[] shape, long bits) {
    long[] leading = new long[shape.length];
    Arrays.fill(leading, 1);
    long product = 1;
    for (int d = 0; d < shape.length && (d == 0 || product < bits); d++) {
      leading[d] = shape[d];
      product *= shape[d];
    }
    return leading;
  }

  /** Writes a value to the items of a view with its dimensions as they lie, without gaps. */
  void fill(NdView items, Object value) {
    for (Level level : levels) {
      NdView parts = items.reshape(level.bits(), level.itemsPerBit());
      Bitmaps.forEachZero(level.bitmap(), level.bits(), i -> parts.select(0, i).fill(value));
    }
  }
}
