package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;

/**
 * Memory that a view made and owns: it is freed with the view, or when the collector finds that no
 * view of it is reachable. Holds delay the end: native code may still touch the memory.
 *
 * <p>Small memory is a part of a {@link Slab}, other memory has an arena of its own.
 */
public abstract sealed class OwnedMemory implements AutoCloseable
    permits WholeMemory, SlabPart, LentMemory {
  /** Of the memory's start (in bytes): a cache line, which suits vectors too. */
  public static final long ALIGNMENT = 64;

  private static final MemorySegment ZEROS = MemorySegment.ofArray(new long[512]);

  /**
   * {@return new memory, all zeros}
   *
   * @param bytes its length (in bytes)
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static OwnedMemory zeroed(long bytes) {
    OwnedMemory small = Slabs.carve(bytes);
    if (small == null) {
      return WholeMemory.allocate(bytes, true);
    }
    clear(small.segment());
    return small;
  }

  /** Copies of zeros are written at twice the speed of fill. */
  static void clear(MemorySegment memory) {
    long n = memory.byteSize();
    if (n < ZEROS.byteSize()) {
      memory.fill((byte) 0);
      return;
    }
    for (long at = 0; at < n; at += ZEROS.byteSize()) {
      MemorySegment.copy(ZEROS, 0, memory, at, Math.min(n - at, ZEROS.byteSize()));
    }
  }

  /**
   * {@return new memory with any contents, for one who writes all of it}
   *
   * @param bytes its length (in bytes)
   * @throws OutOfMemoryError if there is not so much memory
   */
  public static OwnedMemory unset(long bytes) {
    OwnedMemory small = Slabs.carve(bytes);
    return small == null ? WholeMemory.allocate(bytes, false) : small;
  }

  /** {@return the memory, for those who ask whether it is open before each use} */
  public abstract MemorySegment segment();

  /**
   * {@return a part of the memory, or other memory as it is, for those who do not ask: it refuses
   * by itself when the memory is freed}
   *
   * @throws IllegalStateException if the memory has been freed
   */
  abstract MemorySegment exported(MemorySegment part);

  /** {@return what tells that the memory is open; null where its segment does} */
  abstract @Nullable OpenFlag open();

  /** Frees the memory now, or as soon as nobody holds it. */
  @Override
  public abstract void close();

  /** {@return whether the memory has been freed} */
  public abstract boolean isFreed();

  /**
   * Keeps the memory until the hold is closed, or says that it has ended.
   *
   * @param ended asked when the owner closes, and when memory is next made
   * @throws IllegalStateException if the memory has been freed
   */
  public abstract MemoryHold hold(BooleanSupplier ended);
}
