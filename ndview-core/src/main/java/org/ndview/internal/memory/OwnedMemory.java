package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.ref.Cleaner;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.ndview.MemoryHold;

/**
 * Memory that a view made and owns: an arena that is closed with the view, or when the collector
 * finds that no view of it is reachable. Holds delay the end: native code may still touch the
 * memory.
 */
public final class OwnedMemory {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Memory whose owner is gone, and which somebody still holds; asked in turn. */
  private static final Queue<Release> WAITING = new ConcurrentLinkedQueue<>();

  /** Asked when memory is made, at most: thousands may wait for the collector. */
  private static final int ASKED = 64;

  private final Release release;
  private final Cleaner.Cleanable cleanable;

  private OwnedMemory(Release release) {
    this.release = release;
    cleanable = CLEANER.register(this, release);
  }

  /**
   * {@return a new owner, before its memory is allocated from its arena}
   *
   * @param bytes how much native memory it is going to have (in bytes); 0 for a mapped file, whose
   *     pages are the system's to drop
   */
  public static OwnedMemory of(long bytes) {
    sweep(ASKED);
    MemoryBudget.reserve(bytes);
    return new OwnedMemory(new Release(Arena.ofShared(), bytes));
  }

  /** Frees all that waits for a neighbour that has let go without a word. */
  static void sweep() {
    sweep(Integer.MAX_VALUE);
  }

  private static void sweep(int most) {
    Release first = null;
    for (int i = 0; i < most; i++) {
      Release release = WAITING.poll();
      if (release == null) {
        return;
      } else if (release == first) {
        WAITING.add(release); // once round
        return;
      }
      boolean waits = release.askAgain();
      first = first == null && waits ? release : first;
    }
  }

  /** {@return the arena to allocate the memory from} */
  public Arena arena() {
    return release.arena;
  }

  /** Frees the memory now, or as soon as nobody holds it. */
  public void close() {
    cleanable.clean();
  }

  /** {@return whether the memory has been freed} */
  public boolean isFreed() {
    return !release.arena.scope().isAlive();
  }

  /**
   * Keeps the memory until the hold is closed, or says that it has ended.
   *
   * @param ended asked when the owner closes, and when memory is next made
   * @throws IllegalStateException if the memory has been freed
   */
  public MemoryHold hold(BooleanSupplier ended) {
    return release.hold(ended);
  }

  /** The end of the memory. It leads to nothing that leads back to the owner or a view. */
  private static final class Release implements Runnable {
    private final Arena arena;
    private final long bytes;
    private final Set<Hold> holds = new HashSet<>();
    private int askAt = 16;
    private boolean closed;
    private boolean freed;
    private boolean waiting;

    Release(Arena arena, long bytes) {
      this.arena = arena;
      this.bytes = bytes;
    }

    /** Once: by the owner's close, or by the collector. */
    @Override
    public void run() {
      synchronized (this) {
        closed = true;
      }
      tryFree();
    }

    synchronized MemoryHold hold(BooleanSupplier ended) {
      if (freed) {
        throw new IllegalStateException("the memory of the view was freed");
      }
      // not at each: many arrays may wait for the collector
      if (holds.size() >= askAt) {
        holds.removeIf(Hold::hasEnded);
        askAt = Math.max(askAt, 2 * holds.size());
      }
      Hold hold = new Hold(this, ended);
      holds.add(hold);
      return hold;
    }

    synchronized void end(Hold hold) {
      holds.remove(hold);
      tryFree();
    }

    /** Of one that was taken from those that wait; {@return whether it waits again} */
    synchronized boolean askAgain() {
      waiting = false;
      tryFree();
      return waiting;
    }

    synchronized void tryFree() {
      if (!closed || freed) {
        return;
      }
      holds.removeIf(Hold::hasEnded);
      freed = holds.isEmpty() && close(arena);
      if (freed) {
        MemoryBudget.release(bytes);
      } else if (!waiting) {
        waiting = true;
        WAITING.add(this);
      }
    }

    private static boolean close(Arena arena) {
      try {
        arena.close();
        return true;
      } catch (IllegalStateException _) {
        return false; // a system call works on it
      }
    }
  }

  private static final class Hold implements MemoryHold {
    private final Release release;
    private final BooleanSupplier ended;

    Hold(Release release, BooleanSupplier ended) {
      this.release = release;
      this.ended = ended;
    }

    boolean hasEnded() {
      return ended.getAsBoolean();
    }

    @Override
    public void close() {
      release.end(this);
    }
  }
}
