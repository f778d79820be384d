package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Writes one item of each row, at an index of its own. */
public final class MarkedItems {
  private final StagingArray item;
  private final MemorySegment segment;
  private final Layout layout;
  private final long[] indices;

  /** The row that is next in C order. */
  private int next;

  private MarkedItems(StagingArray item, StridedMemory rows, long[] indices) {
    this.item = item;
    this.segment = rows.segment();
    this.layout = rows.layout();
    this.indices = indices;
  }

  /**
   * Writes the same item once in each row.
   *
   * @param rows memory whose last dimension is that of a row, the others in C order
   * @param item its bytes
   * @param indices one for each row, none outside of it
   * @return whether that was done: not for pointers, nor for items of other than 1, 2, 4 or 8 bytes
   */
  public static boolean write(StridedMemory rows, byte[] item, long[] indices) {
    boolean number = Integer.bitCount(item.length) == 1 && item.length <= Long.BYTES;
    if (rows.layout().hasPointers() || !number || rows.layout().ndim() < 2) {
      return false;
    }
    StagingArray one = StagingArray.of(item.length, 1);
    one.read(MemorySegment.ofArray(item), 0, 1, 0);
    if (indices.length > 0) {
      new MarkedItems(one, rows, indices).rows(0, rows.layout().offset());
    }
    return true;
  }

  /** The rows from a place on, along a dimension and those behind it. */
  private void rows(int dim, long at) {
    int n = (int) layout.shape(dim); // there are no fewer indices
    int last = layout.ndim() - 1;
    if (dim < last - 1) {
      for (int i = 0; i < n; i++) {
        rows(dim + 1, at + i * layout.stride(dim));
      }
      return;
    }
    item.fillIndexed(segment, at, layout.stride(dim), indices, next, layout.stride(last), n);
    next += n;
  }
}
