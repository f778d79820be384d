package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;

/**
 * A loop that makes pixels of planes, one for each of their items, in native memory. The two
 * memories have no byte in common.
 */
@FunctionalInterface
public interface JoinKernel {
  /**
   * Makes the pixels, which lie one after the other.
   *
   * @param planeA how far apart the planes begin (in bytes)
   * @param n how many pixels, at least {@link PixelKernels#fewest}
   */
  void run(MemorySegment a, long atA, long planeA, MemorySegment b, long atB, int n);
}
