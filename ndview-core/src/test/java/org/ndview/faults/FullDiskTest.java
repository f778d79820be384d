package org.ndview.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.NdView;

/** A real disk that is full: a file system in memory, where the machine lets us mount one. */
class FullDiskTest {
  @TempDir private Path folder;

  private Path disk;
  private boolean mounted;

  @BeforeEach
  void aDiskOfOneMegabyte() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
    assumeTrue(mounted, "no file system can be mounted here: an injected one is tried elsewhere");
  }

  @AfterEach
  void unmounted() throws Exception {
    if (mounted) {
      assertThat(run("umount", disk.toString())).as("a file is still open or mapped").isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWriteThatDoesNotFitLeavesTheOldFileAndNothingElse(Writers kind) throws IOException {
    NdView old = NdView.of(new byte[3000]).viewAs("B").reshape(50, 60, 1);
    byte[] random = new byte[2 << 20];
    new Random(1).nextBytes(random);
    Path file = disk.resolve(kind.fileName());
    kind.write(file, old);
    long files = files();
    assertThatThrownBy(() -> kind.write(file, NdView.of(random).viewAs("B").reshape(1024, -1, 1)))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("No space left");
    assertThat(kind.read(file)).isEqualTo(old.hex());
    assertThat(files()).isEqualTo(files);
  }

  private long files() throws IOException {
    try (Stream<Path> list = Files.list(disk)) {
      return list.count();
    }
  }
}
