package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a layout says of itself, its errors, and its pointers. */
class LayoutTest {
  private static final Layout M = Layout.contiguous(Order.C, 4, 2, 3);
  private static final Layout F = Layout.contiguous(Order.F, 4, 2, 3);
  // char *rows[3], each of 4 bytes
  private static final Layout ROWS =
      Layout.of(1, 16, new long[] {3, 4}, new long[] {8, 1}, new long[] {0, -1});
  // char **planes[2], of 3 rows of 4 bytes
  private static final Layout PLANES =
      Layout.of(1, 0, new long[] {2, 3, 4}, new long[] {8, 8, 1}, new long[] {0, 5, -1});

  private static long[] longs(long... values) {
    return values;
  }

  @Test
  void attributesAreThoseOfMemoryview() {
    Layout layout = Layout.of(4, 20, longs(2, 3), longs(-12, 4));
    assertThat(layout.itemsize()).isEqualTo(4);
    assertThat(layout.offset()).isEqualTo(20);
    assertThat(layout.ndim()).isEqualTo(2);
    assertThat(layout.shape()).containsExactly(2, 3);
    assertThat(layout.strides()).containsExactly(-12, 4);
    assertThat(layout.suboffsets()).isEmpty();
    assertThat(layout.shape(1)).isEqualTo(3);
    assertThat(layout.stride(0)).isEqualTo(-12);
    assertThat(layout.suboffset(0)).isEqualTo(-1);
    assertThat(layout.isPointer(0)).isFalse();
    assertThat(layout.hasPointers()).isFalse();
    assertThat(layout.lastPointer()).isEqualTo(-1);
    assertThat(layout.size()).isEqualTo(6);
    assertThat(layout.nbytes()).isEqualTo(24);
    assertThat(layout.low()).isEqualTo(8);
    assertThat(layout.high()).isEqualTo(32);
    assertThat(layout.offsetOf(1, 2)).isEqualTo(16);
    assertThat(layout).hasToString("Layout[itemsize=4, offset=20, shape=[2, 3], strides=[-12, 4]]");
  }

  @Test
  void pointersAreMarkedWhereSuboffsetsAreNotNegative() {
    assertThat(PLANES.suboffsets()).containsExactly(0, 5, -1);
    assertThat(PLANES.isPointer(0)).isTrue();
    assertThat(PLANES.isPointer(1)).isTrue();
    assertThat(PLANES.isPointer(2)).isFalse();
    assertThat(PLANES.firstPointer()).isZero();
    assertThat(PLANES.lastPointer()).isEqualTo(1);
    assertThat(PLANES.low()).isZero();
    assertThat(PLANES.high()).isEqualTo(16);
    assertThat(PLANES)
        .hasToString(
            "Layout[itemsize=1, offset=0, shape=[2, 3, 4], strides=[8, 8, 1],"
                + " suboffsets=[0, 5, -1], pointers=[0, 1]]");
  }

  @Test
  void aLayoutIsAValueThatNobodyCanChange() {
    long[] shape = {2, 3};
    long[] strides = {12, 4};
    Layout layout = Layout.of(4, 0, shape, strides);
    shape[0] = 7;
    strides[0] = 7;
    layout.shape()[0] = 7;
    layout.strides()[0] = 7;
    PLANES.suboffsets()[0] = 7;
    assertThat(layout).isEqualTo(M).hasSameHashCodeAs(M);
    assertThat(PLANES.suboffset(0)).isZero();
    assertThat(M)
        .isNotEqualTo(F)
        .isNotEqualTo(M.withOffset(1))
        .isNotEqualTo(Layout.of(2, 0, longs(2, 3), longs(12, 4)))
        .isNotEqualTo(Layout.of(4, 0, longs(2, 3), longs(12, 4), longs(-1, -1)))
        .isNotEqualTo(null);
    // a pointer is more than its number
    assertThat(new Layout(1, 0, longs(2), longs(8), longs(-1), 1))
        .isNotEqualTo(new Layout(1, 0, longs(2), longs(8), longs(-1), 0));
  }

  static Stream<Arguments> contiguity() {
    return Stream.of(
        arguments(M, true, false),
        arguments(F, false, true),
        arguments(Layout.contiguous(Order.A, 4, 2, 3), true, false),
        arguments(Layout.contiguous(Order.C, 4), true, true),
        arguments(Layout.of(4, 0, longs(1), longs(-77)), true, true),
        arguments(Layout.of(8, 0, longs(1, 10, 10), longs(-1, 80, 8)), true, false),
        arguments(Layout.of(4, 0, longs(0), longs(8)), true, true),
        arguments(Layout.of(4, 0, longs(3, 0), longs(7, 7)), true, true),
        arguments(Layout.of(4, 0, longs(3), longs(0)), false, false),
        arguments(Layout.of(4, 0, longs(3), longs(-4)), false, false),
        arguments(Layout.of(4, 0, longs(3), longs(4), longs(-1)), false, false),
        arguments(Layout.of(4, 0, longs(0), longs(4), longs(-1)), false, false),
        arguments(ROWS, false, false));
  }

  @ParameterizedTest
  @MethodSource
  void contiguity(Layout layout, boolean c, boolean f) {
    assertThat(layout.isCContiguous()).isEqualTo(c);
    assertThat(layout.isFContiguous()).isEqualTo(f);
    assertThat(layout.isContiguous()).isEqualTo(c || f);
  }

  static Stream<Arguments> structureErrors() {
    long[] many = new long[65];
    long[] twos = new long[65];
    Arrays.fill(twos, 2);
    int[] manyAxes = new int[65];
    Index[] manyNew = new Index[63];
    Arrays.fill(manyNew, Index.newAxis());
    return Stream.of(
        refused("differ in length: 2 and 1", () -> Layout.of(1, 0, longs(1, 2), longs(1))),
        refused(
            "shape [1] and suboffsets [-1, -1] differ in length: 1 and 2",
            () -> Layout.of(1, 0, longs(1), longs(1), longs(-1, -1))),
        refused("itemsize must be >= 0: -1", () -> Layout.of(-1, 0, longs(), longs())),
        refused(
            "elements of shape must be >= 0: [2, -3]",
            () -> Layout.of(1, 0, longs(2, -3), longs(1, 1))),
        refused("number of dimensions must not exceed 64: 65", () -> Layout.of(1, 0, many, many)),
        refused(
            "number of dimensions must not exceed 64: 65", () -> Layout.of(1, 0, many, many, many)),
        refused(
            "number of dimensions must not exceed 64: 65",
            () -> Layout.contiguous(Order.C, 1, many)),
        refused(
            "number of dimensions must not exceed 64: 65",
            () -> Layout.of(1, 0, many, new long[1])),
        refused(
            "number of dimensions must not exceed 64: 65",
            () -> Layout.of(1, 0, new long[1], many)),
        refused(
            "number of dimensions must not exceed 64: 65",
            () -> Layout.of(1, 0, new long[1], new long[1], many)),
        refused("number of dimensions must not exceed 64: 65", () -> Layout.nbytes(1, many)),
        // and not that 2^65 items overflow
        refused("number of dimensions must not exceed 64: 65", () -> Layout.nbytes(1, twos)),
        refused(
            "number of dimensions must not exceed 64: 65",
            () -> Layout.contiguous(Order.C, 1, twos)),
        refused("number of dimensions must not exceed 64: 65", () -> M.slice(manyNew)),
        refused("number of dimensions must not exceed 64: 65", () -> M.broadcastTo(many)),
        refused("number of dimensions must not exceed 64: 65", () -> M.slice(":0").reshape(many)),
        refused(
            "number of dimensions must not exceed 64: 65",
            () -> M.slice(":0").cast(1, Order.C, many)),
        refused("number of dimensions must not exceed 64: 66", () -> M.field(0, 0, new long[64])),
        refused(
            "an index can have one ellipsis ('...'), this has 2: [..., ...]",
            () -> M.slice("..., ...")),
        refused("index \"::0\" at 2: slice step cannot be zero", () -> M.slice("::0")),
        refused("axis 2 is out of bounds for a layout of 2 dimensions", () -> M.permute(0, 2)),
        refused("axis -3 is out of bounds for a layout of 2 dimensions", () -> M.permute(0, -3)),
        refused("axis 2 is out of bounds for a layout of 2 dimensions", () -> M.select(2, 0)),
        refused("repeated axis -2 in [0, -2]", () -> M.permute(0, -2)),
        refused("axes [0] do not match a layout of 2 dimensions", () -> M.permute(0)),
        refused("do not match a layout of 2 dimensions", () -> M.permute(manyAxes)),
        refused("cannot squeeze dimension 1 of length 3, not 1", () -> M.squeeze(-1)),
        refused("repeated axis 0 in [0, 0]", () -> Layout.contiguous(Order.C, 1, 1).squeeze(0, 0)),
        refused("axis 7 is out of bounds", () -> M.squeeze(7)),
        refused(
            "cannot broadcast shape [2, 3] to [3]: it has fewer dimensions",
            () -> M.broadcastTo(3)),
        refused(
            "cannot broadcast shape [2, 3] to [4, 3]: dimension 0 has length 2, not 1 or 4",
            () -> M.broadcastTo(4, 3)),
        refused("to [-1, 2, 3]: elements of shape must be >= 0", () -> M.broadcastTo(-1, 2, 3)),
        refused("cannot reshape [2, 3] of size 6 to [4]", () -> M.reshape(4)),
        refused("cannot reshape [2, 3] of size 6 to [4, -1]", () -> M.reshape(4, -1)),
        refused(
            "elements of shape must be >= 0, but for one -1: [-1, -1]", () -> M.reshape(-1, -1)),
        refused("elements of shape must be >= 0, but for one -1: [-2]", () -> M.reshape(-2)),
        refused("cannot reshape [0, 3] of size 0 to [0, -1]", () -> M.slice(":0").reshape(0, -1)),
        refused(
            "cannot reshape [2, 3] with strides [4, 8] to [6] without a copy; call copy() first",
            () -> F.reshape(6)),
        refused("casts are restricted to contiguous views: " + ROWS, () -> ROWS.cast(1)),
        refused(
            "casts are restricted to contiguous views",
            () -> Layout.of(4, 0, longs(3), longs(4), longs(-1)).cast(1)),
        refused("casts are restricted to contiguous views", () -> M.slice("::, ::2").cast(1)),
        refused("casts are restricted to contiguous views", () -> F.cast(4, Order.C, 6)),
        refused("casts are restricted to contiguous views", () -> F.cast(4, Order.A, 6)),
        refused("length is not a multiple of itemsize: 24 bytes, itemsize 7", () -> M.cast(7)),
        refused("cannot cast to items of itemsize 0", () -> M.cast(0)),
        refused("cannot cast to items of itemsize -4", () -> M.cast(-4, Order.C, 1)),
        refused("elements of shape must be >= 0: [-1]", () -> M.cast(1, Order.C, -1)),
        refused(
            "product(shape) * itemsize != buffer size: shape [5], itemsize 4: 20 bytes, not 24",
            () -> M.cast(4, Order.C, 5)),
        refused(
            "a field of 2 bytes at 3 does not lie within an item of 4 bytes", () -> M.field(3, 2)),
        refused("a field of 1 bytes at -1 does not lie", () -> M.field(-1, 1)),
        refused("a field of 6 bytes at 0 does not lie", () -> M.field(0, 2, 3)),
        refused("1 indices for 2 dimensions", () -> M.offsetOf(0)));
  }

  private static Arguments refused(String message, Supplier<?> action) {
    return arguments(message, action);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void structureErrors(String message, Supplier<?> action) {
    assertThatThrownBy(action::get)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> indexErrors() {
    Layout empty = M.slice(":0");
    return Stream.of(
        refused("index 2 is out of bounds for dimension 0 with length 2", () -> M.slice("2")),
        refused("index -3 is out of bounds for dimension 0 with length 2", () -> M.slice("-3, 1")),
        refused("index 3 is out of bounds for dimension 1 with length 3", () -> M.slice("..., 3")),
        refused("index 3 is out of bounds for dimension 1 with length 3", () -> M.select(-1, 3)),
        refused("index 0 is out of bounds for dimension 0 with length 0", () -> empty.select(0, 0)),
        refused(
            "index 5 is out of bounds for dimension 1 with length 3", () -> empty.slice(":, 5")),
        refused(
            "too many indices: 3 for a layout of 2 dimensions: [:, newaxis, 0, :]",
            () -> M.slice(":, newaxis, 0, :")),
        refused("index -1 is out of bounds for dimension 1 with length 3", () -> M.offsetOf(0, -1)),
        refused("index 3 is out of bounds for dimension 1 with length 3", () -> M.offsetOf(0, 3)),
        refused("Index 2 out of bounds for length 2", () -> M.shape(2)),
        refused("Index -1 out of bounds for length 2", () -> M.stride(-1)),
        refused("Index 2 out of bounds for length 2", () -> M.suboffset(2)),
        refused("Index 2 out of bounds for length 2", () -> M.isPointer(2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void indexErrors(String message, Supplier<?> action) {
    assertThatThrownBy(action::get)
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(message);
  }

  @Test
  void castTakesAnyContiguousLayout() {
    assertThat(F.withOffset(8).cast(8)).isEqualTo(Layout.of(8, 8, longs(3), longs(8)));
    assertThat(M.cast(1, Order.F, 4, 6)).isEqualTo(Layout.contiguous(Order.F, 1, 4, 6));
    assertThat(F.cast(1, Order.F, 4, 6)).isEqualTo(Layout.contiguous(Order.F, 1, 4, 6));
    assertThat(M.cast(1, Order.A, 4, 6)).isEqualTo(Layout.contiguous(Order.C, 1, 4, 6));
    assertThat(M.slice(":0").cast(8, Order.C, 0, 5)).isEqualTo(Layout.contiguous(Order.C, 8, 0, 5));
    assertThat(Layout.contiguous(Order.C, 8).cast(2)).isEqualTo(Layout.contiguous(Order.C, 2, 4));
    assertThat(Layout.contiguous(Order.C, 2, 4).cast(8, Order.C))
        .isEqualTo(Layout.contiguous(Order.C, 8));
  }

  @Test
  void aFieldMovesTheOffsetOrTheLastSuboffset() {
    Layout items = Layout.of(16, 32, longs(5), longs(-16), longs());
    assertThat(items.field(4, 2)).isEqualTo(Layout.of(2, 36, longs(5), longs(-16)));
    assertThat(items.field(4, 2, 2, 3))
        .isEqualTo(Layout.of(2, 36, longs(5, 2, 3), longs(-16, 6, 2)));
    assertThat(Layout.of(16, 0, longs(2, 3, 4), longs(8, 8, 16), longs(0, 5, -1)).field(4, 2, 3))
        .isEqualTo(Layout.of(2, 0, longs(2, 3, 4, 3), longs(8, 8, 16, 2), longs(0, 9, -1, -1)));
    assertThat(items.slice("5:").field(4, 2).offset()).isEqualTo(32);
  }

  @Test
  void startsCountAtTheNearestPointerBefore() {
    assertThat(PLANES.slice("1:, 1:, 2:"))
        .isEqualTo(Layout.of(1, 8, longs(1, 2, 2), longs(8, 8, 1), longs(8, 7, -1)));
  }

  @Test
  void aPointerSurvivesASuboffsetBelowZero() {
    // rows pointed to from their end: in CPython the slice loses the pointer
    Layout ends = Layout.of(1, 0, longs(2, 3), longs(8, -1), longs(0, -1));
    Layout slice = ends.slice(":, 1:");
    assertThat(slice.suboffsets()).containsExactly(-1, -1);
    assertThat(slice.isPointer(0)).isTrue();
    assertThat(slice.isPointer(1)).isFalse();
    assertThat(slice)
        .hasToString(
            "Layout[itemsize=1, offset=0, shape=[2, 2], strides=[8, -1], suboffsets=[-1, -1], pointers=[0]]");
    assertThat(slice.slice(":, -1:").suboffset(0)).isEqualTo(-2);
  }

  @Test
  void anIntegerLeavesThePointerToItsGroup() {
    Layout grid = Layout.of(1, 0, longs(2, 3, 4), longs(24, 8, 1), longs(-1, 0, -1));
    assertThat(grid.select(1, 2))
        .isEqualTo(Layout.of(1, 16, longs(2, 4), longs(24, 1), longs(0, -1)));
    assertThat(grid.slice("1, newaxis, 2, 3"))
        .isEqualTo(Layout.of(1, 40, longs(1), longs(0), longs(3)));
    assertThat(ROWS.select(1, 2)).isEqualTo(Layout.of(1, 16, longs(3), longs(8), longs(2)));
  }

  @Test
  void aDroppedGroupIsRefused() {
    assertThatThrownBy(() -> ROWS.select(0, 1))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "an integer for dimension 0 follows a pointer, for which a layout has no memory: keep"
                + " dimension 0 as a slice of length 1, or slice the view: "
                + ROWS);
    assertThatThrownBy(() -> PLANES.select(1, 0))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "PEP 3118 cannot express two pointers followed with no dimension between them, which"
                + " integers for dimension 1 ask for: keep dimension 1 as a slice of length 1, or"
                + " copy() first: "
                + PLANES);
    assertThat(PLANES.slice(":, 1:2").suboffsets()).containsExactly(8, 5, -1);
    // without items no pointer is followed
    assertThat(PLANES.slice("0, :0"))
        .isEqualTo(Layout.of(1, 0, longs(0, 4), longs(8, 1), longs(5, -1)));
  }

  @Test
  void redundantSuboffsetsAreKept() {
    Layout plain = Layout.of(1, 0, longs(2, 3), longs(3, 1), longs(-1, -1));
    assertThat(plain.hasPointers()).isFalse();
    assertThat(plain.slice("1:, newaxis, ::2"))
        .isEqualTo(Layout.of(1, 3, longs(1, 1, 2), longs(3, 0, 2), longs(-1, -1, -1)));
    assertThat(plain.select(0, 1).suboffsets()).containsExactly(-1);
    assertThat(plain.reshape(6)).isEqualTo(Layout.of(1, 0, longs(6), longs(1), longs(-1)));
    assertThat(plain.overlaps(plain)).isTrue();
  }

  @Test
  void reshapeBehindPointersLeavesThemAlone() {
    Layout rows = Layout.of(1, 0, longs(3, 4), longs(8, 1), longs(0, -1));
    assertThat(rows.reshape(3, 2, -1))
        .isEqualTo(Layout.of(1, 0, longs(3, 2, 2), longs(8, 2, 1), longs(0, -1, -1)));
    assertThatThrownBy(() -> rows.reshape(12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot reshape [3, 4] to [12]: the dimensions up to the last pointer dimension (0)"
                + " cannot change; call copy() first");
    assertThat(rows.slice(":, :0").reshape(3, 7, 0).shape()).containsExactly(3, 7, 0);
  }

  @Test
  void aDimensionCannotMovePastAPointer() {
    assertThatThrownBy(ROWS::transpose)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cannot permute to [1, 0]: dimension 1 would move past a pointer, which is followed at a"
                + " fixed place; call copy() first: "
                + ROWS);
    Layout grid = Layout.of(1, 0, longs(2, 3), longs(24, 8), longs(-1, 7));
    assertThat(grid.transpose())
        .isEqualTo(Layout.of(1, 0, longs(3, 2), longs(8, 24), longs(-1, 7)));
  }

  @Test
  void broadcastKeepsPointers() {
    Layout row = ROWS.slice("1:2");
    assertThat(row.broadcastTo(2, 5, 4))
        .isEqualTo(Layout.of(1, 24, longs(2, 5, 4), longs(0, 0, 1), longs(-1, 0, -1)));
  }

  @Test
  void sixtyFourDimensionsWorkToTheLastPointer() {
    long[] shape = new long[64];
    long[] strides = new long[64];
    long[] suboffsets = new long[64];
    Arrays.fill(shape, 1);
    Layout layout = Layout.of(1, 0, shape, strides, suboffsets);
    assertThat(layout.lastPointer()).isEqualTo(63);
    assertThat(layout.isPointer(63)).isTrue();
    Layout rest = layout;
    for (int k = 63; k >= 0; k--) {
      rest = rest.afterFirstPointer(k);
      assertThat(rest.lastPointer()).isEqualTo(k - 1);
    }
    assertThat(rest).isEqualTo(Layout.contiguous(Order.C, 1));
    Layout last = new Layout(1, 0, shape, strides, suboffsets, Long.MIN_VALUE);
    assertThat(last.firstPointer()).isEqualTo(63);
    assertThat(last.broadcastTo(shape)).isEqualTo(last);
    assertThat(last.afterFirstPointer(9)).isEqualTo(Layout.of(1, 9, longs(), longs()));
    assertThat(Layout.contiguous(Order.C, 1).broadcastTo(shape).ndim()).isEqualTo(64);
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(last::squeeze);
  }

  @Test
  void anOrderMeansWhatTheLayoutIs() {
    Layout c = Layout.contiguous(Order.C, 4, 2, 3);
    Layout f = Layout.contiguous(Order.F, 4, 2, 3);
    Layout both = Layout.contiguous(Order.F, 4, 3);
    Layout neither = Layout.of(4, 0, new long[] {2, 3}, new long[] {24, 8});
    for (Layout layout : List.of(c, f, both, neither)) {
      assertThat(layout.resolve(Order.C)).isEqualTo(Order.C);
      assertThat(layout.resolve(Order.F)).isEqualTo(Order.F);
      assertThat(layout.resolve(Order.A)).isEqualTo(layout == f ? Order.F : Order.C);
    }
  }

  @Test
  void layoutsThatDifferHaveOtherHashes() {
    Set<Integer> hashes = new HashSet<>();
    for (int offset = 0; offset < 100; offset++) {
      Layout layout = Layout.contiguous(Order.C, 4, 2, 3).withOffset(offset);
      assertThat(layout).hasSameHashCodeAs(Layout.of(4, offset, layout.shape(), layout.strides()));
      hashes.add(layout.hashCode());
    }
    assertThat(hashes).hasSize(100);
  }

  @Test
  void aPointerInTheLastOfSixtyFourDimensionsLeadsToOneItem() {
    long[] ones = new long[64];
    long[] suboffsets = new long[64];
    Arrays.fill(ones, 1);
    Arrays.fill(suboffsets, -1);
    suboffsets[63] = 4;
    Layout left = Layout.of(4, 0, ones, ones, suboffsets).afterFirstPointer(12);
    assertThat(left).isEqualTo(Layout.contiguous(Order.C, 4).withOffset(12));
    assertThat(left.hasPointers()).isFalse();
  }
}
