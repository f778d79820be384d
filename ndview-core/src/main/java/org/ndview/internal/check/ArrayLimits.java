package org.ndview.internal.check;

import java.util.function.Supplier;

/** How long a Java array, list or String may be, and how much the heap holds. */
public final class ArrayLimits {
  /** The longest array that every JVM makes. */
  public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private static final int SMALL = 1 << 16;

  private ArrayLimits() {}

  /**
   * {@return a length as an int}
   *
   * @param n the length, not negative
   * @param refusal the message if it is too long: the numbers, and what does work
   * @throws IllegalArgumentException if no Java array is that long
   */
  public static int checkLength(long n, Supplier<String> refusal) {
    if (n > MAX_LENGTH) {
      throw new IllegalArgumentException(refusal.get());
    }
    return (int) n;
  }

  /**
   * Refuses what cannot be made, before any of it is.
   *
   * @param bytes how much memory it takes at least (in bytes)
   * @param what what is made, with its numbers
   * @throws IllegalArgumentException if the whole heap has less
   */
  public static void checkHeap(double bytes, Supplier<String> what) {
    // every heap has this much, and the question takes as long as a small array
    if (bytes <= SMALL) {
      return;
    }
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > heap) {
      throw new IllegalArgumentException(
          "%s take %.3g bytes or more, and the heap has %d; slice() first"
              .formatted(what.get(), bytes, heap));
    }
  }
}
