package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.apache.commons.lang3.ArrayFill;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.npy.Compression;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzFile;

/** What a program gets that depends on ndview-nd4j: ND4J's old libraries beside ndview-core. */
class ClassPathTest {
  @TempDir private Path folder;

  @Test
  void commonsLangIsTheOneThatCommonsCompressAsksFor() {
    // of 3.14, which the 3.11 that ND4J asks for has not
    assertThat(ArrayFill.class.getProtectionDomain().getCodeSource())
        .asString()
        .contains("commons-lang3-3.18");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9})
  void npzFilesAreWrittenAndReadWithTheCommonsIoThatNd4jBrings(int level) throws Exception {
    // else this test shows nothing
    assertThat(org.apache.commons.io.IOUtils.class.getProtectionDomain().getCodeSource())
        .asString()
        .contains("commons-io-2.7.jar");
    Path file = folder.resolve("x.npz");
    Npz.write(file, Map.of("a", NdView.of(new double[] {1, 2, 3})), new Compression(level));
    try (NpzFile read = Npz.read(file)) {
      assertThat(read.get("a").toList()).hasToString("[1.0, 2.0, 3.0]");
    }
  }
}
