package org.ndview.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a step of a program chooses: drawn at random and written down, or read again. Smaller
 * numbers mean simpler steps, so that a failing program shrinks by making them smaller.
 */
public final class Choices {
  private final SplittableRandom random;
  private final long[] given;
  private long[] made = new long[8];
  private int used;

  private Choices(SplittableRandom random, long[] given) {
    this.random = random;
    this.given = given;
  }

  /** Choices drawn from a seed. */
  public static Choices fresh(long seed) {
    return new Choices(new SplittableRandom(seed), new long[0]);
  }

  /** Choices made before; what is missing is 0. */
  public static Choices again(long[] given) {
    return new Choices(null, given);
  }

  private long note(long choice) {
    if (used == made.length) {
      made = Arrays.copyOf(made, 2 * used);
    }
    made[used++] = choice;
    return choice;
  }

  private long next() {
    return used < given.length ? given[used] : 0;
  }

  /** A number from 0 to n - 1. */
  public int below(int n) {
    return (int) note(random == null ? Math.floorMod(next(), n) : random.nextInt(n));
  }

  /** A number of a range, its ends included. */
  public int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True one time in n. */
  public boolean oneIn(int n) {
    return below(n) == n - 1;
  }

  /** 64 bits. */
  public long bits() {
    return note(random == null ? next() : random.nextLong());
  }

  /** One of some things. */
  public <T> T of(List<T> things) {
    return things.get(below(things.size()));
  }

  /** One of some things. */
  @SafeVarargs
  public final <T> T of(T... things) {
    return things[below(things.length)];
  }

  /** Every number below n once, in any order. */
  public int[] order(int n) {
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = 0; i + 1 < n; i++) {
      int j = i + below(n - i);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** What was chosen so far. */
  public long[] made() {
    return Arrays.copyOf(made, used);
  }
}
