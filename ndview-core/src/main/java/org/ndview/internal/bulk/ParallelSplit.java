package org.ndview.internal.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Divides the items of two sides of one shape among threads. */
public final class ParallelSplit {
  /** Below so many bytes, other threads are not worth their call. */
  public static final long WORTHWHILE = 1 << 18;

  /** Parts for each thread, so that a slow one does not keep the others waiting for long. */
  private static final int EACH = 4;

  /** Asked whether it may touch memory; never started. */
  private static final Thread STRANGER = Thread.ofPlatform().unstarted(() -> {});

  /** No dimension. */
  public static final int NONE = -1;

  /** What is done with the items of a part. */
  @FunctionalInterface
  public interface Work {
    void on(StridedMemory a, StridedMemory b);
  }

  private ParallelSplit() {}

  /**
   * Works on all items.
   *
   * @param a one side; or the same as b
   * @param b the other side; the one that is written, if one is
   * @throws RuntimeException what the work throws in one of the parts; no part is at work any more
   */
  public static void each(Execution execution, StridedMemory a, StridedMemory b, Work work) {
    each(execution, NONE, a, b, work);
  }

  /**
   * As {@code each}, with a dimension that every part has whole.
   *
   * @param whole the dimension, or {@link #NONE}
   */
  public static void each(
      Execution execution, int whole, StridedMemory a, StridedMemory b, Work work) {
    long bytes = Math.max(a.layout().nbytes(), b.layout().nbytes());
    if (execution == Execution.SEQUENTIAL || bytes < WORTHWHILE || !isOpen(a) || !isOpen(b)) {
      work.on(a, b);
      return;
    }
    int most = EACH * (ForkJoinPool.getCommonPoolParallelism() + 1);
    int dim = divided(a.layout(), b.layout(), most, whole);
    if (dim == NONE) {
      work.on(a, b);
      return;
    }
    long n = b.layout().shape(dim);
    long count = Math.min(n, most);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<ForkJoinTask<?>> tasks = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      // n * most may be more than a long
      long from = n / count * i + Math.min(i, n % count);
      long to = from + n / count + (i < n % count ? 1 : 0);
      StridedMemory partA = a.part(dim, from, to);
      StridedMemory partB = b.part(dim, from, to);
      tasks.add(ForkJoinTask.adapt(() -> run(work, partA, partB, failure)));
    }
    tasks.subList(1, tasks.size()).forEach(ForkJoinTask::fork);
    tasks.getFirst().invoke();
    // whatever happens, nobody may be at work on memory that the caller thinks his own again
    tasks.forEach(ForkJoinTask::quietlyJoin);
    rethrow(failure.get());
  }

  private static void run(
      Work work, StridedMemory a, StridedMemory b, AtomicReference<@Nullable Throwable> failure) {
    if (failure.get() != null) {
      return;
    }
    try {
      work.on(a, b);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void rethrow(@Nullable Throwable failure) {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(failure);
    }
  }

  private static boolean isOpen(StridedMemory side) {
    return side.segment().isAccessibleBy(STRANGER) && side.space().isAccessibleBy(STRANGER);
  }

  /** The dimension that gives enough parts, the farthest apart in what is written. */
  private static int divided(Layout a, Layout b, int most, int whole) {
    // behind a pointer no dimension can be divided without following it
    int ndim = a.hasPointers() || b.hasPointers() ? 1 : b.ndim();
    int best = NONE;
    for (int d = 0; d < ndim; d++) {
      long parts = d == whole ? 1 : Math.min(b.shape(d), most);
      long bestParts = best == NONE ? 1 : Math.min(b.shape(best), most);
      if (parts > bestParts
          || parts == bestParts
              && best != NONE
              && Math.abs(b.stride(d)) > Math.abs(b.stride(best))) {
        best = d;
      }
    }
    return best;
  }
}
