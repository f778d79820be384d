package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;
import org.ndview.testing.ChildJvm;

/** What kills a process if it is handed to ND4J as it is, and is refused here. */
class CrashTest {
  private static final String RIGHT = "exit 0, result " + 2.0 * Child.LENGTH;

  @TempDir private Path folder;

  /** How the process ended: its exit code, and its result if it got so far. */
  private String child(String which) throws IOException, InterruptedException {
    ChildJvm child =
        ChildJvm.run(Child.class, List.of(), which, folder.resolve("file.bin").toString());
    String result =
        child
            .output()
            .lines()
            .filter(line -> line.startsWith("result "))
            .findFirst()
            .orElse("no result");
    return "exit " + child.exit() + ", " + result;
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
  void aClosedArena() {
    NdView view;
    try (Arena arena = Arena.ofShared()) {
      view = NdView.of(arena.allocate(4L * Child.LENGTH, 8), "f", Child.LENGTH);
    }
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.wrap(view));
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.copy(view));
  }

  @Test
  void aClosedArray() {
    INDArray array = Nd4j.ones(DataType.FLOAT, Child.LENGTH);
    NdView view = NdArrays.view(array);
    array.close();
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.wrap(view));
    assertThatIllegalStateException().isThrownBy(() -> view.getFloat(0));
  }
}
