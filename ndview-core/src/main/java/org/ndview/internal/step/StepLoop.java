package org.ndview.internal.step;

import java.lang.foreign.MemorySegment;

/** A loop over records in plain native memory: see {@link StepPlan}. */
public interface StepLoop {
  /**
   * Makes the numbers of b of those of a, with which they have no byte in common.
   *
   * @param n how many records
   * @param factors of scaled numbers: scale and shift of each column
   */
  void run(MemorySegment a, long atA, MemorySegment b, long atB, int n, double[] factors);
}
