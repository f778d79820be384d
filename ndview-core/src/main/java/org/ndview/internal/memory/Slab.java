package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * Memory for many small owners, with one shared arena. Closing such an arena waits until every
 * thread has been seen, which takes longer than most work on small memory: here it happens once,
 * when all owners are closed, or unreachable. No byte is used again before.
 *
 * <p>So one owner that lives on keeps the memory of the others of its slab.
 */
final class Slab {
  private final MemorySegment memory;
  private final Cleaner.Cleanable cleanable;
  private long used;
  private int live;
  private boolean sealed;

  Slab(Slabs.SizeClass sizes) {
    RawBlock block = sizes.takeBlock();
    boolean made = false;
    try {
      Arena arena = Arena.ofShared();
      memory = NativeAccess.lent(block.memory(), arena);
      cleanable =
          WholeMemory.CLEANER.register(this, new MemoryRelease(arena, () -> sizes.giveBack(block)));
      made = true;
    } finally {
      if (!made) {
        block.free();
      }
    }
  }

  /** {@return a part, aligned; null if no more is to be had here, now and later} */
  @Nullable SlabPart carve(long bytes) {
    synchronized (this) {
      if (!sealed && bytes <= memory.byteSize() - used) {
        SlabPart part = new SlabPart(this, memory.asSlice(used, bytes));
        live++;
        // an owner of nothing has an address too
        used += Math.max(OwnedMemory.ALIGNMENT, alignedUp(bytes));
        return part;
      }
    }
    seal();
    return null;
  }

  private static long alignedUp(long bytes) {
    return (bytes + OwnedMemory.ALIGNMENT - 1) & -OwnedMemory.ALIGNMENT;
  }

  /** Carves no more: the memory goes with the last owner. */
  void seal() {
    boolean last;
    synchronized (this) {
      sealed = true;
      last = live == 0;
    }
    if (last) {
      cleanable.clean();
    }
  }

  /** One of the owners has ended. */
  void end() {
    boolean last;
    synchronized (this) {
      live--;
      last = sealed && live == 0;
    }
    if (last) {
      cleanable.clean();
    }
  }
}
