package org.ndview.nd4j;

import java.util.Arrays;
import org.ndview.Layout;
import org.ndview.Order;

/**
 * The shape of an INDArray, as ND4J counts: in items.
 *
 * @param shape the lengths
 * @param strides the steps (in items)
 * @param order c or f: f if the items lie in Fortran's order and not in C's
 * @param length the items from the first to the last, gaps included
 */
record ElementStrides(long[] shape, long[] strides, char order, long length) {
  /** Of a layout that {@link SharingRules} let pass, with items. */
  static ElementStrides of(Layout layout) {
    boolean f = layout.resolve(Order.A) == Order.F;
    long[] shape = layout.shape();
    long[] strides = Arrays.stream(layout.strides()).map(s -> s / layout.itemsize()).toArray();
    settle(shape, strides, f);
    return new ElementStrides(shape, strides, f ? 'f' : 'c', lastItem(layout) + 1);
  }

  /** The highest place of an item, counted from the first (in items). */
  static long lastItem(Layout layout) {
    long last = 0;
    for (int d = 0; d < layout.ndim(); d++) {
      // no overflow: the view's extent fits in 64 bits
      last +=
          layout.shape(d) == 1 ? 0 : (layout.shape(d) - 1) * (layout.stride(d) / layout.itemsize());
    }
    return last;
  }

  /**
   * Gives dimensions of length 1, whose strides may be anything, those that they have among
   * contiguous dimensions: some of ND4J's kernels read them.
   */
  private static void settle(long[] shape, long[] strides, boolean f) {
    long next = 1;
    for (int i = 0; i < shape.length; i++) {
      int d = f ? i : shape.length - 1 - i;
      if (shape[d] == 1) {
        strides[d] = next;
      }
      next = strides[d] * shape[d];
    }
  }
}
