package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;

/**
 * A loop that makes planes of pixels, one for each of their items, in native memory. The two
 * memories have no byte in common.
 */
@FunctionalInterface
public interface SplitKernel {
  /**
   * Makes the planes.
   *
   * @param planeB how far apart the planes begin (in bytes); negative if the first item of a pixel
   *     belongs to the last plane
   * @param n how many pixels, at least {@link PixelKernels#fewest}
   */
  void run(MemorySegment a, long atA, MemorySegment b, long atB, long planeB, int n);
}
