package org.ndview.internal.memory;

import java.lang.foreign.Arena;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that was made for a view, shared by all views of it. It goes with the last of them that is
 * closed, or when the collector finds that none is reachable any more.
 */
public final class Owner {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Arena arena = Arena.ofShared();
  private final AtomicLong views = new AtomicLong(1);
  private final Cleaner.Cleanable cleanable = CLEANER.register(this, new Close(arena));

  /** Holds the arena and nothing that leads back to the owner. */
  private record Close(Arena arena) implements Runnable {
    @Override
    public void run() {
      if (arena.scope().isAlive()) {
        arena.close();
      }
    }
  }

  public Arena arena() {
    return arena;
  }

  /** One more view. */
  public void retain() {
    long before = views.getAndUpdate(n -> n == 0 ? 0 : n + 1);
    if (before == 0) {
      throw new IllegalStateException("the view's memory was released");
    }
  }

  /** One view less; the last one frees the memory. */
  public void release() {
    if (views.decrementAndGet() == 0) {
      // throws, and leaves the rest to the collector, while native code still holds the memory
      arena.close();
      cleanable.clean();
    }
  }
}
