package org.ndview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The naive model that layouts are held to: the address of every item, found one by one. */
record LayoutWalk(long[] shape, List<Long> addresses) {

  /** Every address holds a pointer, to a place that depends on nothing else. */
  static long follow(long address) {
    return (address ^ 0x5DEECE66DL) * 0x9E3779B97F4A7C15L;
  }

  static long address(Layout layout, long... index) {
    long p = layout.offset();
    for (int d = 0; d < index.length; d++) {
      p += index[d] * layout.strides()[d];
      if (layout.isPointer(d)) {
        p = follow(p) + layout.suboffsets()[d];
      }
    }
    return p;
  }

  static LayoutWalk of(Layout layout) {
    List<Long> addresses = new ArrayList<>();
    for (long[] index : indices(layout.shape())) {
      addresses.add(address(layout, index));
    }
    return new LayoutWalk(layout.shape(), addresses);
  }

  /** Where the items of another shape are, given the index of each here. */
  LayoutWalk view(long[] newShape, UnaryOperator<long[]> oldIndex) {
    List<Long> picked = new ArrayList<>();
    for (long[] index : indices(newShape)) {
      picked.add(addresses.get(position(shape, oldIndex.apply(index))));
    }
    return new LayoutWalk(newShape, picked);
  }

  static int position(long[] shape, long[] index) {
    long position = 0;
    for (int d = 0; d < shape.length; d++) {
      position = position * shape[d] + index[d];
    }
    return (int) position;
  }

  /** Every index of a shape, in C order. */
  static List<long[]> indices(long[] shape) {
    List<long[]> all = new ArrayList<>();
    all.add(new long[shape.length]);
    for (int d = 0; d < shape.length; d++) {
      List<long[]> next = new ArrayList<>();
      for (long[] index : all) {
        for (long i = 0; i < shape[d]; i++) {
          long[] copy = index.clone();
          copy[d] = i;
          next.add(copy);
        }
      }
      all = next;
    }
    return all;
  }

  /** The bytes of items, or of the first pointers. */
  static TreeSet<Long> bytes(Layout layout) {
    int pointer = layout.firstPointer();
    TreeSet<Long> bytes = new TreeSet<>();
    for (long[] index : indices(layout.shape())) {
      long p = layout.offset();
      for (int d = 0; d <= (pointer < 0 ? index.length - 1 : pointer); d++) {
        p += index[d] * layout.strides()[d];
      }
      for (long b = 0; b < (pointer < 0 ? layout.itemsize() : 8); b++) {
        bytes.add(p + b);
      }
    }
    return bytes;
  }

  static boolean contiguous(Layout layout, Order order) {
    Layout walked = order == Order.F ? reversed(layout) : layout;
    List<Long> addresses = of(walked).addresses();
    for (int i = 0; i < addresses.size(); i++) {
      if (addresses.get(i) != layout.offset() + i * layout.itemsize()) {
        return false;
      }
    }
    return true;
  }

  private static Layout reversed(Layout layout) {
    int n = layout.ndim();
    long[] shape = new long[n];
    long[] strides = new long[n];
    for (int d = 0; d < n; d++) {
      shape[d] = layout.shape()[n - 1 - d];
      strides[d] = layout.strides()[n - 1 - d];
    }
    return Layout.of(layout.itemsize(), layout.offset(), shape, strides);
  }

  static Layout randomPlain(Random random) {
    return random(random, 0, 0, 4);
  }

  /**
   * Negative and zero strides, lengths of 0, and for a third each: no suboffsets, only -1, both.
   */
  static Layout random(Random random) {
    return random(random, random.nextInt(3), 0, 4);
  }

  static Layout random(Random random, int suboffsetKind, int minLength, int maxLength) {
    int ndim = random.nextInt(5);
    long[] shape = new long[ndim];
    long[] strides = new long[ndim];
    long[] suboffsets = new long[suboffsetKind == 0 ? 0 : ndim];
    Arrays.fill(suboffsets, -1);
    long pointers = 0;
    for (int d = 0; d < ndim; d++) {
      // lengths of 0 are rare, or nothing else would be seen
      shape[d] = random.nextInt(12) == 0 ? minLength : random.nextInt(1, maxLength + 1);
      strides[d] = random.nextInt(-20, 21);
      if (suboffsetKind == 2 && random.nextInt(3) == 0) {
        pointers |= 1L << d;
        suboffsets[d] = random.nextInt(-10, 20);
      }
    }
    return new Layout(
        random.nextInt(5), random.nextInt(-50, 50), shape, strides, suboffsets, pointers);
  }

  /**
   * Strides of a contiguous layout in some order of dimensions, with some slices: reshapes often
   * work.
   */
  static Layout randomRegular(Random random) {
    int ndim = random.nextInt(5);
    long[] shape = new long[ndim];
    Arrays.setAll(shape, _ -> random.nextInt(1, 5));
    Layout layout = Layout.contiguous(Order.values()[random.nextInt(3)], 2, shape);
    for (int d = 0; d < ndim; d++) {
      if (random.nextInt(4) == 0) {
        Index[] index = new Index[d + 1];
        Arrays.fill(index, Index.all());
        index[d] = Index.step(random.nextBoolean() ? -1 : 2);
        layout = layout.slice(index);
      }
    }
    return layout;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayoutWalk that
        && Arrays.equals(shape, that.shape)
        && addresses.equals(that.addresses);
  }

  @Override
  public int hashCode() {
    return addresses.hashCode();
  }

  @Override
  public String toString() {
    return Arrays.toString(shape) + addresses;
  }
}
