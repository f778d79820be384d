package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** A walk visits each item of two memories once, by few and long rows. */
class StridedWalkTest {
  private static final MemorySegment MEMORY = MemorySegment.ofArray(new byte[64]);

  private static long[] longs(long... values) {
    return values;
  }

  private static StridedMemory of(long offset, long[] shape, long[] strides) {
    return StridedMemory.of(MEMORY, Layout.of(1, offset, shape, strides));
  }

  private static StridedWalk.Dim dim(long n, long a, long b) {
    return new StridedWalk.Dim(n, a, b);
  }

  static Stream<Arguments> dimensions() {
    return Stream.of(
        // of a shape: the steps of both, and the dimensions in C order and in any order
        arguments(longs(), longs(), longs(), List.of(dim(1, 0, 0)), List.of(dim(1, 0, 0))),
        arguments(
            longs(1, 1), longs(7, 9), longs(3, 5), List.of(dim(1, 0, 0)), List.of(dim(1, 0, 0))),
        arguments(
            longs(2, 3), longs(3, 1), longs(3, 1), List.of(dim(6, 1, 1)), List.of(dim(6, 1, 1))),
        arguments(
            longs(2, 3), longs(6, 2), longs(3, 1), List.of(dim(6, 2, 1)), List.of(dim(6, 2, 1))),
        arguments(
            longs(2, 3),
            longs(3, 1),
            longs(8, 1),
            List.of(dim(2, 3, 8), dim(3, 1, 1)),
            List.of(dim(2, 3, 8), dim(3, 1, 1))),
        arguments(
            longs(2, 3),
            longs(8, 1),
            longs(3, 1),
            List.of(dim(2, 8, 3), dim(3, 1, 1)),
            List.of(dim(2, 8, 3), dim(3, 1, 1))),
        arguments(
            longs(2, 1, 3),
            longs(3, 9, 1),
            longs(3, 7, 1),
            List.of(dim(6, 1, 1)),
            List.of(dim(6, 1, 1))),
        // in any order the widest steps of the second come first
        arguments(
            longs(2, 3),
            longs(1, 2),
            longs(1, 2),
            List.of(dim(2, 1, 1), dim(3, 2, 2)),
            List.of(dim(6, 1, 1))),
        arguments(
            longs(2, 3),
            longs(3, 1),
            longs(1, 2),
            List.of(dim(2, 3, 1), dim(3, 1, 2)),
            List.of(dim(3, 1, 2), dim(2, 3, 1))),
        arguments(
            longs(2, 3, 4),
            longs(12, 4, 1),
            longs(1, 8, 2),
            List.of(dim(2, 12, 1), dim(12, 1, 2)),
            List.of(dim(12, 1, 2), dim(2, 12, 1))),
        // of equal steps those stay first that were
        arguments(
            longs(2, 3),
            longs(1, 5),
            longs(0, 0),
            List.of(dim(2, 1, 0), dim(3, 5, 0)),
            List.of(dim(2, 1, 0), dim(3, 5, 0))),
        // where the second runs backward, both do
        arguments(
            longs(2, 3),
            longs(3, 1),
            longs(-3, -1),
            List.of(dim(6, 1, -1)),
            List.of(dim(6, -1, 1))),
        arguments(
            longs(2, 3),
            longs(-3, 1),
            longs(3, 1),
            List.of(dim(2, -3, 3), dim(3, 1, 1)),
            List.of(dim(2, -3, 3), dim(3, 1, 1))));
  }

  private static List<StridedWalk.Dim> dims(StridedWalk walk) {
    List<StridedWalk.Dim> dims = new ArrayList<>();
    for (int d = 0; d < walk.ndim(); d++) {
      dims.add(walk.dim(d));
    }
    return dims;
  }

  private static long start(long[] shape, long[] strides) {
    long start = 30;
    for (int d = 0; d < shape.length; d++) {
      start += strides[d] < 0 ? -strides[d] * (shape[d] - 1) : 0;
    }
    return start;
  }

  @ParameterizedTest
  @MethodSource
  void dimensions(
      long[] shape,
      long[] stepsA,
      long[] stepsB,
      List<StridedWalk.Dim> inOrder,
      List<StridedWalk.Dim> anyOrder) {
    StridedMemory a = of(start(shape, stepsA), shape, stepsA);
    StridedMemory b = of(start(shape, stepsB), shape, stepsB);
    assertThat(dims(StridedWalk.inOrder(a, b))).isEqualTo(inOrder);
    assertThat(dims(StridedWalk.anyOrder(a, b))).isEqualTo(anyOrder);
    for (StridedWalk walk : List.of(StridedWalk.inOrder(a, b), StridedWalk.anyOrder(a, b))) {
      StridedWalk.Dim last = walk.dim(walk.ndim() - 1);
      assertThat(dim(walk.n(), walk.strideA(), walk.strideB())).isEqualTo(last);
      assertThat(walk.size()).isEqualTo(a.layout().size());
      assertThat(walk.isEmpty()).isFalse();
      // every pair of places, once
      List<String> places = new ArrayList<>();
      boolean whole =
          walk.rows((sa, atA, sb, atB) -> {
            for (long i = 0; i < walk.n(); i++) {
              places.add((atA + i * walk.strideA()) + " " + (atB + i * walk.strideB()));
            }
            return true;
          });
      assertThat(whole).isTrue();
      assertThat(places).containsExactlyInAnyOrderElementsOf(pairs(a.layout(), b.layout()));
    }
  }

  private static List<String> pairs(Layout a, Layout b) {
    List<String> pairs = new ArrayList<>();
    long[] index = new long[a.ndim()];
    for (long i = 0; i < a.size(); i++) {
      pairs.add(a.offsetOf(index) + " " + b.offsetOf(index));
      for (int d = index.length - 1; d >= 0 && ++index[d] == a.shape(d); d--) {
        index[d] = 0;
      }
    }
    return pairs;
  }

  @Test
  void aVisitEndsTheWalk() {
    StridedMemory memory = of(0, longs(4, 3), longs(8, 1));
    StridedWalk walk = StridedWalk.inOrder(memory);
    for (int end = 1; end <= 5; end++) {
      int last = end;
      int[] visits = new int[1];
      boolean whole = walk.rows((_, _, _, _) -> ++visits[0] < last);
      assertThat(visits[0]).isEqualTo(Math.min(end, 4));
      assertThat(whole).isEqualTo(end == 5);
    }
  }

  @Test
  void nothingIsVisitedOfWhatIsEmpty() {
    for (long[] shape : new long[][] {{0}, {0, 3}, {3, 0}, {2, 0, 2}}) {
      StridedMemory memory = of(0, shape, new long[shape.length]);
      StridedWalk walk = StridedWalk.anyOrder(memory, memory);
      assertThat(walk.isEmpty()).isTrue();
      assertThat(dim(walk.n(), walk.strideA(), walk.strideB())).isEqualTo(dim(0, 0, 0));
      assertThat(walk.rows((_, _, _, _) -> false)).isTrue();
    }
  }

  @Test
  void aDimensionIsMovedBeforeTheLast() {
    StridedMemory memory = of(0, longs(2, 3, 2, 2), longs(32, 9, 4, 1));
    StridedWalk walk = StridedWalk.inOrder(memory);
    List<StridedWalk.Dim> dims = dims(walk);
    assertThat(dims).hasSize(4);
    assertThat(walk.withRows(2)).isSameAs(walk);
    assertThat(dims(walk.withRows(0)))
        .containsExactly(dims.get(1), dims.get(2), dims.get(0), dims.get(3));
    assertThat(dims(walk.withRows(1)))
        .containsExactly(dims.get(0), dims.get(2), dims.get(1), dims.get(3));
  }

  @Test
  void unitsOfAnItemAreTheLastDimension() {
    StridedMemory a = StridedMemory.of(MEMORY, Layout.of(6, 0, longs(3), longs(6)));
    StridedMemory b = StridedMemory.of(MEMORY, Layout.of(6, 0, longs(3), longs(8)));
    assertThat(dims(StridedWalk.anyOrder(a, b, 3, 2))).containsExactly(dim(3, 6, 8), dim(3, 2, 2));
    assertThat(dims(StridedWalk.anyOrder(a, b, 1, 6))).containsExactly(dim(3, 6, 8));
    assertThat(dims(StridedWalk.anyOrder(a, a, 3, 2))).containsExactly(dim(9, 2, 2));
  }

  static Stream<Arguments> endless() {
    return Stream.of(
        arguments(longs(1L << 36), longs(0), false),
        arguments(longs((1L << 36) + 1), longs(0), true),
        arguments(longs(1L << 40), longs(1), false),
        // sixteen visits for each byte, and more
        arguments(longs(1L << 33, 16), longs(1, 0), false),
        arguments(longs(1L << 33, 17), longs(1, 0), true),
        arguments(longs(1L << 33, 17), longs(-1, 0), true));
  }

  @ParameterizedTest
  @MethodSource
  void endless(long[] shape, long[] strides, boolean refused) {
    StridedMemory memory = of(strides[0] < 0 ? 1L << 33 : 0, shape, strides);
    if (refused) {
      assertThatThrownBy(() -> StridedWalk.inOrder(memory))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("are more than the limit of 68719476736, or 16 for each byte");
    } else {
      assertThat(StridedWalk.inOrder(memory).size()).isEqualTo(memory.layout().size());
    }
  }
}
