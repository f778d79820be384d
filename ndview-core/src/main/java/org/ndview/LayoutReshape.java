package org.ndview;

import java.util.Arrays;
import org.ndview.internal.check.BriefText;

/** Other shapes for the same items: reshape and cast. */
final class LayoutReshape {
  private LayoutReshape() {}

  static Layout reshape(Layout layout, long[] newShape) {
    Layout.checkNdim(newShape.length);
    long[] shape = infer(layout, newShape);
    if (Arrays.equals(shape, newShape) && layout.hasShape(shape)) {
      return layout;
    }
    if (layout.isCContiguous()) {
      long[] strides = LayoutStrides.contiguous(Order.C, layout.itemsize(), shape);
      return Layout.part(layout.itemsize(), layout.offset(), shape, strides);
    }
    int kept = layout.lastPointer() + 1;
    if (shape.length < kept || !Arrays.equals(shape, 0, kept, layout.shape(), 0, kept)) {
      throw new IllegalArgumentException(
          "cannot reshape "
              + BriefText.numbers(layout.shape())
              + " to "
              + BriefText.numbers(shape)
              + ": the dimensions up to the last pointer dimension ("
              + (kept - 1)
              + ") cannot change; call copy() first");
    }
    long[] tail = Arrays.copyOfRange(shape, kept, shape.length);
    long[] tailStrides = tail(layout, kept, tail, shape);
    long[] strides = layout.stridesTo(shape.length);
    System.arraycopy(tailStrides, 0, strides, kept, tail.length);
    long[] suboffsets = layout.hasSuboffsets() ? new long[shape.length] : Layout.DIRECT;
    Arrays.fill(suboffsets, -1);
    for (int dim = 0; dim < kept; dim++) {
      suboffsets[dim] = layout.suboffset(dim);
    }
    return new Layout(
        layout.itemsize(), layout.offset(), shape, strides, suboffsets, layout.pointers());
  }

  private static long[] infer(Layout layout, long[] asked) {
    long[] shape = asked.clone();
    int unknown = -1;
    for (int dim = 0; dim < shape.length; dim++) {
      if (shape[dim] == -1 && unknown < 0) {
        unknown = dim;
      } else if (shape[dim] < 0) {
        throw new IllegalArgumentException(
            "elements of shape must be >= 0, but for one -1: " + BriefText.numbers(shape));
      }
    }
    if (unknown >= 0) {
      shape[unknown] = 1;
    }
    long known = LayoutStrides.size(1, shape);
    long size = layout.size();
    if (unknown >= 0 && known > 0) {
      shape[unknown] = size / known;
      known *= shape[unknown];
    } else if (unknown >= 0) {
      known = -1;
    }
    if (known != size) {
      throw new IllegalArgumentException(
          "cannot reshape "
              + BriefText.numbers(layout.shape())
              + " of size "
              + size
              + " to "
              + BriefText.numbers(asked));
    }
    return shape;
  }

  private static long[] tail(Layout layout, int from, long[] tail, long[] shape) {
    long[] oldShape = Arrays.copyOfRange(layout.shape(), from, layout.ndim());
    long[] oldStrides = Arrays.copyOfRange(layout.strides(), from, layout.ndim());
    if (layout.size() == 0
        || LayoutStrides.isContiguous(Order.C, layout.itemsize(), oldShape, oldStrides)) {
      return LayoutStrides.contiguous(Order.C, layout.itemsize(), tail);
    }
    long[] strides = new long[tail.length];
    if (!regroup(layout.itemsize(), oldShape, oldStrides, tail, strides)) {
      throw new IllegalArgumentException(
          "cannot reshape "
              + BriefText.numbers(layout.shape())
              + " with strides "
              + BriefText.numbers(layout.strides())
              + " to "
              + BriefText.numbers(shape)
              + " without a copy; call copy() first");
    }
    return strides;
  }

  /** NumPy's {@code _attempt_nocopy_reshape}, to the strides of dimensions of length 1. */
  private static boolean regroup(
      long itemsize, long[] oldShape, long[] oldStrides, long[] shape, long[] strides) {
    int oldNdim = 0;
    long[] lengths = new long[oldShape.length];
    long[] steps = new long[oldShape.length];
    for (int dim = 0; dim < oldShape.length; dim++) {
      if (oldShape[dim] != 1) {
        lengths[oldNdim] = oldShape[dim];
        steps[oldNdim++] = oldStrides[dim];
      }
    }
    int from = 0;
    int oldFrom = 0;
    while (from < shape.length && oldFrom < oldNdim) {
      // the least number of dimensions of both that hold the same number of items
      int to = from + 1;
      int oldTo = oldFrom + 1;
      long count = shape[from];
      long oldCount = lengths[oldFrom];
      while (count != oldCount) {
        if (count < oldCount) {
          count *= shape[to++];
        } else {
          oldCount *= lengths[oldTo++];
        }
      }
      for (int k = oldFrom; k < oldTo - 1; k++) {
        if (!LayoutStrides.isProduct(steps[k], lengths[k + 1], steps[k + 1])) {
          return false;
        }
      }
      strides[to - 1] = steps[oldTo - 1];
      for (int k = to - 1; k > from; k--) {
        strides[k - 1] = LayoutStrides.times(strides[k], shape[k]);
      }
      from = to;
      oldFrom = oldTo;
    }
    Arrays.fill(strides, from, shape.length, from > 0 ? strides[from - 1] : itemsize);
    return true;
  }

  static Layout cast(Layout layout, long itemsize) {
    checkCast(layout, itemsize, layout.isContiguous());
    if (layout.nbytes() % itemsize != 0) {
      throw new IllegalArgumentException(
          "length is not a multiple of itemsize: "
              + layout.nbytes()
              + " bytes, itemsize "
              + itemsize);
    }
    long[] shape = {layout.nbytes() / itemsize};
    return Layout.part(itemsize, layout.offset(), shape, new long[] {itemsize});
  }

  static Layout cast(Layout layout, long itemsize, Order order, long[] shape) {
    boolean fortran = order == Order.F;
    checkCast(layout, itemsize, layout.isCContiguous() || (fortran && layout.isFContiguous()));
    Layout.checkNdim(shape.length);
    for (long length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException(
            "elements of shape must be >= 0: " + BriefText.numbers(shape));
      }
    }
    long nbytes = LayoutStrides.size(itemsize, shape) * itemsize;
    if (nbytes != layout.nbytes()) {
      throw new IllegalArgumentException(
          "product(shape) * itemsize != buffer size: shape "
              + BriefText.numbers(shape)
              + ", itemsize "
              + itemsize
              + ": "
              + nbytes
              + " bytes, not "
              + layout.nbytes());
    }
    long[] strides = LayoutStrides.contiguous(order, itemsize, shape);
    return Layout.part(itemsize, layout.offset(), shape, strides);
  }

  /**
   * NumPy's {@code a.view(dtype)}: items of the same size where they are, and of another size along
   * the last dimension.
   */
  static Layout viewAs(Layout layout, long itemsize) {
    long old = layout.itemsize();
    if (itemsize == old) {
      return layout;
    }
    int last = layout.ndim() - 1;
    if (last < 0) {
      throw new IllegalArgumentException(
          "a view without dimensions keeps its itemsize of "
              + old
              + ", and cannot have "
              + itemsize);
    }
    long length = layout.shape(last);
    if (layout.isPointer(last)
        || (length != 1 && layout.size() != 0 && layout.stride(last) != old)) {
      throw new IllegalArgumentException(
          "the last dimension must be contiguous for another itemsize, %d instead of %d: %s"
              .formatted(itemsize, old, layout));
    }
    if (itemsize == 0 || (itemsize < old && old % itemsize != 0)) {
      throw new IllegalArgumentException(
          "a smaller itemsize must divide the old one: %d and %d".formatted(itemsize, old));
    }
    long bytes = Layout.nbytes(old, length);
    if (bytes % itemsize != 0) {
      throw new IllegalArgumentException(
          "a larger itemsize must divide the bytes of the last dimension: %d and %d * %d = %d"
              .formatted(itemsize, length, old, bytes));
    }
    long[] shape = layout.shape();
    shape[last] = bytes / itemsize;
    long[] strides = layout.strides();
    strides[last] = itemsize;
    return new Layout(
        itemsize, layout.offset(), shape, strides, layout.suboffsets(), layout.pointers());
  }

  private static void checkCast(Layout layout, long itemsize, boolean contiguous) {
    if (itemsize <= 0) {
      throw new IllegalArgumentException("cannot cast to items of itemsize " + itemsize);
    }
    if (!contiguous) {
      throw new IllegalArgumentException(
          "casts are restricted to contiguous views: "
              + layout
              + "; viewAs() takes any strides for items of the same size, copy() is contiguous");
    }
  }
}
