package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.Casting;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.memory.StridedMemory;

/** Numbers that fit are not looked at one by one: that takes a hundred times as long. */
class RangeCheckTest {
  private static NumericFormat numbers(String code) {
    return Objects.requireNonNull(NumericFormat.of(Format.parse(code)));
  }

  private static Scaling.Uniform scaling(double scale, double shift) {
    return new Scaling.Uniform(scale, shift);
  }

  private static RawView line(Arena arena, boolean isNative, String code, int n, int step) {
    Format format = Format.parse(code);
    long size = format.itemsize();
    MemorySegment memory =
        isNative
            ? arena.allocate(n * step * size, 8)
            : MemorySegment.ofArray(new byte[(int) (n * step * size)]);
    Layout layout = Layout.of(size, 0, new long[] {n}, new long[] {step * size});
    return RawView.of(StridedMemory.of(memory, layout), format);
  }

  @ParameterizedTest(name = "{0} to {1}, {2}, {3} scaled by {4}")
  @CsvSource({
    "i, b, SAME_KIND, 127, 0, true",
    "i, b, SAME_KIND, 128, 0, false",
    "i, b, SAME_KIND, -128, 0, true",
    "i, b, SAME_KIND, -129, 0, false",
    ">i, >b, SAME_KIND, 127, 0, true",
    ">i, b, SAME_KIND, 128, 0, false",
    "h, i, SAME_KIND, -32768, 0, true",
    "q, f, SAME_VALUE, 16777216, 0, true",
    "q, f, SAME_VALUE, 16777217, 0, false",
    "f, e, SAME_KIND, 65519, 0, true",
    "f, e, SAME_KIND, 65520, 0, false",
    "d, f, SAME_KIND, 3.4e38, 0, true",
    ">d, f, SAME_KIND, 3.5e38, 0, false",
    "d, f, SAME_KIND, Infinity, 0, true",
    "f, b, SAME_VALUE, 127, 0, true",
    "f, b, SAME_VALUE, 127.5, 0, false",
    "h, e, SAME_KIND, 32767, 1, true",
    "h, e, SAME_KIND, 32767, 2, false"
  })
  void oneNumberThatDoesNotFitIsFoundInAnyLine(
      String from, String to, Casting casting, double number, double scale, boolean fits) {
    Object item = numbers(from).isFloat() ? (Object) number : (Object) (long) number;
    for (int n : new int[] {1, 511, 512, 1500}) {
      for (int step : new int[] {1, 2, -1}) {
        for (boolean isNative : new boolean[] {true, false}) {
          try (Arena arena = Arena.ofConfined()) {
            RawView source = line(arena, isNative, from, n, Math.abs(step));
            if (step < 0) {
              Layout back = source.layout().slice("::-1");
              source = source.over(StridedMemory.of(source.memory().segment(), back));
            }
            RawView target = line(arena, true, to, n, 1);
            RangeCheck check =
                new RangeCheck(
                    source, target, casting, scale == 0 ? null : scaling(scale, 0), -1, 0);
            for (int i : new int[] {0, n / 2, n - 1}) {
              source.codec().put(source.memory().segment(), source.layout().offsetOf(i), item);
              StridedMemory items = source.memory();
              assertThat(check.rowsFit(items, items, numbers(from), numbers(to)))
                  .as("at %d of %d, step %d", i, n, step)
                  .isEqualTo(fits);
              source.memory().segment().fill((byte) 0);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} to {1}, {2} and {3}")
  @CsvSource({
    // no number of the first type, scaled, is infinite in the second
    "e, f, 1, 0, false",
    "e, e, 1, 0, false",
    "e, e, 1, 16, true",
    "e, e, 1, -16, true",
    "e, e, -2, 0, true",
    "e, f, 1e30, 0, false",
    "[bfloat16], e, 1, 0, true",
    "[bfloat16], f, 1, 0, false",
    "f, d, 1, 0, false",
    "f, d, 1e270, 0, true",
    "d, f, 1, 0, true",
    "d, d, 1, 0, false",
    "d, d, 1.5, 0, true",
    "?, e, 65519, 0, false",
    "?, e, 65520, 0, true",
    "b, e, 511, 0, false",
    "b, e, 512, 0, true",
    "B, e, 255, 0, false",
    "B, e, 256, 0, true",
    "h, e, 1, 0, false",
    "h, e, 2, 0, true",
    "H, e, 1, 0, true",
    "q, f, 3e19, 0, false",
    "q, f, 4e19, 0, true",
    "Q, f, 1.5e19, 0, false",
    "Q, f, 2e19, 0, true",
    "B, e, NaN, 0, true"
  })
  void aTypeMayLeaveByItsGreatestNumber(
      String from, String to, double scale, double shift, boolean leaves) {
    NumericFormat in = numbers(from);
    NumericFormat out = numbers(to);
    assertThat(RangeCheck.mayLeave(in, out, scaling(scale, shift))).isEqualTo(leaves);
    if (scale == 1 && shift == 0) {
      assertThat(RangeCheck.mayLeave(in, out, null)).isEqualTo(leaves);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // items, how far apart, their format, and whether a loop looks at them where they are
    "512, 1, <i, true",
    "511, 1, <i, false",
    "512, 2, <i, false",
    "512, 1, >i, false",
    "512, 1, <d, true",
    "512, 1, <e, false"
  })
  void plainLoopsLookAtLongRuns(int n, int step, String code, boolean loop) {
    assumeTrue(
        KernelProvider.kernels() instanceof PlainKernels,
        "this JVM has other kernels, which have to be warm");
    try (Arena arena = Arena.ofConfined()) {
      NumericFormat in = numbers(code);
      StridedMemory items = line(arena, true, code, n, step).memory();
      NumberFit fits = NumberFit.of(in, numbers(in.isFloat() ? "e" : "b"), false, null);
      FitKernel kernel = RangeCheck.kernel(StridedWalk.anyOrder(items, items), in, fits);
      assertThat(kernel != null).isEqualTo(loop && fits != NumberFit.ALL);
    }
  }

  /** Each item is in one part, and none is shorter than a kernel takes. */
  @ParameterizedTest
  @ValueSource(ints = {64, 65, (1 << 20) + 63, (1 << 20) + 64, (1 << 21) + 5, 3 << 20})
  void aRunIsLookedAtInParts(int items) {
    MemorySegment memory = MemorySegment.ofArray(new byte[0]);
    List<Long> ends = new ArrayList<>(List.of(40L));
    FitKernel all =
        (_, at, n) -> {
          assertThat(at).isEqualTo(ends.getLast());
          assertThat(n).isBetween(RunKernel.FEWEST, RunKernel.LONG_RUN + RunKernel.FEWEST);
          ends.add(at + 4L * n);
          return true;
        };
    assertThat(RangeCheck.fit(all, memory, 40, 4, items)).isTrue();
    assertThat(ends.getLast()).isEqualTo(40 + 4L * items);
    int parts = ends.size() - 1;
    for (int fails = 1; fails <= parts; fails++) {
      int[] left = {fails};
      assertThat(RangeCheck.fit((_, _, _) -> --left[0] > 0, memory, 40, 4, items)).isFalse();
      assertThat(left[0]).isZero();
    }
  }
}
