package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.StridedMemory;

class ByteCopiesTest {
  static StridedMemory bytes(MemorySegment memory, long from, long to) {
    Layout layout = Layout.of(1, from, new long[] {to - from}, new long[] {1});
    return StridedMemory.of(memory, layout);
  }

  /** Memory of each kind, twice: the same bytes may be had by several segments. */
  static List<MemorySegment> kinds(Arena arena) {
    byte[] array = new byte[32];
    MemorySegment block = arena.allocate(32);
    return List.of(
        MemorySegment.ofArray(array),
        MemorySegment.ofArray(array).asReadOnly(),
        MemorySegment.ofArray(new byte[32]),
        MemorySegment.ofArray(new long[4]),
        MemorySegment.ofArray(new long[4]).asReadOnly(),
        block,
        block.asReadOnly(),
        arena.allocate(32));
  }

  @Test
  void memoryWithAByteInCommonMayOverlapAndOtherMemoryDoesNot() {
    try (Arena arena = Arena.ofConfined()) {
      List<MemorySegment> kinds = kinds(arena);
      for (int i = 0; i < kinds.size(); i++) {
        for (int j = 0; j < kinds.size(); j++) {
          boolean same = i == j || (i < 2 && j < 2) || (Math.min(i, j) == 5 && Math.max(i, j) == 6);
          MemorySegment a = kinds.get(i);
          MemorySegment b = kinds.get(j);
          String what = a + " and " + b;
          assertThat(ByteCopies.mayOverlap(bytes(a, 0, 32), bytes(b, 0, 32)))
              .as(what)
              .isEqualTo(same);
          assertThat(ByteCopies.mayOverlap(bytes(a, 3, 9), bytes(b, 8, 12)))
              .as(what)
              .isEqualTo(same);
          assertThat(ByteCopies.mayOverlap(bytes(a, 3, 8), bytes(b, 8, 12))).as(what).isFalse();
          assertThat(ByteCopies.mayOverlap(bytes(a, 8, 12), bytes(b, 3, 8))).as(what).isFalse();
          assertThat(ByteCopies.mayOverlap(bytes(a, 8, 12), bytes(b, 3, 9)))
              .as(what)
              .isEqualTo(same);
          assertThat(ByteCopies.mayOverlap(bytes(a, 3, 12), bytes(b, 5, 8)))
              .as(what)
              .isEqualTo(same);
          StridedMemory none = StridedMemory.of(b, Layout.of(0, 8, new long[] {2}, new long[1]));
          assertThat(ByteCopies.mayOverlap(bytes(a, 3, 12), none)).as(what).isFalse();
          assertThat(ByteCopies.mayOverlap(none, bytes(a, 3, 12))).as(what).isFalse();
          assertThat(ByteCopies.mayOverlap(bytes(a, 8, 12), bytes(b.asSlice(4), 0, 5)))
              .as(what)
              .isEqualTo(same);
          assertThat(ByteCopies.mayOverlap(bytes(a, 8, 8), bytes(b, 0, 32))).as(what).isFalse();
        }
      }
    }
  }

  static StridedMemory noise(Arena arena, boolean isNative, Layout layout) {
    byte[] bytes = new byte[(int) layout.high() + 3];
    new Random(5).nextBytes(bytes);
    MemorySegment array = MemorySegment.ofArray(bytes);
    return StridedMemory.of(
        isNative ? arena.allocate(bytes.length, 1).copyFrom(array) : array, layout);
  }

  static byte[] itemByItem(StridedMemory memory, Order order) {
    Layout from = memory.layout();
    Layout to = Layout.contiguous(order, from.itemsize(), from.shape());
    byte[] bytes = new byte[(int) to.nbytes()];
    long[] index = new long[from.ndim()];
    for (long i = 0; i < from.size(); i++) {
      MemorySegment.copy(
          memory.segment(),
          from.offsetOf(index),
          MemorySegment.ofArray(bytes),
          to.offsetOf(index),
          from.itemsize());
      next(index, from);
    }
    return bytes;
  }

  private static void next(long[] index, Layout layout) {
    for (int d = index.length - 1; d >= 0 && ++index[d] == layout.shape(d); d--) {
      index[d] = 0;
    }
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        // shape and strides of a target of two bytes an item, and whether their order matters
        arguments(new long[] {6}, new long[] {2}, false),
        arguments(new long[] {6}, new long[] {1}, true),
        arguments(new long[] {6}, new long[] {-1}, true),
        arguments(new long[] {3, 4}, new long[] {2, 2}, true),
        arguments(new long[] {3, 4}, new long[] {8, 2}, false),
        arguments(new long[] {3, 4}, new long[] {2, 6}, false),
        arguments(new long[] {3, 4}, new long[] {0, 2}, true),
        arguments(new long[] {3, 4}, new long[] {2, 0}, true),
        arguments(new long[] {1, 4}, new long[] {0, 2}, false),
        arguments(new long[] {0, 4}, new long[] {0, 1}, false));
  }

  /** What comes last in C order counts, also where it overlaps what it is made of. */
  @ParameterizedTest
  @MethodSource
  void targets(long[] shape, long[] strides, boolean matters) {
    long offset = 4;
    for (int d = 0; d < shape.length; d++) {
      offset += Math.max(0, -strides[d]) * (shape[d] - 1);
    }
    Layout to = Layout.of(2, offset, shape, strides);
    Layout from = Layout.contiguous(Order.F, 2, shape);
    try (Arena arena = Arena.ofConfined()) {
      for (boolean isNative : new boolean[] {false, true}) {
        for (boolean shared : new boolean[] {false, true}) {
          StridedMemory a =
              noise(arena, isNative, Layout.of(2, 0, new long[] {60}, new long[] {2}));
          StridedMemory source = StridedMemory.of(a.segment(), from);
          MemorySegment b = shared ? a.segment() : arena.allocate(120, 1);
          StridedMemory target = StridedMemory.of(b, to);
          assertThat(ByteCopies.orderMatters(target)).isEqualTo(matters);
          byte[] items = itemByItem(source, Order.C);
          byte[] expected = b.toArray(ValueLayout.JAVA_BYTE);
          long[] index = new long[shape.length];
          for (int i = 0; i < to.size(); i++) {
            System.arraycopy(items, 2 * i, expected, (int) to.offsetOf(index), 2);
            next(index, to);
          }
          ByteCopies.assign(source, target, Execution.SEQUENTIAL);
          assertThat(b.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void ofRepeatedItemsTheLastIsWritten() {
    MemorySegment memory = MemorySegment.ofArray(new byte[64]);
    Layout repeated = Layout.of(2, 0, new long[] {3, 4, 1, 0}, new long[] {0, 2, 0, 0});
    assertThat(ByteCopies.lastOfRepeated(StridedMemory.of(memory, repeated)).layout().shape())
        .containsExactly(1, 4, 1, 0);
    // of the source those that go there
    StridedMemory source =
        StridedMemory.of(
            MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6}),
            Layout.of(1, 0, new long[] {3, 2}, new long[] {2, 1}));
    StridedMemory target =
        StridedMemory.of(memory, Layout.of(1, 8, new long[] {3, 2}, new long[] {0, 1}));
    ByteCopies.assign(source, target, Execution.SEQUENTIAL);
    assertThat(memory.asSlice(7, 4).toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 5, 6, 0);
  }

  @Test
  void itemsAreWrittenInCOrder() {
    StridedMemory source =
        StridedMemory.of(
            MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
            Layout.of(2, 0, new long[] {2, 3}, new long[] {6, 2}));
    MemorySegment memory = MemorySegment.ofArray(new byte[8]);
    ByteCopies.writeInOrder(
        source, StridedMemory.of(memory, Layout.of(2, 1, new long[] {2, 3}, new long[] {2, 1})));
    assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 1, 3, 7, 9, 11, 12, 0);
  }

  @Test
  void aCopyIsInCOrder() {
    StridedMemory source =
        StridedMemory.of(
            MemorySegment.ofArray(new byte[] {1, 2, 3, 4, 5, 6}),
            Layout.of(1, 0, new long[] {2, 3}, new long[] {1, 2}));
    List<StridedMemory> seen = new ArrayList<>();
    ByteCopies.withCopy(
        source,
        Execution.SEQUENTIAL,
        copy -> {
          seen.add(copy);
          assertThat(copy.layout().isCContiguous()).isTrue();
          assertThat(copy.segment().toArray(ValueLayout.JAVA_BYTE))
              .containsExactly(1, 3, 5, 2, 4, 6);
        });
    assertThat(seen).hasSize(1);
    StridedMemory endless =
        StridedMemory.of(
            source.segment(), Layout.of(1, 0, new long[] {(1L << 36) + 1}, new long[] {0}));
    assertThatThrownBy(() -> ByteCopies.withRoom(endless, seen::add))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slice() first");
    assertThat(seen).hasSize(1);
  }

  /** Two pointers to rows of four bytes, that at index 1 first. */
  private static StridedMemory behindPointers(MemorySegment memory, long itemsize, long step) {
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, memory.address() + 32);
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, 8, memory.address() + 16);
    return StridedMemory.of(
        memory,
        Layout.of(itemsize, 0, new long[] {2, 4}, new long[] {8, step}, new long[] {1, -1}));
  }

  @Test
  void whatLiesBehindPointersMayOverlapAnything() {
    try (Arena arena = Arena.ofConfined()) {
      StridedMemory pointers = behindPointers(arena.allocate(64), 1, 1);
      StridedMemory other = bytes(arena.allocate(8), 0, 8);
      assertThat(ByteCopies.mayOverlap(pointers, other)).isTrue();
      assertThat(ByteCopies.mayOverlap(other, pointers)).isTrue();
      assertThat(ByteCopies.acrossPointers(pointers, Execution.PARALLEL))
          .isEqualTo(Execution.SEQUENTIAL);
      assertThat(ByteCopies.acrossPointers(other, Execution.PARALLEL))
          .isEqualTo(Execution.PARALLEL);
      assertThat(ByteCopies.orderMatters(pointers)).isFalse();
      assertThat(ByteCopies.orderMatters(behindPointers(arena.allocate(64), 2, 2))).isFalse();
      assertThat(ByteCopies.orderMatters(behindPointers(arena.allocate(64), 2, 1))).isTrue();
      assertThat(ByteCopies.bytes(pointers, Order.C)).hasSize(8).containsOnly(0);
      byte[] items = {1, 2, 3, 4, 5, 6, 7, 8};
      StridedMemory source =
          StridedMemory.of(
              MemorySegment.ofArray(items), Layout.contiguous(Order.C, 1, new long[] {2, 4}));
      ByteCopies.assign(source, pointers, Execution.PARALLEL);
      assertThat(ByteCopies.bytes(pointers, Order.C)).isEqualTo(items);
      assertThat(ByteCopies.bytes(pointers, Order.F)).containsExactly(1, 5, 2, 6, 3, 7, 4, 8);
      assertThat(pointers.segment().asSlice(33, 4).toArray(ValueLayout.JAVA_BYTE))
          .containsExactly(1, 2, 3, 4);
      // a pointer to elsewhere is found before anything is written
      pointers.segment().asSlice(16).fill((byte) 0);
      pointers.segment().set(ValueLayout.JAVA_LONG_UNALIGNED, 8, pointers.segment().address() + 60);
      for (boolean reads : new boolean[] {false, true}) {
        byte[] before = pointers.segment().toArray(ValueLayout.JAVA_BYTE);
        StridedMemory whole =
            StridedMemory.of(
                MemorySegment.ofArray(new byte[8]),
                Layout.contiguous(Order.C, 1, new long[] {2, 4}));
        assertThatThrownBy(() ->
                ByteCopies.assign(
                    reads ? pointers : source, reads ? whole : pointers, Execution.SEQUENTIAL))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(pointers.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
        assertThat(whole.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
      }
    }
  }

  /**
   * Of items that are one in the target the last counts, but all of the source have to be there.
   */
  @Test
  void aPointerOutsideIsFoundWhereNothingOfItIsCopied() {
    try (Arena arena = Arena.ofConfined()) {
      StridedMemory source = behindPointers(arena.allocate(64).fill((byte) 5), 1, 1);
      StridedMemory target =
          StridedMemory.of(
              arena.allocate(8), Layout.of(1, 0, new long[] {2, 4}, new long[] {0, 1}));
      ByteCopies.assign(source, target, Execution.SEQUENTIAL);
      assertThat(target.segment().get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) 5);
      target.segment().fill((byte) 0);
      source.segment().set(ValueLayout.JAVA_LONG_UNALIGNED, 0, source.segment().address() + 60);
      assertThatThrownBy(() -> ByteCopies.assign(source, target, Execution.SEQUENTIAL))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(target.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    }
  }
}
