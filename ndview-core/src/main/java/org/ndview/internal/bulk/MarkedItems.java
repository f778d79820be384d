package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Writes one item of each row, at an index of its own. */
public final class MarkedItems {
  private MarkedItems() {}

  /**
   * Writes the same item once in each row.
   *
   * @param rows memory whose last dimension is that of a row, the others in C order
   * @param item its bytes
   * @param indices one for each row, none outside of it
   * @return whether that was done: not for pointers, nor for items of other than 1, 2, 4 or 8 bytes
   */
  public static boolean write(StridedMemory rows, byte[] item, long[] indices) {
    Layout layout = rows.layout();
    int last = layout.ndim() - 1;
    boolean number = Integer.bitCount(item.length) == 1 && item.length <= Long.BYTES;
    if (layout.hasPointers() || !number || last < 1) {
      return false;
    }
    StagingArray items = StagingArray.of(item.length, 1);
    items.read(MemorySegment.ofArray(item), 0, 1, 0);
    int line = (int) layout.shape(last - 1); // no more than there are indices
    long[] index = new long[last];
    for (int i = 0; i < indices.length; i += line) {
      long at = layout.offset();
      for (int d = 0; d < last; d++) {
        at += index[d] * layout.stride(d);
      }
      long[] part = line == indices.length ? indices : Arrays.copyOfRange(indices, i, i + line);
      items.fillIndexed(
          rows.segment(), at, layout.stride(last - 1), part, layout.stride(last), line);
      next(index, layout, last - 2);
    }
    return true;
  }

  /** The index of the next line. */
  private static void next(long[] index, Layout layout, int from) {
    for (int d = from; d >= 0; d--) {
      if (++index[d] < layout.shape(d)) {
        return;
      }
      index[d] = 0;
    }
  }
}
