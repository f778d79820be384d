package org.ndview.internal.bulk;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps kernels out of use until they are compiled: before, a loop of the Vector API is a thousand
 * times slower than after, and a single large conversion would wait for seconds. A thread tries a
 * kernel on small blocks, once it has been asked for often enough, the most wanted first; work goes
 * the other way meanwhile. One that does not become fast for long, as in a JVM whose compiler does
 * not know the Vector API or has much else to do, is tried again when many times as much was asked
 * for.
 */
public final class WarmUp {
  /** Does what a kernel does, with about a thousand items of the scratch. */
  @FunctionalInterface
  public interface Trial {
    /** Runs the kernel once. */
    void run(NativeScratch scratch);
  }

  /** So many items are worth the compiler's time. */
  public static final long WORTHWHILE = 1 << 16;

  /** A kernel that was slow is tried again when so many times as many items were asked for. */
  private static final long AGAIN = 64;

  /** Items beyond which nobody counts. */
  private static final long MOST = 1L << 61;

  private static final int FEWEST_RUNS = 2_000;
  private static final int RUNS = 16;

  /** The time of a trial of compiled code, at most: a tenth of one of code that is not. */
  private static final long FAST_NANOS = 12_000;

  private static final WarmUp KERNELS =
      new WarmUp("vector".equals(System.getProperty(VectorModule.PROPERTY)), executor());

  private final boolean atOnce;
  private final Executor executor;
  private final long patience;
  private final Map<Object, State> states = new ConcurrentHashMap<>();
  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();

  /** A kernel that waits for its trial, as often as there are tasks of the executor. */
  private record Waiter(State state, Trial trial) {}

  /**
   * Makes the states of some kernels, of which none is warm.
   *
   * @param atOnce whether kernels are used without waiting
   * @param executor tries them
   */
  WarmUp(boolean atOnce, Executor executor) {
    this(atOnce, executor, TimeUnit.SECONDS.toNanos(20));
  }

  /**
   * The same.
   *
   * @param patience how long a kernel may be slow (in nanoseconds)
   */
  WarmUp(boolean atOnce, Executor executor, long patience) {
    this.atOnce = atOnce;
    this.executor = executor;
    this.patience = patience;
  }

  /** One thread, which ends when it has nothing to do. */
  private static Executor executor() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> Thread.ofPlatform().daemon().name("ndview-kernels").unstarted(work));
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /**
   * {@return whether a kernel of this JVM is compiled, so that it may be used}
   *
   * @param key stands for the kernel
   * @param items for how many items it is asked
   * @param trial how to try it
   */
  public static boolean isWarm(Object key, long items, Trial trial) {
    return KERNELS.warm(key, items, trial);
  }

  boolean warm(Object key, long items, Trial trial) {
    if (atOnce) {
      return true;
    }
    State state = states.computeIfAbsent(key, _ -> new State());
    if (!state.warm && state.isDue(items)) {
      Waiter waiter = new Waiter(state, trial);
      waiting.add(waiter);
      try {
        executor.execute(this::tryMostWanted);
      } catch (RejectedExecutionException | OutOfMemoryError _) {
        waiting.remove(waiter);
        state.later(); // there is the other way
      }
    }
    return state.warm;
  }

  /** A program may have asked for hundreds once, and need one of them now. */
  private void tryMostWanted() {
    waiting.stream()
        .max(Comparator.comparingLong(waiter -> waiter.state.asked()))
        .filter(waiting::remove)
        .ifPresent(waiter -> waiter.state.tried(outcome(waiter.trial)));
  }

  /** Whether a kernel is fast, and if not, whether it ever may be. */
  private enum Outcome {
    FAST,
    SLOW,
    FAILED
  }

  private Outcome outcome(Trial trial) {
    long start = System.nanoTime();
    int fast = 0;
    try (NativeScratch scratch = NativeScratch.take()) {
      for (int runs = 0; fast < 3 || runs < FEWEST_RUNS; runs += RUNS) {
        long before = System.nanoTime();
        for (int i = 0; i < RUNS; i++) {
          trial.run(scratch);
        }
        long after = System.nanoTime();
        fast = after - before < RUNS * FAST_NANOS ? fast + 1 : 0;
        if (after - start > patience) {
          return Outcome.SLOW;
        }
      }
    } catch (LinkageError | RuntimeException _) {
      return Outcome.FAILED;
    }
    return Outcome.FAST;
  }

  private static final class State {
    private volatile boolean warm;
    private long asked;

    /** So many items are worth the next trial. */
    private long due = WORTHWHILE;

    /** Once, when enough was asked for. */
    synchronized boolean isDue(long items) {
      asked = Math.min(asked, MOST) + Math.min(items, MOST);
      if (asked < due) {
        return false;
      }
      due = Long.MAX_VALUE;
      return true;
    }

    synchronized long asked() {
      return asked;
    }

    void tried(Outcome outcome) {
      warm = outcome == Outcome.FAST;
      if (outcome == Outcome.SLOW) {
        later();
      }
    }

    synchronized void later() {
      due = AGAIN * Math.min(asked, MOST / AGAIN);
    }
  }
}
