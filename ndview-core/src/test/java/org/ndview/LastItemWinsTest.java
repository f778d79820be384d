package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.format.Format;

/** Where items of a target overlap, the last one in C order counts, whatever the strides. */
class LastItemWinsTest {
  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static NdView target(String format, String shape, String strides) {
    Format parsed = Format.parse(format);
    Layout layout = Layout.of(parsed.itemsize(), 0, numbers(shape), numbers(strides));
    return NdView.of(
        MemorySegment.ofArray(new byte[(int) (layout.high() - layout.low())]),
        parsed,
        layout.withOffset(-layout.low()));
  }

  /** Numbers 1, 2, ... in memory whose axes are those of a shape, or those reversed. */
  private static NdView source(long[] shape, boolean reversed) {
    long[] lengths = shape.clone();
    for (int d = 0; reversed && d < shape.length; d++) {
      lengths[d] = shape[shape.length - 1 - d];
    }
    NdView view = NdView.allocate("i", lengths);
    NdView line = view.reshape(-1);
    for (int i = 0; i < line.size(); i++) {
      line.setInt(i + 1, i);
    }
    return reversed ? view.transpose() : view;
  }

  private static void each(long[] shape, Consumer<long[]> visit) {
    long size = Layout.contiguous(Order.C, 1, shape).size();
    for (long i = 0; i < size; i++) {
      long[] index = new long[shape.length];
      long rest = i;
      for (int d = shape.length - 1; d >= 0; d--) {
        index[d] = rest % shape[d];
        rest /= shape[d];
      }
      visit.accept(index);
    }
  }

  private static byte[] memory(NdView view) {
    return view.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  @ParameterizedTest(name = "shape {0} strides {1}")
  @CsvSource({
    "100, 0",
    "100, 2",
    "100, -2",
    "100, -4",
    "30 40, 4 4",
    "30 40, -4 4",
    "30 40, 4 -4",
    "30 40, -4 -4",
    "30 40, 0 4",
    "30 40, 0 -4",
    "30 40, 4 0",
    "30 40, -8 4",
    "30 40, 4 8",
    "30 40, 1 3",
    "9 200 70, 4 -4 8",
    "200 300, 4 -8",
    "5 6 7, -4 0 4"
  })
  void theLastItemInCOrderCounts(String shape, String strides) {
    long[] lengths = numbers(shape);
    for (boolean reversed : new boolean[] {false, true}) {
      NdView from = source(lengths, reversed);
      for (String format : new String[] {"i", "f", ">i", "Zd"}) {
        NdView plain = target(format, shape, strides);
        NdView twice = target(format, shape, strides);
        boolean complex = format.equals("Zd");
        each(
            lengths,
            i -> {
              int v = from.getInt(i);
              plain.set(complex ? new Complex(v, 0) : v, i);
              twice.set(complex ? new Complex(v, 0) : 2 * v + 2, i);
            });
        for (Execution execution : Execution.values()) {
          NdView to = target(format, shape, strides);
          from.convertTo(to, Casting.UNSAFE, Scaling.none(), execution);
          assertThat(memory(to)).isEqualTo(memory(plain));
          if (!complex) {
            from.convertTo(to, Casting.UNSAFE, Scaling.of(2, 2), execution);
            assertThat(memory(to)).isEqualTo(memory(twice));
          }
          if (format.equals(">i")) {
            NdView fields = target("T{>i:x:}", shape, strides);
            from.viewAs("T{i:a:}").convertTo(fields, Casting.SAFE, Scaling.none(), execution);
            assertThat(memory(fields)).isEqualTo(memory(plain));
            NdView text = target(">w", shape, strides);
            from.viewAs("w").convertTo(text, Casting.SAFE, Scaling.none(), execution);
            assertThat(memory(text)).isEqualTo(memory(plain));
          }
          if (format.equals("i")) {
            NdView assigned = target(format, shape, strides);
            assigned.assign(from, execution);
            assertThat(memory(assigned)).isEqualTo(memory(plain));
          }
        }
      }
    }
  }
}
