package org.ndview.internal.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ndview.internal.bulk.Bits.get;
import static org.ndview.internal.bulk.Bits.put;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/** Pixels become planes, and planes pixels, in any order of their items; no other byte changes. */
class PixelTransferTest {
  private static final boolean VECTORS =
      VectorModule.find(PixelKernels.class, "VectorPixels") != null;

  /** Of pixels that are made into others. */
  private static final int FEWEST = VECTORS ? RunKernel.FEWEST : 2 * RunKernel.FEWEST;

  /** Of pixels that are copied. */
  private static final int FEWEST_COPIED = VECTORS ? 16 : FEWEST;

  /** Of pixels of five and more items, which plain loops take, in any JVM. */
  private static final int FEWEST_OF_MANY = VECTORS ? 2 * RunKernel.FEWEST : RunKernel.FEWEST;

  /** Items of a pixel; eight are turned as squares where there are vectors. */
  private static final int MOST = VECTORS ? 7 : 8;

  private static RunTransfer.Step times(int factor, int from, int to) {
    return new RunTransfer.Step(
        to,
        (a, atA, b, atB, n) -> {
          assertThat(RunTransfer.isPlain(a) && RunTransfer.isPlain(b)).isTrue();
          assertThat(n).isGreaterThanOrEqualTo(RunKernel.FEWEST);
          for (int i = 0; i < n; i++) {
            put(b, atB + (long) i * to, to, factor * get(a, atA + (long) i * from, from) + 1);
          }
        });
  }

  /** Two images: planes with bytes between, or pixels; the first channel may be the last. */
  private static Layout images(boolean planes, boolean backward, int width, int n) {
    return images(3, planes, backward, width, n);
  }

  private static Layout images(int channels, boolean planes, boolean backward, int width, int n) {
    long channel = planes ? (long) n * width + 5 : width;
    long pixel = planes ? width : (long) channels * width;
    long image = (long) channels * n * width + 24;
    long first = backward ? 7 + (channels - 1) * channel : 7;
    return Layout.of(
        width,
        first,
        new long[] {2, channels, n},
        new long[] {image, backward ? -channel : channel, pixel});
  }

  private static MemorySegment memory(Arena arena, boolean isNative, Layout layout, int seed) {
    long bytes = layout.high() + 3;
    MemorySegment memory =
        isNative ? arena.allocate(bytes, 1) : MemorySegment.ofArray(new byte[(int) bytes]);
    for (long i = 0; i < bytes; i++) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 31 + (i >> 7) + seed));
    }
    return memory;
  }

  private static byte[] expected(
      MemorySegment a, Layout from, MemorySegment b, Layout to, int... factors) {
    byte[] bytes = b.toArray(ValueLayout.JAVA_BYTE);
    MemorySegment copy = MemorySegment.ofArray(bytes);
    int width = (int) from.itemsize();
    for (long k = 0; k < 2; k++) {
      for (int c = 0; c < from.shape(1); c++) {
        for (long i = 0; i < from.shape(2); i++) {
          long number = get(a, from.offsetOf(k, c, i), width);
          long made = factors.length == 0 ? number : factors[c % factors.length] * number + 1;
          put(copy, to.offsetOf(k, c, i), (int) to.itemsize(), made);
        }
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 4", "8, 8", "1, 4", "4, 1", "8, 2", "2, 8", "1, 8"})
  void eachItemIsThatOfItsPixel(int widthA, int widthB) {
    for (int channels = 2; channels <= MOST; channels++) {
      eachItemIsThatOfItsPixel(channels, widthA, widthB);
    }
  }

  private static void eachItemIsThatOfItsPixel(int channels, int widthA, int widthB) {
    int few = channels > 4 ? FEWEST_OF_MANY : FEWEST;
    for (int turn = 0; turn < 64; turn++) {
      boolean splits = (turn & 1) == 0;
      boolean backA = (turn & 2) == 0;
      boolean nativeA = (turn & 4) == 0;
      boolean nativeB = (turn & 8) == 0;
      boolean forAll = (turn & 16) == 0;
      int n = turn < 32 ? few : 1100;
      Layout from = images(channels, !splits, backA, widthA, n);
      Layout to = images(channels, splits, false, widthB, n);
      List<List<RunTransfer.Step>> steps = new ArrayList<>();
      int[] factors =
          forAll ? new int[] {3} : Arrays.copyOf(new int[] {3, 5, 7, 9, 11, 13, 15, 17}, channels);
      for (int factor : factors) {
        steps.add(List.of(times(factor, widthA, widthB)));
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment a = memory(arena, nativeA, from, 1);
        MemorySegment b = memory(arena, nativeB, to, 9);
        StridedWalk walk = StridedWalk.anyOrder(StridedMemory.of(a, from), StridedMemory.of(b, to));
        PixelTransfer pixels = Objects.requireNonNull(PixelTransfer.of(walk, widthA, widthB));
        long step = to.stride(1);
        assertThat(pixels.hasChannels(new StridedWalk.Dim(channels, from.stride(1), step)))
            .isTrue();
        assertThat(pixels.hasChannels(new StridedWalk.Dim(channels, from.stride(1), step + 1)))
            .isFalse();
        byte[] expected = expected(a, from, b, to, factors);
        pixels.run(steps);
        assertThat(b.toArray(ValueLayout.JAVA_BYTE))
            .as("%s to %s, native: %s, %s", from, to, nativeA, nativeB)
            .isEqualTo(expected);
        if (widthA == widthB) {
          byte[] copied = expected(a, from, b, to);
          TiledTransfer.copy(
              StridedMemory.of(a, from), StridedMemory.of(b, to), Execution.SEQUENTIAL);
          assertThat(b.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(copied);
        }
      }
    }
  }

  @Test
  void planesWhoseItemsLieApartAreJoined() {
    for (int width = 1; width <= 8; width *= 2) {
      for (int channels = 2; channels <= 8; channels++) {
        for (int times = 1; times <= 5; times++) {
          for (int n : new int[] {15, 16, 1100}) {
            joined(width, channels, times, n);
          }
        }
      }
    }
  }

  private static int fewestJoined(int channels, int times) {
    if (times > 1) {
      return times > PlainPixels.MOST_TIMES ? Integer.MAX_VALUE : 16;
    }
    return channels <= 4 ? FEWEST_COPIED : channels > MOST ? Integer.MAX_VALUE : VECTORS ? 128 : 16;
  }

  private static void joined(int width, int channels, int times, int n) {
    long[] shape = {2, channels, n};
    long pixel = (long) times * width;
    long plane = n * pixel + 3;
    // the two images are interleaved
    Layout from = Layout.of(width, 5, shape, new long[] {width, plane, pixel});
    Layout to = images(channels, false, false, width, n);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment a = memory(arena, true, from, 1);
      MemorySegment b = memory(arena, true, to, 9);
      StridedMemory source = StridedMemory.of(a, from);
      StridedWalk walk = StridedWalk.anyOrder(source, StridedMemory.of(b, to));
      assertThat(PixelTransfer.canCopy(walk, width))
          .as("%d items, %d apart", channels, times)
          .isEqualTo(n >= fewestJoined(channels, times));
      byte[] copied = expected(a, from, b, to);
      TiledTransfer.copy(source, StridedMemory.of(b, to), Execution.SEQUENTIAL);
      assertThat(b.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(copied);
      // what lies apart is neither converted so nor brought to an array
      if (times > 1) {
        assertThat(PixelTransfer.of(walk, width, width)).isNull();
        MemorySegment array = memory(arena, false, to, 9);
        StridedMemory inArray = StridedMemory.of(array, to);
        assertThat(PixelTransfer.canCopy(StridedWalk.anyOrder(source, inArray), width)).isFalse();
      }
    }
  }

  @Test
  void veryLongRowsAreCutWhereNoPartIsTooShort() {
    for (int n : new int[] {RunKernel.LONG_RUN + 63, RunKernel.LONG_RUN + 64}) {
      for (boolean splits : new boolean[] {true, false}) {
        Layout from = images(!splits, splits, 1, n);
        Layout to = images(splits, false, 1, n);
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment a = memory(arena, true, from, 1);
          MemorySegment b = memory(arena, true, to, 9);
          byte[] expected = expected(a, from, b, to);
          TiledTransfer.copy(
              StridedMemory.of(a, from), StridedMemory.of(b, to), Execution.SEQUENTIAL);
          assertThat(b.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // the shape and steps of both, the widths, and whether these are pixels
    "3 512, 1 3, 512 1, 1, 1, true",
    "3 512, -1 3, 512 1, 1, 1, true",
    "3 512, 2 3, 512 1, 1, 1, false",
    "4 512, 1 3, 512 1, 1, 1, false",
    "3 512, 1 5, 512 1, 1, 1, false",
    "3 512, 2 7, 512 1, 2, 1, false",
    "3 512, 1 4, 512 1, 1, 1, false",
    "3 512, 1 3, 1024 2, 1, 1, false",
    "3 512, 1 3, 2048 4, 1, 4, true",
    "3 512, 4 12, 512 1, 4, 1, true",
    "512, 3, 1, 1, 1, false",
    "512 3, 1 512, 3 1, 1, 1, true",
    "512 5, 1 512, 5 1, 1, 1, true",
    "512 9, 1 512, 9 1, 1, 1, false",
    "512 5, 1 512, 6 1, 1, 1, false",
    "7 512, 1 7, 512 1, 1, 1, true",
    "9 512, 1 9, 512 1, 1, 1, false",
    "512 3, 2 1024, 3 1, 1, 1, false",
    "512 3, 1 512, 4 1, 1, 1, false",
    "512 3, 1 512, 12 4, 1, 4, true",
    "512 3, 4 2048, 3 1, 4, 1, true",
    "0 3, 1 512, 3 1, 1, 1, false"
  })
  void pixelsHaveItemsSideBySide(
      String shape, String stepsA, String stepsB, int widthA, int widthB, boolean pixels) {
    Layout from = Layout.of(widthA, 8, longs(shape), longs(stepsA));
    Layout to = Layout.of(widthB, 8, longs(shape), longs(stepsB));
    assertThat(arePixels(from, to)).isEqualTo(pixels);
  }

  private static StridedWalk walk(Layout from, Layout to) {
    MemorySegment memory = MemorySegment.ofArray(new byte[1 << 16]);
    return StridedWalk.anyOrder(StridedMemory.of(memory, from), StridedMemory.of(memory, to));
  }

  private static boolean arePixels(Layout from, Layout to) {
    return PixelTransfer.of(walk(from, to), (int) from.itemsize(), (int) to.itemsize()) != null;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsOfFewPixelsAreLeftToOtherLoops(boolean splits) {
    for (int n : new int[] {FEWEST - 1, FEWEST}) {
      Layout from = images(!splits, false, 2, n);
      assertThat(arePixels(from, images(splits, false, 2, n))).isEqualTo(n == FEWEST);
    }
    fewestCopied(3, splits, FEWEST_COPIED);
    fewestCopied(6, splits, VECTORS ? 128 : 16);
  }

  private static void fewestCopied(int channels, boolean splits, int fewest) {
    for (int n : new int[] {fewest - 1, fewest}) {
      Layout to = images(channels, splits, false, 2, n);
      StridedWalk walk = walk(images(channels, !splits, false, 2, n), to);
      assertThat(PixelTransfer.canCopy(walk, 2)).isEqualTo(n == fewest);
      assertThat(PixelTransfer.copy(walk, 2)).isEqualTo(n == fewest);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pixelsHaveTwoToEightItems(boolean splits) {
    for (int channels = 1; channels <= 9; channels++) {
      Layout from = images(channels, !splits, false, 4, 2 * RunKernel.FEWEST);
      Layout to = images(channels, splits, false, 4, 2 * RunKernel.FEWEST);
      boolean known = channels >= 2 && channels <= MOST;
      assertThat(arePixels(from, to)).as("%d items", channels).isEqualTo(known);
    }
  }

  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void plainLoopsNeedNoWarmUpAndSomeLength() {
    assertThat(new PlainPixels().needWarmUp()).isFalse();
    for (int channels = 2; channels <= 8; channels++) {
      assertThat(new PlainPixels().fewest(channels)).isEqualTo(channels < 5 ? 128 : 16);
    }
  }
}
