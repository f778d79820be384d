package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.StridedMemory;

class ByteCopiesTest {
  private static StridedMemory bytes(MemorySegment memory, long from, long to) {
    Layout layout = Layout.of(1, from, new long[] {to - from}, new long[] {1});
    return StridedMemory.of(memory, layout);
  }

  /** Memory of each kind, twice: the same bytes may be had by several segments. */
  private static List<MemorySegment> kinds(Arena arena) {
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
          assertThat(ByteCopies.mayOverlap(bytes(a, 8, 12), bytes(b.asSlice(4), 0, 5)))
              .as(what)
              .isEqualTo(same);
          assertThat(ByteCopies.mayOverlap(bytes(a, 8, 8), bytes(b, 0, 32))).as(what).isFalse();
        }
      }
    }
  }

  @Test
  void contiguousBytesAreThoseOfEachKindOfMemory() {
    try (Arena arena = Arena.ofConfined()) {
      byte[] content = new byte[32];
      new Random(3).nextBytes(content);
      List<MemorySegment> kinds = kinds(arena);
      kinds.stream()
          .filter(m -> !m.isReadOnly())
          .forEach(m -> m.copyFrom(MemorySegment.ofArray(content)));
      for (MemorySegment memory : kinds) {
        MemorySegment slice = memory.asSlice(3);
        byte[] all = memory.toArray(ValueLayout.JAVA_BYTE);
        for (Order order : List.of(Order.C, Order.F)) {
          assertThat(ByteCopies.bytes(bytes(slice, 2, 20), order))
              .isEqualTo(Arrays.copyOfRange(all, 5, 23));
          assertThat(ByteCopies.bytes(bytes(slice, 2, 2), order)).isEmpty();
          byte[] whole = ByteCopies.bytes(bytes(memory, 0, 32), order);
          assertThat(whole).isEqualTo(all);
          // a copy, not the array itself
          whole[0]++;
          assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(all);
        }
      }
    }
  }
}
