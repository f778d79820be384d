package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import org.ndview.Execution;
import org.ndview.internal.bulk.NativeScratch;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ItemValues;
import org.ndview.internal.memory.StridedMemory;

/** Finds the items of a view that equal a value, as Python's == has it. */
public final class Search {
  /** Items that are looked at together. */
  private static final int BLOCK = 1024;

  /** The same of items that stay where they are, and are counted. */
  private static final int LONG_RUN = 1 << 20;

  /** The same of items of which the first is looked for. */
  private static final int CHUNK = 1 << 13;

  private final RawView view;
  private final @Nullable Object value;
  private final @Nullable NumericFormat rows;

  public Search(RawView view, @Nullable Object value) {
    this.view = view;
    rows = NumericFormat.of(view.format());
    // nothing is found among no items, whose codec may not even be made
    Object key = view.size() == 0 ? null : view.codec().keyOf(value);
    this.value =
        switch (key) {
          case Boolean b -> b ? 1 : 0;
          // real numbers equal a complex one that has nothing else
          case Complex c when rows != null -> c.im() == 0 ? c.re() : null;
          case null, default -> key;
        };
  }

  public long count(Execution execution) {
    if (view.size() == 0) {
      return 0;
    }
    LongAdder found = new LongAdder();
    RawView once = view.withoutRepeats();
    StridedMemory all = once.memory();
    ParallelSplit.each(
        execution,
        all,
        all,
        (side, _) -> {
          StridedWalk walk = StridedWalk.anyOrder(side, side);
          Finder finder = finder(walk);
          walk.rows((memory, at, _, _) -> {
            found.add(finder.count(memory, at));
            return true;
          });
        });
    return found.sum() * (view.size() / once.size());
  }

  /** {@return the number of the first item found, counted in C order, or -1} */
  public long first() {
    if (view.size() == 0) {
      return -1;
    }
    RawView once = view.withoutRepeats();
    StridedWalk walk = StridedWalk.inOrder(once.memory());
    Finder finder = finder(walk);
    long[] found = {-1, 0};
    walk.rows((memory, at, _, _) -> {
      long i = finder.first(memory, at);
      if (i >= 0) {
        found[0] = found[1] + i;
        return false;
      }
      found[1] += walk.n();
      return true;
    });
    return found[0] < 0 ? -1 : among(once.layout().shape(), view.layout().shape(), found[0]);
  }

  /** The number of an item in C order, of the shape without the repeats, in the whole shape. */
  private static long among(long[] once, long[] shape, long number) {
    long rest = number;
    long among = 0;
    long step = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      among += rest % once[d] * step;
      rest /= once[d];
      step *= shape[d];
    }
    return among;
  }

  /** Looks through one row of a walk. */
  private interface Finder {
    long count(MemorySegment memory, long at);

    /** Which item of the row is the first, or -1. */
    long first(MemorySegment memory, long at);
  }

  private Finder finder(StridedWalk walk) {
    if (rows == null) {
      return new BoxedFinder(walk, view.codec(), value);
    }
    SearchKey key = value instanceof Number number ? SearchKey.of(rows, number) : null;
    if (key == null) {
      return NOTHING;
    }
    int n = (int) Math.min(walk.n(), BLOCK);
    CountKernel kernel =
        walk.strideA() == rows.bits() / 8 ? KernelProvider.kernels().count(rows.bits() / 8) : null;
    boolean warm =
        kernel != null
            && KernelProvider.isReady(
                "count" + rows.bits(),
                walk.size(),
                scratch ->
                    kernel.count(
                        scratch.slot(0),
                        0,
                        NativeScratch.trialItems(rows.bits() / 8),
                        key.key() ^ 1,
                        key.mask()));
    // the bytes of shorts are compared faster than shorts
    boolean asBytes = rows.bits() == Short.SIZE && walk.strideA() == Short.BYTES;
    StagingArray block = asBytes ? StagingArray.of(1, 2 * n) : rows.block(Math.max(n, 1));
    return new Bulk(walk, key, block, warm ? kernel : null);
  }

  private static final Finder NOTHING =
      new Finder() {
        @Override
        public long count(MemorySegment memory, long at) {
          return 0;
        }

        @Override
        public long first(MemorySegment memory, long at) {
          return -1;
        }
      };

  /** Items with a value of any kind. */
  private record BoxedFinder(StridedWalk walk, ItemCodec codec, @Nullable Object value)
      implements Finder {
    @Override
    public long count(MemorySegment memory, long at) {
      long count = 0;
      for (long i = 0; i < walk.n(); i++) {
        count += is(memory, at, i) ? 1 : 0;
      }
      return count;
    }

    @Override
    public long first(MemorySegment memory, long at) {
      for (long i = 0; i < walk.n(); i++) {
        if (is(memory, at, i)) {
          return i;
        }
      }
      return -1;
    }

    private boolean is(MemorySegment memory, long at, long i) {
      return ItemValues.equal(codec.key(memory, at + i * walk.strideA()), value);
    }
  }

  /** Real numbers, a block at a time. */
  private record Bulk(
      StridedWalk walk, SearchKey key, StagingArray block, @Nullable CountKernel kernel)
      implements Finder {
    @Override
    public long count(MemorySegment memory, long at) {
      long count = 0;
      boolean direct = isDirect(memory);
      int most = direct ? LONG_RUN : BLOCK;
      for (long i = 0; i < walk.n(); i += most) {
        int n = (int) Math.min(most, walk.n() - i);
        long from = at + i * walk.strideA();
        count += direct ? count(memory, from, n) : key.count(items(memory, from, n), n);
      }
      return count;
    }

    private boolean isDirect(MemorySegment memory) {
      return kernel != null && RunTransfer.isPlain(memory);
    }

    private long count(MemorySegment memory, long at, int n) {
      if (kernel == null || n < RunKernel.FEWEST) {
        return key.count(items(memory, at, n), n);
      }
      long equal = kernel.count(memory, at, n, key.key(), key.mask());
      return key.others() ? n - equal : equal;
    }

    @Override
    public long first(MemorySegment memory, long at) {
      if (!isDirect(memory)) {
        return first(memory, at, walk.n());
      }
      for (long i = 0; i < walk.n(); i += CHUNK) {
        int n = (int) Math.min(CHUNK, walk.n() - i);
        long from = at + i * walk.strideA();
        if (count(memory, from, n) > 0) {
          return i + first(memory, from, n);
        }
      }
      return -1;
    }

    private long first(MemorySegment memory, long at, long items) {
      for (long i = 0; i < items; i += BLOCK) {
        int n = (int) Math.min(BLOCK, items - i);
        Object block = items(memory, at + i * walk.strideA(), n);
        if (key.count(block, n) > 0) {
          return i + key.first(block, n);
        }
      }
      return -1;
    }

    private Object items(MemorySegment memory, long at, int n) {
      int width = block.width();
      int units = n * (key.bits() / Byte.SIZE / width);
      block.load(memory, at, 1, 0, units, units == n ? walk.strideA() : width, units);
      return block.array();
    }
  }
}
