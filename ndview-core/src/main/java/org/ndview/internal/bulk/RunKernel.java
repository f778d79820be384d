package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.Outline;

/**
 * A loop over items that lie one after the other, in native memory, in the machine's byte order
 * unless it says otherwise. The two memories have no byte in common.
 */
@FunctionalInterface
public interface RunKernel {
  /** Calls the loop. */
  Outline OUTLINE = Outline.of(MethodHandles.lookup());

  /** The fewest items that a run has. */
  int FEWEST = 64;

  /** The most items that a run is given, where nothing else limits it. */
  int LONG_RUN = 1 << 20;

  /**
   * {@return how many of the items that are left make the next run} The last two are one, so that
   * no run is too short.
   *
   * @param most how many a run has, but for the last
   */
  static int next(long rest, int most) {
    return (int) (rest < most + FEWEST ? rest : most);
  }

  /**
   * Makes the items of b of those of a.
   *
   * @param n how many, at least {@link #FEWEST}
   */
  default void run(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MethodHandle call = OUTLINE.loop();
    try {
      if (call == null) {
        loop(a, atA, b, atB, n);
      } else {
        call.invokeExact(this, a, atA, b, atB, n);
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #run}; who calls this one has it inlined. */
  void loop(MemorySegment a, long atA, MemorySegment b, long atB, int n);
}
