package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/** A loop over planes of items in native memory. The two memories have no byte in common. */
@FunctionalInterface
public interface PlaneKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * Makes a plane of the second memory of one of the first.
   *
   * @param rowA how far apart the rows of the first memory begin (in bytes)
   * @param rowB how far apart the rows of the second begin (in bytes)
   * @param m the rows of the first memory
   * @param n the items of a row of the first memory
   */
  default void run(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n) {
    MethodHandle call = OUTLINE.loop();
    try {
      if (call == null) {
        loop(a, atA, rowA, b, atB, rowB, m, n);
      } else {
        call.invokeExact(this, a, atA, rowA, b, atB, rowB, m, n);
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #run}; who calls this one has it inlined. */
  void loop(
      MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m, int n);
}
