package org.ndview.dlpack;

import java.util.ArrayList;
import java.util.List;
import org.ndview.NdView;
import org.ndview.testing.Processes;

/** The patterns of {@link DLPackProcessTest}. */
final class DLPackProgram {
  private DLPackProgram() {}

  public static void main(String[] args) throws Exception {
    int times = Integer.parseInt(args[1]);
    NdView own = NdView.allocate("f", 2, 2, 2, 2, 2, 2, 2, 2, 2, 2);
    for (int i = 0; i < times; i++) {
      round(args[0], own);
    }
    System.out.println("peak " + Processes.peak());
    System.out.println("done 1");
  }

  private static void round(String pattern, NdView own) throws InterruptedException {
    switch (pattern) {
      case "exported and deleted" ->
          DLPack.delete(DLPack.export(own).handOver(), TensorStruct.VERSIONED);
      case "exported and viewed" -> DLPack.view(DLPack.export(own).handOver()).close();
      case "copied and viewed" -> DLPack.view(DLPack.exportCopy(own).handOver()).close();
      case "large copies, viewed and never closed" -> {
        try (NdView large = NdView.allocate("B", 8 << 20)) {
          DLPack.view(DLPack.exportCopy(large).handOver()).getInt(5);
        }
      }
      case "exported and left" -> DLPack.export(own);
      case "threads" -> threads(own);
      default -> throw new IllegalArgumentException(pattern);
    }
  }

  /** Each deletes what another exported. */
  private static void threads(NdView own) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      var pointer = DLPack.export(own).handOver();
      threads.add(Thread.ofPlatform().start(() -> DLPack.view(pointer).close()));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
