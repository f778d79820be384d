package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/** A loop over rows of bytes in native memory. The two memories have no byte in common. */
@FunctionalInterface
public interface RowKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * Copies rows of the first memory to those of the second, one after the other.
   *
   * @param atA where the row of the index 0 lies
   * @param rowA how far apart the rows of the first memory begin (in bytes)
   * @param indices of the rows, at least as many as are copied
   * @param rowB how far apart the rows of the second begin (in bytes)
   * @param m how many rows
   * @param n the bytes of a row
   */
  default void run(
      MemorySegment a,
      long atA,
      long rowA,
      long[] indices,
      MemorySegment b,
      long atB,
      long rowB,
      int m,
      int n) {
    MethodHandle call = OUTLINE.loop();
    try {
      if (call == null) {
        loop(a, atA, rowA, indices, b, atB, rowB, m, n);
      } else {
        call.invokeExact(this, a, atA, rowA, indices, b, atB, rowB, m, n);
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #run}; who calls this one has it inlined. */
  void loop(
      MemorySegment a,
      long atA,
      long rowA,
      long[] indices,
      MemorySegment b,
      long atB,
      long rowB,
      int m,
      int n);
}
