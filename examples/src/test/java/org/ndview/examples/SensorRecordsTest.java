package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class SensorRecordsTest {
  @Test
  void recordsBecomeNormalisedFeaturesAndLabels(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    SensorRecords.Samples samples =
        SensorRecords.run(folder, new PrintStream(told, true, StandardCharsets.UTF_8));
    INDArray features = samples.features();
    assertThat(features.shape()).containsExactly(5000, 5);
    for (int i = 0; i < 5; i++) {
      assertThat(features.getColumn(i).meanNumber().doubleValue()).isCloseTo(0, within(1e-3));
      assertThat(features.getColumn(i).stdNumber().doubleValue()).isCloseTo(1, within(1e-3));
    }
    assertThat(samples.labels().shape()).containsExactly(5000);
    assertThat(samples.labels().sumNumber().intValue()).isBetween(200, 1000);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("shape [5000], strides [40] bytes")
        .contains("(time=1767225600, station=40000, valid=false, flags=0, temperature=")
        .contains("temperature: share, since ND4J holds its memory and strides")
        .contains("alarm, the last first: copy, since the stride of dimension 0 is -40 bytes")
        .contains("tag: refuse, since ND4J has no data type for '<7s'")
        .contains("columns [temperature, humidity, pressure, wind[0], wind[1]], FLOAT of shape")
        .contains("strides [10, 1] items, shared: nothing was copied")
        .contains("columns [station, flags, temperature], FLOAT of shape [5000, 3]")
        .contains("strides [3, 1] items, a copy");
    assertThat(folder.toFile().list()).containsExactly("records.bin");
  }
}
