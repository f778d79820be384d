package org.ndview.nd4j;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which example comes where in an epoch: as they lie, or shuffled anew for each. */
final class EpochOrder {
  private final long n;
  private final @Nullable Random random;
  private final int @Nullable [] order;

  private EpochOrder(long n, @Nullable Random random, int @Nullable [] order) {
    this.n = n;
    this.random = random;
    this.order = order;
  }

  /** {@return the first epoch's, in the order in which the examples lie} */
  static EpochOrder asTheyLie(long n) {
    return new EpochOrder(n, null, null);
  }

  /**
   * {@return the first epoch's, shuffled}
   *
   * @throws IllegalArgumentException if there are too many for a Java array
   */
  static EpochOrder shuffled(long n, long seed) {
    if (n > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d examples are more than are shuffled, which are %d; slice() the views, and shuffle each part"
              .formatted(n, Integer.MAX_VALUE - 8));
    }
    Random random = new Random(seed);
    return new EpochOrder(n, random, shuffled((int) n, random));
  }

  /** {@return the next epoch's: the generator goes on, and begins with the examples as they lie} */
  EpochOrder next() {
    return random == null ? this : new EpochOrder(n, random, shuffled((int) n, random));
  }

  /** As {@link java.util.Collections#shuffle(java.util.List, Random)} does. */
  private static int[] shuffled(int n, Random random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n; i > 1; i--) {
      int other = random.nextInt(i);
      int swap = order[i - 1];
      order[i - 1] = order[other];
      order[other] = swap;
    }
    return order;
  }

  long size() {
    return n;
  }

  boolean isShuffled() {
    return order != null;
  }

  /** {@return the examples at some places of the epoch} */
  long[] rows(long from, int count) {
    long[] rows = new long[count];
    int[] shuffled = order;
    for (int i = 0; i < count; i++) {
      rows[i] = shuffled == null ? from + i : shuffled[(int) from + i];
    }
    return rows;
  }
}
