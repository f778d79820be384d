package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;

class SafetensorsTableTest {
  @Test
  void aFileIsListedAndATensorHandedOver(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Path path = SafetensorsTable.make(folder);
    INDArray array =
        SafetensorsTable.run(path, new PrintStream(told, true, StandardCharsets.UTF_8));
    assertThat(array.shape()).containsExactly(784, 32);
    try (SafetensorsFile file = Safetensors.open(path)) {
      assertThat(array.getFloat(700, 31)).isEqualTo(file.view("model.w1").getFloat(700, 31));
    }
    assertThat(told.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "format: np",
            "name             dtype        shape                       bytes",
            "model.deviation  F64          []                              8",
            "model.w1         F32          [784, 32]                 100,352",
            "half.w1          BF16         [784, 32]                  50,176",
            "model.predicted  U8           [2000]                      2,000")
        .anyMatch(line ->
            line.startsWith("model.w1 in ND4J: FLOAT, mean ")
                && line.endsWith("; the same memory, nothing was copied"));
  }
}
