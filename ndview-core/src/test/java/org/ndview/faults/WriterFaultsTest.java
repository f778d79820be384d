package org.ndview.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.NdView;

/**
 * A write that fails at any of its calls, or that the loss of power ends there, leaves the old file
 * or the new one.
 */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "folders are synced, and files replaced while they are mapped")
class WriterFaultsTest {
  private static final NdView OLD = numbers(5, 7);
  private static final NdView NEW = numbers(40, 300);

  @TempDir private Path folder;

  private static NdView numbers(int rows, int columns) {
    NdView view = NdView.of(new byte[rows * columns]).viewAs("B");
    for (long i = 0; i < view.size(); i++) {
      view.set(i * 37 % 251, i);
    }
    return view.reshape(rows, columns, 1);
  }

  /** A folder with the old file, or with none. */
  private Path prepared(Writers writer, String name, boolean there) throws IOException {
    Path fresh = Files.createDirectory(folder.resolve(name));
    if (there) {
      writer.write(fresh.resolve(writer.fileName()), OLD);
    }
    return fresh;
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  private interface Round {
    /** {@return whether the write came to its end before the call} */
    boolean at(int call) throws IOException;
  }

  private static void forEachCall(Round round) throws IOException {
    int call = 0;
    while (!round.at(call)) {
      call++;
      assertThat(call).isLessThan(1000);
    }
    // else nothing was tried
    assertThat(call).isGreaterThan(8);
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatFailsLeavesTheOldFileOrTheNew(Writers writer) throws IOException {
    for (boolean there : new boolean[] {true, false}) {
      forEachCall(call -> {
        Path fresh = prepared(writer, call + " " + there, there);
        Set<String> before = names(fresh);
        Disk disk = new Disk(fresh).failingAt(call);
        Path file = new FaultyFileSystem(disk).wrap(fresh.resolve(writer.fileName()));
        Throwable failure = catchThrowable(() -> writer.write(file, NEW));
        String where = "call %d of %s".formatted(call, disk.calls());
        assertThat(disk.open()).as(where).isZero();
        if (failure != null) {
          assertThat(failure).as(where).isInstanceOf(IOException.class);
          // who cannot ask what a file is takes it for one that is not there
          if (!Set.of("read attributes", "check access").contains(disk.failed())) {
            assertThat(failure).as(where).hasStackTraceContaining("injected");
          }
        }
        check(writer, fresh, there, failure == null, where);
        if (failure != null && !disk.failed().equals("delete")) {
          assertThat(names(fresh)).as(where).isEqualTo(before);
        }
        return disk.calls().size() <= call;
      });
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLossOfPowerLeavesTheOldFileOrTheNew(Writers writer) throws IOException {
    for (boolean there : new boolean[] {true, false}) {
      forEachCall(call -> {
        Path fresh = prepared(writer, call + " lost " + there, there);
        Disk disk = new Disk(fresh).losingPowerAt(call);
        Path file = new FaultyFileSystem(disk).wrap(fresh.resolve(writer.fileName()));
        Throwable failure = catchThrowable(() -> writer.write(file, NEW));
        int state = 0;
        for (Map<Path, byte[]> files : disk.afterPowerLoss()) {
          Path left = Files.createDirectory(folder.resolve(call + " left " + there + state++));
          for (Map.Entry<Path, byte[]> entry : files.entrySet()) {
            Files.write(left.resolve(entry.getKey().getFileName()), entry.getValue());
          }
          String where = "state %d after call %d of %s".formatted(state, call, disk.calls());
          check(writer, left, there, failure == null, where);
        }
        return failure == null;
      });
    }
  }

  /** The file is the old one, or the new one, or there is none as before; the new one if done. */
  private static void check(Writers writer, Path folder, boolean there, boolean done, String where)
      throws IOException {
    Path file = folder.resolve(writer.fileName());
    if (!there && !done && !Files.exists(file)) {
      return;
    }
    String read = writer.read(file);
    if (done || !there) {
      assertThat(read).as(where).isEqualTo(NEW.hex());
    } else {
      assertThat(read).as(where).isIn(OLD.hex(), NEW.hex());
    }
  }
}
