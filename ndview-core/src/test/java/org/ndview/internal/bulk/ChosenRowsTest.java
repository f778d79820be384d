package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Rows at indices: which indices there are, and each of the ways that copies the rows. */
class ChosenRowsTest {
  private static long[] longs(long... values) {
    return values;
  }

  @Test
  void negativeIndicesCountFromTheEnd() {
    long[] given = {0, -1, 4, -5, 2};
    ChosenRows rows = ChosenRows.of(given, 5, 0);
    assertThat(rows.count()).isEqualTo(5);
    assertThat(rows.all()).containsExactly(0, 4, 4, 0, 2).isSameAs(rows.all());
    assertThat(given).containsExactly(0, -1, 4, -5, 2);
    long[] part = {9, 9, 9};
    rows.part(1, part, 2);
    assertThat(part).containsExactly(4, 4, 9);
    rows.part(3, part, 2);
    assertThat(part).containsExactly(0, 2, 9);
    assertThat(ChosenRows.of(longs(), 0, 0).all()).isEmpty();
  }

  static List<Arguments> outside() {
    return List.of(
        Arguments.of(longs(5), 5, 0, 5),
        Arguments.of(longs(-6), 5, 0, -6),
        Arguments.of(longs(0, 4, 5, 9), 5, 2, 5),
        Arguments.of(longs(-5, -6, 4), 5, 1, -6),
        Arguments.of(longs(4, 0, -7), 5, 2, -7),
        Arguments.of(longs(0), 0, 0, 0),
        Arguments.of(longs(-1), 0, 0, -1),
        Arguments.of(longs(1, Long.MAX_VALUE), 5, 1, Long.MAX_VALUE),
        Arguments.of(longs(1, Long.MIN_VALUE), 5, 1, Long.MIN_VALUE));
  }

  @ParameterizedTest
  @MethodSource
  void outside(long[] indices, long length, int position, long index) {
    String message =
        "index %s at position %s of the indices is out of bounds for dimension 3 of length %s"
            .formatted(index, position, length);
    assertThatThrownBy(() -> ChosenRows.of(indices, length, 3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsChangedMeanwhileIsCheckedAgain() {
    long[] given = {0, 1, 2};
    ChosenRows rows = ChosenRows.of(given, 3, 0);
    given[1] = 3;
    assertThatThrownBy(() -> rows.part(0, new long[3], 3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("index 3 at position 1");
    rows.part(2, new long[1], 1);
    given[1] = -3;
    assertThat(rows.all()).containsExactly(0, 0, 2);
  }

  /** A memory whose rows begin apart from each other, in one order or the other. */
  private static Layout rows(long itemsize, long[] shape, long[] strides) {
    long first = 0;
    for (int d = 0; d < shape.length; d++) {
      first += Math.max(0, -strides[d]) * (shape[d] - 1);
    }
    return Layout.of(itemsize, first, shape, strides);
  }

  private static MemorySegment memory(Arena arena, boolean isNative, long bytes, int seed) {
    MemorySegment memory =
        isNative ? arena.allocate(bytes, 1) : MemorySegment.ofArray(new byte[(int) bytes]);
    for (long i = 0; i < bytes; i++) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 31 + (i >> 8) * 7 + seed));
    }
    return memory;
  }

  private static long[] indices(int count, long n) {
    long[] indices = new long[count];
    for (int i = 0; i < count; i++) {
      indices[i] = (i * 7L + 3) % n;
    }
    return indices;
  }

  private interface Copier {
    boolean copy(StridedMemory source, long[] indices, StridedMemory target);
  }

  private static final Copier INDEXED =
      (source, indices, target) ->
          IndexedRows.copy(source, ChosenRows.of(indices, source.layout().shape(0), 0), target);

  private static final Copier TABLES =
      (source, indices, target) -> RowCopies.copy(source.rows(indices), target);

  /** Copies, and compares with what item by item gives. */
  private static void check(Copier copier, boolean done, Layout from, int count, Layout to) {
    check(copier, done, done, from, count, to);
  }

  private static void check(
      Copier copier, boolean inArrays, boolean inNative, Layout from, int count, Layout to) {
    long[] indices = indices(count, from.shape(0));
    try (Arena arena = Arena.ofConfined()) {
      for (boolean isNative : new boolean[] {false, true}) {
        boolean done = isNative ? inNative : inArrays;
        MemorySegment a = memory(arena, isNative, from.high(), 1);
        MemorySegment b = memory(arena, isNative, to.high(), 100);
        byte[] expected = b.toArray(ValueLayout.JAVA_BYTE);
        if (done) {
          long[] index = new long[to.ndim()];
          for (long i = 0; i < to.size(); i++) {
            long row = index[0];
            long place = to.offsetOf(index);
            index[0] = indices[(int) row];
            long at = from.offsetOf(index);
            index[0] = row;
            for (int k = 0; k < to.itemsize(); k++) {
              expected[(int) place + k] = a.get(ValueLayout.JAVA_BYTE, at + k);
            }
            for (int d = index.length - 1; d >= 0 && ++index[d] == to.shape(d); d--) {
              index[d] = 0;
            }
          }
        }
        boolean copied = copier.copy(StridedMemory.of(a, from), indices, StridedMemory.of(b, to));
        assertThat(copied).as("%s of %s to %s", count, from, to).isEqualTo(done);
        assertThat(b.toArray(ValueLayout.JAVA_BYTE))
            .as("%s of %s to %s", count, from, to)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 511, 512, 513, 1030})
  void rowsThatAreRunsOrNumbersAreReadWhereTheirIndexSays(int count) {
    int n = 11;
    for (int bytes : new int[] {1, 2, 3, 4, 6, 8, 12, 15, 16, 17, 40}) {
      boolean done = bytes >= 16 || Integer.bitCount(bytes) == 1;
      for (long stepA : new long[] {bytes, bytes + 5, -bytes - 2}) {
        for (long stepB : new long[] {bytes, bytes + 3, -bytes}) {
          Layout from = rows(bytes, longs(n), longs(stepA));
          Layout to = rows(bytes, longs(count), longs(stepB));
          check(INDEXED, done, true, from, count, to);
        }
      }
    }
  }

  @Test
  void rowsOfSeveralItemsAreRunsWhereTheseFollowEachOther() {
    // of dimensions of length 1 the strides do not matter
    Layout from = rows(2, longs(5, 3, 1, 2), longs(50, 4, 77, 2));
    Layout to = rows(2, longs(4, 3, 1, 2), longs(12, 4, 2, 2));
    check(INDEXED, false, true, from, 4, to); // 12 bytes
    from = rows(2, longs(5, 3, 1, 4), longs(50, 8, 77, 2));
    to = rows(2, longs(4, 3, 1, 4), longs(24, 8, 2, 2));
    check(INDEXED, true, from, 4, to);
    check(INDEXED, false, rows(2, longs(5, 3, 1, 4), longs(60, 10, 77, 2)), 4, to);
    check(INDEXED, false, rows(2, longs(5, 3, 1, 4), longs(60, 8, 77, 4)), 4, to);
    check(INDEXED, false, from, 4, rows(2, longs(4, 3, 1, 4), longs(60, 10, 2, 2)));
    check(INDEXED, false, from, 4, rows(2, longs(4, 3, 1, 4), longs(24, 2, 2, 6)));
    check(INDEXED, true, rows(4, longs(5, 2), longs(9, 4)), 4, rows(4, longs(4, 2), longs(8, 4)));
  }

  static List<Arguments> tables() {
    List<Arguments> all = new ArrayList<>();
    // item, shape of a row, its strides in the source, strides of the whole in the target
    all.add(Arguments.of(4, longs(8), longs(4), longs(32, 4), true)); // a run
    all.add(Arguments.of(4, longs(7), longs(4), longs(28, 4), true)); // a short one
    all.add(Arguments.of(4, longs(8), longs(8), longs(32, 4), true));
    all.add(Arguments.of(40, longs(3), longs(40), longs(130, 40), true));
    // several runs in a row, whole rows after each other
    all.add(Arguments.of(4, longs(3, 9), longs(40, 4), longs(120, 40, 4), true));
    all.add(Arguments.of(4, longs(3, 9), longs(40, 4), longs(120, -40, 4), true));
    all.add(Arguments.of(4, longs(2, 3, 9), longs(150, 40, 4), longs(300, 120, 36, 4), true));
    // the same with the rows side by side in the target
    all.add(Arguments.of(4, longs(3, 9), longs(40, 4), longs(36, 36 * 600, 4), true));
    all.add(Arguments.of(4, longs(2, 3, 9), longs(150, 40, 4), longs(36, 64800, 21600, 4), true));
    all.add(Arguments.of(4, longs(3, 9), longs(40, 4), longs(-36, 36 * 600, 4), true));
    // rows that are columns of the target
    all.add(Arguments.of(2, longs(5), longs(2), longs(2, 1200), true));
    all.add(Arguments.of(2, longs(5), longs(-4), longs(2, 1200), true));
    all.add(Arguments.of(1, longs(3, 5), longs(5, 1), longs(1, 3000, 600), true));
    all.add(Arguments.of(1, longs(3, 5), longs(1, 3), longs(5, 3000, 1), true));
    all.add(Arguments.of(2, longs(4, 3, 2), longs(6, 2, 24), longs(6, 7200, 2, 3600), true));
    all.add(Arguments.of(8, longs(300), longs(8), longs(8, 4800), true));
    all.add(Arguments.of(3, longs(4), longs(3), longs(12, 3), true));
    all.add(Arguments.of(3, longs(5), longs(7), longs(3, 1800), true));
    all.add(Arguments.of(6, longs(2, 2), longs(6, 12), longs(24, 12, 6), true));
    // rows of no dimension
    all.add(Arguments.of(2, longs(), longs(), longs(2), true));
    all.add(Arguments.of(2, longs(), longs(), longs(-6), true));
    all.add(Arguments.of(2, longs(1, 1), longs(9, 9), longs(4, 9, 9), true));
    // more items in a row than a table has
    all.add(Arguments.of(1, longs(256), longs(2), longs(256, 1), true));
    all.add(Arguments.of(1, longs(257), longs(2), longs(257, 1), false));
    all.add(Arguments.of(1, longs(64, 4), longs(4, -1), longs(256, 4, 1), true));
    all.add(Arguments.of(1, longs(65, 4), longs(4, -1), longs(260, 4, 1), false));
    return all;
  }

  @ParameterizedTest
  @MethodSource
  void tables(long itemsize, long[] row, long[] stridesA, long[] stridesB, boolean done) {
    int n = 9;
    long extent = itemsize;
    for (int d = 0; d < row.length; d++) {
      extent += Math.abs(stridesA[d]) * (row[d] - 1);
    }
    long[] shape = new long[row.length + 1];
    long[] strides = new long[row.length + 1];
    System.arraycopy(row, 0, shape, 1, row.length);
    System.arraycopy(stridesA, 0, strides, 1, row.length);
    for (int count : new int[] {1, 2, 100, 600}) {
      for (long step : new long[] {extent, -extent - 3}) {
        shape[0] = n;
        strides[0] = step;
        Layout from = rows(itemsize, shape, strides);
        shape[0] = count;
        check(TABLES, done, from, count, rows(itemsize, shape, stridesB));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 0"})
  void nothingIsCopiedOfNoItems(int count, int items) {
    Layout from = Layout.of(2, 0, longs(5, items), longs(8, 2));
    Layout to = Layout.of(2, 0, longs(count, items), longs(8, 2));
    MemorySegment memory = MemorySegment.ofArray(new byte[64]);
    StridedMemory rows = StridedMemory.of(memory, from).rows(new long[count]);
    assertThat(RowCopies.copy(rows, StridedMemory.of(memory, to))).isTrue();
    assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
  }

  @Test
  void whatLiesBehindPointersIsLeftToOthers() {
    MemorySegment memory = MemorySegment.ofArray(new byte[64]);
    StridedMemory pointers =
        StridedMemory.of(memory, Layout.of(16, 0, longs(2), longs(8), longs(0)));
    StridedMemory plain = StridedMemory.of(memory, Layout.of(16, 0, longs(2), longs(16)));
    ChosenRows both = ChosenRows.of(longs(0, 1), 2, 0);
    assertThat(IndexedRows.copy(pointers, both, plain)).isFalse();
    assertThat(IndexedRows.copy(plain, both, pointers)).isFalse();
    assertThat(RowCopies.copy(plain.rows(longs(0, 1)), pointers)).isFalse();
  }
}
