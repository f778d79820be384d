package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.function.BooleanSupplier;
import org.ndview.MemoryHold;

/**
 * Memory that a neighbour has lent. Most is used by the thread that took it, and given back by that
 * thread soon: it gets a segment of its own, whose end costs next to nothing. All others get a
 * shared one, made when first wanted, whose end every thread is asked about.
 */
public final class LentMemory extends OwnedMemory {
  private final Thread user = Thread.currentThread();
  private final MemorySegment own;
  private final LentRelease release;
  private final Cleaner.Cleanable cleanable;

  private LentMemory(MemorySegment memory, Runnable giveBack) {
    release = new LentRelease(user, memory, giveBack);
    own = release.confined();
    cleanable = WholeMemory.CLEANER.register(this, release);
  }

  /**
   * {@return the owner of memory that a neighbour has lent}
   *
   * @param memory the memory, native
   * @param giveBack run at the end; does not lead to the owner
   * @throws UnsupportedOperationException if the memory is not native
   */
  public static LentMemory of(MemorySegment memory, Runnable giveBack) {
    return new LentMemory(memory, giveBack);
  }

  /** {@return the memory for the thread that took it} */
  @Override
  public MemorySegment segment() {
    return own;
  }

  /** {@return the thread that {@link #segment} is for} */
  public Thread user() {
    return user;
  }

  /**
   * {@return the memory for any thread}
   *
   * @throws IllegalStateException if it has been given back
   */
  public MemorySegment shared() {
    return release.shared();
  }

  /**
   * {@return the memory for this thread, or for all of them}
   *
   * @throws IllegalStateException if it has been given back
   */
  public MemorySegment segmentFor(boolean allThreads) {
    return allThreads || Thread.currentThread() != user ? shared() : own;
  }

  @Override
  MemorySegment exported(MemorySegment part) {
    MemorySegment whole = shared();
    return part.byteSize() == whole.byteSize()
        ? whole
        : whole.asSlice(part.address() - whole.address(), part.byteSize());
  }

  @Override
  OpenFlag open() {
    return release.open();
  }

  @Override
  public void close() {
    release.mayBeInUse();
    cleanable.clean();
  }

  @Override
  public boolean isFreed() {
    return !release.open().isOpen();
  }

  @Override
  public MemoryHold hold(BooleanSupplier ended) {
    return release.hold(ended);
  }
}
