package org.ndview;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.ndview.testing.Processes;

/** What SmallMemoryProcessTest runs: prints the peak of memory, and what went wrong. */
final class SmallMemoryProgram {
  private static final AtomicLong STAMP = new AtomicLong();

  private SmallMemoryProgram() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[1]);
    switch (arguments[0]) {
      case "closed" -> {
        for (int i = 0; i < times; i++) {
          NdView.allocate("d", 10).close();
        }
      }
      case "never closed" -> {
        for (int i = 0; i < times; i++) {
          NdView.allocate("d", 10).setDouble(i, 9);
        }
      }
      case "every 64th kept" -> {
        List<NdView> kept = new ArrayList<>();
        for (int i = 0; i < times; i++) {
          NdView view = NdView.allocate("d", 10);
          if (i % 64 == 0) {
            kept.add(view);
          } else {
            view.close();
          }
        }
        kept.forEach(NdView::close);
      }
      case "threads" -> threads(times, Executors.newFixedThreadPool(4));
      default -> threads(times, Executors.newVirtualThreadPerTaskExecutor());
    }
    System.out.println("peak " + Processes.peak());
    System.out.println("done 1");
  }

  private static void threads(int times, ExecutorService executor) throws Exception {
    try (executor) {
      List<Future<?>> work = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        work.add(executor.submit((Callable<?>) () -> use(times)));
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
  }

  /** Each view has a stamp of its own in every item, from its beginning to its end. */
  private static Object use(int times) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    Queue<NdView> views = new ArrayDeque<>();
    Queue<Long> stamps = new ArrayDeque<>();
    for (int i = 0; i < times; i++) {
      int n = random.nextInt(1, i % 10 == 0 ? 10_000 : 100);
      NdView view = NdView.allocate("q", n);
      require(view.count(0) == n, "new memory is not zero");
      long stamp = STAMP.incrementAndGet();
      for (int k = 0; k < n; k++) {
        view.setLong(stamp, k);
      }
      views.add(random.nextBoolean() ? view : copyOf(view));
      stamps.add(stamp);
      if (views.size() > 40) {
        NdView old = views.remove();
        require(old.count(stamps.remove()) == old.size(), "another view wrote");
        if (random.nextInt(10) > 0) { // others are left to the collector
          old.close();
          refuses(old);
        }
      }
    }
    views.forEach(NdView::close);
    return views;
  }

  private static NdView copyOf(NdView view) {
    NdView copy = view.copy();
    view.close();
    return copy;
  }

  private static void refuses(NdView closed) {
    try {
      throw new AssertionError("item " + closed.getLong(0));
    } catch (IllegalStateException _) {
      // as it should
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
