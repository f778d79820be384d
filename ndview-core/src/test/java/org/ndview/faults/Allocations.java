package org.ndview.faults;

/**
 * Called before each allocation of the library that {@link CountedAllocations} loads: one of them
 * fails, as it would when the heap is full.
 */
public final class Allocations {
  static final String MESSAGE = "no memory, says the test";

  private static volatile Thread watched;
  private static long left;

  private Allocations() {}

  /** From now on the n-th allocation of this thread fails, counted from 1, and no other. */
  public static void failAt(long n) {
    left = n;
    watched = Thread.currentThread();
  }

  /** {@return whether an allocation has failed since} */
  public static boolean end() {
    watched = null;
    return left <= 0;
  }

  /** What stands before each allocation. */
  public static void next() {
    if (watched == Thread.currentThread() && --left == 0) {
      throw new OutOfMemoryError(MESSAGE);
    }
  }
}
