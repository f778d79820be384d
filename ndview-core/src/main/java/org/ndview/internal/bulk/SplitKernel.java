package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/**
 * A loop that makes planes of pixels, one for each of their items, in native memory. The two
 * memories have no byte in common.
 */
@FunctionalInterface
public interface SplitKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * Makes the planes.
   *
   * @param planeB how far apart the planes begin (in bytes); negative if the first item of a pixel
   *     belongs to the last plane
   * @param n how many pixels, at least {@link PixelKernels#fewest}
   */
  default void run(MemorySegment a, long atA, MemorySegment b, long atB, long planeB, int n) {
    MethodHandle call = OUTLINE.loop();
    try {
      if (call == null) {
        loop(a, atA, b, atB, planeB, n);
      } else {
        call.invokeExact(this, a, atA, b, atB, planeB, n);
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #run}; who calls this one has it inlined. */
  void loop(MemorySegment a, long atA, MemorySegment b, long atB, long planeB, int n);
}
