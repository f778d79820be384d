package org.ndview.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.NdView;

/** Threads that write one file at a time, read it meanwhile, or are interrupted. */
class TwoWritersTest {
  @TempDir private Path folder;

  private static NdView filled(int value) {
    NdView view = NdView.of(new byte[200 * 300]).viewAs("B").reshape(200, 300, 1);
    view.fill(value);
    return view;
  }

  @ParameterizedTest
  @EnumSource
  @EnabledOnOs(
      value = {OS.LINUX, OS.MAC},
      disabledReason = "a file that is mapped cannot be replaced")
  void theFileIsAlwaysOneOfThoseWritten(Writers kind) throws Exception {
    Path file = folder.resolve(kind.fileName());
    List<String> written = List.of(filled(0).hex(), filled(1).hex(), filled(2).hex());
    kind.write(file, filled(0));
    CountDownLatch writing = new CountDownLatch(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 1; writer <= 2; writer++) {
        NdView view = filled(writer);
        writers.add(
            threads.submit(() -> {
              for (int i = 0; i < 10; i++) {
                kind.write(file, view);
              }
              writing.countDown();
              return null;
            }));
      }
      while (writing.getCount() > 0 && writers.stream().noneMatch(TwoWritersTest::failed)) {
        assertThat(kind.read(file)).isIn(written);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertThat(kind.read(file)).isIn(written);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(other -> other.toString().endsWith(".part"))).isEmpty();
    }
  }

  private static boolean failed(Future<?> writer) {
    return writer.state() == Future.State.FAILED;
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedWriterLeavesTheOldFile(Writers kind) throws Exception {
    Path file = folder.resolve(kind.fileName());
    kind.write(file, filled(0));
    Thread.currentThread().interrupt();
    try {
      kind.write(file, filled(1));
      // what writes by other means than channels may come to its end
      assertThat(Thread.interrupted()).isTrue();
      assertThat(kind.read(file)).isEqualTo(filled(1).hex());
    } catch (ClosedByInterruptException e) {
      assertThat(Thread.interrupted()).isTrue();
      assertThat(kind.read(file)).isEqualTo(filled(0).hex());
    } finally {
      Thread.interrupted();
    }
  }
}
