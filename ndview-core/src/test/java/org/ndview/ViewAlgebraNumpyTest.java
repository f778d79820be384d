package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.testing.Python;

/** Sub-views beside those of NumPy: shape, strides, bytes, and what is refused. */
@EnabledIf("hasNumpy")
class ViewAlgebraNumpyTest {
  private static final String SCRIPT =
      """
      import sys
      import numpy as np
      from numpy.lib.stride_tricks import sliding_window_view
      for line in sys.stdin:
          shape, index, call = line.rstrip("\\n").split("|")
          shape = eval(shape)
          n = int(np.prod(shape, dtype="i8"))
          a = np.arange(n * 4, dtype="u1").view("<i4").reshape(shape)
          a = eval("a[" + index + "]")
          try:
              b = eval(call)
              # strides of NumPy are any where there is no second item
              steps = [s if k > 1 else 0 for s, k in zip(b.strides, b.shape)]
              print(list(b.shape), steps if b.size else [], b.tobytes().hex())
          except (ValueError, IndexError, TypeError):
              print("refused")
      """;

  static boolean hasNumpy() {
    return Python.runs("from numpy.lib.stride_tricks import sliding_window_view");
  }

  private static String told(Supplier<NdView> call) {
    NdView view;
    try {
      view = call.get();
    } catch (IllegalArgumentException _) {
      return "refused";
    }
    long[] shape = view.shape();
    long[] steps = view.strides();
    Arrays.setAll(steps, d -> shape[d] > 1 ? steps[d] : 0);
    String strides = view.size() == 0 ? "[]" : Arrays.toString(steps);
    return Arrays.toString(shape) + " " + strides + " " + view.hex();
  }

  @Test
  void eachSubViewIsNumPys() throws Exception {
    Random random = new Random(11);
    String[] parts = {":", "::-1", "::2", "1:", ":1", ":0"};
    String[] formats = {"b", "<h", ">i", "<d", "<q", "3s", "16s", "<f", "<Zd"};
    String[] dtypes = {"i1", "<i2", ">i4", "<f8", "<i8", "S3", "S16", "<f4", "<c16"};
    List<String> input = new ArrayList<>();
    List<String> made = new ArrayList<>();
    for (int round = 0; round < 600; round++) {
      int ndim = random.nextInt(4);
      long[] shape = random.longs(ndim, 1, 6).toArray();
      int size = (int) Arrays.stream(shape).reduce(1, (x, y) -> x * y);
      byte[] bytes = new byte[size * 4];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) i;
      }
      List<String> index = new ArrayList<>(List.of("..."));
      for (int d = 0; d < ndim; d++) {
        index.add(parts[random.nextInt(random.nextBoolean() ? 1 : parts.length)]);
      }
      String text = String.join(",", index);
      NdView v = NdView.of(bytes).cast("<i", shape).slice(text);
      int a = random.nextInt(5) - 2;
      int b = random.nextInt(5) - 2;
      int length = random.nextInt(7) - 1;
      int k = random.nextInt(formats.length);
      record Case(String numpy, Supplier<NdView> call) {}
      List<Case> cases =
          List.of(
              new Case("np.squeeze(a, (%d,))".formatted(a), () -> v.squeeze(a)),
              new Case("np.squeeze(a, (%d, %d))".formatted(a, b), () -> v.squeeze(a, b)),
              new Case("np.swapaxes(a, %d, %d)".formatted(a, b), () -> v.swapAxes(a, b)),
              new Case("np.moveaxis(a, %d, %d)".formatted(a, b), () -> v.moveAxis(a, b)),
              new Case("np.flip(a)", v::flip),
              new Case("np.flip(a, (%d, %d))".formatted(a, b), () -> v.flip(a, b)),
              new Case(
                  "sliding_window_view(a, %d, axis=%d)".formatted(length, a),
                  () -> v.windows(a, length)),
              new Case("a.view('%s')".formatted(dtypes[k]), () -> v.viewAs(formats[k])));
      for (Case c : cases) {
        input.add(Arrays.toString(shape) + "|" + text + "|" + c.numpy);
        made.add(told(c.call));
      }
    }
    List<String> expected = Python.run(List.of("-c", SCRIPT), input);
    assertThat(expected).hasSameSizeAs(input);
    for (int i = 0; i < made.size(); i++) {
      assertThat(made.get(i)).as(input.get(i)).isEqualTo(expected.get(i));
    }
    assertThat(made.stream().filter("refused"::equals).count()).isBetween(500L, 4000L);
  }
}
