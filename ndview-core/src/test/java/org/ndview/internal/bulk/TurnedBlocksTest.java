package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ndview.internal.bulk.Bits.get;
import static org.ndview.internal.bulk.Bits.put;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Items are given away block by block, in the order of the memory that they go to. */
class TurnedBlocksTest {
  @BeforeEach
  void kernels() {
    assumeTrue(
        VectorModule.find(PlaneKernels.class, "VectorPlanes") != null,
        "this JVM has no kernels for planes");
  }

  private static @Nullable TurnedBlocks of(
      MemorySegment a, Layout from, MemorySegment b, Layout to) {
    StridedWalk walk = StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
    return TurnedBlocks.of(walk, (int) from.itemsize(), (int) to.itemsize());
  }

  /** Makes the second memory's items, and notes how many at a time. */
  private static TurnedBlocks.Taker tripled(int from, int to, List<Integer> taken) {
    return (block, at, b, atB, n) -> {
      taken.add(n);
      for (int i = 0; i < n; i++) {
        put(b, atB + (long) i * to, to, 3 * get(block, at + (long) i * from, from) + 1);
      }
      return true;
    };
  }

  @ParameterizedTest(name = "{0}: {1} to {2}, {3} to {4} bytes")
  @CsvSource({
    // the shape, the steps of both in items, the widths, how often items are taken and how many at
    // least; 0 for none
    // planes of the second memory that follow each other are taken at once
    "16 16, 1 16, 16 1, 4, 4, 1, 256",
    "15 17, 1 15, 17 1, 4, 4, 0, 0",
    "32 32, 1 40, 32 1, 1, 8, 1, 1024",
    "5 20 30, 1 5 100, 600 30 1, 4, 4, 1, 3000",
    "5 20 30, 600 1 20, 600 30 1, 8, 2, 1, 3000",
    "500 20 30, 600 1 20, 600 30 1, 8, 2, 63, 2400",
    "400 300, 1 400, 300 1, 4, 4, 25, 4800",
    "401 300, 1 401, 300 1, 4, 4, 26, 300",
    "40 8000, 1 40, 8000 1, 8, 4, 5, 64000",
    // no more than stays in a cache of the second level
    "70 256 256, 65536 1 256, 65536 256 1, 1, 1, 5, 917504",
    // else row by row
    "32 32, 1 40, 40 1, 4, 4, 32, 32",
    "3 20 30, 600 1 20, 700 30 1, 4, 4, 3, 600",
    "5 20 30, 600 1 20, 800 35 1, 4, 4, 100, 30",
    // long rows in parts
    "17 16385, 1 17, 16385 1, 4, 4, 289, 961",
    "40 16385, 1 40, 16385 1, 8, 4, 680, 961",
    // pixels, and planes that become pixels
    "2 150, 1 2, 150 1, 4, 4, 1, 300",
    "4 150, 1 4, 150 1, 2, 8, 1, 600",
    "150 3, 1 150, 3 1, 1, 2, 1, 450",
    "3 100000, 1 3, 100000 1, 4, 4, 294, 963",
    "2 127, 1 2, 127 1, 4, 4, 0, 0",
    // backward
    "32 32, -1 40, 32 1, 4, 4, 1, 1024",
    "4 150, -1 4, 150 1, 2, 8, 1, 600",
    "32 32, 1 40, -32 1, 4, 4, 1, 1024",
    "20 100, 110 -1, 100 1, 4, 4, 1, 2000",
    // short rows that lie apart
    "20 30, 40 1, 30 1, 4, 8, 1, 600",
    // what no loop copies
    "300 5, 1 300, 7 1, 4, 4, 300, 5",
    "300 20, 40 2, 20 1, 4, 4, 0, 0",
    "300 20, 1 600, 40 2, 4, 4, 0, 0",
    "300, 2, 1, 4, 4, 0, 0",
    "300 20, 0 0, 20 1, 4, 4, 0, 0",
    "0 300, 1 4, 300 1, 4, 4, 0, 0"
  })
  void eachItemComesToItsPlace(
      String shape, String stepsA, String stepsB, int widthA, int widthB, int times, int fewest) {
    Layout from = Items.layout(widthA, shape, stepsA);
    Layout to = Items.layout(widthB, shape, stepsB);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = Items.memory(arena, from, 1);
      MemorySegment b = Items.memory(arena, to, 9);
      TurnedBlocks blocks = of(a, from, b, to);
      assertThat(blocks != null).isEqualTo(times > 0);
      if (blocks == null) {
        return;
      }
      byte[] expected = Items.expected(a, from, b, to, number -> 3 * number + 1);
      List<Integer> taken = new ArrayList<>();
      assertThat(blocks.run(tripled(widthA, widthB, taken))).isTrue();
      assertThat(b.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
      assertThat(List.of(taken.size(), taken.stream().min(Integer::compare).orElse(0)))
          .isEqualTo(List.of(times, fewest));
      assertThat(blocks.fewest()).isEqualTo(fewest);
      MemorySegment array = MemorySegment.ofArray(a.toArray(ValueLayout.JAVA_BYTE));
      assertThat(of(array, from, b, to)).isNull();
    }
  }

  @Test
  void oneWhoTakesNoMoreEndsIt() {
    Layout from = Items.layout(4, "600 600", "1 600");
    Layout to = Items.layout(4, "600 600", "600 1");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = Items.memory(arena, from, 1);
      TurnedBlocks blocks = Objects.requireNonNull(of(a, from, a, to));
      for (int most : new int[] {1, 3}) {
        int[] taken = {0};
        assertThat(blocks.run((_, _, _, _, _) -> ++taken[0] < most)).isFalse();
        assertThat(taken[0]).isEqualTo(most);
      }
    }
  }
}
