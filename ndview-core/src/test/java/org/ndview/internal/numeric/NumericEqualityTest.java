package org.ndview.internal.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.StridedMemory;

/**
 * Two memories are equal where all of their numbers are, whatever the types, the byte orders and
 * the ways they lie in memory; one number that differs is found wherever it is.
 */
class NumericEqualityTest {
  private static final List<String> CODES =
      List.of("?", "b", "<H", ">h", "<i", ">I", "<q", ">Q", "<e", ">f", "<f", "<d", ">d");

  /** Rows, tables of small blocks, turned tiles, and lines longer than a block. */
  private static final long[][] SHAPES = {
    {1}, {70}, {3, 40}, {20, 20}, {2, 3, 4}, {1, 530}, {2, 600}, {9, 130}, {40, 2}
  };

  static List<String> codes() {
    return CODES;
  }

  /** A memory of items of which every second one is left out along the last dimension. */
  private static Layout apart(long itemsize, long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 2 * itemsize;
    for (int d = shape.length - 1; d >= 0; d--) {
      strides[d] = stride;
      stride *= shape[d];
    }
    return Layout.of(itemsize, 0, shape, strides);
  }

  private static List<Layout> layouts(long itemsize, long[] shape) {
    Layout rows = Layout.contiguous(Order.C, itemsize, shape);
    List<Layout> all = new ArrayList<>(List.of(rows));
    if (shape.length > 1) {
      all.add(Layout.contiguous(Order.F, itemsize, shape));
    }
    all.add(apart(itemsize, shape));
    return all;
  }

  private static final class Numbers {
    final Items items;
    final MemorySegment segment;
    final Layout layout;
    final ItemCodec codec;

    Numbers(Arena arena, boolean isNative, String code, Layout layout) {
      items = Items.of(code);
      this.layout = layout;
      codec = ItemCodec.of(items.format());
      long bytes = layout.high();
      segment = isNative ? arena.allocate(bytes, 1) : MemorySegment.ofArray(new byte[(int) bytes]);
    }

    Numbers counting(long limit) {
      for (long i = 0; i < layout.size(); i++) {
        put(i, i % 120 % limit);
      }
      return this;
    }

    long limit() {
      return items.code().equals("?") ? 2 : 120;
    }

    /** Puts a number that every type has. */
    void put(long i, long number) {
      Object item =
          items.code().equals("?")
              ? (Object) (number == 1)
              : items.rows().isFloat() ? (Object) (double) number : (Object) number;
      codec.put(segment, place(i), item);
    }

    private long place(long i) {
      long[] index = new long[layout.ndim()];
      long rest = i;
      for (int d = index.length - 1; d >= 0; d--) {
        index[d] = rest % layout.shape(d);
        rest /= layout.shape(d);
      }
      return layout.offsetOf(index);
    }

    StridedMemory memory() {
      return StridedMemory.of(segment, layout);
    }
  }

  private static boolean equal(Numbers a, Numbers b) {
    StridedWalk walk = StridedWalk.anyOrder(a.memory(), b.memory());
    return NumericEquality.equal(walk, a.items.rows(), b.items.rows());
  }

  @ParameterizedTest
  @MethodSource("codes")
  void oneNumberThatDiffersIsFoundWhereverItIs(String code) {
    try (Arena arena = Arena.ofConfined()) {
      // every second pair, and each type with itself
      int turn = CODES.indexOf(code);
      List<String> others = new ArrayList<>();
      for (int k = turn % 2; k < CODES.size(); k += 2) {
        others.add(CODES.get(k));
      }
      others.add(code.replace('<', ' ').replace('>', '<').replace(' ', '>'));
      for (String other : others) {
        for (long[] shape : SHAPES) {
          List<Layout> targets = layouts(Items.of(other).format().itemsize(), shape);
          for (Layout x : layouts(Items.of(code).format().itemsize(), shape)) {
            Layout y = targets.get(++turn % targets.size());
            Numbers a = new Numbers(arena, turn % 2 == 0, code, x);
            Numbers b = new Numbers(arena, turn % 3 != 0, other, y);
            long limit = Math.min(a.limit(), b.limit());
            check(a.counting(limit), b.counting(limit));
          }
        }
      }
    }
  }

  private static void check(Numbers a, Numbers b) {
    assertThat(equal(a, b)).as(() -> what(a, b)).isTrue();
    long n = a.layout.size();
    for (long i : new long[] {0, n / 2, Math.min(n - 1, 511), Math.min(n - 1, 512), n - 1}) {
      long was = i % 120 % Math.min(a.limit(), b.limit());
      a.put(i, was == 0 ? 1 : 0);
      assertThat(equal(a, b)).as(() -> what(a, b) + ", item " + i).isFalse();
      a.put(i, was);
    }
  }

  private static String what(Numbers a, Numbers b) {
    return a.items + " " + a.layout + " and " + b.items + " " + b.layout;
  }

  private static boolean equal(Arena arena, Object[] a, Object[] b, String code, long[] shape) {
    Layout layout = Layout.contiguous(Order.C, Items.of(code).format().itemsize(), shape);
    for (boolean apart : new boolean[] {false, true}) {
      Layout at = apart ? apart(layout.itemsize(), shape) : layout;
      Numbers x = new Numbers(arena, true, code, at);
      Numbers y = new Numbers(arena, true, code, layout);
      for (int i = 0; i < a.length; i++) {
        x.codec.put(x.segment, x.place(i), a[i]);
        y.codec.put(y.segment, y.place(i), b[i]);
      }
      boolean equal = equal(x, y);
      assertThat(equal(y, x)).isEqualTo(equal);
      if (apart) {
        return equal;
      }
      Numbers heap = new Numbers(arena, false, code, layout);
      heap.segment.copyFrom(x.segment);
      assertThat(equal(heap, y)).isEqualTo(equal);
    }
    throw new AssertionError();
  }

  /** Among numbers that are the same. */
  private static Object[] among(Object number, int n) {
    Object[] all = new Object[n];
    java.util.Arrays.fill(all, 0.5);
    all[n - 1] = number;
    return all;
  }

  @Test
  void zerosOfBothSignsAreEqualAndANanEqualsNothing() {
    double[] numbers = {
      0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1, -1
    };
    try (Arena arena = Arena.ofConfined()) {
      for (String code : List.of("<f", "<d", ">f", "<e")) {
        for (double x : numbers) {
          for (double y : numbers) {
            for (int n : new int[] {1, 40, 66, 600}) {
              assertThat(equal(arena, among(x, n), among(y, n), code, new long[] {n}))
                  .as("%s and %s of %s, the last of %s", x, y, code, n)
                  .isEqualTo(x == y);
            }
          }
        }
      }
    }
  }

  /** Whole numbers, of which some types have all and others some. */
  private static final List<BigInteger> WHOLE =
      Stream.of(0, 7, 15, 31, 32, 53, 63, 64)
          .flatMap(power ->
              Stream.of(-1, 0, 1).map(d -> BigInteger.TWO.pow(power).add(BigInteger.valueOf(d))))
          .flatMap(number -> Stream.of(number, number.negate()))
          .distinct()
          .toList();

  private static boolean has(Items items, BigInteger number) {
    return items.rows().isFloat()
        ? new BigDecimal(number.doubleValue()).compareTo(new BigDecimal(number)) == 0
            && Items.rounded(items.rows(), number) == number.doubleValue()
        : number.compareTo(BigInteger.valueOf(items.rows().min())) >= 0
            && number.compareTo(Items.max(items.rows())) <= 0;
  }

  @ParameterizedTest
  @CsvSource({
    "<q, <Q", "<q, >Q", "<q, <d", ">Q, <d", "<q, <f", "<Q, <e", "<i, <I", "<i, <f", "<I, >f",
    "<i, <d", "<h, <H", "b, B", "b, <e", "<H, <f", "<q, >q", ">d, <f", "<q, <i", "<Q, >I"
  })
  void wholeNumbersAreComparedToTheLastDigit(String codeA, String codeB) {
    try (Arena arena = Arena.ofConfined()) {
      for (int n : new int[] {1, 70}) {
        for (long apart : new long[] {1, 2}) {
          Items itemsA = Items.of(codeA);
          Items itemsB = Items.of(codeB);
          long sizeA = itemsA.format().itemsize();
          long sizeB = itemsB.format().itemsize();
          Layout x = Layout.of(sizeA, 0, new long[] {n}, new long[] {sizeA * apart});
          Layout y = Layout.of(sizeB, 0, new long[] {n}, new long[] {sizeB});
          Numbers a = new Numbers(arena, true, codeA, x).counting(2);
          Numbers b = new Numbers(arena, true, codeB, y).counting(2);
          for (BigInteger v : WHOLE) {
            for (BigInteger w : WHOLE) {
              if (has(itemsA, v) && has(itemsB, w)) {
                a.codec.put(a.segment, a.place(n - 1), item(itemsA, v));
                b.codec.put(b.segment, b.place(n - 1), item(itemsB, w));
                assertThat(equal(a, b)).as("%s and %s", v, w).isEqualTo(v.equals(w));
                assertThat(equal(b, a)).as("%s and %s", w, v).isEqualTo(v.equals(w));
              }
            }
          }
        }
      }
    }
  }

  private static Object item(Items items, BigInteger number) {
    return items.rows().isFloat() ? (Object) number.doubleValue() : number;
  }

  /** Floats of native memory are looked at as integers first, a block at a time. */
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "0, 5, false",
    "5, 0, false",
    "1, 2, false",
    "1, 1, true",
    "0, -0.0, true",
    "-0.0, 0, true",
    "NaN, NaN, false",
    "-1, 1, false",
    "Infinity, Infinity, true"
  })
  void floatsThatHaveTheSameBitsAreEqualUnlessTheyAreNoNumbers(double x, double y, boolean equal) {
    for (String code : List.of("<f", "<d")) {
      for (int n : new int[] {2, 511, 512, 513, 1500}) {
        try (Arena arena = Arena.ofConfined()) {
          Layout layout =
              Layout.contiguous(Order.C, Items.of(code).format().itemsize(), new long[] {n});
          Numbers a = new Numbers(arena, true, code, layout);
          Numbers b = new Numbers(arena, true, code, layout);
          StridedWalk walk = StridedWalk.anyOrder(a.memory(), b.memory());
          for (int i : new int[] {0, 1, n / 2, n - 1}) {
            a.codec.put(a.segment, a.place(i), x);
            b.codec.put(b.segment, b.place(i), y);
            assertThat(walk.rows(NumericEquality.of(walk, a.items.rows(), b.items.rows())))
                .as("%s at %d of %d", code, i, n)
                .isEqualTo(equal);
            a.segment.fill((byte) 0);
            b.segment.fill((byte) 0);
          }
        }
      }
    }
  }
}
