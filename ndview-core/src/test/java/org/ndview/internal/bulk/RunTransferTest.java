package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ndview.internal.bulk.Bits.get;
import static org.ndview.internal.bulk.Bits.put;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/**
 * Kernels get native memory and runs of enough items, whatever memory the lines lie in and however
 * far apart their items are; every item is made once, and no byte beside it is changed.
 */
class RunTransferTest {
  /** Rows and items of each: long lines, and short ones of which several make a run. */
  private static final int[][] SIZES = {
    {3, 64}, {3, 127}, {3, 128}, {3, 1024}, {3, 2047}, {3, 4097}, {4, 16}, {70, 16}, {263, 17},
    {33, 63}, {9, 500}, {5, 959}, {65, 65}
  };

  private enum Memory {
    ARRAY,
    NATIVE,
    MAPPED
  }

  @TempDir Path directory;

  private static long made(long number) {
    return number * 3 + 1;
  }

  /** Three times a number, and one more; what it is given is what kernels are promised. */
  private static RunTransfer.Step step(int from, int to) {
    return new RunTransfer.Step(
        to,
        (a, atA, b, atB, n) -> {
          assertThat(n).isGreaterThanOrEqualTo(RunKernel.FEWEST);
          assertThat(a.isNative() && !a.isMapped()).isTrue();
          assertThat(b.isNative() && !b.isMapped()).isTrue();
          long endA = a.address() + atA + (long) n * from;
          long endB = b.address() + atB + (long) n * to;
          assertThat(endA <= b.address() + atB || endB <= a.address() + atA).isTrue();
          for (int i = 0; i < n; i++) {
            put(b, atB + (long) i * to, to, made(get(a, atA + (long) i * from, from)));
          }
        });
  }

  private MemorySegment memory(Arena arena, Memory kind, long bytes) throws IOException {
    return switch (kind) {
      case ARRAY -> MemorySegment.ofArray(new byte[(int) bytes]);
      case NATIVE -> arena.allocate(bytes, 1);
      case MAPPED -> {
        Path file = directory.resolve("mapped");
        try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
          yield channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
        }
      }
    };
  }

  /** Rows of items with a step between them, in memory that ends with the last. */
  private static Layout lines(int rows, int n, long step, int width) {
    long line = (n - 1) * Math.abs(step) + width;
    long first = step < 0 ? line - width : 0;
    return Layout.of(width, first, new long[] {rows, n}, new long[] {line + 3L * width, step});
  }

  private static void noise(MemorySegment memory) {
    for (long i = 0; i < memory.byteSize(); i++) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 31 + (i >> 7)));
    }
  }

  private static byte[] expected(
      MemorySegment a, Layout from, MemorySegment b, Layout to, int between) {
    byte[] bytes = b.toArray(ValueLayout.JAVA_BYTE);
    MemorySegment copy = MemorySegment.ofArray(bytes);
    MemorySegment room = MemorySegment.ofArray(new byte[Long.BYTES]);
    for (long r = 0; r < from.shape(0); r++) {
      for (long i = 0; i < from.shape(1); i++) {
        long number = get(a, from.offsetOf(r, i), (int) from.itemsize());
        if (between != 0) {
          put(room, 0, between, made(number));
          number = get(room, 0, between);
        }
        put(copy, to.offsetOf(r, i), (int) to.itemsize(), made(number));
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    // an item of the first memory, between, and of the second, in bytes
    "1, 0, 1",
    "2, 0, 4",
    "4, 0, 2",
    "8, 0, 8",
    "1, 8, 4",
    "4, 8, 1",
    "2, 2, 8"
  })
  void everyItemOfALineIsMadeOnce(int widthA, int between, int widthB) throws IOException {
    List<RunTransfer.Step> steps =
        between == 0
            ? List.of(step(widthA, widthB))
            : List.of(step(widthA, between), step(between, widthB));
    int turn = 0;
    for (int[] size : SIZES) {
      int n = size[1];
      for (int stepA : new int[] {1, 3, -1, 0}) {
        for (int stepB : new int[] {1, 2}) {
          for (Memory kindA : Memory.values()) {
            Memory kindB = Memory.values()[turn++ % 3];
            Layout from = lines(size[0], n, (long) stepA * widthA, widthA);
            Layout to = lines(size[0], n, (long) stepB * widthB, widthB);
            try (Arena arena = Arena.ofConfined()) {
              MemorySegment a = memory(arena, kindA, from.high());
              MemorySegment b =
                  memory(arena, kindA == Memory.MAPPED ? Memory.ARRAY : kindB, to.high());
              noise(a);
              noise(b);
              byte[] expected = expected(a, from, b, to, between);
              StridedWalk walk =
                  StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
              boolean runs = stepA == 1 && stepB == 1;
              assertThat(RunTransfer.hasRuns(walk, widthA, widthB))
                  .isEqualTo(runs && n >= RunKernel.FEWEST);
              assertThat(LineTransfer.hasLines(walk, RunKernel.FEWEST)).isTrue();
              if (runs && n >= RunKernel.FEWEST && turn % 2 == 0) {
                RunTransfer.run(walk, widthA, steps);
              } else {
                LineTransfer.run(walk, widthA, steps);
              }
              assertThat(b.toArray(ValueLayout.JAVA_BYTE))
                  .as("%s from %s %s to %s %s", n, kindA, from, kindB, to)
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }

  @Test
  void linesAreAlongTheClosestItemsOfBothAndEnoughOfThemTogether() {
    MemorySegment memory = MemorySegment.ofArray(new byte[1 << 16]);
    List<String> held = new ArrayList<>();
    long[][] cases = {
      // the rows, the items, and the steps of both, in bytes
      {3, 63, 200, 2, 200, 2},
      {3, 21, 200, 2, 200, 2},
      {4, 16, 200, 2, 200, 2},
      {5, 15, 200, 2, 200, 2},
      {3, 64, 200, 2, 200, 2},
      {3, 64, 200, 2, 200, 3},
      {3, 64, 200, 3, 200, 2},
      {3, 64, 2, 200, 200, 2},
      {64, 3, 2, 200, 2, 200}
    };
    for (long[] c : cases) {
      StridedMemory a =
          StridedMemory.of(
              memory, Layout.of(2, 0, new long[] {c[0], c[1]}, new long[] {c[2], c[3]}));
      StridedMemory b =
          StridedMemory.of(
              memory, Layout.of(2, 0, new long[] {c[0], c[1]}, new long[] {c[4], c[5]}));
      StridedWalk walk = StridedWalk.anyOrder(a, b);
      held.add(
          RunTransfer.hasRuns(walk, 2, 2) + " " + LineTransfer.hasLines(walk, RunKernel.FEWEST));
    }
    assertThat(held)
        .containsExactly(
            "false true",
            "false false",
            "false true",
            "false false",
            "true true",
            "false true",
            "false true",
            "false false",
            "true true");
  }

  @Test
  void whatNothingIsDoneWithKeepsItsBytes() {
    try (Arena arena = Arena.ofConfined();
        NativeScratch scratch = NativeScratch.take()) {
      MemorySegment a = arena.allocate(100);
      noise(a);
      MemorySegment b = MemorySegment.ofArray(new byte[100]);
      RunTransfer.run(List.of(), 4, scratch, 0, a, 8, b, 4, 20);
      assertThat(MemorySegment.mismatch(a, 8, 88, b, 4, 84)).isEqualTo(-1);
      assertThat(b.asSlice(0, 4).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
      assertThat(b.asSlice(84).toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 64, 100", "127, 64, 127", "128, 64, 64", "129, 64, 64", "64, 64, 64"})
  void aRunIsNeverTooShort(long rest, int most, int next) {
    assertThat(RunKernel.next(rest, most)).isEqualTo(next);
  }

  @Test
  void eachStepWorksFromOneBlockToAnother() {
    List<RunTransfer.Step> steps = List.of(step(2, 8), step(8, 4), step(4, 2), step(2, 8));
    for (int n : new int[] {64, 1100}) {
      Layout from = lines(1, n, 2, 2);
      Layout to = lines(1, n, 8, 8);
      MemorySegment a = MemorySegment.ofArray(new byte[(int) from.high()]);
      MemorySegment b = MemorySegment.ofArray(new byte[(int) to.high()]);
      noise(a);
      StridedWalk walk = StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
      RunTransfer.run(walk, 2, steps);
      for (int i = 0; i < n; i++) {
        long number = made((short) made((int) made(made(get(a, 2L * i, 2)))));
        assertThat(get(b, 8L * i, 8)).isEqualTo(number);
      }
    }
  }

  @Test
  void runsOfNativeMemoryAreCutOnlyWhereTheyAreVeryLong() {
    long most = RunKernel.LONG_RUN;
    try (Arena arena = Arena.ofConfined()) {
      for (long n : new long[] {5000, most + 63, most + 64}) {
        List<Integer> cuts = new ArrayList<>();
        RunTransfer.Step step =
            new RunTransfer.Step(
                1,
                (a, atA, b, atB, m) -> {
                  cuts.add(m);
                  MemorySegment.copy(a, atA, b, atB, m);
                });
        Layout line = lines(1, (int) n, 1, 1);
        MemorySegment a = arena.allocate(n, 1);
        noise(a);
        MemorySegment b = arena.allocate(n, 1);
        StridedMemory from = StridedMemory.of(a, line);
        RunTransfer.run(StridedWalk.anyOrder(from, StridedMemory.of(b, line)), 1, List.of(step));
        assertThat(a.mismatch(b)).isEqualTo(-1);
        if (n == most + 64) {
          assertThat(cuts).containsExactly((int) most, 64);
        } else {
          assertThat(cuts).containsExactly((int) n);
        }
        cuts.clear();
        MemorySegment array = MemorySegment.ofArray(new byte[(int) n]);
        RunTransfer.run(
            StridedWalk.anyOrder(from, StridedMemory.of(array, line)), 1, List.of(step));
        assertThat(a.mismatch(array)).isEqualTo(-1);
        assertThat(cuts).allMatch(m -> m >= 64 && m < 4096);
      }
    }
  }

  @Test
  void slotsAreSharedByNobody() {
    List<NativeScratch> taken = new ArrayList<>();
    // more than are kept for the next user
    for (int i = 0; i < 40; i++) {
      NativeScratch one = NativeScratch.take();
      assertThat(taken).noneMatch(other -> other.all().address() == one.all().address());
      taken.add(one);
      for (int s = 0; s < 16; s++) {
        assertThat(one.slot(s).address()).isEqualTo(one.all().address() + s * NativeScratch.SLOT);
        assertThat(one.slot(s).byteSize()).isEqualTo(NativeScratch.SLOT);
      }
      for (int p = 0; p < 2; p++) {
        assertThat(one.pixels(p).address()).isEqualTo(one.slot(4 * p).address());
        assertThat(one.pixels(p).byteSize()).isEqualTo(4 * NativeScratch.SLOT);
      }
    }
    taken.forEach(NativeScratch::close);
    assertThat(NativeScratch.items(1)).isEqualTo(4032);
    assertThat(NativeScratch.items(2)).isEqualTo(4032);
    assertThat(NativeScratch.items(4)).isEqualTo(1984);
    assertThat(NativeScratch.items(8)).isEqualTo(960);
  }
}
