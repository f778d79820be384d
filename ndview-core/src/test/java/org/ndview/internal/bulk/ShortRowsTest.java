package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Rows of few items keep their bytes, and nothing else is written. */
class ShortRowsTest {
  private static final long ROOM = 1 << 16;

  /** Two memories of the same shape. */
  private record Case(String name, Layout from, Layout to) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(int itemsize, long[] shape, long[] stepsA, long[] stepsB) {
    String name = "%s of %d, %s, %s";
    return new Case(
        name.formatted(
            Arrays.toString(shape), itemsize, Arrays.toString(stepsA), Arrays.toString(stepsB)),
        layout(itemsize, shape, stepsA),
        layout(itemsize, shape, stepsB));
  }

  /** Begins where negative steps end in the memory. */
  private static Layout layout(int itemsize, long[] shape, long[] steps) {
    long offset = 5;
    for (int d = 0; d < shape.length; d++) {
      offset += steps[d] < 0 ? -steps[d] * (shape[d] - 1) : 0;
    }
    return Layout.of(itemsize, offset, shape, steps);
  }

  static Stream<Case> cases() {
    Stream<Case> widths =
        IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 17, 24, 33, 40, 64, 65)
            .boxed()
            .flatMap(bytes ->
                IntStream.of(1, 2, 15, 16, 17, 127, 128, 129, 257, 300)
                    .mapToObj(rows ->
                        of(
                            1,
                            new long[] {rows, bytes},
                            new long[] {bytes + 3, 1},
                            new long[] {bytes + 1, 1})));
    Stream<Case> others =
        Stream.of(
            of(4, new long[] {300, 4}, new long[] {28, 4}, new long[] {16, 4}),
            of(4, new long[] {300, 4}, new long[] {-28, 4}, new long[] {16, 4}),
            of(4, new long[] {300, 4}, new long[] {28, 4}, new long[] {-20, 4}),
            of(4, new long[] {300, 4}, new long[] {28, -4}, new long[] {16, -4}),
            of(4, new long[] {300, 4}, new long[] {28, -4}, new long[] {16, 4}),
            of(4, new long[] {300, 4}, new long[] {28, 4}, new long[] {16, -4}),
            of(2, new long[] {7, 40, 3}, new long[] {700, 12, 2}, new long[] {260, 6, 2}),
            of(2, new long[] {7, 40, 3}, new long[] {8, 60, 2}, new long[] {260, 6, 2}),
            of(2, new long[] {40, 7, 4}, new long[] {8, 400, 2}, new long[] {64, 8, 2}),
            of(2, new long[] {2, 3, 40, 2}, new long[] {0, 600, 6, 2}, new long[] {900, 300, 4, 2}),
            of(8, new long[] {20, 16}, new long[] {136, 8}, new long[] {144, 8}),
            of(8, new long[] {20, 17}, new long[] {144, 8}, new long[] {152, 8}),
            of(12, new long[] {70, 2}, new long[] {36, 12}, new long[] {24, 12}),
            of(3, new long[] {70, 5}, new long[] {16, 3}, new long[] {15, 3}),
            of(1, new long[] {50, 8, 8}, new long[] {100, 8, 1}, new long[] {80, 8, 1}),
            of(1, new long[] {500}, new long[] {3}, new long[] {2}),
            of(4, new long[] {0, 4}, new long[] {28, 4}, new long[] {16, 4}));
    return Stream.concat(widths, others);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachItemIsCopiedAndNothingElse(Case memories) {
    try (Arena arena = Arena.ofConfined()) {
      for (boolean heap : new boolean[] {false, true}) {
        MemorySegment a = heap ? MemorySegment.ofArray(new byte[(int) ROOM]) : arena.allocate(ROOM);
        MemorySegment b = heap ? MemorySegment.ofArray(new byte[(int) ROOM]) : arena.allocate(ROOM);
        byte[] noise = new byte[(int) ROOM];
        byte[] expected = new byte[(int) ROOM];
        for (int i = 0; i < ROOM; i++) {
          noise[i] = (byte) (i * 7 + i / 251);
          expected[i] = (byte) -(i % 5);
        }
        a.copyFrom(MemorySegment.ofArray(noise));
        b.copyFrom(MemorySegment.ofArray(expected));
        expect(memories, noise, expected, 0, memories.from.offset(), memories.to.offset());
        TiledTransfer.copy(
            StridedMemory.of(a, memories.from),
            StridedMemory.of(b, memories.to),
            Execution.SEQUENTIAL);
        assertThat(b.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
      }
    }
  }

  private static void expect(Case memories, byte[] a, byte[] expected, int d, long atA, long atB) {
    Layout from = memories.from;
    if (d == from.ndim()) {
      for (int k = 0; k < from.itemsize(); k++) {
        expected[(int) atB + k] = a[(int) atA + k];
      }
      return;
    }
    for (long i = 0; i < from.shape(d); i++) {
      expect(
          memories, a, expected, d + 1, atA + i * from.stride(d), atB + i * memories.to.stride(d));
    }
  }

  /** Items that follow each other in both memories are those that they are widened to. */
  @ParameterizedTest
  @CsvSource({"1, 4, 4", "1, 6, 2", "1, 7, 1", "1, 12, 4", "1, 24, 8", "2, 3, 2", "2, 8, 8"})
  void itemsAreAsWideAsTheyCanBe(int width, int n, int widest) {
    try (Arena arena = Arena.ofConfined()) {
      StridedWalk walk = walk(arena, width, n, width);
      assertThat(walk.widest(width)).isEqualTo(widest);
      StridedWalk wider = walk.wider(width, widest);
      assertThat(wider.size() * widest).isEqualTo(walk.size() * width);
      assertThat(wider.ndim()).isEqualTo(n * width == widest ? 1 : 2);
    }
  }

  @Test
  void itemsThatLieApartStayAsTheyAre() {
    try (Arena arena = Arena.ofConfined()) {
      StridedWalk walk = walk(arena, 2, 4, 4);
      assertThat(walk.widest(2)).isEqualTo(2);
      assertThat(walk.wider(2, 2)).isSameAs(walk);
    }
  }

  private static StridedWalk walk(Arena arena, int width, long n, long step) {
    MemorySegment memory = arena.allocate(1 << 12);
    Layout from = Layout.of(width, 0, new long[] {20, n}, new long[] {100, step});
    Layout to = Layout.of(width, 0, new long[] {20, n}, new long[] {90, width});
    return StridedWalk.anyOrder(
        StridedMemory.of(memory, from), StridedMemory.of(memory, to), 1, width);
  }

  /** What a call for each row would cost more than; others are faster row by row, or by tiles. */
  @ParameterizedTest(name = "{0} of {1}, {2}, {3}")
  @CsvSource({
    // the shape, the items, the steps of both memories, and whether it is done
    "20 4, 4, 28 4, 16 4, true",
    "20 4, 4, 28 4, -20 4, true",
    // rows of so many bytes that they are worth a call, and so few rows that they are not many
    "20 16, 1, 20 1, 17 1, true",
    "20 17, 1, 20 1, 18 1, true",
    "20 64, 1, 70 1, 65 1, true",
    "20 65, 1, 70 1, 66 1, false",
    "16 4, 4, 28 4, 16 4, true",
    "15 4, 4, 28 4, 16 4, false",
    // one row
    "500, 1, 3, 2, false",
    // items apart
    "20 4, 4, 28 4, 40 8, false",
    "20 4, 4, 40 8, 28 4, false",
    // rows that are not the closest dimension of both memories, or are as close as another
    "3 20 4, 4, 900 28 4, 500 20 4, true",
    "3 20 4, 4, 28 28 4, 500 20 4, true",
    "3 20 4, 4, 900 28 4, 20 400 4, false",
    "3 20 4, 4, 20 400 4, 500 20 4, false",
    "3 20 4, 4, 0 28 4, 500 20 4, false",
    "3 20 4, 4, -900 28 4, 500 20 4, true",
    "2 3 20 4, 4, 2700 900 28 4, 9 2000 20 4, false",
    "2 3 20 4, 4, 9 2000 28 4, 1500 500 20 4, false"
  })
  void onlyManyShortRowsAreCopiedAcross(
      String shape, int itemsize, String stepsA, String stepsB, boolean suits) {
    Case memories = of(itemsize, longs(shape), longs(stepsA), longs(stepsB));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = arena.allocate(ROOM);
      MemorySegment heap = MemorySegment.ofArray(new byte[(int) ROOM]);
      MemorySegment b = arena.allocate(ROOM).fill((byte) 1);
      assertThat(isCopied(memories, a, b)).isEqualTo(suits);
      assertThat(b.get(ValueLayout.JAVA_BYTE, memories.to.offset()))
          .isEqualTo((byte) (suits ? 0 : 1));
      // loops over arrays and native memory in turn are slow ones
      assertThat(isCopied(memories, heap, b)).isFalse();
      assertThat(isCopied(memories, a, heap)).isFalse();
    }
  }

  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** With the dimensions in the given order. */
  private static boolean isCopied(Case memories, MemorySegment a, MemorySegment b) {
    StridedMemory from = StridedMemory.of(a, memories.from);
    StridedMemory to = StridedMemory.of(b, memories.to);
    int width = (int) memories.from.itemsize();
    return ShortRows.copy(from, to, StridedWalk.inOrder(from, to), width);
  }

  @Test
  void rowsBehindPointersAreNotCopiedAcross() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(1 << 12, 8);
      memory.set(ValueLayout.JAVA_LONG, 0, memory.address() + 64);
      Layout pointer =
          Layout.of(4, 0, new long[] {1, 20, 4}, new long[] {8, 20, 4}, new long[] {0, -1, -1});
      Layout plain = layout(4, new long[] {1, 20, 4}, new long[] {0, 16, 4});
      assertThat(isCopied(new Case("", pointer, plain), memory, arena.allocate(ROOM))).isFalse();
      assertThat(isCopied(new Case("", plain, pointer), arena.allocate(ROOM), memory)).isFalse();
    }
  }
}
