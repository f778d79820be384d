package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.ndview.MemoryHold;

/** The end of memory. It leads to nothing that leads back to the owner or a view. */
final class MemoryRelease implements Runnable, Waiting.Waiter {
  private final Arena arena;
  private final Runnable whenFreed;
  private final Set<Hold> holds = new HashSet<>();
  private int askAt = 16;
  private boolean closed;
  private boolean freed;
  private boolean waiting;

  /**
   * @param arena whose end is the memory's
   * @param whenFreed run once, when the arena has been closed
   */
  MemoryRelease(Arena arena, Runnable whenFreed) {
    this.arena = arena;
    this.whenFreed = whenFreed;
  }

  Arena arena() {
    return arena;
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

  private void end(Hold hold) {
    synchronized (this) {
      holds.remove(hold);
    }
    tryFree();
  }

  @Override
  public boolean askAgain() {
    synchronized (this) {
      waiting = false;
    }
    tryFree();
    synchronized (this) {
      return waiting;
    }
  }

  private void tryFree() {
    synchronized (this) {
      if (!closed || freed) {
        return;
      }
      holds.removeIf(Hold::hasEnded);
      if (!holds.isEmpty()) {
        waitForThem();
        return;
      }
      freed = true;
    }
    // outside of the lock: a neighbour that gets its memory back may have one of its own
    if (close(arena)) {
      whenFreed.run();
    } else {
      synchronized (this) {
        freed = false;
        waitForThem();
      }
    }
  }

  private void waitForThem() {
    if (!waiting) {
      waiting = true;
      Waiting.add(this);
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

  private static final class Hold implements MemoryHold {
    private final MemoryRelease release;
    private final BooleanSupplier ended;

    Hold(MemoryRelease release, BooleanSupplier ended) {
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
