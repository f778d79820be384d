package org.ndview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ndview.internal.check.BriefText;

/** Dimensions reordered, reversed, dropped and repeated: permute, flip, squeeze and broadcast. */
final class LayoutAxes {
  private LayoutAxes() {}

  static int axis(int axis, int ndim) {
    int dim = axis < 0 ? axis + ndim : axis;
    if (dim < 0 || dim >= ndim) {
      throw new IllegalArgumentException(
          "axis " + axis + " is out of bounds for a layout of " + ndim + " dimensions");
    }
    return dim;
  }

  /** {@return the axes counted from the start} */
  static int[] axes(int[] axes, int ndim) {
    if (axes.length > Layout.MAX_NDIM) {
      throw new IllegalArgumentException(
          axes.length + " axes for a layout of " + ndim + " dimensions");
    }
    int[] dims = new int[axes.length];
    long seen = 0;
    for (int k = 0; k < axes.length; k++) {
      dims[k] = axis(axes[k], ndim);
      seen = markSeen(seen, dims[k], axes, k);
    }
    return dims;
  }

  private static long markSeen(long seen, int dim, int[] axes, int k) {
    if ((seen >>> dim & 1) != 0) {
      throw new IllegalArgumentException(
          "repeated axis " + axes[k] + " in " + BriefText.numbers(axes));
    }
    return seen | 1L << dim;
  }

  static Layout permute(Layout layout, int[] order) {
    int ndim = layout.ndim();
    if (order.length > Layout.MAX_NDIM) {
      throw new IllegalArgumentException(
          order.length + " axes do not match a layout of " + ndim + " dimensions");
    }
    if (order.length != ndim) {
      throw new IllegalArgumentException(
          "axes " + BriefText.numbers(order) + " do not match a layout of " + ndim + " dimensions");
    }
    long[] shape = new long[ndim];
    long[] strides = new long[ndim];
    long seen = 0;
    for (int k = 0; k < ndim; k++) {
      int dim = axis(order[k], ndim);
      seen = markSeen(seen, dim, order, k);
      shape[k] = layout.shape(dim);
      strides[k] = layout.stride(dim);
    }
    if (!layout.hasSuboffsets()) {
      return Layout.part(layout.itemsize(), layout.offset(), shape, strides);
    }
    int[] axes = axes(order, ndim);
    if (layout.hasPointers()) {
      checkGroups(layout, axes);
    }
    long[] suboffsets = new long[ndim];
    for (int k = 0; k < ndim; k++) {
      // a pointer stays at the end of its group, whichever dimension that now is
      suboffsets[k] =
          layout.isPointer(k)
              ? layout.suboffset(k)
              : layout.isPointer(axes[k]) ? -1 : layout.suboffset(axes[k]);
    }
    return new Layout(
        layout.itemsize(), layout.offset(), shape, strides, suboffsets, layout.pointers());
  }

  private static void checkGroups(Layout layout, int[] axes) {
    for (int k = 0; k < axes.length; k++) {
      // pointers followed before the step along a dimension
      int before = Long.bitCount(layout.pointers() & ((1L << k) - 1));
      int asked = Long.bitCount(layout.pointers() & ((1L << axes[k]) - 1));
      if (before != asked) {
        throw new IllegalArgumentException(
            "cannot permute to "
                + BriefText.numbers(axes)
                + ": dimension "
                + axes[k]
                + " would move past a pointer, which is followed at a fixed place; call copy()"
                + " first: "
                + layout);
      }
    }
  }

  static Layout swap(Layout layout, int a, int b) {
    int[] order = inOrder(layout.ndim());
    int first = axis(a, order.length);
    int second = axis(b, order.length);
    order[first] = second;
    order[second] = first;
    return permute(layout, order);
  }

  static Layout move(Layout layout, int from, int to) {
    int ndim = layout.ndim();
    int source = axis(from, ndim);
    int destination = axis(to, ndim);
    int[] order = new int[ndim];
    int next = 0;
    for (int k = 0; k < ndim; k++) {
      next += next == source ? 1 : 0;
      order[k] = k == destination ? source : next++;
    }
    return permute(layout, order);
  }

  private static int[] inOrder(int ndim) {
    int[] order = new int[ndim];
    Arrays.setAll(order, k -> k);
    return order;
  }

  static Layout flip(Layout layout, int[] dims) {
    int ndim = layout.ndim();
    List<Index> index = new ArrayList<>(Collections.nCopies(ndim, Index.all()));
    for (int dim : dims.length == 0 ? inOrder(ndim) : axes(dims, ndim)) {
      index.set(dim, Index.step(-1));
    }
    return LayoutSlicing.slice(layout, index);
  }

  static Layout windows(Layout layout, int dim, long length) {
    int ndim = layout.ndim();
    int axis = axis(dim, ndim);
    if (length < 0 || length > layout.shape(axis)) {
      throw new IllegalArgumentException(
          "windows of length %d along dimension %d, which has length %d"
              .formatted(length, axis, layout.shape(axis)));
    }
    if (axis <= layout.lastPointer()) {
      throw new IllegalArgumentException(
          "windows along dimension "
              + axis
              + " would lie behind a pointer, which is followed at a fixed place; call copy() first: "
              + layout);
    }
    long[] shape = layout.shapeTo(ndim + 1);
    shape[axis] -= length - 1;
    shape[ndim] = length;
    long[] strides = layout.stridesTo(ndim + 1);
    strides[ndim] = strides[axis];
    long[] suboffsets = layout.suboffsets();
    if (suboffsets.length > 0) {
      suboffsets = Arrays.copyOf(suboffsets, ndim + 1);
      suboffsets[ndim] = -1;
    }
    return new Layout(
        layout.itemsize(), layout.offset(), shape, strides, suboffsets, layout.pointers());
  }

  /** {@return the index that drops every dimension of length 1} */
  static List<Index> squeezing(Layout layout) {
    List<Index> index = new ArrayList<>();
    for (int dim = 0; dim < layout.ndim(); dim++) {
      index.add(layout.shape(dim) == 1 ? Index.at(0) : Index.all());
    }
    return index;
  }

  /** {@return the index that drops some dimensions of length 1} */
  static List<Index> squeezing(Layout layout, int[] axes) {
    List<Index> index = new ArrayList<>(Collections.nCopies(layout.ndim(), Index.all()));
    for (int dim : axes(axes, layout.ndim())) {
      if (layout.shape(dim) != 1) {
        throw new IllegalArgumentException(
            "cannot squeeze dimension " + dim + " of length " + layout.shape(dim) + ", not 1");
      }
      index.set(dim, Index.at(0));
    }
    return index;
  }

  static Layout broadcast(Layout layout, long[] shape) {
    Layout.checkNdim(shape.length);
    int added = shape.length - layout.ndim();
    if (added < 0) {
      throw unfit(layout, shape, "it has fewer dimensions");
    }
    long[] strides = new long[shape.length];
    long[] suboffsets = layout.hasSuboffsets() ? new long[shape.length] : Layout.DIRECT;
    Arrays.fill(suboffsets, -1);
    for (int k = 0; k < shape.length; k++) {
      if (shape[k] < 0) {
        throw unfit(layout, shape, "elements of shape must be >= 0");
      }
      int dim = k - added;
      if (dim < 0) {
        continue;
      }
      long length = layout.shape(dim);
      if (length != 1 && length != shape[k]) {
        throw unfit(
            layout, shape, "dimension " + dim + " has length " + length + ", not 1 or " + shape[k]);
      }
      strides[k] = length == 1 ? 0 : layout.stride(dim);
      if (suboffsets.length > 0) {
        suboffsets[k] = layout.suboffset(dim);
      }
    }
    // without dimensions there are no pointers, and a shift by 64 would be one by 0
    long pointers = layout.pointers() == 0 ? 0 : layout.pointers() << added;
    return new Layout(layout.itemsize(), layout.offset(), shape, strides, suboffsets, pointers);
  }

  private static IllegalArgumentException unfit(Layout layout, long[] shape, String why) {
    return new IllegalArgumentException(
        "cannot broadcast shape "
            + BriefText.numbers(layout.shape())
            + " to "
            + BriefText.numbers(shape)
            + ": "
            + why);
  }
}
