package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ndview.internal.bulk.Bits.get;
import static org.ndview.internal.bulk.Bits.put;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** How tiles are cut, on which the speed depends, and that every cut brings each item over once. */
class TilingTest {
  /** Counts the tiles, and writes them. */
  private static final class Tiles implements TiledTransfer.Sink {
    private final Map<String, Integer> tiles = new LinkedHashMap<>();
    private int most = Integer.MAX_VALUE;

    private boolean count(String tile) {
      tiles.merge(tile, 1, Integer::sum);
      return --most > 0;
    }

    @Override
    public boolean take(
        StagingArray items,
        MemorySegment b,
        long atB,
        int rows,
        long rowStep,
        int columns,
        long columnStep) {
      items.store(b, atB, rows, rowStep, columns, columnStep, columns);
      return count(rows + "x" + columns);
    }

    @Override
    public int width(StagingArray items) {
      return items.width();
    }

    @Override
    public boolean takeAt(
        StagingArray items, MemorySegment b, long atB, int @Nullable [] places, int n) {
      if (places == null) {
        items.write(0, b, atB, n);
      } else {
        items.scatterAt(b, atB, places, n);
      }
      return count((places == null ? "run of " : "table of ") + n);
    }

    @Override
    public String toString() {
      return tiles.entrySet().stream()
          .map(e -> (e.getValue() > 1 ? e.getValue() + " * " : "") + e.getKey())
          .collect(Collectors.joining(" + "));
    }
  }

  /** Makes numbers of another width. */
  private record Widths(StagingArray in, StagingArray out, boolean transposes)
      implements TiledTransfer.Kernel {
    private static MemorySegment bytes(StagingArray block) {
      return switch (block.array()) {
        case byte[] array -> MemorySegment.ofArray(array);
        case short[] array -> MemorySegment.ofArray(array);
        case int[] array -> MemorySegment.ofArray(array);
        case long[] array -> MemorySegment.ofArray(array);
        default -> throw new AssertionError();
      };
    }

    @Override
    public void convert(int n) {
      for (int i = 0; in != out && i < n; i++) {
        put(bytes(out), (long) i * out.width(), out.width(), item(in, i));
      }
    }

    @Override
    public void transpose(int n, int columns) {
      for (int c = 0; c < columns; c++) {
        for (int i = 0; i < n; i++) {
          long at = (long) (c * n + i) * out.width();
          put(bytes(out), at, out.width(), item(in, i * columns + c));
        }
      }
    }

    private static long item(StagingArray block, int i) {
      return get(bytes(block), (long) i * block.width(), block.width());
    }
  }

  private static long[] longs(String numbers, long factor) {
    return Arrays.stream(numbers.split(" ")).mapToLong(s -> Long.parseLong(s) * factor).toArray();
  }

  private static StridedMemory memory(int width, String shape, String strides) {
    long[] lengths = longs(shape, 1);
    long[] steps = longs(strides, width);
    long first = 0;
    for (int d = 0; d < steps.length; d++) {
      first += Math.max(0, -steps[d]) * (lengths[d] - 1);
    }
    Layout layout = Layout.of(width, first, lengths, steps);
    byte[] bytes = new byte[(int) layout.high()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 8) * 7);
    }
    return StridedMemory.of(MemorySegment.ofArray(bytes), layout);
  }

  private static byte[] expected(StridedMemory from, StridedMemory to) {
    byte[] bytes = to.segment().toArray(ValueLayout.JAVA_BYTE);
    long[] index = new long[to.layout().ndim()];
    for (long i = 0; i < to.layout().size(); i++) {
      int width = (int) from.layout().itemsize();
      long number = get(from.segment(), from.layout().offsetOf(index), width);
      put(
          MemorySegment.ofArray(bytes),
          to.layout().offsetOf(index),
          (int) to.layout().itemsize(),
          number);
      for (int d = index.length - 1; d >= 0 && ++index[d] == to.layout().shape(d); d--) {
        index[d] = 0;
      }
    }
    return bytes;
  }

  private static TiledTransfer transfer(
      StridedMemory from, StridedMemory to, boolean whole, Tiles tiles) {
    StagingArray in = StagingArray.of((int) from.layout().itemsize(), 0);
    int width = (int) to.layout().itemsize();
    StagingArray out = width == in.width() && !whole ? in : StagingArray.of(width, 0);
    return new TiledTransfer(
        StridedWalk.anyOrder(from, to), in, out, new Widths(in, out, whole), tiles);
  }

  @ParameterizedTest(name = "{0} from {1} to {2}, {3} to {4} bytes, {5}")
  @CsvSource({
    // the shape, the steps in both memories (in items), the widths, whether a kernel transposes
    "5000, 1, 1, 1, 1, false, 1x4096 + 1x904",
    "5000, 2, 1, 4, 4, false, 4 * 1x1024 + 1x904",
    "9000, 1, 3, 1, 8, false, 17 * 1x512 + 1x296",
    "9000, -1, 1, 8, 1, false, 17 * 1x512 + 1x296",
    "300 40, 50 1, 40 1, 2, 2, false, 5 * 51x40 + 45x40",
    "30 400, 500 1, 400 1, 2, 8, false, 30 * 1x400",
    "30 400, 0 1, 400 1, 2, 8, false, 30 * 1x400",
    "30 400, 1 0, 400 1, 2, 8, false, 30 * 1x400",
    "30 400, 2 2, 400 1, 2, 8, false, 30 * 1x400",
    "40 300, 1 40, 300 1, 4, 4, false, 6 * 20x100",
    "300 40, 1 300, 40 1, 4, 4, false, 6 * 50x40",
    "300 40, -1 300, 40 1, 4, 4, false, 6 * 50x40",
    "50 256, 1 50, 256 1, 4, 4, false, 6 * 8x256 + 2x256",
    "50 257, 1 50, 257 1, 4, 4, false, 4 * 17x86 + 2 * 17x85 + 2 * 16x86 + 16x85",
    "2000 300, 1 2000, 300 1, 1, 1, false, 300 * 20x100",
    "2000 1000, 1 2000, 1000 1, 1, 4, false, 1000 * 16x125",
    "2 1000, 1 2, 1000 1, 1, 1, false, 2x1000",
    "3 1000, 1 3, 1000 1, 1, 1, false, 3x1000",
    "3 1000, 1 3, 1000 1, 1, 4, false, 3x1000",
    "3 1000, 1 3, 1000 1, 4, 1, false, 3x1000",
    "3 1000, 1 3, 1000 1, 1, 4, true, 2 * 3x341 + 3x318",
    "3 1000, 1 4, 1000 1, 1, 4, false, 8 * 3x125",
    "3 1000, 1 4, 1000 1, 1, 4, true, 2 * 3x341 + 3x318",
    "4 1000, 1 4, 1000 1, 2, 2, false, 4x1000",
    "5 1000, 1 5, 1000 1, 2, 2, false, 8 * 5x125",
    "8 1000, 1 8, 1000 1, 2, 2, true, 3 * 8x256 + 8x232",
    "9 1000, 1 9, 1000 1, 2, 2, true, 8 * 9x125",
    "3 9000, 1 3, 9000 1, 1, 1, false, 3x9000",
    "3 9000, 1 3, 9000 1, 8, 2, true, 52 * 3x170 + 3x160",
    "1000 3, 1 1000, 3 1, 1, 1, false, 1000x3",
    "1000 3, 1 1000, 3 1, 4, 1, false, 1000x3",
    "1000 8, 1 1000, 8 1, 2, 2, false, 1000x8",
    "1000 9, 1 1000, 9 1, 2, 2, false, 5 * 200x9",
    "1000 3, 1 1000, 3 1, 1, 4, true, 1000x3",
    "9000 3, 1 9000, 3 1, 1, 1, false, 9000x3",
    "5 6 7, 1 5 30, 42 7 1, 4, 4, false, run of 210",
    "5 6 7, 1 5 30, 42 7 1, 1, 4, false, run of 210",
    "5 6 7, 42 7 1, 80 9 1, 1, 4, false, table of 210",
    "5 6 7, 80 9 1, 42 7 1, 1, 4, false, run of 210",
    "5 6 7, 80 9 1, 100 11 1, 1, 4, false, table of 210",
    "3000 2 3, 12 4 1, 6 1 2, 2, 2, false, 17 * run of 1002 + run of 966",
    "3000 2 3, 12 4 1, 6 3 1, 2, 2, false, 17 * run of 1002 + run of 966",
    "3000 2 3, 6 3 1, 20 4 1, 2, 2, false, 17 * table of 1002 + table of 966",
    "2 3 4 5, 1 2 6 24, 60 20 5 1, 1, 1, false, run of 120",
    "2 30 40 5, 1 2 60 2400, 6000 200 5 1, 1, 1, false, 12 * run of 1000",
    "9 16 16, 1 9 144, 256 16 1, 2, 2, false, 3 * run of 768",
    "9 16 17, 1 9 144, 272 17 1, 2, 2, false, 3 * run of 816",
    "9 300 2, 700 2 1, 600 2 1, 2, 2, false, 3 * 3x600",
    "20 5 300, 2000 1 6, 1500 300 1, 2, 2, false, 60 * 5x100",
    "20 5 300, 2000 1 5, 1500 300 1, 2, 2, false, 60 * 5x100",
    "20 7 100, 2000 1 9, 700 100 1, 2, 2, false, 20 * 7x100",
    "20 7 129, 2000 1 9, 903 129 1, 2, 2, false, 20 * 7x129",
    "20 8 100, 2000 1 9, 800 100 1, 2, 2, false, 20 * 8x100",
    "7 20 100, 1 900 9, 2000 100 1, 2, 2, false, 16 * 7x125",
    "7 20 100, 1 900 9, 2000 100 1, 2, 4, true, 13 * 7x146 + 7x102",
    "7 20 100, 1 900 7, 2000 100 1, 2, 2, false, 20 * 7x100",
    "40 50 60, 1 2400 40, 3000 60 1, 4, 4, false, 48 * 14x125 + 24 * 12x125",
    "40 50 60, 60 2400 1, 3000 60 1, 4, 4, false, 80 * 17x60 + 40 * 16x60"
  })
  void tiles(
      String shape,
      String stepsA,
      String stepsB,
      int widthA,
      int widthB,
      boolean transposes,
      String expected) {
    StridedMemory from = memory(widthA, shape, stepsA);
    StridedMemory to = memory(widthB, shape, stepsB);
    byte[] bytes = expected(from, to);
    Tiles tiles = new Tiles();
    TiledTransfer transfer = transfer(from, to, transposes, tiles);
    assertThat(transfer.run()).isTrue();
    assertThat(to.segment().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
    assertThat(tiles.toString()).isEqualTo(expected);
    // of each of the tiles, false ends the transfer
    int all = tiles.tiles.values().stream().mapToInt(n -> n).sum();
    for (int end = 1; end <= all; end += Math.max(1, all - 1)) {
      Tiles some = new Tiles();
      some.most = end;
      assertThat(transfer(from, to, transposes, some).run()).isFalse();
      assertThat(some.tiles.values().stream().mapToInt(n -> n).sum()).isEqualTo(end);
    }
  }

  @Test
  void fewItemsOfADimensionAreTakenWhole() {
    String[] shapes = {"3 1000", "8 1000", "9 1000", "1000 3"};
    boolean[][] held = {{true, false}, {true, false}, {false, false}, {false, false}};
    for (int i = 0; i < shapes.length; i++) {
      long[] n = longs(shapes[i], 1);
      StridedMemory from = memory(1, shapes[i], "1 " + n[0]);
      StridedMemory to = memory(4, shapes[i], n[1] + " 1");
      TiledTransfer transfer = transfer(from, to, true, new Tiles());
      StridedWalk walk = StridedWalk.anyOrder(from, to);
      assertThat(transfer.interleavesWhole(walk.dim(0))).as(shapes[i]).isEqualTo(held[i][0]);
      assertThat(transfer.interleavesWhole(walk.dim(1))).as(shapes[i]).isEqualTo(held[i][1]);
    }
  }

  @Test
  void anotherKernelHasTheSameTiles() {
    StridedMemory from = memory(1, "3 1000", "1 3");
    StridedMemory to = memory(1, "3 1000", "1000 1");
    Tiles tiles = new Tiles();
    StagingArray block = StagingArray.of(1, 0);
    TiledTransfer first =
        new TiledTransfer(
            StridedWalk.anyOrder(from, to), block, block, new Widths(block, block, false), tiles);
    first.run();
    String same = tiles.toString();
    tiles.tiles.clear();
    boolean[] used = new boolean[1];
    first.with(_ -> used[0] = true).run();
    assertThat(used[0]).isTrue();
    assertThat(tiles.toString()).isEqualTo(same);
  }

  /** Along the last dimension, which is the closest of the target; of equals it is the last. */
  @ParameterizedTest(name = "{0}, {1} to {2}")
  @CsvSource({
    "9, 5, 7, true",
    "9, 0, 7, true",
    "9 8, 20 2, 30 3, true",
    "9 8, 2 20, 30 3, false",
    "9 8, -2 20, 30 3, false",
    "9 8, 2 -20, 30 3, false",
    "9 8, 2 2, 30 3, true",
    "9 8, 2 -2, 30 3, true",
    // what is the same along a dimension lies nowhere
    "9 8, 0 20, 30 3, true",
    "9 8 7, 1 200 20, 300 30 3, false",
    "9 8 7, 200 1 20, 300 30 3, false"
  })
  void linesAreAlignedThatLieAlongTheClosestItemsOfBoth(
      String shape, String stepsA, String stepsB, boolean aligned) {
    StridedWalk walk = StridedWalk.anyOrder(memory(1, shape, stepsA), memory(1, shape, stepsB));
    assertThat(TiledTransfer.isAligned(walk)).isEqualTo(aligned);
  }
}
