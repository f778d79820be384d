package org.ndview;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.ndview.testing.Processes;

/** What LargeMemoryProcessTest runs: prints the memory at its beginning, its peak and its end. */
final class LargeMemoryProgram {
  private static final int MB = 1 << 20;
  private static final AtomicLong STAMP = new AtomicLong();

  private LargeMemoryProgram() {}

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[1]);
    NdView.allocate("B", MB).close();
    System.out.println("before " + Processes.resident());
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      List<Future<?>> work = new ArrayList<>();
      for (int t = 0; t < 2; t++) {
        work.add(executor.submit((Callable<?>) () -> use(times, arguments[0].equals("closed"))));
      }
      for (Future<?> each : work) {
        each.get();
      }
    }
    System.out.println("peak " + Processes.peak());
    if (arguments[0].equals("closed")) {
      Thread.sleep(4000);
      System.out.println("after " + Processes.resident());
    }
    System.out.println("done 1");
  }

  /** Each view has a stamp of its own in every item, from its beginning to its end. */
  private static Object use(int times, boolean closes) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < times; i++) {
      int n = random.nextInt(MB / 16, random.nextBoolean() ? MB : 4 * MB);
      long stamp = STAMP.incrementAndGet();
      NdView view = NdView.allocate("q", n);
      require(view.count(0) == n, "new memory is not zero");
      for (int k = 0; k < n; k++) {
        view.setLong(stamp, k);
      }
      NdView copy = view.copy();
      if (closes) {
        view.close();
        refuses(view);
      }
      require(copy.count(stamp) == n, "another view wrote");
      if (closes) {
        copy.close();
      }
    }
    return "done";
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
