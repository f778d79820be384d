package org.ndview.internal.memory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Things that wait for their next user, since they are dear to make: no more than some. */
public final class Kept<T> {
  private final Queue<T> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger now = new AtomicInteger();
  private final int most;

  /**
   * Keeps nothing yet.
   *
   * @param most how many are kept
   */
  public Kept(int most) {
    this.most = most;
  }

  /** {@return what nobody else has until it is given back; null if none waits} */
  public @Nullable T take() {
    T kept = free.poll();
    if (kept != null) {
      now.decrementAndGet();
    }
    return kept;
  }

  /** {@return whether a thing is kept; else it is its last user's to end} */
  public boolean give(T thing) {
    if (now.incrementAndGet() > most) {
      now.decrementAndGet();
      return false;
    }
    return free.add(thing);
  }
}
