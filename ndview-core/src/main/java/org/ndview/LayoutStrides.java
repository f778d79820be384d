package org.ndview;

import org.ndview.internal.check.BriefText;

/** Strides of contiguous layouts, and arithmetic on strides. */
final class LayoutStrides {
  private LayoutStrides() {}

  /**
   * {@return the strides (in bytes) of a contiguous layout} A dimension of length 0 counts as one
   * of length 1, as in NumPy.
   */
  static long[] contiguous(Order order, long itemsize, long[] shape) {
    long[] strides = new long[shape.length];
    long stride = itemsize;
    try {
      for (int k = 0; k < shape.length; k++) {
        int dim = order == Order.F ? k : shape.length - 1 - k;
        strides[dim] = stride;
        stride = Math.multiplyExact(stride, Math.max(shape[dim], 1));
      }
    } catch (ArithmeticException _) {
      throw tooLarge(itemsize, shape);
    }
    return strides;
  }

  static boolean isContiguous(Order order, long itemsize, long[] shape, long[] strides) {
    long stride = itemsize;
    boolean steps = true;
    for (int k = 0; k < shape.length; k++) {
      int dim = order == Order.F ? k : shape.length - 1 - k;
      if (shape[dim] == 0) {
        return true;
      }
      // any stride does where there is no second item
      if (shape[dim] > 1) {
        steps &= strides[dim] == stride;
        stride *= shape[dim];
      }
    }
    return steps;
  }

  /**
   * {@return the product of the lengths} 0 if one of them is.
   *
   * @throws IllegalArgumentException if the product or the bytes of this many items overflow
   */
  static long size(long itemsize, long[] shape) {
    long size = 1;
    for (long length : shape) {
      if (length == 0) {
        return 0;
      }
    }
    try {
      for (long length : shape) {
        size = Math.multiplyExact(size, length);
      }
      Math.multiplyExact(size, itemsize);
      return size;
    } catch (ArithmeticException _) {
      throw tooLarge(itemsize, shape);
    }
  }

  static long nbytes(long itemsize, long[] shape) {
    if (itemsize < 0) {
      throw new IllegalArgumentException("itemsize must be >= 0: " + itemsize);
    }
    try {
      long span = Math.max(1, itemsize);
      boolean empty = itemsize == 0;
      for (long n : shape) {
        if (n < 0) {
          throw new IllegalArgumentException(
              "elements of shape must be >= 0: " + BriefText.numbers(shape));
        }
        span = Math.multiplyExact(span, Math.max(1, n));
        empty |= n == 0;
      }
      return empty ? 0 : span;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the shape %s of items of %d bytes takes more than 2^63-1 bytes"
              .formatted(BriefText.numbers(shape), itemsize),
          e);
    }
  }

  private static IllegalArgumentException tooLarge(long itemsize, long[] shape) {
    return new IllegalArgumentException(
        "product(shape)*itemsize overflows 64 bits: shape "
            + BriefText.numbers(shape)
            + ", itemsize "
            + itemsize);
  }

  /**
   * {@return the stride times a factor, or the stride itself where that overflows} It can only do
   * so where no item is a step away, and every stride is right: more than one item would lie
   * outside 64 bits, which {@link Layout} refuses.
   */
  static long times(long stride, long factor) {
    long product = stride * factor;
    return Math.multiplyHigh(stride, factor) == product >> 63 ? product : stride;
  }

  static boolean isProduct(long value, long a, long b) {
    long product = a * b;
    return value == product && Math.multiplyHigh(a, b) == product >> 63;
  }
}
