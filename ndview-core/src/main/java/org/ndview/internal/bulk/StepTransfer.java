package org.ndview.internal.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.step.StepClasses;
import org.ndview.internal.step.StepLoop;
import org.ndview.internal.step.StepPlan;
import org.ndview.internal.step.StepType;

/**
 * Brings lines over whose numbers lie apart, in one memory or in both, by loops that are made for
 * their steps once a program has used them much: what is read once and written once takes half the
 * time of what is gathered first and spread afterwards.
 */
public final class StepTransfer {
  /** The shortest line (in items). */
  static final int SHORTEST = 64;

  /** So near (in bytes), numbers are gathered to a run, or spread from one, nearly as fast. */
  private static final long NEAR = 16;

  /** Farther apart, the time is that of the memory (in bytes). */
  private static final long FARTHEST = 64;

  /** Numbers of a trial, at most. */
  private static final int NUMBERS = 4096;

  /** Records of a trial, and of what stays in the cache between two loops. */
  static final int ITEMS = 1024;

  private StepTransfer() {}

  /**
   * {@return whether the rows of a walk are lines for such a loop: long enough, in plain memory,
   * along the closest items of both, which lie apart in both memories, or far apart in one, or in
   * steps that no {@linkplain StagingArray#copyStrided loop of their width} knows}
   *
   * @param widthA of an item of the first memory (in bytes)
   * @param widthB of an item of the second (in bytes)
   */
  public static boolean hasLines(StridedWalk walk, int widthA, int widthB) {
    long a = walk.strideA();
    long b = walk.strideB();
    boolean apart = a > NEAR || b > NEAR || (a > widthA && b > widthB);
    return (apart || !areKnown(walk, widthA, widthB))
        && walk.n() >= SHORTEST
        && isNear(a)
        && isNear(b)
        && walk.isPlain()
        && TiledTransfer.isAligned(walk);
  }

  /** Whether the loops of the widths know the steps, some of which they may leave to others. */
  private static boolean areKnown(StridedWalk walk, int widthA, int widthB) {
    return walk.strideA() % Math.min(widthA, Integer.BYTES) == 0 && walk.strideB() % widthB == 0;
  }

  private static boolean isNear(long step) {
    return step > 0 && step <= FARTHEST;
  }

  /**
   * Makes the second memory's numbers of the first's.
   *
   * @param walk two memories whose rows are lines
   * @param numbers how the numbers of one line become those of the other
   * @return whether there is a loop for them that is compiled by now, and this was done
   */
  public static boolean run(StridedWalk walk, Numbers numbers) {
    StepLoop loop = compiled(numbers.plan(walk.strideA(), walk.strideB()), walk.size());
    if (loop == null) {
      return false;
    }
    long n = walk.n();
    double[] factors = {numbers.scale, numbers.shift};
    walk.rows((a, atA, b, atB) -> {
      for (long i = 0; i < n; ) {
        int items = RunKernel.next(n - i, RunKernel.LONG_RUN);
        long fromA = atA + i * walk.strideA();
        loop.run(a, fromA, b, atB + i * walk.strideB(), items, factors);
        i += items;
      }
      return true;
    });
    return true;
  }

  /**
   * Copies items in steps that no loop of their width knows.
   *
   * @return whether they have such steps, there is a loop for them that is compiled by now, and
   *     this was done
   */
  static boolean copy(StridedWalk walk, int width) {
    if (areKnown(walk, width, width) || !hasLines(walk, width, width)) {
      return false;
    }
    StepType bits = StepType.ofBits(width);
    return run(walk, new Numbers(bits, false, bits, false, 1, 0));
  }

  /** {@return the loop of a plan, if it is compiled by now} */
  static @Nullable StepLoop compiled(StepPlan plan, long items) {
    boolean warm = WarmUp.isWarm(plan, items, scratch -> run(plan, scratch));
    return warm ? StepClasses.of(plan) : null;
  }

  private static void run(StepPlan plan, NativeScratch scratch) {
    StepLoop loop = StepClasses.of(plan);
    if (loop == null) {
      throw new IllegalStateException("no class for a plan");
    }
    long room = NativeScratch.PIXEL_SLOTS * NativeScratch.SLOT;
    long fit = (room - plan.widest()) / Math.max(plan.stepA(), plan.stepB());
    int n = (int) Math.min(fit, Math.min(ITEMS, NUMBERS / plan.columns().size()));
    loop.run(scratch.pixels(0), 0, scratch.pixels(1), 0, n, plan.factors());
  }

  /**
   * How the numbers of a line become others.
   *
   * @param from how they are read
   * @param reversed whether they have the other byte order
   * @param to how they are written, in the machine's byte order
   * @param scaled whether each is multiplied and added to
   * @param scale the factor
   * @param shift what is added
   */
  public record Numbers(
      StepType from, boolean reversed, StepType to, boolean scaled, double scale, double shift) {
    /** Whether one loop can have both: but for how they are read, and their factors. */
    boolean isLike(Numbers other) {
      return reversed == other.reversed && to == other.to && scaled == other.scaled;
    }

    private StepPlan plan(long stepA, long stepB) {
      List<StepPlan.Column> one = List.of(new StepPlan.Column(from, 0, 0));
      return new StepPlan(stepA, stepB, reversed, to, scaled, one);
    }
  }
}
