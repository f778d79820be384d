package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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
  private final Function<StridedWalk, Finder> finders;

  public Search(RawView view, @Nullable Object value) {
    this.view = view;
    // nothing is found among no items, whose codec may not even be made
    finders = view.size() == 0 ? ofNumbers(null) : finders(view, view.codec().keyOf(value));
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
          Finder finder = finders.apply(walk);
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
    Finder finder = finders.apply(walk);
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
  interface Finder {
    long count(MemorySegment memory, long at);

    /** Which item of the row is the first, or -1. */
    long first(MemorySegment memory, long at);
  }

  /** {@return what looks through walks: for numbers, for words of items, or for objects} */
  private static Function<StridedWalk, Finder> finders(RawView view, @Nullable Object value) {
    NumericFormat numbers = NumericFormat.of(view.format());
    if (numbers != null) {
      return ofNumbers(SearchKey.of(numbers, value));
    }
    ItemBits bits = ItemBits.of(view.format(), value);
    if (bits == null) {
      ItemCodec codec = view.codec();
      return walk -> new BoxedFinder(walk, codec, value);
    }
    SearchKey one = bits.equalsSome() ? bits.asNumber() : null;
    return one == null && bits.equalsSome() ? walk -> new ItemFinder(walk, bits) : ofNumbers(one);
  }

  private static Function<StridedWalk, Finder> ofNumbers(@Nullable SearchKey key) {
    return key == null ? _ -> NOTHING : walk -> Bulk.of(walk, key);
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

  /** Items that are compared as one number, a block at a time. */
  private record Bulk(
      StridedWalk walk, SearchKey key, StagingArray block, @Nullable CountKernel kernel)
      implements Finder {
    static Bulk of(StridedWalk walk, SearchKey key) {
      int width = key.bits() / Byte.SIZE;
      int n = Math.clamp(walk.n(), 1, BLOCK);
      CountKernel kernel = walk.strideA() == width ? KernelProvider.kernels().count(width) : null;
      boolean warm =
          kernel != null
              && KernelProvider.isReady(
                  "count" + key.bits(),
                  walk.size(),
                  scratch ->
                      kernel.count(
                          scratch.slot(0),
                          0,
                          NativeScratch.trialItems(width),
                          key.key() ^ 1,
                          key.mask()));
      // the bytes of shorts are compared faster than shorts
      boolean asBytes = width == Short.BYTES && walk.strideA() == Short.BYTES;
      StagingArray block =
          asBytes ? StagingArray.of(1, Short.BYTES * n) : StagingArray.of(width, n);
      return new Bulk(walk, key, block, warm ? kernel : null);
    }

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
