package org.ndview.internal.step;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/** A loop over records in plain native memory: see {@link StepPlan}. */
public interface StepLoop {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * Makes the numbers of b of those of a, with which they have no byte in common.
   *
   * @param n how many records
   * @param factors of scaled numbers: scale and shift of each column
   */
  default void run(MemorySegment a, long atA, MemorySegment b, long atB, int n, double[] factors) {
    MethodHandle call = OUTLINE.loop();
    try {
      if (call == null) {
        loop(a, atA, b, atB, n, factors);
      } else {
        call.invokeExact(this, a, atA, b, atB, n, factors);
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #run}; who calls this one has it inlined. */
  void loop(MemorySegment a, long atA, MemorySegment b, long atB, int n, double[] factors);
}
