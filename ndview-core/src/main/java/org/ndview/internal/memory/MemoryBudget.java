package org.ndview.internal.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much native memory the owners have, so that memory which only the collector can free presses
 * the collector before it presses the machine, as direct buffers do. Unlike theirs, this limit
 * refuses nothing: memory that is in use may grow, and the collector is asked again at twice its
 * size.
 */
final class MemoryBudget {
  /** What direct buffers may have by default. */
  static final long LIMIT = Runtime.getRuntime().maxMemory();

  /** The longest wait after a collection for memory to be freed, in milliseconds. */
  private static final long MAX_PAUSE = 128;

  private static final AtomicLong RESERVED = new AtomicLong();
  private static volatile long threshold = LIMIT;

  private MemoryBudget() {}

  /** Counts memory that is going to be allocated. */
  static void reserve(long bytes) {
    if (RESERVED.addAndGet(bytes) > threshold && bytes > 0) {
      relieve();
    }
  }

  /** Counts memory that has been freed. */
  static void release(long bytes) {
    RESERVED.addAndGet(-bytes);
  }

  /** Asks the collector, which frees what no view reaches by the owners' cleaner. */
  static synchronized void relieve() {
    if (RESERVED.get() <= threshold) {
      return; // another thread has just been here
    }
    SystemMemory.giveBack();
    System.gc();
    long before = RESERVED.get();
    for (long pause = 1; RESERVED.get() > LIMIT && pause <= MAX_PAUSE; ) {
      if (!sleep(pause)) {
        break;
      }
      Waiting.sweep();
      long now = RESERVED.get();
      pause = now < before ? 1 : pause * 2;
      before = now;
    }
    threshold = Math.max(LIMIT, Math.multiplyExact(Math.min(before, Long.MAX_VALUE / 2), 2));
  }

  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
