package org.ndview.internal.bulk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ndview.internal.memory.Kept;

/**
 * Small blocks of native memory that items pass through in the first-level cache. They are lent,
 * not made for each use.
 */
public final class NativeScratch implements AutoCloseable {
  /** The size of a slot (in bytes). */
  static final long SLOT = 1 << 13;

  /** The most items of a block, however narrow. */
  private static final int MOST_ITEMS = 1 << 12;

  private static final int SLOTS = 16;

  /** The slots that pixels take, or what is made of them. */
  static final int PIXEL_SLOTS = 4;

  /** Kept for the next user, at most. */
  private static final int KEPT = 32;

  private static final Kept<NativeScratch> FREE = new Kept<>(KEPT);

  /** All of the slots in a row (in bytes). */
  static final long SIZE = SLOTS * SLOT;

  private final MemorySegment memory = Arena.ofAuto().allocate(SIZE, 64);
  private final MemorySegment[] slots = new MemorySegment[SLOTS];
  private final MemorySegment[] pixels = new MemorySegment[2];

  private NativeScratch() {
    for (int s = 0; s < SLOTS; s++) {
      slots[s] = memory.asSlice(s * SLOT, SLOT);
    }
    for (int p = 0; p < pixels.length; p++) {
      long size = PIXEL_SLOTS * SLOT;
      pixels[p] = memory.asSlice(p * size, size);
    }
  }

  /** {@return blocks that nobody else uses until they are closed} */
  public static NativeScratch take() {
    NativeScratch kept = FREE.take();
    return kept == null ? new NativeScratch() : kept;
  }

  /**
   * {@return how many items pass through a slot at once, so that the last block may have some more}
   *
   * @param width of the widest item (in bytes)
   */
  public static int items(int width) {
    return Math.min(MOST_ITEMS, (int) SLOT / width) - RunKernel.FEWEST;
  }

  /**
   * {@return how many items are tried at once: nearly all that a slot has}
   *
   * @param width of the widest item (in bytes)
   */
  public static int trialItems(int width) {
    return (int) SLOT / width - RunKernel.FEWEST;
  }

  /**
   * {@return how many rows are tried at once: all that a slot has} Some short ones take little time
   * in code that is hardly compiled, too.
   *
   * @param bytes of a row
   */
  static int trialRows(int bytes) {
    return (int) SLOT / bytes;
  }

  /** {@return the slot of a number, from 0} */
  public MemorySegment slot(int number) {
    return slots[number];
  }

  /** {@return all of the slots in a row} */
  MemorySegment all() {
    return memory;
  }

  /**
   * {@return the first slots in a row, as many as pixels take, or the next}
   *
   * @param number 0 or 1
   */
  public MemorySegment pixels(int number) {
    return pixels[number];
  }

  @Override
  public void close() {
    FREE.give(this); // or leaves it to the collector
  }
}
