package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/** A loop that looks whether items fit, which lie one after the other in native memory. */
@FunctionalInterface
public interface FitKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * {@return whether all items fit}
   *
   * @param n how many, at least {@link org.ndview.internal.bulk.RunKernel#FEWEST}
   */
  default boolean fit(MemorySegment a, long at, int n) {
    MethodHandle call = OUTLINE.loop();
    try {
      return call == null ? loop(a, at, n) : (boolean) call.invokeExact(this, a, at, n);
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #fit}; who calls this one has it inlined. */
  boolean loop(MemorySegment a, long at, int n);
}
