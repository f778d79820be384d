package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/** A loop that compares items, which lie one after the other in native memory. */
@FunctionalInterface
public interface EqualKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * {@return whether all items are equal}
   *
   * @param n how many, at least {@link org.ndview.internal.bulk.RunKernel#FEWEST}
   */
  default boolean equal(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MethodHandle call = OUTLINE.loop();
    try {
      return call == null
          ? loop(a, atA, b, atB, n)
          : (boolean) call.invokeExact(this, a, atA, b, atB, n);
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #equal}; who calls this one has it inlined. */
  boolean loop(MemorySegment a, long atA, MemorySegment b, long atB, int n);
}
