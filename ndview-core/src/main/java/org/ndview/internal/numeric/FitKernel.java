package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;

/** A loop that looks whether items fit, which lie one after the other in native memory. */
@FunctionalInterface
public interface FitKernel {
  /**
   * {@return whether all items fit}
   *
   * @param n how many, at least {@link org.ndview.internal.bulk.RunKernel#FEWEST}
   */
  boolean fit(MemorySegment a, long at, int n);
}
