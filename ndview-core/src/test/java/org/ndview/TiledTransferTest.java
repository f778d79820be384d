package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;
import org.ndview.internal.item.ItemValues;

/** Copies and conversions of sizes around every tile and threshold, against a walk item by item. */
class TiledTransferTest {
  private static final int[] LENGTHS = {
    1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 16, 24, 31, 32, 33, 47, 63, 64, 65, 127, 128, 129, 255, 256,
    257, 300, 1025, 2049, 5000
  };
  private static final String[] FORMATS = {
    "B", "<h", ">i", "d", "3s", "Zd", "Zf", "5s", "6s", "T{<i:a:<h:b:}", "12s"
  };
  private static final String[] NUMBERS = {
    "?", "b", "B", "<h", ">H", "i", ">I", "q", ">Q", "e", "[bfloat16]", "f", ">f", "d", ">d"
  };
  private static final int MOST_ITEMS = 60_000;

  /** A view of random strides, over memory of one kind or another, at an odd address. */
  private static NdView random(Random random, Format format, long[] shape, Arena arena) {
    int ndim = shape.length;
    int[] order = random.ints(0, 1 << 20).distinct().limit(ndim).toArray();
    Integer[] axes = new Integer[ndim];
    for (int d = 0; d < ndim; d++) {
      axes[d] = d;
    }
    Arrays.sort(axes, (x, y) -> Integer.compare(order[x], order[y]));
    long[] strides = new long[ndim];
    long next = format.itemsize();
    for (int d : axes) {
      int step = random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 1;
      strides[d] = next * step * (random.nextInt(4) == 0 ? -1 : 1);
      next = Math.abs(strides[d]) * shape[d];
      next += random.nextInt(3) == 0 ? random.nextInt(9) : 0;
    }
    Layout layout = Layout.of(format.itemsize(), 0, shape, strides);
    layout = layout.withOffset(random.nextInt(9) - layout.low());
    MemorySegment memory =
        switch (random.nextInt(3)) {
          case 0 -> arena.allocate(layout.high() + 1);
          case 1 -> MemorySegment.ofArray(new byte[(int) layout.high()]);
          default -> MemorySegment.ofArray(new long[(int) (layout.high() / 8 + 1)]);
        };
    return NdView.of(memory, format, layout);
  }

  private static long[] shape(Random random) {
    // many short dimensions, which are taken together, or few of any length
    boolean manyShort = random.nextInt(3) == 0;
    long[] shape = new long[1 + random.nextInt(manyShort ? 6 : 4)];
    long items = 1;
    for (int d = 0; d < shape.length; d++) {
      do {
        shape[d] = manyShort ? 1 + random.nextInt(17) : LENGTHS[random.nextInt(LENGTHS.length)];
      } while (items * shape[d] > MOST_ITEMS);
      items *= shape[d];
    }
    return shape;
  }

  private static void fill(NdView view, Random random, int bound) {
    MemorySegment memory = view.segment();
    for (long i = 0; i < memory.byteSize(); i++) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(bound));
    }
  }

  private static long[] index(long n, long[] shape) {
    long[] index = new long[shape.length];
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = n % shape[d];
      n /= shape[d];
    }
    return index;
  }

  @Property(tries = 100)
  void copiesEqualAWalk(@ForAll Random random) {
    try (Arena arena = Arena.ofConfined()) {
      Format format = Format.parse(FORMATS[random.nextInt(FORMATS.length)]);
      long[] shape = shape(random);
      NdView from = random(random, format, shape, arena);
      NdView to = random(random, format, shape, arena);
      fill(from, random, 256);
      fill(to, random, 256);
      byte[] before = to.segment().toArray(ValueLayout.JAVA_BYTE);
      MemorySegment expected = MemorySegment.ofArray(before);
      for (long n = 0; n < from.size(); n++) {
        long[] index = index(n, shape);
        MemorySegment.copy(
            from.segment(),
            from.layout().offsetOf(index),
            expected,
            to.layout().offsetOf(index),
            format.itemsize());
      }
      to.assign(from);
      // the bytes between the items too
      assertThat(to.segment().mismatch(expected)).isEqualTo(-1);
      assertThat(to.toBytes()).isEqualTo(from.toBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "<h", ">i", "d", "3s", "12s"})
  void linesBackwardsOfEachLength(String format) {
    Random random = new Random(7);
    for (int n = 1; n < 700; n = n < 300 ? n + 1 : n + 97) {
      try (NdView view = NdView.allocate(format, n + 3);
          NdView target = NdView.allocate(format, 2, n);
          NdView items = view.slice(Index.range(n, 0, -1))) {
        fill(view, random, 256);
        target.select(0, 1).assign(items);
        for (int i = 0; i < n; i++) {
          assertThat(target.get(1, i)).isEqualTo(view.get(n - i));
        }
        assertThat(target.select(0, 0).toBytes()).containsOnly(0);
      }
    }
  }

  @Property(tries = 100)
  void conversionsEqualAConversionOfEachItem(@ForAll Random random) {
    try (Arena arena = Arena.ofConfined()) {
      Format a = Format.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
      Format b = Format.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
      long[] shape = shape(random);
      NdView from = random(random, a, shape, arena);
      NdView to = random(random, b, shape, arena);
      fill(from, random, 64);
      double scale = random.nextBoolean() ? 1 : 0.5;
      from.convertTo(to, Casting.UNSAFE, Scaling.of(scale, 0));
      NdView x = NdView.allocate(a.toString(), 1);
      NdView y = NdView.allocate(b.toString(), 1);
      for (long n = 0; n < from.size(); n += 1 + random.nextInt(5)) {
        long[] index = index(n, shape);
        x.set(from.get(index), 0);
        x.convertTo(y, Casting.UNSAFE, Scaling.of(scale, 0));
        assertThat(to.get(index)).isEqualTo(y.get(0));
      }
    }
  }

  @Property(tries = 60)
  void channelsEqualAConversionOfEach(@ForAll Random random) {
    try (Arena arena = Arena.ofConfined()) {
      Format a = Format.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
      Format b = Format.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
      int channels = 1 + random.nextInt(9);
      long[] shape = {1 + random.nextInt(3), channels, 1 + random.nextInt(80), random.nextInt(60)};
      NdView from = random(random, a, new long[] {shape[0], shape[2], shape[3], channels}, arena);
      fill(from, random, 64);
      from = random.nextBoolean() ? from.copy() : from;
      NdView to = random(random, b, shape, arena);
      NdView expected = NdView.allocate(b.toString(), shape);
      double[] scale = random.doubles(channels, 0, 2).toArray();
      double[] shift = random.doubles(channels, 0, 2).toArray();
      NdView pixels = from.permute(0, 3, 1, 2);
      Execution execution = Execution.values()[random.nextInt(2)];
      pixels.convertTo(to, Casting.UNSAFE, Scaling.perIndex(scale, shift, 1), execution);
      for (int c = 0; c < channels; c++) {
        pixels
            .select(1, c)
            .convertTo(expected.select(1, c), Casting.UNSAFE, Scaling.of(scale[c], shift[c]));
      }
      assertThat(to.toList()).isEqualTo(expected.toList());
    }
  }

  /** Numbers that are equal in both formats, zeros of both signs and NaN among them. */
  @Property(tries = 100)
  void equalityIsThatOfEachItem(@ForAll Random random) {
    try (Arena arena = Arena.ofConfined()) {
      Format a = Format.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
      Format b = random.nextBoolean() ? a : Format.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
      long[] shape = shape(random);
      NdView x = random(random, a, shape, arena);
      NdView y = random(random, b, shape, arena);
      fill(x, random, 1);
      fill(y, random, 1);
      for (int k = 0; k < 5; k++) {
        long[] index = index(random.nextLong(x.size()), shape);
        int value = random.nextInt(2);
        x.set(boxed(value, a), index);
        y.set(boxed(value, b), index);
      }
      boolean signs = isFloat(a) && isFloat(b);
      long[] odd = index(random.nextLong(x.size()), shape);
      switch (random.nextInt(signs ? 4 : 2)) {
        case 0 -> x.set(boxed(1, a), odd);
        case 2 -> x.set(-0.0, odd);
        case 3 -> {
          x.set(Double.NaN, odd);
          y.set(Double.NaN, odd);
        }
        default -> {}
      }
      boolean equal = true;
      for (long n = 0; n < x.size(); n++) {
        long[] index = index(n, shape);
        equal &= ItemValues.equal(x.get(index), y.get(index));
      }
      assertThat(x.contentEquals(y)).isEqualTo(equal);
      assertThat(y.contentEquals(x)).isEqualTo(equal);
    }
  }

  /** Items of one byte that are as far apart as those of the other view are wide. */
  @Test
  void itemsThatLieEvenlyApartAreNoRun() {
    for (String wide : List.of("h", "i", "q", ">i", "d")) {
      long width = Format.parse(wide).itemsize();
      try (NdView a = NdView.allocate(wide, 16, 6, 10, 8, 7);
          NdView bytes = NdView.allocate("B", a.size() * width)) {
        NdView few = bytes.asStrided(Format.parse("B"), Layout.of(1, 0, a.shape(), a.strides()));
        few.fill(1);
        NdView turned = a.permute(0, 4, 2, 3, 1);
        turned.fill(1);
        NdView other = few.permute(0, 4, 2, 3, 1);
        assertThat(turned.contentEquals(other)).as(wide).isTrue();
        assertThat(other.contentEquals(turned)).as(wide).isTrue();
        NdView scattered = NdView.allocate(wide, 16, 8, 7, 6, 10).permute(0, 3, 4, 1, 2);
        scattered.fill(1);
        assertThat(scattered.contentEquals(few)).as(wide).isTrue();
        assertThat(few.contentEquals(scattered)).as(wide).isTrue();
        few.set(0, 15, 5, 9, 7, 6);
        assertThat(scattered.contentEquals(few)).as(wide).isFalse();
      }
    }
  }

  private static boolean isFloat(Format format) {
    return "e[fd".indexOf(format.toString().replaceAll("[<>@=]", "").charAt(0)) >= 0;
  }

  private static Object boxed(int value, Format format) {
    return format.toString().equals("?") ? (Object) (value == 1) : value;
  }

  @Property(tries = 50)
  void listsAndArraysHoldEachItem(@ForAll Random random) {
    try (Arena arena = Arena.ofConfined()) {
      Format format = Format.parse(NUMBERS[random.nextInt(NUMBERS.length)]);
      long[] shape = {1 + random.nextInt(3), 1 + random.nextInt(1500)};
      NdView view = random(random, format, shape, arena);
      fill(view, random, 256);
      Object[] rows = (Object[]) view.toArray();
      List<?> list = (List<?>) view.toList();
      for (int i = 0; i < shape[0]; i++) {
        for (int j = 0; j < shape[1]; j++) {
          Object item = view.get(i, j);
          assertThat(((List<?>) list.get(i)).get(j)).isEqualTo(item);
          Object cell = Array.get(rows[i], j);
          assertThat(
                  cell instanceof Byte b
                      ? (Object) (int) b
                      : cell instanceof Short s ? (Object) (int) s : cell)
              .isEqualTo(item);
        }
      }
    }
  }
}
