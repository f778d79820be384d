package org.ndview.internal.vector;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.bulk.RunKernel;

/**
 * A loop that is right for most numbers, and says at its end whether it met others. A branch within
 * the loop would cost all numbers, once it was ever taken: the compiler makes code for both ways
 * then, in which vectors become objects.
 */
@FunctionalInterface
interface Attempt {
  /** So many items are made at once: the end of each block costs as much as many items. */
  int BLOCK = 4096;

  /** So many are made again, one by one, if there are others among them. */
  int SMALL_BLOCK = 512;

  /**
   * Makes the items of b of those of a, as a {@link RunKernel} does.
   *
   * @return whether they are right
   */
  boolean run(MemorySegment a, long atA, MemorySegment b, long atB, int n);

  /**
   * {@return the loop for all numbers}
   *
   * @param widthA of an item of the first memory (in bytes)
   * @param widthB of an item of the second (in bytes)
   * @param any makes the blocks in which there are others
   */
  default RunKernel or(int widthA, int widthB, RunKernel any) {
    RunKernel small = inBlocks(SMALL_BLOCK, widthA, widthB, any);
    return inBlocks(BLOCK, widthA, widthB, small);
  }

  private RunKernel inBlocks(int block, int widthA, int widthB, RunKernel others) {
    return (a, atA, b, atB, n) -> {
      for (int i = 0; i < n; ) {
        int m = RunKernel.next(n - i, block);
        long fromA = atA + (long) widthA * i;
        long fromB = atB + (long) widthB * i;
        if (!run(a, fromA, b, fromB, m)) {
          others.run(a, fromA, b, fromB, m);
        }
        i += m;
      }
    };
  }
}
