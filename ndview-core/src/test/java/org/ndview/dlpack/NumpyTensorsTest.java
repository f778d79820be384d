package org.ndview.dlpack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import org.ndview.testing.ChildJvm;
import org.ndview.testing.Python;

/** NumPy reads our tensors, and we read NumPy's, in one process. */
@EnabledIf(value = "isThere", disabledReason = "no python3 with a shared library and NumPy 2.1")
@DisabledOnOs(OS.WINDOWS)
class NumpyTensorsTest {
  private static final String NUMPY =
      "import numpy as n; assert tuple(map(int, n.__version__.split('.')[:2])) >= (2, 1)";
  private static final String LIBRARY =
      "import sysconfig, os; g = sysconfig.get_config_var;"
          + " print(os.path.join(g('LIBDIR'), g('INSTSONAME')))";

  static boolean isThere() throws Exception {
    return Python.runs(NUMPY) && Python.runs(LIBRARY) && isShared(library());
  }

  private static boolean isShared(String library) {
    return Files.isRegularFile(Path.of(library)) && !library.endsWith(".a");
  }

  private static String library() throws Exception {
    return Python.run(List.of("-c", LIBRARY), List.of()).getLast();
  }

  @Test
  void eachReadsTheStructsOfTheOther() throws Exception {
    ChildJvm child = ChildJvm.run(NumpyTensorsProgram.class, List.of("-Xss16m"), library());
    assertThat(child.output()).contains("done 1");
    assertThat(child.exit()).isZero();
  }
}
