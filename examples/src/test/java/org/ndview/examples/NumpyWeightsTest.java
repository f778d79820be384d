package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumpyWeightsTest {
  @Test
  void nd4jAnswersAsNumpyDidAndTheWeightsComeBack(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    double same = NumpyWeights.run(folder, new PrintStream(told, true, StandardCharsets.UTF_8));
    // a rounding may tip an image that lies between two classes
    assertThat(same).isGreaterThan(0.998);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("w1: format '<f', shape [784, 32], strides [4, 3136] bytes")
        .contains("b1: format '>f', shape [32]")
        .contains("names: format '<11w', shape [10]")
        .contains("b1: copied, since ")
        .contains("right: 0.83")
        .contains("it is: ")
        .contains("w1: shared, nothing was copied, since ")
        .contains("equal weights: true");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "from-nd4j.npz", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", "weights.npz");
  }
}
