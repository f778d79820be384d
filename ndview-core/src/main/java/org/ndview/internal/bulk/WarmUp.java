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
import java.util.function.Consumer;

/**
 * Keeps kernels out of use until they are compiled: before, a loop of the Vector API is a thousand
 * times slower than after, and a single large conversion would wait for seconds. A thread tries a
 * kernel on small blocks, once it has been asked for often enough, the most wanted first; work goes
 * the other way meanwhile. One that is not fast after a while lets others pass, and one that does
 * not become fast for long, as in a JVM whose compiler does not know the Vector API or has much
 * else to do, is tried again when many times as much was asked for.
 *
 * <p>A kernel in use is looked at again from time to time: the compiler may make it once more, and
 * then with objects for vectors, or with none for a while.
 */
public final class WarmUp {
  /** Does what a kernel does, with about as many items as a slot of the scratch has. */
  @FunctionalInterface
  public interface Trial {
    /** Runs the kernel once. */
    void run(NativeScratch scratch);
  }

  /**
   * So many items are worth the compiler's time. By then it has made the other way of what runs
   * often: with fewer, both wait for it together, and all of a second goes by in the interpreter.
   */
  public static final long WORTHWHILE = 1 << 22;

  /** A kernel that was slow is tried again when so many times as many items were asked for. */
  private static final long AGAIN = 64;

  /** Items beyond which nobody counts. */
  private static final long MOST = 1L << 61;

  private static final int FEWEST_RUNS = 2_000;
  private static final int RUNS = 16;

  /** So many runs of trials tell. */
  private static final int LOOKS = 3;

  /**
   * The time of a trial of compiled code, at most. Where the body of a loop is compiled and the
   * loop is not, no vector is an object either, and each costs a call: a trial has a hundred of
   * them.
   */
  private static final long FAST_NANOS = 5_000;

  /**
   * What a trial of compiled code allocates, at most (in bytes): no vector is an object there. The
   * time alone does not tell: the JVM's first compiler makes code that is a tenth to a hundredth as
   * fast, and in a program with much to compile the second one follows after half a minute.
   */
  private static final long FEW_BYTES = 1 << 11;

  /** Nothing else takes as little time, whatever it allocates. */
  private static final long LEAST_NANOS = 1_000;

  /** So long a kernel is tried before another may be, and counts as half as much wanted. */
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** One use of so many is worth a look at the clock, or one of so many items. */
  private static final int USES = 64;

  private static final long LONG_USE = 1 << 16;

  /** So long after a kernel was found warm it is looked at again; after twice as long once more. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final WarmUp KERNELS =
      new WarmUp("vector".equals(System.getProperty(VectorModule.PROPERTY)), executor());

  private final boolean atOnce;
  private final Executor executor;
  private final long patience;
  private final long lookNanos;
  private final Map<Object, State> states = new ConcurrentHashMap<>();
  private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();

  /** A kernel that waits for its turn; there are as many tasks of the executor. */
  private record Waiter(State state, Trial trial) {}

  /**
   * Makes the states of some kernels, of which none is warm.
   *
   * @param atOnce whether kernels are used without waiting
   * @param executor tries them
   */
  WarmUp(boolean atOnce, Executor executor) {
    this(atOnce, executor, TimeUnit.SECONDS.toNanos(20), LOOK_NANOS);
  }

  /**
   * The same.
   *
   * @param patience how long a kernel may be slow (in nanoseconds)
   * @param lookNanos how long one in use is left alone at first (in nanoseconds)
   */
  WarmUp(boolean atOnce, Executor executor, long patience, long lookNanos) {
    this.atOnce = atOnce;
    this.executor = executor;
    this.patience = patience;
    this.lookNanos = lookNanos;
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
    if (state.warm) {
      if (state.isToBeSeen(items)) {
        execute(new Waiter(state, trial), this::look);
      }
    } else if (state.isDue(items)) {
      await(new Waiter(state, trial));
    }
    return state.warm;
  }

  private void await(Waiter waiter) {
    waiting.add(waiter);
    if (!execute(waiter, _ -> tryMostWanted())) {
      waiting.remove(waiter);
      waiter.state.later(); // there is the other way
    }
  }

  private boolean execute(Waiter waiter, Consumer<Waiter> work) {
    try {
      executor.execute(() -> work.accept(waiter));
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError _) {
      return false;
    }
  }

  /** A kernel that is slow by now is used no more until it is fast again. */
  private void look(Waiter waiter) {
    try (NativeScratch scratch = scratch()) {
      for (int i = 0; i < LOOKS; i++) {
        if (isFast(waiter.trial, scratch)) {
          return;
        }
      }
      waiter.state.cool();
      await(waiter);
    } catch (LinkageError | RuntimeException _) {
      waiter.state.cool(); // for good
    }
  }

  /** A program may have asked for hundreds once, and need one of them now. */
  private void tryMostWanted() {
    waiting.stream()
        .max(Comparator.comparingLong(waiter -> waiter.state.wanted()))
        .filter(waiting::remove)
        .ifPresent(waiter -> {
          switch (turn(waiter)) {
            case FAST -> waiter.state.isFound();
            case NOT_YET -> await(waiter);
            case SLOW -> waiter.state.later();
            case FAILED -> {} // and is due no more
          }
        });
  }

  /** What is known of a kernel after its turn. */
  private enum Outcome {
    FAST,
    NOT_YET,
    SLOW,
    FAILED
  }

  private Outcome turn(Waiter waiter) {
    State state = waiter.state;
    long start = System.nanoTime();
    try (NativeScratch scratch = scratch()) {
      for (int fast = 0; fast < LOOKS || state.runs < FEWEST_RUNS; state.runs += RUNS) {
        fast = isFast(waiter.trial, scratch) ? fast + 1 : 0;
        long taken = System.nanoTime() - start;
        if (taken > Math.min(TURN_NANOS, patience)) {
          return state.hasTried(taken) > patience ? Outcome.SLOW : Outcome.NOT_YET;
        }
      }
    } catch (LinkageError | RuntimeException _) {
      return Outcome.FAILED;
    }
    return Outcome.FAST;
  }

  /** Numbers that all kernels can do without help. */
  private static NativeScratch scratch() {
    NativeScratch scratch = NativeScratch.take();
    scratch.all().fill((byte) 0);
    return scratch;
  }

  private static boolean isFast(Trial trial, NativeScratch scratch) {
    long allocated = ThreadAllocation.bytes();
    long before = System.nanoTime();
    for (int i = 0; i < RUNS; i++) {
      trial.run(scratch);
    }
    long taken = System.nanoTime() - before;
    boolean few = ThreadAllocation.bytes() - allocated < RUNS * FEW_BYTES;
    return taken < RUNS * (few ? FAST_NANOS : LEAST_NANOS);
  }

  private final class State {
    private volatile boolean warm;
    private long asked;

    /** So many items are worth the next trial. */
    private long due = WORTHWHILE;

    /** For how long it was tried. */
    private long nanos;

    /** How often, by the thread that does. */
    private int runs;

    /** How often it was used, nearly: threads may miss each other's. */
    private int uses;

    /** When it was last looked at. */
    private volatile long seen;

    /** For how long it is left alone then (in nanoseconds). */
    private volatile long alone;

    synchronized void isFound() {
      seen = System.nanoTime();
      alone = lookNanos;
      warm = true;
    }

    synchronized void cool() {
      warm = false;
      runs = 0;
      nanos = 0;
    }

    /** Whether a kernel in use was left alone for long. */
    boolean isToBeSeen(long items) {
      boolean worthALook = items >= LONG_USE || ++uses % USES == 0;
      return worthALook && System.nanoTime() - seen >= alone && sees();
    }

    /** Only one of several threads does. */
    private synchronized boolean sees() {
      long now = System.nanoTime();
      if (now - seen < alone) {
        return false;
      }
      seen = now;
      alone = Math.min(2 * alone, MOST_NANOS);
      return true;
    }

    /** Once, when enough was asked for. */
    synchronized boolean isDue(long items) {
      asked = Math.min(asked, MOST) + Math.min(items, MOST);
      if (asked < due) {
        return false;
      }
      due = Long.MAX_VALUE;
      return true;
    }

    /** How many items were asked for, half as many for each turn that it has had. */
    synchronized long wanted() {
      return asked >>> Math.min(nanos / TURN_NANOS, Long.SIZE - 1);
    }

    /** {@return for how long it was tried, now that it was once more (in nanoseconds)} */
    synchronized long hasTried(long more) {
      nanos += more;
      return nanos;
    }

    synchronized void later() {
      due = AGAIN * Math.min(asked, MOST / AGAIN);
      nanos = 0;
    }
  }
}
