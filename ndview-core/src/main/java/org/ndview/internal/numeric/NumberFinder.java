package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.NativeScratch;
import org.ndview.internal.bulk.RowMoves;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;

/** Finds items that are compared as one number each, a block at a time. */
final class NumberFinder extends Finder {
  /** Items that stay where they are, and are counted together. */
  private static final int LONG_RUN = 1 << 20;

  /** The same of items of which the first is looked for. */
  private static final int CHUNK = 1 << 13;

  private final SearchKey key;

  /** How many items of the block one is. */
  private final int units;

  private final StagingArray block;
  private final @Nullable CountKernel kernel;

  NumberFinder(StridedWalk walk, SearchKey key) {
    super(walk, BLOCK);
    this.key = key;
    int width = key.bits() / Byte.SIZE;
    // the bytes of shorts are compared faster than shorts
    units = width == Short.BYTES && walk.strideA() == Short.BYTES ? Short.BYTES : 1;
    block = StagingArray.of(width / units, units * room(BLOCK));
    kernel = walk.strideA() == width ? kernel(width) : null;
  }

  private @Nullable CountKernel kernel(int width) {
    CountKernel counts = KernelProvider.kernels().count(width);
    boolean warm =
        counts != null
            && KernelProvider.isReady(
                "count" + key.bits(),
                walk().size(),
                scratch ->
                    counts.count(
                        scratch.slot(0),
                        0,
                        NativeScratch.trialItems(width),
                        key.key() ^ 1,
                        key.mask()));
    return warm ? counts : null;
  }

  @Override
  long count(MemorySegment memory, long at, int m) {
    int n = (int) Math.min(walk().n(), Integer.MAX_VALUE);
    if (m > 1) {
      return countRows(memory, at, m, n);
    }
    long count = 0;
    boolean direct = isDirect(memory);
    int most = direct ? LONG_RUN : BLOCK;
    for (long i = 0; i < walk().n(); i += most) {
      int part = (int) Math.min(most, walk().n() - i);
      long from = at + i * walk().strideA();
      count +=
          direct ? directly(memory, from, part) : key.count(items(memory, from, 1, part), part);
    }
    return count;
  }

  /** Of whole rows, which are brought together. */
  private long countRows(MemorySegment memory, long at, int m, int n) {
    if (kernel == null || m * n < RunKernel.FEWEST) {
      return key.count(items(memory, at, m, n), m * n);
    }
    try (NativeScratch scratch = NativeScratch.take()) {
      long bytes = (long) n * walk().strideA();
      MemorySegment together = scratch.slot(0);
      RowMoves.together(memory, at, step(), together, m, bytes);
      return directly(together, 0, m * n);
    }
  }

  private boolean isDirect(MemorySegment memory) {
    return kernel != null && RunTransfer.isPlain(memory);
  }

  private long directly(MemorySegment memory, long at, int n) {
    if (kernel == null || n < RunKernel.FEWEST) {
      return key.count(items(memory, at, 1, n), n);
    }
    long equal = kernel.count(memory, at, n, key.key(), key.mask());
    return key.others() ? n - equal : equal;
  }

  @Override
  long first(MemorySegment memory, long at, int m) {
    if (m > 1) {
      return first(memory, at, m, (int) walk().n());
    }
    if (!isDirect(memory)) {
      return firstOf(memory, at, walk().n());
    }
    for (long i = 0; i < walk().n(); i += CHUNK) {
      int n = (int) Math.min(CHUNK, walk().n() - i);
      long from = at + i * walk().strideA();
      if (directly(memory, from, n) > 0) {
        return i + firstOf(memory, from, n);
      }
    }
    return -1;
  }

  private long firstOf(MemorySegment memory, long at, long items) {
    for (long i = 0; i < items; i += BLOCK) {
      int n = (int) Math.min(BLOCK, items - i);
      int first = first(memory, at + i * walk().strideA(), 1, n);
      if (first >= 0) {
        return i + first;
      }
    }
    return -1;
  }

  private int first(MemorySegment memory, long at, int m, int n) {
    Object items = items(memory, at, m, n);
    return key.count(items, m * n) > 0 ? key.first(items, m * n) : -1;
  }

  private Object items(MemorySegment memory, long at, int m, int n) {
    load(block, memory, at, m, n, units);
    return block.array();
  }
}
