package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.testing.ChildJvm;

class LargerThanHeapTest {
  @Test
  void aNetworkLearnsFromAFileThatIsLargerThanTheHeap(@TempDir Path folder) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            LargerThanHeap.class,
            List.of("-Xmx64m", "-Djava.awt.headless=true"),
            folder.toString());
    assertThat(child.exit()).as(child.output()).isZero();
    assertThat(Files.size(folder.resolve("moved.npy"))).isGreaterThan(64 << 20);
    assertThat(child.output())
        .contains(
            "images: format 'B', shape [135000, 28, 28, 1], strides [784, 28, 1, 1] bytes, read-only");
    String accuracy = child.output().replaceAll("(?s).*accuracy: ([0-9.]+).*", "$1");
    assertThat(Double.parseDouble(accuracy)).isGreaterThan(0.8);
  }
}
