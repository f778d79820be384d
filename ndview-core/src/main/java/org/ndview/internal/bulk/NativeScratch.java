package org.ndview.internal.bulk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Small blocks of native memory that items pass through in the first-level cache. They are lent,
 * not made for each use; those that are too many are left to the collector.
 */
public final class NativeScratch implements AutoCloseable {
  /** Items of 8 bytes that a slot has room for, and more than a run of blocks takes. */
  private static final int ITEMS = 1024;

  private static final int SLOTS = 8;

  /** Kept for the next user, at most. */
  private static final int KEPT = 32;

  private static final Queue<List<MemorySegment>> FREE = new ConcurrentLinkedQueue<>();
  private static final AtomicInteger KEPT_NOW = new AtomicInteger();

  private final List<MemorySegment> slots;

  private NativeScratch(List<MemorySegment> slots) {
    this.slots = slots;
  }

  /** {@return blocks that nobody else uses until they are closed} */
  public static NativeScratch take() {
    List<MemorySegment> slots = FREE.poll();
    if (slots == null) {
      return new NativeScratch(make());
    }
    KEPT_NOW.decrementAndGet();
    return new NativeScratch(slots);
  }

  private static List<MemorySegment> make() {
    MemorySegment all = Arena.ofAuto().allocate((long) SLOTS * ITEMS * Long.BYTES, 64);
    List<MemorySegment> slots = new ArrayList<>();
    for (long s = 0; s < SLOTS; s++) {
      slots.add(all.asSlice(s * ITEMS * Long.BYTES, (long) ITEMS * Long.BYTES));
    }
    return slots;
  }

  /** {@return a block of the numbered ones, from 0} */
  MemorySegment slot(int number) {
    return slots.get(number);
  }

  @Override
  public void close() {
    if (KEPT_NOW.incrementAndGet() <= KEPT) {
      FREE.add(slots);
    } else {
      KEPT_NOW.decrementAndGet();
    }
  }
}
