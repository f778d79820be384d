package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.internal.memory.MemoryKind;
import org.ndview.internal.memory.StridedMemory;

/**
 * Copies rows at some indices that are runs of bytes, or single numbers: each is read where its
 * index says, with no table of places between.
 */
public final class IndexedRows {
  /** From this length on (in bytes), a run is copied by itself. */
  private static final long RUN = 16;

  /** How many indices are looked at together; they stay in the first-level cache. */
  private static final int PART = 512;

  /** The indices of all rows of a slot, however short they are. */
  private static final long[] TRIAL =
      LongStream.range(0, NativeScratch.trialRows(PlaneKernels.FEWEST_BYTES)).toArray();

  private IndexedRows() {}

  /**
   * Copies rows at indices of the first dimension.
   *
   * @param source has no pointers
   * @param indices of the first dimension
   * @param target has as many rows as there are indices, of the source's shape; it overlaps neither
   *     the source nor itself
   * @return whether that was done: the rows lie in both memories as runs
   */
  public static boolean copy(StridedMemory source, ChosenRows indices, StridedMemory target) {
    Layout from = source.layout();
    Layout to = target.layout();
    if (from.hasPointers() || to.hasPointers() || !isRun(from) || !isRun(to)) {
      return false;
    }
    long bytes = from.nbytes() / Math.max(1, from.shape(0));
    RowKernel kernel = kernel(source, indices, target, bytes);
    if (kernel != null) {
      rows(kernel, source, indices, target, (int) bytes);
    } else if (bytes >= RUN) {
      runs(source, indices, target, bytes);
    } else if (isNumber(bytes)) {
      numbers(source, indices, target, (int) bytes);
    } else {
      return false;
    }
    return true;
  }

  /** For short rows of plain memory; null if there is none. */
  private static @Nullable RowKernel kernel(
      StridedMemory source, ChosenRows indices, StridedMemory target, long bytes) {
    boolean plain = RunTransfer.isPlain(source.segment()) && RunTransfer.isPlain(target.segment());
    if (!plain || bytes > PlaneKernels.MOST_BYTES || bytes < 2 || isNumber(bytes)) {
      return null;
    }
    PlaneKernels kernels = PlaneTransfer.KERNELS;
    if (kernels != null && bytes >= PlaneKernels.FEWEST_BYTES) {
      RowKernel kernel = kernels.gather(bytes);
      long longs = bytes * indices.count() / Long.BYTES;
      if (WarmUp.isWarm(kernel, longs, gathers(kernel, (int) bytes))) {
        return kernel;
      }
    }
    return IndexedRowLoops.of(bytes);
  }

  /** Whether a row may be a single item. */
  private static boolean isNumber(long bytes) {
    return Long.bitCount(bytes) == 1 && bytes <= Long.BYTES;
  }

  /** Rows of a length. */
  static WarmUp.Trial gathers(RowKernel kernel, int bytes) {
    int rows = NativeScratch.trialRows(bytes);
    return scratch ->
        kernel.run(scratch.slot(0), 0, bytes, TRIAL, scratch.slot(1), 0, bytes, rows, bytes);
  }

  private static void rows(
      RowKernel kernel, StridedMemory source, ChosenRows rows, StridedMemory target, int bytes) {
    Layout from = source.layout();
    Layout to = target.layout();
    long step = to.stride(0);
    long[] indices = new long[Math.min(rows.count(), PART)];
    for (int i = 0; i < rows.count(); i += indices.length) {
      int n = Math.min(indices.length, rows.count() - i);
      rows.part(i, indices, n);
      kernel.run(
          source.segment(),
          from.offset(),
          from.stride(0),
          indices,
          target.segment(),
          to.offset() + i * step,
          step,
          n,
          bytes);
    }
  }

  /** Whether the items of a row follow each other in C order. */
  private static boolean isRun(Layout rows) {
    long stride = rows.itemsize();
    for (int d = rows.ndim() - 1; d > 0; d--) {
      if (rows.shape(d) != 1) {
        if (rows.stride(d) != stride) {
          return false;
        }
        stride *= rows.shape(d);
      }
    }
    return true;
  }

  private static void runs(
      StridedMemory source, ChosenRows rows, StridedMemory target, long bytes) {
    MemorySegment from = source.segment();
    MemorySegment to = target.segment();
    long first = source.layout().offset();
    long stride = source.layout().stride(0);
    long step = target.layout().stride(0);
    long[] indices = new long[Math.min(rows.count(), PART)];
    for (int i = 0; i < rows.count(); i += indices.length) {
      int n = Math.min(indices.length, rows.count() - i);
      rows.part(i, indices, n);
      long at = target.layout().offset() + i * step;
      for (int k = 0; k < n; k++) {
        MemoryKind.copy(from, first + indices[k] * stride, to, at + k * step, bytes);
      }
    }
  }

  private static void numbers(
      StridedMemory source, ChosenRows rows, StridedMemory target, int width) {
    Layout from = source.layout();
    Layout to = target.layout();
    long step = to.stride(0);
    long[] indices = new long[Math.min(rows.count(), PART)];
    StagingArray items = StagingArray.of(width, indices.length);
    for (int i = 0; i < rows.count(); i += indices.length) {
      int n = Math.min(indices.length, rows.count() - i);
      rows.part(i, indices, n);
      items.gatherIndexed(source.segment(), from.offset(), from.stride(0), indices, n);
      items.store(target.segment(), to.offset() + i * step, 1, 0, n, step, n);
    }
  }
}
