package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.testing.ChildJvm;
import org.ndview.testing.Processes;

/** Readers of files leave nothing in the process, whether they read or refuse. */
class ReadersProcessTest {
  @BeforeEach
  void toldByTheSystem() {
    assumeTrue(Processes.areTold(), "no /proc/self");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npy",
        "npz stored",
        "npz deflated",
        "npz that is damaged",
        "safetensors",
        "views"
      })
  void aClosedFileLeavesNoMappingHandleOrMemory(String reader, @TempDir Path folder)
      throws Exception {
    ChildJvm child = ChildJvm.run(ReadersProgram.class, List.of(), reader, folder.toString());
    assertThat(child.number("mappings")).isZero();
    assertThat(child.number("handles")).isZero();
    // thirty rounds of 32 MB
    assertThat(child.number("peak")).isLessThan(500L << 20);
  }

  @Test
  void aFileThatIsCutShortWhileItIsUnpackedIsRefused(@TempDir Path folder) throws Exception {
    ChildJvm child = ChildJvm.run(ReadersProgram.class, List.of(), "cut short", folder.toString());
    assertThat(child.number("refused")).as(child.output()).isEqualTo(20);
  }
}
