package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;

/** A loop over planes of items in native memory. The two memories have no byte in common. */
@FunctionalInterface
public interface PlaneKernel {
  /**
   * Makes a plane of the second memory of one of the first.
   *
   * @param rowA how far apart the rows of the first memory begin (in bytes)
   * @param rowB how far apart the rows of the second begin (in bytes)
   * @param m the rows of the first memory
   * @param n the items of a row of the first memory
   */
  void run(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n);
}
