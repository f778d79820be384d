package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTest {
  @Test
  void theMainJobEndsWithATrainedClassifierAndAnEqualViewRebuilt(@TempDir Path folder)
      throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    double accuracy = FashionMnist.run(folder, new PrintStream(told, true, StandardCharsets.UTF_8));
    assertThat(accuracy).isGreaterThan(0.78);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("header '>4I' = (2051, 10000, 28, 28)")
        .contains("header '>2I' = (2049, 10000)")
        .contains("shape [10000, 28, 28], strides [784, 28, 1] bytes")
        .contains("the same memory, nothing was copied")
        .contains("and back as a view: equal items: true")
        .contains("rebuilt from batch.json and the block that it names: equal items: true");
    assertThat(ImageIO.read(folder.resolve("contact-sheet.png").toFile()).getWidth())
        .isEqualTo(968);
    assertThat(folder.toFile().list())
        .hasSize(5)
        .contains(
            "batch.json", "contact-sheet.png", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
        .anyMatch(name -> name.matches("batch-[0-9a-f]{16}\\.bin"));
  }
}
