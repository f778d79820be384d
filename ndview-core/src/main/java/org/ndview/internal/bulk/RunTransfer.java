package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/**
 * Brings runs of items over by kernels that work from memory to memory. What is not plain native
 * memory passes through a small block of it: an array, and a mapped file, which may be cut short.
 */
public final class RunTransfer implements AutoCloseable {
  /**
   * A kernel, and the width of what it makes (in bytes).
   *
   * @param width of an item of its target (in bytes)
   * @param kernel makes it
   */
  public record Step(int width, RunKernel kernel) {}

  private final int widthA;
  private final List<Step> steps;

  /** Taken where it is needed: between plain memory one step needs none. */
  private @Nullable NativeScratch scratch;

  /**
   * Brings some runs over, until it is closed.
   *
   * @param widthA of an item of the first memory (in bytes)
   * @param steps what makes the second memory's items, one after the other
   */
  RunTransfer(int widthA, List<Step> steps) {
    this.widthA = widthA;
    this.steps = steps;
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
    long n = walk.n();
    try (RunTransfer transfer = new RunTransfer(widthA, steps)) {
      walk.rows((a, atA, b, atB) -> transfer.run(a, atA, b, atB, n));
    }
  }

  /**
   * The same of memories that have their items one after the other.
   *
   * @param widthA of an item of the first memory (in bytes)
   * @param steps what makes the second memory's items, one after the other
   */
  public static void run(StridedMemory a, StridedMemory b, int widthA, List<Step> steps) {
    try (RunTransfer transfer = new RunTransfer(widthA, steps)) {
      Layout from = a.layout();
      transfer.run(a.segment(), from.offset(), b.segment(), b.layout().offset(), from.size());
    }
  }

  @Override
  public void close() {
    if (scratch != null) {
      scratch.close();
    }
  }

  private NativeScratch scratch() {
    if (scratch == null) {
      scratch = NativeScratch.take();
    }
    return scratch;
  }

  /** Makes n of the second memory's items; {@return true} */
  boolean run(MemorySegment a, long atA, MemorySegment b, long atB, long n) {
    int widthB = steps.getLast().width();
    boolean direct = steps.size() == 1 && isPlain(a) && isPlain(b);
    int most = direct ? RunKernel.LONG_RUN : NativeScratch.items(widest(steps, widthA));
    for (long i = 0; i < n; ) {
      int items = RunKernel.next(n - i, most);
      if (direct) {
        steps.getFirst().kernel().run(a, atA + i * widthA, b, atB + i * widthB, items);
      } else {
        run(steps, widthA, scratch(), 0, a, atA + i * widthA, b, atB + i * widthB, items);
      }
      i += items;
    }
    return true;
  }

  /** The width of the widest items that may pass through a slot (in bytes). */
  public static int widest(List<Step> steps, int widthA) {
    int widest = widthA;
    for (Step step : steps) {
      widest = Math.max(widest, step.width());
    }
    return widest;
  }

  /**
   * Makes the items of a short run.
   *
   * @param steps what makes them; of none they keep their bytes
   * @param widthA of an item of the first memory (in bytes)
   * @param slot the first of the scratch's slots that may be used
   */
  public static void run(
      List<Step> steps,
      int widthA,
      NativeScratch scratch,
      int slot,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      int items) {
    if (steps.isEmpty()) {
      MemorySegment.copy(a, atA, b, atB, (long) items * widthA);
      return;
    }
    MemorySegment from = a;
    long at = atA;
    int free = slot;
    if (!isPlain(a)) {
      from = scratch.slot(free++);
      at = 0;
      MemorySegment.copy(a, atA, from, 0, (long) items * widthA);
    }
    int last = steps.size() - 1;
    for (int s = 0; s < last; s++) {
      MemorySegment to = scratch.slot(free++);
      steps.get(s).kernel().run(from, at, to, 0, items);
      from = to;
      at = 0;
    }
    Step step = steps.get(last);
    if (isPlain(b)) {
      step.kernel().run(from, at, b, atB, items);
    } else {
      MemorySegment to = scratch.slot(free);
      step.kernel().run(from, at, to, 0, items);
      MemorySegment.copy(to, 0, b, atB, (long) items * step.width());
    }
  }

  /** Whether kernels may work on memory itself. */
  public static boolean isPlain(MemorySegment memory) {
    return memory.isNative() && !memory.isMapped();
  }
}
