package org.ndview.internal.bulk;

import java.util.concurrent.ForkJoinPool;
import java.util.function.BiPredicate;
import java.util.function.IntConsumer;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Divides the items of two memories of one shape among threads, or into parts for the cache. */
public final class ParallelSplit {
  /** Below this many bytes, forking costs more than it saves. */
  public static final long WORTHWHILE = 1 << 18;

  /** Parts for each thread, so that a slow one does not keep the others waiting for long. */
  private static final int PARTS_PER_THREAD = 4;

  /**
   * Bytes of a part, at least, once each thread has one: each costs some microseconds of its own.
   */
  private static final long PART = 1 << 16;

  /** Bytes of a part along the divided dimension beyond which cache lines and pages are whole. */
  private static final long LONG_RUN = 1 << 12;

  /** Any other thread, to ask isAccessibleBy with; never started. */
  private static final Thread OTHER_THREAD = Thread.ofPlatform().unstarted(() -> {});

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
   * @param a one memory; may be the same as b
   * @param b the other memory; the one that is written, if one is
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
    int helpers = helpers(execution, a, b);
    int most = helpers == 0 ? 1 : parts(a, b, helpers + 1);
    int dim = helpers == 0 ? NONE : divided(a.layout(), b.layout(), most, whole);
    if (dim == NONE) {
      work.on(a, b);
      return;
    }
    Parts parts = new Parts(dim, b.layout().shape(dim), most);
    SharedParts.run(parts.count(), helpers, i -> work.on(parts.of(a, i), parts.of(b, i)));
  }

  /**
   * Works on parts one after the other, up to the first that the work is not true of.
   *
   * @param most into how many parts the memories are divided, at most
   * @return whether the work was true of all
   */
  public static boolean inTurn(
      int most, StridedMemory a, StridedMemory b, BiPredicate<StridedMemory, StridedMemory> work) {
    int dim = divided(a.layout(), b.layout(), most, NONE);
    if (dim == NONE) {
      return work.test(a, b);
    }
    Parts parts = new Parts(dim, b.layout().shape(dim), most);
    for (int i = 0; i < parts.count(); i++) {
      if (!work.test(parts.of(a, i), parts.of(b, i))) {
        return false;
      }
    }
    return true;
  }

  /** Parts of n indices of a dimension, whose lengths differ by one at most. */
  private record Parts(int dim, long n, int most) {
    int count() {
      return (int) Math.min(n, most);
    }

    StridedMemory of(StridedMemory memory, int i) {
      // n * i may be more than a long
      int count = count();
      long from = n / count * i + Math.min(i, n % count);
      long to = from + n / count + (i < n % count ? 1 : 0);
      return memory.part(dim, from, to);
    }
  }

  /**
   * Works on parts that have numbers, whose order and number are the caller's.
   *
   * @param memory what the parts are parts of
   * @param parts how many there are
   * @param work does the part of a number, from 0
   * @throws RuntimeException what the work throws in one of the parts; no part is at work any more
   */
  public static void numbered(
      Execution execution, StridedMemory memory, int parts, IntConsumer work) {
    SharedParts.run(parts, helpers(execution, memory, memory), work);
  }

  private static int parts(StridedMemory a, StridedMemory b, int threads) {
    return (int) Math.clamp(bytes(a, b) / PART, threads, (long) PARTS_PER_THREAD * threads);
  }

  private static long bytes(StridedMemory a, StridedMemory b) {
    return Math.max(a.layout().nbytes(), b.layout().nbytes());
  }

  private static int helpers(Execution execution, StridedMemory a, StridedMemory b) {
    return execution == Execution.PARALLEL && isWorthwhile(a, b)
        ? ForkJoinPool.getCommonPoolParallelism()
        : 0;
  }

  private static boolean isWorthwhile(StridedMemory a, StridedMemory b) {
    return bytes(a, b) >= WORTHWHILE && isShared(a) && isShared(b);
  }

  private static boolean isShared(StridedMemory memory) {
    return memory.segment().isAccessibleBy(OTHER_THREAD)
        && memory.space().isAccessibleBy(OTHER_THREAD);
  }

  /**
   * The dimension to divide. One with enough parts comes before one with few. Of those, one that
   * leaves each part long runs in both memories: a dimension whose items lie close in one of them
   * would make all threads read, or write, the same cache lines. Of those, the one that lies
   * farthest apart in what is written.
   */
  static int divided(Layout a, Layout b, int most, int whole) {
    // behind a pointer no dimension can be divided without following it
    int ndim = a.hasPointers() || b.hasPointers() ? Math.min(1, b.ndim()) : b.ndim();
    int best = NONE;
    long bestParts = 1;
    long bestRun = 0;
    for (int d = 0; d < ndim; d++) {
      long parts = d == whole ? 1 : Math.min(b.shape(d), most);
      long run = parts <= 1 ? 0 : Math.min(run(a, d, parts), run(b, d, parts));
      boolean better =
          parts != bestParts
              ? parts > bestParts
              : run != bestRun
                  ? run > bestRun
                  : best != NONE && Math.abs(b.stride(d)) > Math.abs(b.stride(best));
      if (better) {
        best = d;
        bestParts = parts;
        bestRun = run;
      }
    }
    return best;
  }

  /** Over how many bytes a part goes along a dimension, no more than matters. */
  private static long run(Layout layout, int dim, long parts) {
    long stride = Math.abs(layout.stride(dim));
    // each part reads the whole of what is broadcast along the dimension
    return stride == 0 || stride >= LONG_RUN
        ? LONG_RUN
        : Math.min(LONG_RUN, layout.shape(dim) / parts * stride);
  }
}
