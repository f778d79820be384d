package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;

/** A loop that compares items, which lie one after the other in native memory. */
@FunctionalInterface
public interface EqualKernel {
  /**
   * {@return whether all items are equal}
   *
   * @param n how many, at least {@link org.ndview.internal.bulk.RunKernel#FEWEST}
   */
  boolean equal(MemorySegment a, long atA, MemorySegment b, long atB, int n);
}
