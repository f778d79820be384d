package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.internal.bulk.NativeScratch;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.StridedMemory;

/** Which steps make numbers of others, and which numbers are made so. */
class ConversionRunsTest {
  private static final int N = 100;

  private static NumericFormat numbers(String code) {
    return Objects.requireNonNull(NumericFormat.of(Format.parse(code)));
  }

  private static boolean isPlain() {
    return KernelProvider.kernels() instanceof PlainKernels;
  }

  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** Bytes are reversed before a loop that knows the machine's order, and behind it. */
  @ParameterizedTest(name = "{0} to {1}, scaled: {2}")
  @CsvSource({
    // the formats, whether they are scaled, and the widths that the steps make
    "<h, >h, false, 2",
    ">i, <i, false, 4",
    ">q, <Q, false, 8",
    "<f, >f, false, 4",
    "<h, <i, false, 4",
    ">h, <i, false, 2 4",
    "<h, >i, false, 4 4",
    ">h, >i, false, 2 4 4",
    ">d, <e, false, 8 2",
    "<h, >h, true, 2 2",
    ">h, <h, true, 2 2",
    "<h, <h, true, 2",
    ">q, >f, true, 8 4 4",
    "?, b, false, 1",
    "B, >d, true, 8 8"
  })
  void bytesAreReversedBeforeAndBehind(String from, String to, boolean scaled, String widths) {
    Scaling.Uniform scaling = scaled ? new Scaling.Uniform(2, 1) : null;
    NumericFormat in = numbers(from);
    NumericFormat out = numbers(to);
    List<RunTransfer.Step> steps = RunConversion.steps(in, out, scaling);
    if (isPlain()) {
      assertThat(Objects.requireNonNull(steps).stream().mapToLong(RunTransfer.Step::width))
          .containsExactly(Arrays.stream(longs(widths)).boxed().toArray(Long[]::new));
    }
    if (steps == null) {
      return; // other kernels need not have all
    }
    ItemCodec reader = ItemCodec.of(Format.parse(from));
    ItemCodec writer = ItemCodec.of(Format.parse(to));
    try (Arena arena = Arena.ofConfined();
        NativeScratch scratch = NativeScratch.take()) {
      MemorySegment a = arena.allocate(8 * N);
      MemorySegment b = arena.allocate(8 * N);
      for (int i = 0; i < N; i++) {
        reader.put(
            a, (long) i * in.bits() / 8, from.equals("?") ? (Object) (i % 2 > 0) : (Object) i);
      }
      RunTransfer.run(steps, in.bits() / 8, scratch, 0, a, 0, b, 0, N);
      for (int i = 0; i < N; i++) {
        int number = from.equals("?") ? i % 2 : i;
        Object made = writer.get(b, (long) i * out.bits() / 8);
        assertThat(((Number) made).intValue()).isEqualTo(scaled ? 2 * number + 1 : number);
      }
    }
  }

  /** A loop that has seen short runs stays slow for all: fewer than 512 numbers go another way. */
  @ParameterizedTest(name = "{0}, strides {1} to {2}")
  @CsvSource({
    // the shape, the strides of both, the loops of plain Java
    "512, 2, 4, true",
    "511, 2, 4, false",
    // lines, which are gathered and spread
    "512, 6, 4, true",
    "512, 2, 8, true",
    "511, 6, 4, false",
    "32 16, 64 2, 100 4, true",
    "31 16, 64 2, 100 4, false",
    "34 15, 64 2, 100 4, false",
    "3 600, 2000 2, 4000 4, true",
    "3 600, 2000 6, 4000 8, true",
    // turned on the way, where the items of one lie side by side
    "600 600, 2 1200, 2400 4, true",
    "600 600, 4 2400, 2400 4, false",
    // channels and pixels, of which one line has enough
    "600 3, 2 2000, 12 4, true",
    "600 3, 6 2, 4 3000, true",
    "60 3, 2 2000, 12 4, false"
  })
  void plainLoopsAreForLongRunsAndLines(String shape, String from, String to, boolean runs) {
    assumeTrue(isPlain(), "this JVM has other kernels, which have to be warm");
    for (Scaling.Uniform scaling :
        new Scaling.@Nullable Uniform[] {null, new Scaling.Uniform(2, 1)}) {
      try (Arena arena = Arena.ofConfined()) {
        StridedMemory a = memory(arena, 2, shape, from);
        StridedMemory b = memory(arena, 4, shape, to);
        ItemCodec shorts = ItemCodec.of(Format.parse("h"));
        long[] last = Arrays.stream(a.layout().shape()).map(n -> n - 1).toArray();
        shorts.put(a.segment(), a.layout().offsetOf(last), 300);
        StridedWalk walk = StridedWalk.anyOrder(a, b);
        assertThat(RunConversion.run(walk, numbers("h"), numbers("i"), scaling)).isEqualTo(runs);
        Object made = ItemCodec.of(Format.parse("i")).get(b.segment(), b.layout().offsetOf(last));
        assertThat(made).isEqualTo(!runs ? 0 : scaling == null ? 300 : 601);
      }
    }
  }

  /** Channels of pixels are scaled by their own, where the items of a pixel lie together. */
  @ParameterizedTest(name = "{0}, strides {1} to {2}, {3} scales along {4}")
  @CsvSource({
    "600 3, 2 2000, 12 4, 1, true",
    "600 3, 6 2, 4 3000, 1, true",
    // each row has a scale of its own
    "600 3, 2 2000, 12 4, 0, false",
    // lines are no pixels, and nor are numbers that lie apart in both
    "600, 2, 4, 0, false",
    "600 3, 6 2, 12 4, 1, false",
    "600 3, 16 4, 32 8, 1, false"
  })
  void channelsOfPixelsAreScaledByTheirOwn(
      String shape, String from, String to, int dim, boolean runs) {
    assumeTrue(isPlain(), "this JVM has other kernels, which have to be warm");
    try (Arena arena = Arena.ofConfined()) {
      StridedMemory a = memory(arena, 2, shape, from);
      StridedMemory b = memory(arena, 4, shape, to);
      int n = (int) a.layout().shape(dim);
      double[] scale = new double[n];
      double[] shift = new double[n];
      Arrays.setAll(shift, i -> 1 + i % 10);
      Scaling.PerIndex channels = (Scaling.PerIndex) Scaling.perIndex(scale, shift, dim);
      StridedWalk.Dim channel =
          new StridedWalk.Dim(n, a.layout().stride(dim), b.layout().stride(dim));
      StridedWalk walk = StridedWalk.anyOrder(a, b);
      assertThat(RunConversion.run(walk, numbers("h"), numbers("i"), channels, channel))
          .isEqualTo(runs);
      long[] last = Arrays.stream(a.layout().shape()).map(k -> k - 1).toArray();
      Object made = ItemCodec.of(Format.parse("i")).get(b.segment(), b.layout().offsetOf(last));
      assertThat(made).isEqualTo(runs ? (int) shift[n - 1] : 0);
    }
  }

  private static StridedMemory memory(Arena arena, int size, String shape, String strides) {
    Layout layout = Layout.of(size, 0, longs(shape), longs(strides));
    return StridedMemory.of(arena.allocate(layout.high(), 8), layout);
  }
}
