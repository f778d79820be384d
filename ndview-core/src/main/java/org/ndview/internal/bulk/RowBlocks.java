package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.StridedMemory;

/**
 * Brings short rows that lie anywhere in a memory together, some at a time, in a block that stays
 * in the cache: what is done with them costs as much for a block as for a row.
 */
public final class RowBlocks {
  /** Rows of as many bytes as this are worth their own cost. */
  private static final long LONG_ROW = 1 << 14;

  /** The bytes of a block. */
  private static final long BLOCK = NativeScratch.SIZE / 2;

  private RowBlocks() {}

  /**
   * {@return the same work, done block by block where the first memory has short rows chosen by
   * {@link StridedMemory#rows}}
   *
   * @param work what may be done with a part of the rows
   */
  public static ParallelSplit.Work of(ParallelSplit.Work work) {
    return (a, b) -> {
      if (isShort(a)) {
        each(a, b, work);
      } else {
        work.on(a, b);
      }
    };
  }

  /** Whether a block takes several of the rows, which were chosen. */
  static boolean isShort(StridedMemory memory) {
    if (!memory.isRows() || memory.layout().shape(0) < 2) {
      return false;
    }
    long bytes = memory.layout().nbytes() / memory.layout().shape(0);
    return bytes > 0 && bytes < LONG_ROW;
  }

  private static void each(StridedMemory a, StridedMemory b, ParallelSplit.Work work) {
    long[] shape = a.layout().shape();
    long n = shape[0];
    long most = BLOCK / (a.layout().nbytes() / n);
    try (NativeScratch scratch = NativeScratch.take()) {
      for (long i = 0; i < n; i += most) {
        long to = Math.min(n, i + most);
        shape[0] = to - i;
        Layout layout = Layout.contiguous(Order.C, a.layout().itemsize(), shape);
        MemorySegment memory = scratch.all();
        StridedMemory block = StridedMemory.of(memory, layout);
        TiledTransfer.copy(a.part(0, i, to), block, Execution.SEQUENTIAL);
        work.on(block, a == b ? block : b.part(0, i, to));
      }
    }
  }
}
