package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;

/**
 * Rows of every length around the thresholds of the kernels, forward, backward and turned, in
 * memory that ends with the last item: each is copied as item by item, and what lies between the
 * rows stays.
 */
class PlaneCopiesTest {
  private static final int GAP = 3;
  private static final byte BETWEEN = 0x5a;

  private final Random random = new Random(12);

  @ParameterizedTest
  @ValueSource(strings = {"B", "h", "i", "d"})
  void rowsAreCopiedForwardAndBackward(String type) {
    int width = (int) Format.parse(type).itemsize();
    for (int n = 1; n * width <= 300; n += n < 40 ? 1 : 7) {
      for (int m : new int[] {1, 2, 19}) {
        check(type, new long[] {m, n}, new int[] {0, 1}, "::1, ::1");
        check(type, new long[] {m, n}, new int[] {0, 1}, "::1, ::-1");
        check(type, new long[] {m, n}, new int[] {0, 1}, "::-1, ::-1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "h", "i", "d"})
  void planesAreTurned(String type) {
    for (int m = 1; m <= 20; m++) {
      for (int n : new int[] {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 48, 70, 300}) {
        check(type, new long[] {m, n}, new int[] {1, 0}, "::1, ::1");
        check(type, new long[] {n, m}, new int[] {1, 0}, "::-1, ::1");
        check(type, new long[] {m, n}, new int[] {1, 0}, "::1, ::-1");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"B", "h", "i", "d"})
  void fewItemsThatLieTogetherAreParted(String type) {
    for (int few = 2; few <= 9; few++) {
      for (int n : new int[] {3, 20, 70, 260}) {
        check(type, new long[] {5, n, 3, few}, new int[] {0, 2, 3, 1}, "::1, ::1, ::1, ::1");
        check(type, new long[] {few, 3, n, 2}, new int[] {3, 1, 2, 0}, "::1, ::-1, ::1, ::-1");
      }
    }
  }

  private void check(String type, long[] shape, int[] axes, String slices) {
    Format format = Format.parse(type);
    int width = (int) format.itemsize();
    Layout dense = Layout.contiguous(Order.C, width, shape);
    try (Arena arena = Arena.ofConfined()) {
      byte[] noise = new byte[(int) dense.nbytes()];
      random.nextBytes(noise);
      MemorySegment from = arena.allocate(noise.length, 1);
      from.copyFrom(MemorySegment.ofArray(noise));
      NdView source = NdView.of(from, format, dense).permute(axes).slice(slices);
      NdView target = spaced(arena, format, source.shape());
      target.assign(source);
      byte[] expected = expected(source, target);
      assertThat(target.segment().toArray(ValueLayout.JAVA_BYTE))
          .as("%s, %s, axes %s, %s", type, dense, java.util.Arrays.toString(axes), slices)
          .isEqualTo(expected);
    }
  }

  /** Rows with bytes between that belong to nobody. */
  private static NdView spaced(Arena arena, Format format, long[] shape) {
    long width = format.itemsize();
    long[] strides = new long[shape.length];
    long step = width;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = step;
      step = step * shape[d] + (d == shape.length - 1 ? GAP * width : 0);
    }
    MemorySegment memory = arena.allocate(step, 1).fill(BETWEEN);
    return NdView.of(memory, format, Layout.of(width, 0, shape, strides));
  }

  private static byte[] expected(NdView source, NdView target) {
    int width = (int) source.itemsize();
    byte[] bytes = new byte[(int) target.segment().byteSize()];
    java.util.Arrays.fill(bytes, BETWEEN);
    for (long[] index : LayoutWalk.indices(source.shape())) {
      long at = source.layout().offset();
      long to = target.layout().offset();
      for (int d = 0; d < index.length; d++) {
        at += index[d] * source.strides()[d];
        to += index[d] * target.strides()[d];
      }
      for (int i = 0; i < width; i++) {
        bytes[(int) to + i] = source.segment().get(ValueLayout.JAVA_BYTE, at + i);
      }
    }
    return bytes;
  }
}
