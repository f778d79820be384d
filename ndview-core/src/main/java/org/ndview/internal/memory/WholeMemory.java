package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.ndview.MemoryHold;

/** Memory with an arena of its own. */
public final class WholeMemory extends OwnedMemory {
  static final Cleaner CLEANER = Cleaner.create();

  /** How the memory is made. */
  public interface Making<E extends Exception> {
    /** {@return the memory, of the arena} */
    MemorySegment in(Arena arena) throws E;
  }

  private final MemorySegment segment;
  private final MemoryRelease release;
  private final Cleaner.Cleanable cleanable;

  /** An owner of memory that is there; the release's arena is its end. */
  WholeMemory(MemorySegment segment, MemoryRelease release) {
    this.segment = segment;
    this.release = release;
    cleanable = CLEANER.register(this, release);
  }

  /** {@return new memory, all zeros or with any contents} */
  static WholeMemory allocate(long bytes, boolean zeroed) {
    return make(bytes, arena -> SystemMemory.allocate(bytes, zeroed, arena));
  }

  /**
   * {@return the owner of memory that is made now; nothing is left behind if that fails}
   *
   * @param bytes how much native memory it is (in bytes); 0 for a mapped file, whose pages are the
   *     system's to drop
   * @param making makes it
   */
  public static <E extends Exception> WholeMemory make(long bytes, Making<E> making) throws E {
    Waiting.sweepSome();
    Arena arena = Arena.ofShared();
    MemoryRelease release = new MemoryRelease(arena, () -> MemoryBudget.release(bytes));
    MemoryBudget.reserve(bytes);
    boolean made = false;
    try {
      WholeMemory memory = new WholeMemory(making.in(arena), release);
      made = true;
      return memory;
    } finally {
      if (!made) {
        release.run();
      }
    }
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  MemorySegment exported(MemorySegment part) {
    return part;
  }

  @Override
  @Nullable OpenFlag open() {
    return null;
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  @Override
  public boolean isFreed() {
    return !release.arena().scope().isAlive();
  }

  @Override
  public MemoryHold hold(BooleanSupplier ended) {
    return release.hold(ended);
  }
}
