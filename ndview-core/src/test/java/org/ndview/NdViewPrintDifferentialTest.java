package org.ndview;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import tools.jackson.databind.JsonNode;

/** Views print as the NumPy of this machine prints now, for arrays made up now. */
@EnabledIf(value = "hasNumPy", disabledReason = "needs python3 with NumPy 2.4 or later")
class NdViewPrintDifferentialTest {
  private static final int COUNT = 1000;

  static boolean hasNumPy() {
    String version = "import numpy; assert numpy.lib.NumpyVersion(numpy.__version__) >= '2.4.0'";
    try {
      Process process =
          new ProcessBuilder("python3", "-c", version).redirectErrorStream(true).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @TestFactory
  Stream<DynamicTest> asNumPyDoes() throws Exception {
    int seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    Path script = Path.of(NdViewPrintTest.class.getResource("/print/numpy_print.py").toURI());
    ProcessBuilder builder =
        new ProcessBuilder("python3", script.toString(), "" + seed, "" + COUNT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    try (InputStream in = process.getInputStream()) {
      List<JsonNode> rows = NdViewPrintTest.lines(in).toList();
      if (rows.size() != COUNT) {
        throw new IllegalStateException("numpy_print.py wrote " + rows.size() + " lines");
      }
      return java.util.stream.IntStream.range(0, COUNT)
          .mapToObj(i ->
              DynamicTest.dynamicTest(
                  "seed " + seed + " line " + (i + 1),
                  () -> NdViewPrintTest.assertPrinted(rows.get(i))));
    }
  }
}
