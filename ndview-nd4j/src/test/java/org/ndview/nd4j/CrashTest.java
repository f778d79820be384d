package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;

/** What kills a process if it is handed to ND4J as it is, and is refused here. */
class CrashTest {
  private static final String RIGHT = "exit 0, result " + 2.0 * Child.LENGTH;

  @TempDir private Path folder;

  /** How the process ended: its exit code, and its result if it got so far. */
  private String child(String which) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=" + folder.resolve("hs_err.log"),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Child.class.getName(),
                    which,
                    folder.resolve("file.bin").toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .directory(folder.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    String result =
        Files.readString(out, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(line -> line.startsWith("result "))
            .findFirst()
            .orElse("no result");
    return "exit " + process.exitValue() + ", " + result;
  }

  @Test
  void memoryThatMayBeSharedIsNoDanger() throws Exception {
    assertThat(child("memory that may be shared")).isEqualTo(RIGHT);
    NdView view = NdView.allocate("f", Child.LENGTH);
    assertThat(NdArrays.wrap(view).addi(2).sumNumber().doubleValue()).isEqualTo(2.0 * Child.LENGTH);
  }

  @Test
  void negativeStrides() throws Exception {
    assertThat(child("negative strides")).isNotEqualTo(RIGHT);
    NdView view = NdView.allocate("f", Child.LENGTH).slice("::-1");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.wrap(view))
        .withMessageContaining("backwards");
    assertThat(NdArrays.copy(view).addi(2).sumNumber().doubleValue()).isEqualTo(2.0 * Child.LENGTH);
  }

  @Test
  void aFileMappedReadOnly() throws Exception {
    assertThat(child("a file mapped read-only")).isNotEqualTo(RIGHT);
    try (NdView view = NdView.map(folder.resolve("file.bin")).cast("f")) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> NdArrays.wrap(view))
          .withMessageContaining("read-only");
      assertThat(NdArrays.copy(view).addi(2).sumNumber().doubleValue())
          .isEqualTo(2.0 * Child.LENGTH);
    }
  }

  @Test
  void aClosedArena() throws Exception {
    assertThat(child("a closed arena")).isNotEqualTo(RIGHT);
    NdView view;
    try (Arena arena = Arena.ofShared()) {
      view = NdView.of(arena.allocate(4L * Child.LENGTH, 8), "f", Child.LENGTH);
    }
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.wrap(view));
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.copy(view));
  }

  @Test
  void aClosedArray() throws Exception {
    assertThat(child("a closed array")).isNotEqualTo(RIGHT);
    INDArray array = Nd4j.ones(DataType.FLOAT, Child.LENGTH);
    NdView view = NdArrays.view(array);
    array.close();
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.wrap(view));
    assertThatIllegalStateException().isThrownBy(() -> view.getFloat(0));
  }
}
