package org.ndview;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.ndview.format.Format;

/** Views of random formats, layouts and pointers, with where their items lie. */
final class RandomViews {
  private RandomViews() {}

  static final String[] FORMATS = {
    "b",
    "B",
    "<h",
    ">h",
    "<H",
    ">H",
    "<i",
    ">i",
    "<I",
    ">I",
    "<q",
    ">q",
    "<Q",
    ">Q",
    "?",
    "c",
    "<e",
    ">e",
    "<f",
    ">f",
    "<d",
    ">d",
    "[bfloat16]",
    ">[bfloat16]",
    "<Zf",
    ">Zd",
    "<Ze",
    "3s",
    "4p",
    "<2u",
    "P",
    "T{<h:a:>i:b:}",
    "<hb",
    "3B",
    "(2,2)h",
    "g",
    "T{(2)h:a:2x3s:b:}"
  };

  /** A view, and where by the naive walk its items lie in its memory, in C order. */
  record Made(NdView view, MemorySegment memory, List<Long> places) {
    Object item(int k) {
      long at = places.get(k);
      long itemsize = view.itemsize();
      Layout one = Layout.of(itemsize, at, new long[0], new long[0]);
      return NdView.of(memory, view.format(), one).get();
    }

    List<Object> items() {
      List<Object> items = new ArrayList<>();
      for (int k = 0; k < places.size(); k++) {
        items.add(item(k));
      }
      return items;
    }
  }

  static long[] shape(Random random, int least) {
    long[] shape = new long[least + random.nextInt(4)];
    Arrays.setAll(shape, _ -> random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(4));
    return shape;
  }

  static Made any(Random random) {
    return random.nextInt(3) == 0 ? pointers(random) : strided(random, format(random));
  }

  static String format(Random random) {
    return FORMATS[random.nextInt(FORMATS.length)];
  }

  static MemorySegment memory(Random random, long size) {
    byte[] bytes = new byte[(int) size];
    random.nextBytes(bytes);
    return Answers.Memory.values()[random.nextInt(2)].of(bytes);
  }

  static Made strided(Random random, String text) {
    Format format = Format.parse(text);
    long[] shape = shape(random, 0);
    long[] strides = new long[shape.length];
    long itemsize = format.itemsize();
    Arrays.setAll(strides, _ -> (random.nextInt(9) - 4) * itemsize + random.nextInt(2));
    if (random.nextBoolean()) {
      // orderly: nothing lies over anything else
      long step = itemsize;
      for (int d : shuffled(random, shape.length)) {
        strides[d] = random.nextBoolean() ? step : -step;
        step *= Math.max(shape[d], 1) + random.nextInt(2);
      }
    }
    Layout at0 = Layout.of(itemsize, 0, shape, strides);
    long offset = -at0.low() + random.nextInt(5);
    Layout layout = at0.withOffset(offset);
    MemorySegment memory = memory(random, layout.high() + random.nextInt(5));
    List<Long> places = new ArrayList<>();
    for (long[] index : LayoutWalk.indices(shape)) {
      places.add(LayoutWalk.address(layout, index));
    }
    return new Made(NdView.of(memory, format, layout), memory, places);
  }

  static List<Integer> shuffled(Random random, int n) {
    List<Integer> axes = new ArrayList<>();
    for (int d = 0; d < n; d++) {
      axes.add(d);
    }
    Collections.shuffle(axes, random);
    return axes;
  }

  /** One or two levels of pointers, to rows that lie anywhere, backwards too. */
  static Made pointers(Random random) {
    Format format = Format.parse(format(random));
    long[] shape = shape(random, 2);
    long itemsize = format.itemsize();
    int first = random.nextInt(2);
    int second = random.nextBoolean() && shape.length > first + 1 ? first + 1 : -1;
    long[] strides = new long[shape.length];
    long[] suboffsets = new long[shape.length];
    Arrays.fill(suboffsets, -1);
    suboffsets[first] = random.nextInt(3);
    if (second >= 0) {
      suboffsets[second] = random.nextInt(3);
    }
    int last = Math.max(first, second);
    // pointer tables of whole dimensions in C order, then blocks of items
    long step = 8;
    for (int d = first; d >= 0; d--) {
      strides[d] = step;
      step *= Math.max(shape[d], 1);
    }
    if (second >= 0) {
      strides[second] = 8;
    }
    long block = itemsize;
    for (int d = shape.length - 1; d > last; d--) {
      strides[d] = block;
      block *= Math.max(shape[d], 1);
    }
    boolean back = last + 1 < shape.length && random.nextBoolean() && shape[last + 1] > 0;
    long shift = 0;
    if (back) {
      shift = (shape[last + 1] - 1) * strides[last + 1];
      strides[last + 1] = -strides[last + 1];
    }
    long tables = product(shape, 0, first + 1);
    long seconds = second >= 0 ? tables * shape[second] : 0;
    long blocks = second >= 0 ? seconds : tables;
    MemorySegment memory = memory(random, 8 * (tables + seconds) + (blocks + 1) * (block + 8) + 64);
    long data = 8 * (tables + seconds) + 8;
    long[] order = new long[(int) blocks];
    Arrays.setAll(order, i -> i);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      long swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    for (int t = 0; t < tables; t++) {
      long target =
          second >= 0 ? 8 * tables + 8 * t * shape[second] : data + order[t] * block + shift;
      put(memory, 8L * t, target - suboffsets[first]);
    }
    for (int t = 0; t < seconds; t++) {
      put(memory, 8 * (tables + t), data + order[t] * block + shift - suboffsets[second]);
    }
    Layout layout = Layout.of(itemsize, 0, shape, strides, suboffsets);
    List<Long> places = new ArrayList<>();
    for (long[] index : LayoutWalk.indices(shape)) {
      long at = 0;
      for (int d = 0; d < index.length; d++) {
        at += index[d] * strides[d];
        if (suboffsets[d] >= 0) {
          at = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at) - memory.address() + suboffsets[d];
        }
      }
      places.add(at);
    }
    return new Made(NdView.of(memory, format, layout), memory, places);
  }

  private static void put(MemorySegment memory, long at, long target) {
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, memory.address() + target);
  }

  static long product(long[] shape, int from, int to) {
    return Arrays.stream(shape, from, to).reduce(1, (a, b) -> a * b);
  }
}
