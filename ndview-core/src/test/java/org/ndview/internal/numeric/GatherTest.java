package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.internal.bulk.ChosenRows;
import org.ndview.internal.memory.StridedMemory;

/** What is taken along a dimension, on each way: few rows and many, short ones and long. */
class GatherTest {
  private static final Format SHORTS = Format.parse("h");

  private static RawView view(Format format, int[] axes, long... shape) {
    Layout layout = Layout.contiguous(Order.C, format.itemsize(), shape).permute(axes);
    MemorySegment memory = MemorySegment.ofArray(new byte[(int) layout.nbytes()]);
    return RawView.of(StridedMemory.of(memory, layout), format);
  }

  private static int[] axes(int... axes) {
    return axes;
  }

  private static Scaling scaling(int by, long n) {
    double[] scale = new double[(int) n];
    double[] shift = new double[(int) n];
    for (int i = 0; i < n; i++) {
      scale[i] = 1 + i % 3;
      shift[i] = i % 5;
    }
    return by < 0 ? Scaling.none() : Scaling.perIndex(scale, shift, by);
  }

  private static long[] indices(int count, long n) {
    long[] indices = new long[count];
    for (int i = 0; i < count; i++) {
      indices[i] = (i * 37L + 5) % n;
    }
    return indices;
  }

  @ParameterizedTest(name = "{0} {1} {2}, {3} along {4}")
  @CsvSource({
    "9, 4, 5, 6, 0",
    "9, 4, 5, 6, 1",
    "9, 4, 5, 6, 2",
    // more than stays in the cache
    "70, 60, 70, 160, 0",
    "70, 60, 70, 140, 1",
    "70, 60, 70, 150, 2",
    // all as long, so that a scaling suits each dimension
    "82, 70, 82, 82, 1",
    "82, 82, 70, 82, 2",
    // long rows
    "4, 9000, 1, 3, 0",
    "2, 4, 9000, 3, 1",
    "2, 3, 9, 5000, 2",
    "9, 3, 2, 5000, 0"
  })
  void eachItemIsTheOneAtItsIndex(int a, int b, int c, int count, int dim) {
    long[] shape = {a, b, c};
    long[] taken = shape.clone();
    taken[dim] = count;
    for (int turned = 0; turned < 3; turned++) {
      RawView source =
          turned == 0
              ? view(SHORTS, axes(0, 1, 2), a, b, c)
              : turned == 1
                  ? view(SHORTS, axes(2, 1, 0), c, b, a)
                  : view(SHORTS, axes(1, 0, 2), b, a, c);
      MemorySegment memory = source.memory().segment();
      for (long i = 0; i < memory.byteSize(); i += 2) {
        memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, i, (short) (i * 7 % 4999));
      }
      long[] indices = indices(count, shape[dim]);
      ChosenRows rows = ChosenRows.of(indices, shape[dim], dim);
      RawView copy = view(SHORTS, axes(0, 1, 2), taken);
      Execution execution = turned == 1 ? Execution.PARALLEL : Execution.SEQUENTIAL;
      new Gather(source, rows, dim, copy).copy(execution);
      check(source, indices, dim, copy, -1);
      for (int by = -1; by < 3; by++) {
        RawView doubles =
            by == 0
                ? view(Format.parse("d"), axes(2, 1, 0), taken[2], taken[1], taken[0])
                : view(Format.parse("d"), axes(0, 1, 2), taken);
        Scaling scaling = scaling(by, by < 0 ? 0 : taken[by]);
        new Gather(source, rows, dim, doubles).convert(Casting.SAFE, scaling, execution);
        check(source, indices, dim, doubles, by);
      }
    }
  }

  private static void check(RawView source, long[] indices, int dim, RawView made, int by) {
    Layout to = made.layout();
    MemorySegment memory = made.memory().segment();
    boolean doubles = made.format().itemsize() == 8;
    int step = to.size() > 100_000 ? 3 : 1;
    long[] index = new long[3];
    for (index[0] = 0; index[0] < to.shape(0); index[0]++) {
      for (index[1] = 0; index[1] < to.shape(1); index[1]++) {
        for (index[2] = 0; index[2] < to.shape(2); index[2] += step) {
          long[] from = index.clone();
          from[dim] = indices[(int) index[dim]];
          long at = source.layout().offsetOf(from);
          double expected = source.memory().segment().get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
          if (by >= 0) {
            expected = expected * (1 + index[by] % 3) + index[by] % 5;
          }
          long place = to.offsetOf(index);
          double number =
              doubles
                  ? memory.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, place)
                  : memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, place);
          if (number != expected) {
            assertThat(number)
                .as("%s by %d", java.util.Arrays.toString(index), by)
                .isEqualTo(expected);
          }
        }
      }
    }
  }

  /** Three rows of four shorts, the last of which lies outside. */
  private static RawView rows(Arena arena, boolean outside) {
    MemorySegment memory = arena.allocate(128, 8);
    for (int r = 0; r < 3; r++) {
      long at = r == 2 && outside ? 122 : 32 + 20L * r;
      memory.set(ValueLayout.JAVA_LONG, 8L * r, memory.address() + at);
    }
    Layout layout = Layout.of(2, 0, new long[] {3, 4}, new long[] {8, 2}, new long[] {0, -1});
    return RawView.of(StridedMemory.of(memory, layout), SHORTS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void onlyPointersToWhatIsTakenAreFollowed(boolean converts) {
    try (Arena arena = Arena.ofConfined()) {
      RawView source = rows(arena, true);
      RawView target = view(converts ? Format.parse("d") : SHORTS, axes(0, 1), 2, 4);
      MemorySegment memory = target.memory().segment().fill((byte) 1);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> take(source, target, converts, 0, 2));
      assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsOnly(1);
      take(source, target, converts, 1, 0);
      assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
      RawView whole = rows(arena, false);
      RawView into = rows(arena, true);
      byte[] before = into.memory().segment().toArray(ValueLayout.JAVA_BYTE);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> take(whole, into, converts, 0, 1, 2));
      assertThat(into.memory().segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
    }
  }

  private static void take(RawView from, RawView to, boolean converts, long... indices) {
    Gather gather = new Gather(from, ChosenRows.of(indices, 3, 0), 0, to);
    if (converts) {
      gather.convert(Casting.UNSAFE, Scaling.none(), Execution.SEQUENTIAL);
    } else {
      gather.copy(Execution.SEQUENTIAL);
    }
  }
}
