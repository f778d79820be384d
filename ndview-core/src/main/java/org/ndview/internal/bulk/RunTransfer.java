package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Brings runs of items over by kernels that work from memory to memory. What is not plain native
 * memory passes through a small block of it: an array, and a mapped file, which may be cut short.
 */
public final class RunTransfer implements StridedWalk.RowVisitor {
  /**
   * A kernel, and the width of what it makes (in bytes).
   *
   * @param width of an item of its target (in bytes)
   * @param kernel makes it
   */
  public record Step(int width, RunKernel kernel) {}

  /** Items that pass through the blocks at once. */
  private static final int BLOCK = 512;

  /** Items of a single step from native memory to native memory. */
  private static final int LONG_RUN = 1 << 20;

  private final int widthA;
  private final List<Step> steps;
  private final long n;
  private final NativeScratch scratch;

  private RunTransfer(int widthA, List<Step> steps, long n, NativeScratch scratch) {
    this.widthA = widthA;
    this.steps = steps;
    this.n = n;
    this.scratch = scratch;
  }

  /**
   * {@return whether the rows of a walk are runs of items of these widths}
   *
   * @param widthA of an item of the first memory (in bytes)
   * @param widthB of an item of the second (in bytes)
   */
  public static boolean hasRuns(StridedWalk walk, int widthA, int widthB) {
    return walk.n() >= RunKernel.FEWEST && walk.strideA() == widthA && walk.strideB() == widthB;
  }

  /**
   * Makes the second memory's items of the first's.
   *
   * @param walk two memories whose rows are runs
   * @param widthA of an item of the first memory (in bytes)
   * @param steps what makes the second memory's items, one after the other
   */
  public static void run(StridedWalk walk, int widthA, List<Step> steps) {
    try (NativeScratch scratch = NativeScratch.take()) {
      walk.rows(new RunTransfer(widthA, steps, walk.n(), scratch));
    }
  }

  @Override
  public boolean visit(MemorySegment a, long atA, MemorySegment b, long atB) {
    int widthB = steps.getLast().width();
    boolean direct = steps.size() == 1 && isPlain(a) && isPlain(b);
    int most = direct ? LONG_RUN : BLOCK;
    for (long i = 0; i < n; ) {
      // the last two as one, so that no run is too short
      int items = (int) (n - i < most + RunKernel.FEWEST ? n - i : most);
      if (direct) {
        steps.getFirst().kernel().run(a, atA + i * widthA, b, atB + i * widthB, items);
      } else {
        block(a, atA + i * widthA, b, atB + i * widthB, items);
      }
      i += items;
    }
    return true;
  }

  private void block(MemorySegment a, long atA, MemorySegment b, long atB, int items) {
    MemorySegment from = a;
    long at = atA;
    if (!isPlain(a)) {
      from = scratch.slot(0);
      at = 0;
      MemorySegment.copy(a, atA, from, 0, (long) items * widthA);
    }
    int last = steps.size() - 1;
    for (int s = 0; s < last; s++) {
      MemorySegment to = scratch.slot(s + 1);
      steps.get(s).kernel().run(from, at, to, 0, items);
      from = to;
      at = 0;
    }
    Step step = steps.get(last);
    if (isPlain(b)) {
      step.kernel().run(from, at, b, atB, items);
    } else {
      MemorySegment to = scratch.slot(last + 1);
      step.kernel().run(from, at, to, 0, items);
      MemorySegment.copy(to, 0, b, atB, (long) items * step.width());
    }
  }

  /** Whether kernels may work on memory itself. */
  public static boolean isPlain(MemorySegment memory) {
    return memory.isNative() && !memory.isMapped();
  }
}
