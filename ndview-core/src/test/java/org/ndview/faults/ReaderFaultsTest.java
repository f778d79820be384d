package org.ndview.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.NdView;
import org.ndview.testing.Processes;

/** A read that fails at any of its calls says so, and leaves no file open and nothing mapped. */
class ReaderFaultsTest {
  private static final NdView VIEW = NdView.of(new byte[300 * 50]).viewAs("B").reshape(300, 50, 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void aCallThatFailsIsAnErrorAndLeavesNothing(Writers kind) throws IOException {
    Path file = folder.resolve(kind.fileName());
    kind.write(file, VIEW);
    int call = 0;
    while (true) {
      Disk disk = new Disk(folder).failingAt(call);
      AtomicReference<String> read = new AtomicReference<>();
      Throwable failure = null;
      try {
        read.set(kind.read(new FaultyFileSystem(disk).wrap(file)));
      } catch (IOException e) {
        failure = e;
      }
      String where = "call %d of %s".formatted(call, disk.calls());
      assertThat(disk.open()).as(where).isZero();
      if (Processes.areTold()) {
        assertThat(Processes.mappings(folder.toString())).as(where).isZero();
      }
      if (failure == null) {
        assertThat(read.get()).as(where).isEqualTo(VIEW.hex());
      }
      if (disk.calls().size() <= call) {
        assertThat(failure).isNull();
        break;
      }
      call++;
    }
    assertThat(call).isGreaterThan(3);
  }
}
