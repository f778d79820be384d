package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.testing.Python;

/** Views print as the NumPy of this machine prints now, for arrays made up now. */
@EnabledIf(value = "hasNumPy", disabledReason = "needs python3 with NumPy 2.4 or later")
class NdViewPrintDifferentialTest {
  private static final int COUNT = 1000;

  static boolean hasNumPy() {
    return Python.runs("import numpy; assert numpy.lib.NumpyVersion(numpy.__version__) >= '2.4.0'");
  }

  @TestFactory
  Stream<DynamicTest> asNumPyDoes() throws Exception {
    int seed = ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
    Path script = Path.of(NdViewPrintTest.class.getResource("/print/numpy_print.py").toURI());
    List<String> rows = Python.run(List.of(script.toString(), "" + seed, "" + COUNT), List.of());
    assertThat(rows).hasSize(COUNT);
    return IntStream.range(0, COUNT)
        .mapToObj(i ->
            DynamicTest.dynamicTest(
                "seed " + seed + " line " + (i + 1),
                () -> NdViewPrintTest.assertPrinted(NdViewPrintTest.row(rows.get(i)))));
  }
}
