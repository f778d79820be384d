package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;

/**
 * A loop over items that lie one after the other, in native memory, in the machine's byte order
 * unless it says otherwise. The two memories have no byte in common.
 */
@FunctionalInterface
public interface RunKernel {
  /** The fewest items that a run has. */
  int FEWEST = 64;

  /**
   * Makes the items of b of those of a.
   *
   * @param n how many, at least {@link #FEWEST}
   */
  void run(MemorySegment a, long atA, MemorySegment b, long atB, int n);
}
