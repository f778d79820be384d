package org.ndview.internal.bulk;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.ndview.Execution;
import org.ndview.NdView;

/** Calls PARALLEL operations from many threads while tasks that wait fill the common pool. */
public final class ParallelProgram {
  private static final int THREADS = 4;
  private static final int ROUNDS = 50;

  public static void main(String[] args) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 64; i++) {
      ForkJoinPool.commonPool()
          .execute(() -> {
            try {
              end.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
    }
    int[] items = new int[300_000];
    WeakReference<int[]> seen = new WeakReference<>(items);
    run("platform", Thread.ofPlatform().daemon()::unstarted, items, false);
    run("virtual", Thread.ofVirtual()::unstarted, items, false);
    run("interrupted", Thread.ofPlatform().daemon()::unstarted, items, true);
    items = null;
    for (int i = 0; i < 50 && seen.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    System.out.println("collected " + (seen.get() == null));
    end.countDown();
  }

  private interface Threads {
    Thread of(Runnable work);
  }

  private static void run(String name, Threads threads, int[] items, boolean interrupt)
      throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch ready = new CountDownLatch(THREADS);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      started.add(
          threads.of(() -> {
            try {
              ready.countDown();
              ready.await();
              work(items, interrupt);
            } catch (Throwable e) {
              failure.set(e);
            }
          }));
    }
    started.forEach(Thread::start);
    boolean done = true;
    for (Thread thread : started) {
      done &= thread.join(java.time.Duration.ofSeconds(20));
    }
    System.out.println(name + " " + (!done ? "waits" : failure.get() == null ? "done" : failure));
    TimeUnit.MILLISECONDS.sleep(1);
  }

  private static void work(int[] items, boolean interrupt) {
    NdView view = NdView.of(items).reshape(500, 600);
    NdView other = NdView.of(items.clone()).reshape(500, 600);
    for (int round = 0; round < ROUNDS; round++) {
      if (interrupt) {
        Thread.currentThread().interrupt();
      }
      other.assign(view, Execution.PARALLEL);
      if (!view.contentEquals(other, Execution.PARALLEL)
          || view.count(0, Execution.PARALLEL) != view.size()) {
        throw new AssertionError("round " + round);
      }
      if (Thread.interrupted() != interrupt) {
        throw new AssertionError("the interrupt is lost");
      }
    }
  }
}
