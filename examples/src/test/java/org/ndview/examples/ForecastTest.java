package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.image.Images;

class ForecastTest {
  @Test
  void recordsBecomeWindowsAndWindowsPredictions(@TempDir Path folder) throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Forecast.Errors errors =
        Forecast.run(folder, new PrintStream(told, true, StandardCharsets.UTF_8));
    assertThat(errors.network()).isLessThan(0.8 * errors.sameAsToday());
    String text = told.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains(
            "records: format 'T{<q:time:H:station:f:load:f:temperature:}', shape [17520], strides [18] bytes")
        .contains("windows: format 'f', shape [17329, 336], strides [8, 4] bytes, read-only")
        .contains("which would be 23,290,176 bytes as copies, and are none");
    if (text.contains("two weeks of them")) {
      assertThat(Images.info(folder.resolve("forecast.png")).width()).isEqualTo(900);
    }
  }
}
