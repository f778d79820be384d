package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;
import org.ndview.testing.Python;

/** What is written is what NumPy reads, and what it would write itself. */
class NpyOracleTest {
  @BeforeAll
  static void needsNumpy() {
    assumeTrue(
        Python.runs("import numpy; assert int(numpy.__version__.split('.')[0]) >= 2"),
        "no python3 with NumPy 2");
  }

  private static List<String> ask(List<String> paths) throws Exception {
    return Python.run(List.of(Expected.resource("check.py").toString()), paths);
  }

  @Test
  void numpyWritesTheSameBytes(@TempDir Path folder) throws Exception {
    List<String> paths = new ArrayList<>();
    List<String> formats = new ArrayList<>();
    Random random = new Random(11);
    JqwikSession.start();
    try {
      var properties = new NpyPropertiesTest();
      properties
          .formats()
          .sampleStream()
          .limit(300)
          .forEach(format -> {
            long[] shape = {random.nextInt(4), 1 + random.nextInt(3), random.nextInt(1, 12)};
            try (NdView view = NdView.allocate(format.toString(), shape)) {
              byte[] bytes = new byte[(int) view.nbytes()];
              new Random(1).nextBytes(bytes);
              // truth values of 0 and 1, text without strange characters, no NaN that changes
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] &= 1;
              }
              view.segment().copyFrom(MemorySegment.ofArray(bytes));
              Path file = folder.resolve(paths.size() + ".npy");
              Npy.write(file, random.nextBoolean() ? view.transpose() : view.slice("..., ::-2"));
              paths.add(file.toString());
              formats.add(format.toString());
            } catch (IOException e) {
              throw new AssertionError(e);
            }
          });
    } finally {
      JqwikSession.finish();
    }
    List<String> answers = ask(paths);
    Map<String, String> different = new LinkedHashMap<>();
    for (int i = 0; i < answers.size(); i++) {
      if (!answers.get(i).equals("same")) {
        different.put(formats.get(i), answers.get(i));
      }
    }
    assertThat(different).isEmpty();
    assertThat(answers).isEqualTo(Collections.nCopies(paths.size(), "same"));
  }
}
