package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Three pointers to rows of four items of two bytes, each with the same step between them. */
  private static StridedMemory rows(MemorySegment memory, long step, long... places) {
    for (int i = 0; i < places.length; i++) {
      memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 8L * i, memory.address() + places[i] - 3);
    }
    return StridedMemory.of(
        memory, Layout.of(2, 0, longs(places.length, 4), longs(8, step), longs(3, -1)));
  }

  @ParameterizedTest
  @CsvSource({
    // the step, the place of the last row in 64 bytes, and whether all of it is there
    "2, 56, true",
    "2, 57, false",
    "4, 50, true",
    "4, 51, false",
    "-2, 6, true",
    "-2, 5, false",
    "-2, 62, true",
    "-2, 63, false",
    "0, 62, true",
    "0, 63, false"
  })
  void rowsBehindPointersAreFollowedToTheirEnds(long step, long place, boolean reachable) {
    try (Arena arena = Arena.ofConfined()) {
      StridedMemory memory = rows(arena.allocate(64), step, 30, 40, place);
      if (reachable) {
        StridedWalk.checkReachable(memory);
      } else {
        assertThatThrownBy(() -> StridedWalk.checkReachable(memory))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
      // without pointers the layout is checked where the view is made
      StridedWalk.checkReachable(of(60, longs(9), longs(9)));
    }
  }

  @Test
  void eachPointerLeadsToABlock() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(64);
      StridedWalk walk = StridedWalk.inOrder(rows(segment, 2, 40, 24, 48));
      assertThat(dims(walk)).containsExactly(dim(4, 2, 2));
      List<Long> places = new ArrayList<>();
      assertThat(walk.blocks((_, at, _, _) -> places.add(at))).isTrue();
      assertThat(places).containsExactly(40L, 24L, 48L);
      assertThat(walk.isPlain()).isFalse();
      StridedMemory plain = StridedMemory.of(segment, Layout.of(1, 0, longs(4), longs(1)));
      StridedMemory array = of(0, longs(4), longs(1));
      assertThat(StridedWalk.inOrder(plain).isPlain()).isTrue();
      assertThat(StridedWalk.inOrder(array).isPlain()).isFalse();
      assertThat(StridedWalk.inOrder(plain, array).isPlain()).isFalse();
      assertThat(StridedWalk.inOrder(array, plain).isPlain()).isFalse();
    }
  }

  @Test
  void bytesAreComparedWhereverTheyLieAndHoweverManyThereAre() {
    ByteEquality equality = new ByteEquality();
    try (Arena arena = Arena.ofConfined()) {
      for (int n : new int[] {0, 1, 7, 8, 9, 4096, 4104, 9001}) {
        byte[] bytes = new byte[n + 10];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (i * 31 + (i >> 7));
        }
        MemorySegment array = MemorySegment.ofArray(bytes.clone());
        MemorySegment block = arena.allocate(n + 7L).copyFrom(array.asSlice(3, n + 7L));
        MemorySegment other = MemorySegment.ofArray(bytes.clone());
        for (MemorySegment a : List.of(array, other)) {
          assertThat(equality.equal(a, 5, block, 2, n)).isTrue();
          assertThat(equality.equal(block, 2, a, 5, n)).isTrue();
          assertThat(equality.equal(array, 5, other, 5, n)).isTrue();
          for (int i : new int[] {4, 5, 5 + n / 2, 4 + n, 5 + n}) {
            boolean inside = i >= 5 && i < 5 + n;
            a.set(ValueLayout.JAVA_BYTE, i, (byte) (bytes[i] + 1));
            assertThat(equality.equal(a, 5, block, 2, n)).isEqualTo(!inside);
            assertThat(equality.equal(block, 2, a, 5, n)).isEqualTo(!inside);
            assertThat(equality.equal(array, 5, other, 5, n)).isEqualTo(!inside);
            a.set(ValueLayout.JAVA_BYTE, i, bytes[i]);
          }
        }
      }
    }
  }
}
