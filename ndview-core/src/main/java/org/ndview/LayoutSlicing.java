package org.ndview;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * NumPy's basic indexing on layouts.
 *
 * <p>The dimensions up to and including a pointer dimension are a group: their steps are taken
 * before the pointer is followed, in any order. The pointer sits at the group's last dimension, and
 * moves to the last one that is kept.
 */
final class LayoutSlicing {
  private LayoutSlicing() {}

  /**
   * {@return the index with one {@code At} (checked, not negative) or {@code Range} for each
   * dimension, and each {@code newaxis} in its place}
   */
  static List<Index> resolve(Layout layout, List<Index> index) {
    int ndim = layout.ndim();
    int used = used(layout, index);
    List<Index> resolved = new ArrayList<>();
    int dim = 0;
    for (Index part : index) {
      switch (part) {
        case Index.At(long i) -> resolved.add(Index.at(position(i, dim, layout.shape(dim++))));
        case Index.Range range -> {
          resolved.add(range);
          dim++;
        }
        case Index.NewAxis axis -> resolved.add(axis);
        case Index.Ellipsis _ -> {
          for (int rest = ndim - used; rest > 0; rest--, dim++) {
            resolved.add(Index.all());
          }
        }
      }
    }
    for (; dim < ndim; dim++) {
      resolved.add(Index.all());
    }
    return resolved;
  }

  /** {@return how many dimensions an index names, which is found to fit} */
  private static int used(Layout layout, List<Index> index) {
    int used = 0;
    int ellipses = 0;
    for (int i = 0; i < index.size(); i++) {
      switch (index.get(i)) {
        case Index.At _, Index.Range _ -> used++;
        case Index.Ellipsis _ -> ellipses++;
        case Index.NewAxis _ -> {}
      }
    }
    if (ellipses > 1) {
      throw new IllegalArgumentException(
          "an index can have one ellipsis ('...'), this has " + ellipses + ": " + text(index));
    }
    if (used > layout.ndim()) {
      throw new IndexOutOfBoundsException(
          "too many indices: "
              + used
              + " for a layout of "
              + layout.ndim()
              + " dimensions: "
              + text(index));
    }
    return used;
  }

  /** Of an index that is longer than any can be, the number of its parts. */
  private static String text(List<Index> index) {
    return index.size() <= 2 * Layout.MAX_NDIM + 1 ? index.toString() : index.size() + " parts";
  }

  /**
   * {@return whether integers drop the dimensions up to the first pointer, so that somebody with
   * memory has to follow it} Then the first {@code firstPointer()+1} parts are those integers.
   * Never where the result is empty: there {@link #slice} needs no pointer.
   *
   * @param parts what {@link #resolve} returned for this layout
   */
  static boolean followsFirstPointer(Layout layout, List<Index> parts) {
    int pointer = layout.firstPointer();
    int dim = 0;
    for (Index part : parts) {
      if (!(part instanceof Index.At) && dim <= pointer) {
        return false;
      }
      if (part instanceof Index.Range range && Span.of(range, layout.shape(dim)).length == 0) {
        return false;
      }
      dim += part instanceof Index.NewAxis ? 0 : 1;
    }
    return pointer >= 0;
  }

  /** {@return the index counted from the start} */
  static long position(long index, int dim, long length) {
    long i = index < 0 ? index + length : index;
    if (i < 0 || i >= length) {
      throw outOfBounds(index, dim, length);
    }
    return i;
  }

  static IndexOutOfBoundsException outOfBounds(long index, int dim, long length) {
    return new IndexOutOfBoundsException(
        "index " + index + " is out of bounds for dimension " + dim + " with length " + length);
  }

  static Layout slice(Layout layout, List<Index> index) {
    return layout.hasSuboffsets() ? throughPointers(layout, index) : direct(layout, index);
  }

  /** One integer for one dimension. */
  static Layout select(Layout layout, int axis, long i) {
    int n = layout.ndim() - 1;
    long[] shape = new long[n];
    long[] strides = new long[n];
    boolean empty = false;
    for (int d = 0, to = 0; d <= n; d++) {
      if (d != axis) {
        shape[to] = layout.shape(d);
        strides[to++] = layout.stride(d);
        empty |= layout.shape(d) == 0;
      }
    }
    long at = position(i, axis, layout.shape(axis));
    long offset = empty ? layout.offset() : layout.offset() + at * layout.stride(axis);
    return Layout.part(layout.itemsize(), offset, shape, strides);
  }

  /** Without pointers, in one pass. */
  private static Layout direct(Layout layout, List<Index> index) {
    int rest = layout.ndim() - used(layout, index);
    int ndim = rest;
    for (int i = 0; i < index.size(); i++) {
      ndim += index.get(i) instanceof Index.Range || index.get(i) instanceof Index.NewAxis ? 1 : 0;
    }
    Layout.checkNdim(ndim);
    long[] shape = new long[ndim];
    long[] strides = new long[ndim];
    // within the layout's own extent, which fits 64 bits
    long offset = layout.offset();
    boolean empty = false;
    int dim = 0;
    int n = 0;
    for (int i = 0; i < index.size(); i++) {
      switch (index.get(i)) {
        case Index.At(long at) -> {
          offset += position(at, dim, layout.shape(dim)) * layout.stride(dim);
          dim++;
        }
        case Index.Range range -> {
          Span span = Span.of(range, layout.shape(dim));
          offset += span.start * layout.stride(dim);
          shape[n] = span.length;
          strides[n++] = LayoutStrides.times(layout.stride(dim), span.step);
          dim++;
        }
        case Index.Ellipsis _ -> {
          for (; rest > 0; rest--) {
            shape[n] = layout.shape(dim);
            strides[n++] = layout.stride(dim++);
          }
        }
        case Index.NewAxis _ -> shape[n++] = 1;
      }
    }
    for (; rest > 0; rest--) {
      shape[n] = layout.shape(dim);
      strides[n++] = layout.stride(dim++);
    }
    for (long length : shape) {
      empty |= length == 0;
    }
    return Layout.part(
        layout.itemsize(),
        // there is nothing to point at, so the offset stays where it is known to be inside
        empty ? layout.offset() : offset,
        shape,
        strides);
  }

  private static Layout throughPointers(Layout layout, List<Index> index) {
    List<Index> parts = resolve(layout, index);
    int n = 0;
    int dim = 0;
    long[] starts = new long[layout.ndim()];
    long[] shape = new long[parts.size()];
    long[] strides = new long[parts.size()];
    boolean empty = false;
    for (Index part : parts) {
      switch (part) {
        case Index.At(long i) -> starts[dim++] = i;
        case Index.Range range -> {
          Span span = Span.of(range, layout.shape(dim));
          starts[dim] = span.start;
          shape[n] = span.length;
          strides[n] = LayoutStrides.times(layout.stride(dim), span.step);
          empty |= span.length == 0;
          n++;
          dim++;
        }
        case Index.NewAxis _ -> shape[n++] = 1;
        case Index.Ellipsis _ -> throw new AssertionError(part);
      }
    }
    Layout.checkNdim(n);
    if (empty) {
      // there is nothing to point at, so the offset stays where it is known to be inside
      Arrays.fill(starts, 0);
    }
    return place(layout, parts, Arrays.copyOf(shape, n), Arrays.copyOf(strides, n), starts, empty);
  }

  /** Moves the starts to where they count, and the pointers to the dimensions that are kept. */
  private static Layout place(
      Layout layout,
      List<Index> parts,
      long[] shape,
      long[] strides,
      long[] starts,
      boolean empty) {
    long offset = layout.offset();
    long[] suboffsets = new long[shape.length];
    Arrays.fill(suboffsets, -1);
    long pointers = 0;
    int carrier = -1;
    int group = 0;
    int groupDim = 0;
    int n = 0;
    int dim = 0;
    for (Index part : parts) {
      if (part instanceof Index.NewAxis) {
        n++;
        continue;
      }
      long move = Math.multiplyExact(starts[dim], layout.stride(dim));
      if (carrier < 0) {
        offset = Math.addExact(offset, move);
      } else {
        suboffsets[carrier] = Math.addExact(suboffsets[carrier], move);
      }
      boolean pointer = layout.isPointer(dim);
      if (part instanceof Index.Range) {
        if (!pointer) {
          suboffsets[n] = layout.suboffset(dim);
        }
        n++;
      }
      if (pointer) {
        if (n > group) {
          carrier = n - 1;
          suboffsets[carrier] = layout.suboffset(dim);
          pointers |= 1L << carrier;
        } else if (!empty) {
          throw dropped(layout, groupDim, dim);
        }
        group = n;
        groupDim = dim + 1;
      }
      dim++;
    }
    return new Layout(layout.itemsize(), offset, shape, strides, suboffsets, pointers);
  }

  private static UnsupportedOperationException dropped(Layout layout, int from, int to) {
    String dims = from == to ? "dimension " + to : "dimensions " + from + " to " + to;
    return new UnsupportedOperationException(
        from == 0
            ? "an integer for "
                + dims
                + " follows a pointer, for which a layout has no memory: keep dimension "
                + to
                + " as a slice of length 1, or slice the view: "
                + layout
            : "PEP 3118 cannot express two pointers followed with no dimension between them, which"
                + " integers for "
                + dims
                + " ask for: keep dimension "
                + to
                + " as a slice of length 1, or copy() first: "
                + layout);
  }

  /** A slice of a dimension of a known length, as {@code slice.indices} gives it. */
  private record Span(long start, long step, long length) {
    static Span of(Index.Range range, long n) {
      // -Long.MIN_VALUE does not exist; Python clamps the same way
      long step = range.step() == null ? 1 : Math.max(range.step(), -Long.MAX_VALUE);
      boolean back = step < 0;
      long start = range.start() == null ? (back ? n - 1 : 0) : clamp(range.start(), n, back);
      long stop = range.stop() == null ? (back ? -1 : n) : clamp(range.stop(), n, back);
      long length = 0;
      if (back && stop < start) {
        length = (start - stop - 1) / -step + 1;
      } else if (!back && start < stop) {
        length = (stop - start - 1) / step + 1;
      }
      return length == 0 ? new Span(0, 1, 0) : new Span(start, step, length);
    }

    private static long clamp(long bound, long n, boolean back) {
      long b = bound < 0 ? bound + n : bound;
      return back ? Math.clamp(b, -1, n - 1) : Math.clamp(b, 0, n);
    }
  }
}
