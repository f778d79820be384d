package org.ndview.internal.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The slabs that small memory is carved from: a few size classes, and in each a slab for every few
 * threads. Only where native access is enabled: a part that is handed to others needs an arena of
 * its own over the same bytes.
 */
final class Slabs {
  /** Threads that share no lock, a power of two. */
  private static final int STRIPES =
      Math.min(8, Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors()));

  // many owners share the cost of a slab's end, which is a hundred times that of one of theirs;
  // the fewer of a class fit into the caches, the fewer blocks wait
  private static final SizeClass TINY = new SizeClass(128, 64 << 10, 4);
  private static final SizeClass SMALL = new SizeClass(1 << 10, 128 << 10, 4);
  private static final SizeClass MIDDLE = new SizeClass(8 << 10, 512 << 10, 4);
  private static final SizeClass LARGE = new SizeClass(128 << 10, 1 << 20, 4);
  private static final SizeClass LARGEST = new SizeClass(512 << 10, 4 << 20, 2);

  private Slabs() {}

  /** {@return new memory with any contents; null if it is too large for a slab} */
  static @Nullable SlabPart carve(long bytes) {
    if (!NativeAccess.ENABLED || bytes > LARGEST.most) {
      return null;
    }
    Waiting.sweepSome();
    return sizes(bytes).carve(bytes);
  }

  private static SizeClass sizes(long bytes) {
    if (bytes <= SMALL.most) {
      return bytes <= TINY.most ? TINY : SMALL;
    } else if (bytes <= LARGE.most) {
      return bytes <= MIDDLE.most ? MIDDLE : LARGE;
    }
    return LARGEST;
  }

  /** Owners of about one size. */
  static final class SizeClass {
    private final long most;
    private final long slabBytes;
    private final AtomicReferenceArray<@Nullable Slab> current =
        new AtomicReferenceArray<>(STRIPES);
    private final Kept<RawBlock> blocks;

    /**
     * @param most of an owner (in bytes)
     * @param slabBytes of a slab
     * @param mostKept blocks that wait for the next slab; others are freed
     */
    SizeClass(long most, long slabBytes, int mostKept) {
      this.most = most;
      this.slabBytes = slabBytes;
      blocks = new Kept<>(mostKept);
    }

    SlabPart carve(long bytes) {
      int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
      while (true) {
        Slab slab = current.get(stripe);
        SlabPart part = slab == null ? null : slab.carve(bytes);
        if (part != null) {
          return part;
        }
        Slab next = new Slab(this);
        if (!current.compareAndSet(stripe, slab, next)) {
          next.seal(); // another thread was faster
        }
      }
    }

    RawBlock takeBlock() {
      RawBlock block = blocks.take();
      return block == null ? RawBlock.allocate(slabBytes) : block;
    }

    void giveBack(RawBlock block) {
      if (!blocks.give(block)) {
        block.free();
      }
    }
  }
}
