package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.StridedMemory;

/** What the loops of plain Java compare, and as which numbers. */
class RunEqualityTest {
  @BeforeEach
  void plainLoops() {
    assumeTrue(
        KernelProvider.kernels() instanceof PlainKernels,
        "this JVM has other kernels, which have to be warm");
  }

  private static StridedMemory memory(Arena arena, Items items, String shape, String steps) {
    long size = items.format().itemsize();
    long[] strides = longs(steps);
    Arrays.setAll(strides, d -> strides[d] * size);
    Layout layout = Layout.of(size, 0, longs(shape), strides);
    return StridedMemory.of(arena.allocate(layout.high(), 8), layout);
  }

  private static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  private static @Nullable Boolean equal(Items a, StridedMemory x, Items b, StridedMemory y) {
    return RunEquality.equal(StridedWalk.anyOrder(x, y), a.rows(), b.rows());
  }

  /** Floats that hold both types; else doubles that do; integers of one type in both orders. */
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "<f, <f, true",
    ">f, >f, true",
    "<f, >f, true",
    ">d, <d, true",
    "<d, <f, true",
    "<f, >d, true",
    "<e, <e, true",
    "<e, >f, true",
    "<e, <[bfloat16], true",
    "<h, >h, true",
    ">h, <h, true",
    ">I, <I, true",
    "<q, >q, true",
    ">Q, <Q, true",
    "<h, <H, true",
    "<h, <b, true",
    "<B, >f, true",
    "?, b, true",
    "<i, <f, true",
    "<i, <I, true",
    ">I, <d, true",
    // integers of one order, as bytes
    "<h, <h, true",
    ">q, >q, true",
    "b, b, true",
    // bools of the same value may have other bytes
    "?, ?, false",
    // what no double holds
    "<q, <d, false",
    "<d, <Q, false",
    "<q, <Q, false",
    "<q, <i, false"
  })
  void runsAreComparedAsNumbersThatHoldBoth(String codeA, String codeB, boolean runs) {
    Items a = Items.of(codeA);
    Items b = Items.of(codeB);
    try (Arena arena = Arena.ofConfined()) {
      StridedMemory x = memory(arena, a, "600", "1");
      StridedMemory y = memory(arena, b, "600", "1");
      assertThat(equal(a, x, b, y) != null).isEqualTo(runs);
      if (!runs) {
        return;
      }
      for (int i : new int[] {0, 300, 599}) {
        put(a, x, i, 1);
        assertThat(equal(a, x, b, y)).isFalse();
        put(b, y, i, 1);
        assertThat(equal(a, x, b, y)).isTrue();
      }
      if (a.rows().bits() == 32 && !a.rows().isFloat()) {
        // the last digit of an integer
        put(a, x, 7, (1 << 30) + 1);
        put(b, y, 7, 1 << 30);
        assertThat(equal(a, x, b, y)).isFalse();
      }
      boolean wideA = a.rows().type() == ScalarType.FLOAT64;
      boolean wideB = b.rows().type() == ScalarType.FLOAT64;
      if (wideA || wideB) {
        // what a narrower type does not have
        put(a, x, 7, wideA ? 1 + 0x1p-40 : 1);
        put(b, y, 7, wideB ? 1 + 0x1p-40 : 1);
        assertThat(equal(a, x, b, y)).isEqualTo(wideA && wideB);
        put(a, x, 7, 1);
        put(b, y, 7, 1);
        assertThat(equal(a, x, b, y)).isTrue();
      }
      if (a.rows().isFloat()) {
        put(a, x, 5, Double.NaN);
        if (b.rows().isFloat()) {
          put(b, y, 5, Double.NaN);
        }
        assertThat(equal(a, x, b, y)).isFalse();
      }
    }
  }

  private static void put(Items items, StridedMemory memory, int i, double number) {
    put(items, memory, new long[] {i}, number);
  }

  private static void put(Items items, StridedMemory memory, long[] index, double number) {
    Object item =
        items.rows().isFloat()
            ? (Object) number
            : items.rows().isInteger() ? (Object) (long) number : (Object) (number == 1);
    ItemCodec.of(items.format()).put(memory.segment(), memory.layout().offsetOf(index), item);
  }

  /** A loop that has seen short runs stays slow for all. */
  @ParameterizedTest(name = "{0}, {1} and {2}")
  @CsvSource({
    "512, 1, 1, true",
    "511, 1, 1, false",
    "512, 2, 1, false",
    "512, 1, 2, false",
    "3 512, 520 1, 530 1, true",
    "512 3, 1 512, 1 512, true",
    "3 511, 520 1, 530 1, false",
    // pixels become planes on the way
    "512 3, 3 1, 1 512, true",
    "511 3, 3 1, 1 511, true",
    "127 3, 3 1, 1 127, false",
    "512 8, 8 1, 1 512, true",
    // rows become columns
    "512 9, 9 1, 1 512, true",
    "512 9, 18 2, 1 512, false"
  })
  void onlyLongRowsAreRuns(String shape, String stepsA, String stepsB, boolean runs) {
    Items a = Items.of("<h");
    Items b = Items.of("<i");
    try (Arena arena = Arena.ofConfined()) {
      StridedMemory x = memory(arena, a, shape, stepsA);
      StridedMemory y = memory(arena, b, shape, stepsB);
      assertThat(equal(a, x, b, y)).isEqualTo(runs ? true : null);
      if (runs) {
        put(b, y, new long[y.layout().ndim()], 1);
        assertThat(equal(a, x, b, y)).isFalse();
      }
    }
  }
}
