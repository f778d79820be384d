package org.ndview.internal.bulk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Work in numbered parts, which the caller and its helpers take from one counter. The caller does
 * whatever no helper takes, and waits only for helpers that have begun: where the pool has no free
 * thread it does all of the work, and nothing waits.
 */
final class SharedParts {
  private final int count;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  /** Null once the caller takes no more help, so that a task left in a queue keeps no memory. */
  private @Nullable IntConsumer work;

  private int helping;

  private SharedParts(int count, IntConsumer work) {
    this.count = count;
    this.work = work;
  }

  /**
   * Does all parts. An interrupt of the caller stays set, and ends nothing.
   *
   * @param count how many parts there are
   * @param helpers how many tasks are forked, into the pool of the calling thread or the common one
   * @param work does the part of a number; after this method nobody is at work
   * @throws RuntimeException what the first part to fail throws; parts that nobody has begun then
   *     are left out
   */
  static void run(int count, int helpers, IntConsumer work) {
    SharedParts parts = new SharedParts(count, work);
    Deque<ForkJoinTask<?>> forked = new ArrayDeque<>();
    try {
      parts.fork(Math.min(helpers, count - 1), forked);
      parts.take(work);
    } finally {
      parts.finish();
    }
    // those that no thread has taken leave the queue, if nothing was put after them
    forked.forEach(ForkJoinTask::tryUnfork);
    parts.rethrow();
  }

  private void fork(int helpers, Deque<ForkJoinTask<?>> forked) {
    try {
      for (int i = 0; i < helpers; i++) {
        forked.push(ForkJoinTask.adapt(this::help).fork());
      }
    } catch (RejectedExecutionException _) {
      // the calling thread's pool is shutting down: its own hands are enough
    }
  }

  private void take(IntConsumer work) {
    try {
      for (int i = next.getAndIncrement();
          i < count && failure.get() == null;
          i = next.getAndIncrement()) {
        work.accept(i);
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private void help() {
    IntConsumer mine = begin();
    if (mine != null) {
      try {
        take(mine);
      } catch (InternalError e) {
        // the JVM may throw a fault of mapped memory some way behind the access
        failure.compareAndSet(null, e);
      } finally {
        end();
      }
    }
  }

  private synchronized @Nullable IntConsumer begin() {
    if (work != null) {
      helping++;
    }
    return work;
  }

  private synchronized void end() {
    if (--helping == 0) {
      notifyAll();
    }
  }

  /** Takes no more helpers, and waits for those at work. */
  private synchronized void finish() {
    work = null;
    boolean interrupted = false;
    while (helping > 0) {
      try {
        wait();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void rethrow() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new AssertionError(e);
    }
  }
}
