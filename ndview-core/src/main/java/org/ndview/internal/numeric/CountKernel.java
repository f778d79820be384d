package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;

/** A loop that counts items, which lie one after the other in native memory. */
@FunctionalInterface
public interface CountKernel {
  /**
   * {@return how many items have the bits of a key}
   *
   * @param n how many items there are, at least {@link org.ndview.internal.bulk.RunKernel#FEWEST}
   * @param key the bits, the lowest of the long
   * @param mask which of them are compared
   */
  long count(MemorySegment a, long at, int n, long key, long mask);
}
