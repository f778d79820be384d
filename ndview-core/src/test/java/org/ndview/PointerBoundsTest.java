package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.ndview.format.Format;

/** Pointers to the edges of the memory. */
class PointerBoundsTest {
  private static final int BYTES = 64;

  @Test
  void aReversedRowThatLeavesTheMemoryIsRefusedBeforeAnythingIsWritten() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(BYTES);
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 16);
      memory.set(ValueLayout.JAVA_LONG, 8, memory.address() - 1);
      Layout layout = Layout.of(1, 0, new long[] {2, 4}, new long[] {8, -1}, new long[] {3, -1});
      NdView rows = NdView.of(memory, Format.parse("B"), layout);
      byte[] before = memory.toArray(ValueLayout.JAVA_BYTE);
      NdView ones = NdView.of(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}).cast("B", 2, 4);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> rows.assign(ones));
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> ones.convertTo(rows));
      assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(before);
    }
  }

  @Test
  void aPointerToTheEndLeadsToItemsWithoutBytesAndOneBehindItNowhere() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(BYTES);
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + BYTES);
      memory.set(ValueLayout.JAVA_LONG, 8, memory.address() + BYTES + 1);
      Layout layout = Layout.of(0, 0, new long[] {2, 3}, new long[] {8, 0}, new long[] {0, -1});
      NdView rows = NdView.of(memory, Format.parse("0s"), layout);
      assertThat(rows.get(0, 2)).isEqualTo(new byte[0]);
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> rows.get(1, 2))
          .withMessageContaining("leads out of the memory");
    }
  }
}
