package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.StridedMemory;

/** Which blocks of several short dimensions are read and written by tables of places. */
class BlockTableTest {
  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static StridedMemory memory(Layout layout) {
    return StridedMemory.of(MemorySegment.NULL, layout); // nothing is read
  }

  /** Of bytes, each dimension of which lies one item farther apart than it need. */
  private static Layout apart(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride = stride * shape[d] + 1;
    }
    return Layout.of(1, 0, shape, strides);
  }

  private static @Nullable BlockTable of(String shape, boolean planes) {
    StridedMemory memory = memory(apart(longs(shape)));
    StridedWalk walk = StridedWalk.anyOrder(memory, memory);
    return BlockTable.of(walk, walk, planes);
  }

  /** As many whole dimensions as make 1024 items, and nearly even parts of the next. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // the shape; the dimensions outside, how the next is cut, and the items behind each index of it
    "5 6 7, 0, 5, 42",
    "3000 2 3, 0, 167, 6",
    "2 30 40 5, 1, 5, 200",
    "2 3 4 5, 0, 2, 60",
    "9 16 64, 0, 1, 1024",
    "9 16 65, 1, 8, 65",
    "9 1024 2, 1, 512, 2",
    "2 3 1024, 1, 1, 1024",
    "2 3 1025, 2, 513, 1",
    "2 3 2000, 2, 1000, 1",
    "2 2 2 2 2 2 2, 0, 2, 64"
  })
  void aTableHasWholeDimensionsAndAPartOfTheNext(String shape, int outside, int part, int inner) {
    BlockTable table = Objects.requireNonNull(of(shape, false));
    assertThat(table.outside).isEqualTo(outside);
    assertThat(table.part).isEqualTo(part);
    assertThat(table.inner).isEqualTo(inner);
    assertThat(table.cut.n()).isEqualTo(longs(shape)[outside]);
    Layout layout = apart(longs(shape));
    long[] index = new long[layout.ndim()];
    for (int i = 0; i < part * inner; i++) {
      assertThat(table.b[i]).isEqualTo((int) layout.offsetOf(index));
      assertThat(table.a[i]).isEqualTo(table.b[i]);
      for (int d = index.length - 1; d >= 0 && ++index[d] == layout.shape(d); d--) {
        index[d] = 0;
      }
    }
  }

  /** A loop for each dimension costs no more than a table where there are two, or large planes. */
  @ParameterizedTest
  @CsvSource({
    "30 40, false, false",
    "30 40, true, false",
    "9 16 16, true, true",
    "9 16 17, true, false",
    "9 16 17, false, true",
    "9 2 128, true, true",
    "9 2 129, true, false",
    "9 128 2, true, true",
    "9 129 2, true, false"
  })
  void onlySeveralDimensionsOfSmallPlanesHaveATable(String shape, boolean planes, boolean table) {
    assertThat(of(shape, planes) != null).isEqualTo(table);
  }

  /** Though the closest dimension of the source comes before the last. */
  @ParameterizedTest
  @CsvSource({"2 3 4 5, 0", "2 3 4 5, 1", "2 2 3 4 5, 1", "2 2 3 4 5, 2", "3 2 2 2 3 2, 1"})
  void itemsAreInTheOrderOfTheTarget(String shape, int rows) {
    StridedMemory from = memory(apart(longs(shape)));
    StridedMemory to = memory(Layout.contiguous(Order.C, 1, longs(shape)));
    StridedWalk walk = StridedWalk.anyOrder(from, to).withRows(rows);
    BlockTable table = Objects.requireNonNull(BlockTable.of(walk, walk, false));
    // the first of the dimensions is the one that is cut, and stays
    boolean first = rows == 0 && walk.dim(0).b() != to.layout().stride(0);
    assertThat(BlockTable.isRun(table.b, 1)).isEqualTo(!first);
    assertThat(BlockTable.isRun(table.a, 1)).isFalse();
    assertThat(BlockTable.isRun(table.b, 2)).isFalse();
  }

  /** Places are ints. */
  @ParameterizedTest
  @CsvSource({
    "715827874, 4, 1, true",
    "715827875, 4, 1, false",
    "-715827874, 4, 1, true",
    "-715827875, 4, 1, false",
    "1000, 1073741819, 1, false",
    "1000, 1073740000, 1, true",
    "1, 4, 1073741819, false"
  })
  void itemsFartherApartThanTwoGigabytesHaveNone(long x, long y, long z, boolean table) {
    long[] shape = {3, 2, 2};
    Layout near = Layout.of(1, 0, shape, new long[] {100, 10, 1});
    Layout far = Layout.of(1, Math.max(0, -2 * x), shape, new long[] {x, y, z});
    StridedWalk walk = StridedWalk.anyOrder(memory(far), memory(near));
    assertThat(BlockTable.of(walk, walk, false) != null).isEqualTo(table);
  }
}
