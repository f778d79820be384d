package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.NdView;
import org.ndview.testing.Python;

/**
 * The NumPy of this machine rebuilds the same array from document and bytes, by public calls alone.
 */
@EnabledIf("numpyIsHere")
class ViewMetadataNumpyTest {
  private static final String REBUILD =
      """
      import json, sys
      import numpy as np
      from numpy.lib.format import descr_to_dtype

      def tuples(d):
          if isinstance(d, str):
              return d
          if all(isinstance(f, list) and f and isinstance(f[0], str) for f in d):
              return [(f[0], tuples(f[1]), *map(tuple, f[2:])) for f in d]
          return (tuples(d[0]), tuple(d[1]))

      for line in sys.stdin:
          document, block = line.rstrip('\\n').split('\\t')
          d = json.loads(document)
          a = np.ndarray(tuple(d['shape']), descr_to_dtype(tuples(d['numpy'])), buffer=bytes.fromhex(block),
                         offset=d['offset'], strides=tuple(d['strides']))
          print(a.tobytes().hex())
      """;

  static boolean numpyIsHere() {
    return Python.runs("import numpy.lib.format as f; f.descr_to_dtype");
  }

  @Test
  void numpyRebuildsTheSameItems() throws Exception {
    List<String> cases = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (long seed = 0; seed < 500; seed++) {
      NdView view = ViewMetadataPropertiesTest.randomView(seed);
      byte[] block = view.segment().toArray(ValueLayout.JAVA_BYTE);
      // NumPy gives arrays without items no bytes to stand on, and drops padding
      if (view.size() > 0
          && !view.format().toString().contains("x")
          && !view.format().toString().contains("T{b")) {
        cases.add(view.metadata().toJson() + "\t" + HexFormat.of().formatHex(block));
        expected.add(view.hex());
      }
    }
    List<String> answers = Python.run(List.of("-c", REBUILD), cases);
    assertThat(answers).isEqualTo(expected);
  }
}
