package org.ndview.internal.memory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Memory whose owner is gone, and which somebody still holds; asked in turn. */
final class Waiting {
  /** Asked when memory is made, at most: thousands may wait for the collector. */
  private static final int ASKED = 64;

  private static final Queue<Waiter> QUEUE = new ConcurrentLinkedQueue<>();

  private Waiting() {}

  interface Waiter {
    /** Of one that was taken from those that wait; {@return whether it waits again} */
    boolean askAgain();
  }

  static void add(Waiter waiter) {
    QUEUE.add(waiter);
  }

  /** Frees some of what waits for a neighbour that has let go without a word. */
  static void sweepSome() {
    sweep(ASKED);
  }

  /** Frees all that waits for a neighbour that has let go without a word. */
  static void sweep() {
    sweep(Integer.MAX_VALUE);
  }

  private static void sweep(int most) {
    Waiter first = null;
    for (int i = 0; i < most; i++) {
      Waiter waiter = QUEUE.poll();
      if (waiter == null) {
        return;
      } else if (waiter == first) {
        QUEUE.add(waiter); // once round
        return;
      }
      boolean waits = waiter.askAgain();
      first = first == null && waits ? waiter : first;
    }
  }
}
