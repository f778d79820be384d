package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/**
 * A loop that makes pixels of planes, one for each of their items, in native memory. The two
 * memories have no byte in common.
 */
@FunctionalInterface
public interface JoinKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * Makes the pixels, which lie one after the other.
   *
   * @param planeA how far apart the planes begin (in bytes)
   * @param n how many pixels, at least {@link PixelKernels#fewest}
   */
  default void run(MemorySegment a, long atA, long planeA, MemorySegment b, long atB, int n) {
    MethodHandle call = OUTLINE.loop();
    try {
      if (call == null) {
        loop(a, atA, planeA, b, atB, n);
      } else {
        call.invokeExact(this, a, atA, planeA, b, atB, n);
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #run}; who calls this one has it inlined. */
  void loop(MemorySegment a, long atA, long planeA, MemorySegment b, long atB, int n);
}
