package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/** A loop that counts items, which lie one after the other in native memory. */
@FunctionalInterface
public interface CountKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /**
   * {@return how many items have the bits of a key}
   *
   * @param n how many items there are, at least {@link org.ndview.internal.bulk.RunKernel#FEWEST}
   * @param key the bits, the lowest of the long
   * @param mask which of them are compared
   */
  default long count(MemorySegment a, long at, int n, long key, long mask) {
    MethodHandle call = OUTLINE.loop();
    try {
      return call == null
          ? loop(a, at, n, key, mask)
          : (long) call.invokeExact(this, a, at, n, key, mask);
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #count}; who calls this one has it inlined. */
  long loop(MemorySegment a, long at, int n, long key, long mask);
}
