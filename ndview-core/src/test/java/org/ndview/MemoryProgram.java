package org.ndview;

import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.ndview.format.Format;
import org.ndview.testing.Processes;

/** The patterns of {@link MemoryProcessTest}: what users write, again and again. */
final class MemoryProgram {
  private static final int SIZE = 64 << 20;

  private MemoryProgram() {}

  public static void main(String[] args) throws Exception {
    String pattern = args[0];
    Path file = Path.of(args[1]);
    if (pattern.startsWith("close while: ")) {
      closeWhile(pattern.substring("close while: ".length()));
      return;
    }
    long handles = 0;
    List<NdView> kept = new ArrayList<>();
    if (pattern.startsWith("map")) {
      Files.write(file, new byte[1 << 20]);
    }
    int rounds = Integer.parseInt(args[2]);
    for (int i = 0; i < rounds; i++) {
      round(pattern, file, kept);
      if (i == 0) {
        handles = Processes.handles();
      }
    }
    System.out.println("peak " + Processes.peak());
    System.out.println("mappings " + Processes.mappings(file.toString()));
    System.out.println("handles " + (Processes.handles() - handles));
    long collections =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionCount)
            .sum();
    System.out.println("collections " + collections);
    kept.clear();
  }

  private static void round(String pattern, Path file, List<NdView> kept) {
    switch (pattern) {
      case "slice" -> {
        try (NdView v = NdView.allocate("B", SIZE)) {
          v.slice("10:20").getInt(0);
        }
      }
      case "rows of a for-each" -> {
        try (NdView v = NdView.allocate("B", 64, SIZE / 64)) {
          for (Object row : v) {
            ((NdView) row).getInt(0);
          }
        }
      }
      case "chain" -> {
        try (NdView v = NdView.allocate("B", SIZE)) {
          v.cast("f").reshape(2, -1).transpose().slice("1").toReadOnly().getFloat(0);
        }
      }
      case "copy" -> {
        try (NdView v = NdView.of(new byte[1 << 20]);
            NdView copy = v.broadcastTo(64, 1 << 20).copy()) {
          copy.select(0, 1).getInt(0);
        }
      }
      case "copy that fails" -> wild(v -> v.copy());
      case "conversion that fails" -> {
        try (NdView target = NdView.allocate("f", 64, 1 << 18)) {
          wild(v -> v.slice(":, :" + (1 << 18)).convertTo(target));
        }
      }
      case "map read-only" -> {
        try (NdView v = NdView.map(file)) {
          v.cast("i").slice("::2").getInt(0);
        }
      }
      case "map read-write" -> {
        try (NdView v = NdView.map(file, MapMode.READ_WRITE, 0, 1 << 20)) {
          v.slice("5").set(1);
        }
      }
      case "map that fails" -> {
        try {
          NdView.map(file, MapMode.READ_ONLY, 0, 1 << 21);
          throw new AssertionError("longer than the file");
        } catch (UncheckedIOException _) {
          // refused
        }
      }
      case "never closed" -> NdView.allocate("B", SIZE).slice("5").set(1);
      case "kept" -> kept.add(NdView.allocate("B", SIZE));
      default -> throw new IllegalArgumentException(pattern);
    }
  }

  /** A view of 64 rows of a megabyte, of which the last pointer is wild. */
  private static void wild(java.util.function.Consumer<NdView> use) {
    byte[] memory = new byte[(1 << 20) + 64 * 8];
    NdView pointers = NdView.of(memory).slice(":512").cast("q");
    for (int i = 0; i < 63; i++) {
      pointers.setLong(512, i);
    }
    pointers.setLong(1L << 40, 63);
    NdView v =
        NdView.of(
            java.lang.foreign.MemorySegment.ofArray(memory),
            Format.parse("B"),
            Layout.of(1, 0, new long[] {64, 1 << 20}, new long[] {8, 1}, new long[] {0, -1}));
    try {
      use.accept(v);
      throw new AssertionError("a wild pointer was followed");
    } catch (IndexOutOfBoundsException _) {
      // refused
    }
  }

  private static void closeWhile(String use) throws InterruptedException {
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    for (int round = 0; round < 40; round++) {
      NdView view = NdView.allocate("i", 400, 1000);
      NdView seven = NdView.of(new int[] {7}).broadcastTo(400, 1000);
      view.assign(seven);
      NdView part = view.slice("::-1").transpose();
      CountDownLatch running = new CountDownLatch(8);
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    while (true) {
                      check(use, part, seven.transpose());
                      running.countDown();
                    }
                  } catch (IllegalStateException _) {
                    running.countDown();
                  } catch (RuntimeException | Error e) {
                    faults.add(e.toString());
                    running.countDown();
                  }
                }));
      }
      running.await();
      view.close();
      // what may get the same memory, with other bytes
      try (NdView other = NdView.allocate("i", 400, 1000)) {
        for (Thread thread : threads) {
          thread.join();
        }
        if (!other.contentEquals(NdView.of(new int[] {0}).broadcastTo(400, 1000))) {
          faults.add("memory of others was written");
        }
      }
    }
    System.out.println("faults " + faults);
  }

  private static void check(String use, NdView view, NdView expected) {
    switch (use) {
      case "read" -> {
        for (int i = 0; i < 1000; i++) {
          equal(view.getInt(i, i % 400), 7);
        }
      }
      case "write" -> {
        for (int i = 0; i < 1000; i++) {
          view.setInt(7, i, i % 400);
        }
      }
      case "convert in parallel" -> {
        float[] target = new float[400_000];
        view.convertTo(NdView.of(target).reshape(1000, 400));
        equal((int) target[399_999], 7);
        if (!view.contentEquals(expected, Execution.PARALLEL)) {
          throw new AssertionError("other bytes");
        }
      }
      case "iterate" -> {
        for (Object row : view) {
          equal(((NdView) row).getInt(5), 7);
        }
      }
      case "copy" -> {
        try (NdView copy = view.copy(Order.C, Execution.PARALLEL)) {
          equal(copy.getInt(999, 399), 7);
        }
      }
      case "derive" -> equal(view.slice("5:, ::-2").permute(1, 0).getInt(3, 4), 7);
      default -> throw new IllegalArgumentException(use);
    }
  }

  private static void equal(int found, int expected) {
    if (found != expected) {
      throw new AssertionError("other bytes: " + found);
    }
  }
}
