package org.ndview.internal.bulk;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Things that are lent, since they are dear to make: some of those that come back are kept for the
 * next user, the others are left to the collector.
 */
final class Kept<T> {
  private final Queue<T> free = new ConcurrentLinkedQueue<>();
  private final AtomicInteger now = new AtomicInteger();
  private final int most;
  private final Supplier<T> make;

  /**
   * Keeps nothing yet.
   *
   * @param most how many are kept
   */
  Kept(int most, Supplier<T> make) {
    this.most = most;
    this.make = make;
  }

  /** {@return what nobody else has until it is given back} */
  T take() {
    T kept = free.poll();
    if (kept == null) {
      return make.get();
    }
    now.decrementAndGet();
    return kept;
  }

  void give(T thing) {
    if (now.incrementAndGet() <= most) {
      free.add(thing);
    } else {
      now.decrementAndGet();
    }
  }
}
