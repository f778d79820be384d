package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the rules of layouts begin and end: the last number that a rule takes, and the next. */
class LayoutEdgesTest {
  private static final Layout EMPTY = Layout.contiguous(Order.C, 4, 0, 3);
  // char *rows[3], each of 4 bytes
  private static final Layout ROWS = Layout.of(1, 16, longs(3, 4), longs(8, 1), new long[] {0, -1});

  private static long[] longs(long... values) {
    return values;
  }

  private static int[] axes(int n) {
    int[] axes = new int[n];
    Arrays.setAll(axes, k -> k);
    return axes;
  }

  @Test
  void sixtyFourAxesCanBeNamed() {
    long[] ones = new long[64];
    Arrays.fill(ones, 1);
    Layout layout = Layout.contiguous(Order.C, 1, ones);
    assertThat(layout.permute(axes(64))).isEqualTo(layout);
    assertThat(layout.squeeze(axes(64))).isEqualTo(Layout.contiguous(Order.C, 1));
    assertThat(layout.flip(axes(64)).shape()).isEqualTo(ones);
    assertThatThrownBy(() -> layout.flip(axes(65)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("65 axes for a layout of 64 dimensions");
  }

  @Test
  void aLengthOfOneRepeatsNoTimesToo() {
    assertThat(Layout.of(4, 8, longs(1, 3), longs(12, 4)).broadcastTo(2, 0, 3))
        .isEqualTo(Layout.of(4, 8, longs(2, 0, 3), longs(0, 0, 4)));
  }

  @Test
  void windowsOfALayoutWithoutSuboffsetsHaveNone() {
    assertThat(Layout.contiguous(Order.C, 4, 6).windows(0, 3))
        .isEqualTo(Layout.of(4, 0, longs(4, 3), longs(4, 4)));
  }

  @Test
  void whatIsEmptyStaysWhereItIs() {
    Layout zero = Layout.of(1, 5, longs(2, 0, 2), longs(8, 4, 1));
    assertThat(zero.select(0, 1).offset()).isEqualTo(5);
    assertThat(LayoutSlicing.select(zero, 0, 1)).isEqualTo(zero.select(0, 1));
    assertThat(LayoutSlicing.select(zero, 2, 1)).isEqualTo(zero.select(2, 1));
    Layout full = Layout.of(1, 5, longs(2, 3, 2), longs(8, 4, 1));
    assertThat(LayoutSlicing.select(full, 1, -1)).isEqualTo(full.select(1, 2));
    assertThat(zero.select(2, 1).offset()).isEqualTo(5);
    assertThat(zero.select(0, 1).select(1, 1).shape()).containsExactly(0);
    assertThat(ROWS.slice("2:, :0").offset()).isEqualTo(16);
    assertThat(ROWS.slice("2:, 4:").suboffsets()).containsExactly(0, -1);
  }

  static Stream<Arguments> shapesThatKeepStrides() {
    return Stream.of(
        // products that are odd, even and negative
        arguments(Layout.of(1, 0, longs(2, 3), longs(9, 3)), longs(6), longs(3)),
        arguments(Layout.of(1, 0, longs(2, 2), longs(4, 2)), longs(4), longs(2)),
        arguments(Layout.of(1, 9, longs(2, 2), longs(-4, -2)), longs(4), longs(-2)),
        arguments(Layout.of(1, 9, longs(2, 3), longs(-9, -3)), longs(6), longs(-3)),
        arguments(Layout.of(1, 9, longs(6), longs(-3)), longs(3, 2, 1), longs(-6, -3, -3)),
        // nothing is left behind the last dimension that has to stay
        arguments(Layout.of(1, 0, longs(3, 1), longs(8, 1), longs(0, -1)), longs(3), longs(8)),
        arguments(Layout.of(1, 0, longs(1), longs(1), longs(-1)), longs(), longs()));
  }

  @ParameterizedTest
  @MethodSource
  void shapesThatKeepStrides(Layout layout, long[] shape, long[] strides) {
    Layout reshaped = layout.reshape(shape);
    assertThat(reshaped.shape()).isEqualTo(shape);
    assertThat(reshaped.strides()).isEqualTo(strides);
    assertThat(reshaped.offset()).isEqualTo(layout.offset());
  }

  @Test
  void noLengthCanBeInferredBesideZero() {
    for (long[] shape : List.of(longs(-1, 0), longs(0, -1), longs(0, -1, 5))) {
      assertThatThrownBy(() -> EMPTY.reshape(shape))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cannot reshape [0, 3] of size 0 to " + Arrays.toString(shape));
    }
    assertThat(EMPTY.reshape(-1, 5).shape()).containsExactly(0, 5);
  }

  @Test
  void suboffsetsThatAreNoPointersKeepTheirNumbers() {
    Layout layout = Layout.of(1, 0, longs(2, 3), longs(3, 1), longs(-7, -9));
    assertThat(layout.slice("1:, newaxis, ::2"))
        .isEqualTo(Layout.of(1, 3, longs(1, 1, 2), longs(3, 0, 2), longs(-7, -1, -9)));
    assertThat(layout.select(0, 1).suboffsets()).containsExactly(-9);
  }

  @Test
  void bytesAreNoneWhereItemsAreNoneOrHaveNone() {
    assertThat(Layout.nbytes(0, 3, 4)).isZero();
    assertThat(Layout.nbytes(0)).isZero();
    assertThat(Layout.nbytes(4, 0, 3)).isZero();
    assertThat(Layout.nbytes(4, 3, 0)).isZero();
    assertThat(Layout.nbytes(4, 3, 2)).isEqualTo(24);
  }

  static Stream<Arguments> longIndices() {
    return Stream.of(
        arguments(129, Collections.nCopies(129, Index.at(0)).toString()),
        arguments(130, "130 parts"));
  }

  @ParameterizedTest(name = "{0} parts")
  @MethodSource
  void longIndices(int parts, String text) {
    Index[] index = Collections.nCopies(parts, Index.at(0)).toArray(Index[]::new);
    assertThatThrownBy(() -> EMPTY.slice(index))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("too many indices: %d for a layout of 2 dimensions: %s".formatted(parts, text));
  }

  static Stream<Arguments> resolved() {
    return Stream.of(
        arguments("...", ":, :"),
        arguments("..., -1", ":, 3"),
        arguments("-1, ...", "2, :"),
        arguments("0, ..., 1", "0, 1"),
        arguments("newaxis, ..., ::2", "newaxis, :, ::2"),
        arguments("1:, newaxis", "1:, newaxis, :"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void resolved(String index, String whole) {
    assertThat(LayoutSlicing.resolve(ROWS, Index.parse(index))).isEqualTo(Index.parse(whole));
  }

  static Stream<Arguments> firstPointers() {
    return Stream.of(
        arguments("1, :", true),
        arguments("1, 2", true),
        arguments("newaxis, 1", false),
        arguments(":, 2", false),
        arguments("1:2, 2", false),
        // what is empty needs no pointer
        arguments("1, :0", false),
        arguments("1, 4:", false),
        arguments("1, 3:", true),
        arguments("1, newaxis, :", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void firstPointers(String index, boolean followed) {
    List<Index> parts = LayoutSlicing.resolve(ROWS, Index.parse(index));
    assertThat(LayoutSlicing.followsFirstPointer(ROWS, parts)).isEqualTo(followed);
  }
}
