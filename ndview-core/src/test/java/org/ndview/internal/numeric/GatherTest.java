package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
          .isThrownBy(() -> take(source, target, converts, 0, 0, 2));
      assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsOnly(1);
      take(source, target, converts, 0, 1, 0);
      assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
      RawView whole = rows(arena, false);
      RawView into = rows(arena, true);
      byte[] before = into.memory().segment().toArray(ValueLayout.JAVA_BYTE);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> take(whole, into, converts, 0, 0, 1, 2));
      assertThat(into.memory().segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
    }
  }

  private static void take(RawView from, RawView to, boolean converts, int dim, long... indices) {
    ChosenRows rows = ChosenRows.of(indices, from.layout().shape(dim), dim);
    Gather gather = new Gather(from, rows, dim, to);
    if (converts) {
      gather.convert(Casting.UNSAFE, Scaling.none(), Execution.SEQUENTIAL);
    } else {
      gather.copy(Execution.SEQUENTIAL);
    }
  }

  /** Item by item in C order, of what was there before. */
  private static byte[] expected(RawView from, RawView to, int dim, long... indices) {
    MemorySegment source = from.memory().segment();
    byte[] old = source.toArray(ValueLayout.JAVA_BYTE);
    byte[] made = to.memory().segment().toArray(ValueLayout.JAVA_BYTE);
    long[] index = new long[2];
    for (index[0] = 0; index[0] < to.layout().shape(0); index[0]++) {
      for (index[1] = 0; index[1] < to.layout().shape(1); index[1]++) {
        long[] at = index.clone();
        at[dim] = indices[(int) index[dim]];
        int place = (int) to.layout().offsetOf(index);
        System.arraycopy(old, (int) from.layout().offsetOf(at), made, place, 2);
      }
    }
    return made;
  }

  private static MemorySegment noise(int n) {
    byte[] bytes = new byte[n];
    new java.util.Random(7).nextBytes(bytes);
    return MemorySegment.ofArray(bytes);
  }

  /** Rows of few bytes, and such as are worth a call each. */
  @ParameterizedTest(name = "{0} items of a row, along {1}, converted: {2}")
  @CsvSource({
    "5, 0, false", "5, 1, false", "9000, 0, false", "9000, 1, false",
    "5, 0, true", "5, 1, true", "9000, 0, true", "9000, 1, true"
  })
  void whatIsTakenMayLieWhereItGoes(int row, int dim, boolean converts) {
    long[] shape = {4, row};
    Layout layout = Layout.contiguous(Order.C, 2, shape);
    MemorySegment memory = noise(8 * row + 6);
    RawView from = RawView.of(StridedMemory.of(memory, layout), SHORTS);
    RawView to = RawView.of(StridedMemory.of(memory, layout.withOffset(6)), SHORTS);
    long[] indices = new long[(int) shape[dim]];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = indices.length - 1 - i;
    }
    byte[] expected = expected(from, to, dim, indices);
    take(from, to, converts, dim, indices);
    assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "strides of the target {0} {1}, along {2}, converted: {3}")
  @CsvSource({
    "2, 2, 0, false", "1, 9, 0, false", "6, 1, 1, false", "-2, 2, 1, false", "0, 2, 0, false",
    "2, 2, 0, true", "1, 9, 0, true", "6, 1, 1, true", "-2, 2, 1, true", "0, 2, 0, true"
  })
  void ofItemsThatOverlapTheLastCounts(long outer, long inner, int dim, boolean converts) {
    RawView from =
        RawView.of(StridedMemory.of(noise(60), Layout.contiguous(Order.C, 2, 5, 6)), SHORTS);
    long[] shape = {5, 6};
    shape[dim] = 4;
    long offset = Math.max(0, -outer) * (shape[0] - 1);
    Layout layout = Layout.of(2, offset, shape, new long[] {outer, inner});
    RawView to = RawView.of(StridedMemory.of(noise(100), layout), SHORTS);
    byte[] expected = expected(from, to, dim, 3, 1, 4, 1);
    take(from, to, converts, dim, 3, 1, 4, 1);
    assertThat(to.memory().segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
  }

  /** Brought once: one row is together already, and long ones and many are worth their own cost. */
  @ParameterizedTest
  @CsvSource({
    "10, 1, false",
    "10, 2, true",
    "0, 2, true",
    "1048576, 100, true",
    "1048577, 100, false",
    "32767, 2, true",
    "32768, 2, false"
  })
  void fewShortRowsAreBroughtTogether(long bytes, int rows, boolean small) {
    assertThat(Gather.isSmall(bytes, rows)).isEqualTo(small);
  }

  /** Small ones go through a copy, and of long rows only those of another dimension do. */
  @ParameterizedTest(name = "along {0} of {1} {2}, scaled along {3}")
  @CsvSource({
    // the dimension, the shape, the scaled dimension
    "0, 4, 5, -1", "1, 4, 5, -1", "0, 4, 9000, -1", "1, 9000, 4, -1",
    "0, 4, 5, 1", "1, 4, 5, 0", "0, 4, 9000, 1", "1, 9000, 4, 0",
    "0, 4, 5, 0", "1, 4, 5, 1", "0, 4, 9000, 0", "1, 9000, 4, 1"
  })
  void aRefusedItemIsNamedByItsPositionUnlessItIsItself(int dim, int a, int b, int by) {
    RawView from = view(Format.parse("d"), axes(0, 1), a, b);
    long[] shape = {a, b};
    shape[dim] = 3;
    RawView to = view(Format.parse("f"), axes(0, 1), shape);
    long[] at = {2, 2};
    from.codec().put(from.memory().segment(), from.layout().offsetOf(at), 1e300);
    Gather gather =
        new Gather(from, ChosenRows.of(new long[] {0, 2, 1}, dim == 0 ? a : b, dim), dim, to);
    at[dim] = 1;
    String where = " at index [%d, %d] does not fit".formatted(at[0], at[1]);
    String first =
        by == dim
            ? "the value 1.0E300"
            : "at position 1 of the indices, which is index 2 of dimension %d: the value 1.0E300"
                .formatted(dim);
    Scaling scaling = scaling(by, by < 0 ? 0 : shape[by]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gather.convert(Casting.SAME_KIND, scaling, Execution.SEQUENTIAL))
        .withMessageStartingWith(first)
        .withMessageContaining(where);
    // what no item is refused for has no position
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gather.convert(Casting.SAFE, scaling, Execution.SEQUENTIAL))
        .withMessageStartingWith("casting from 'd'");
    assertThat(to.memory().segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
  }
}
