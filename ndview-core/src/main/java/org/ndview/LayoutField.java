package org.ndview;

import java.util.Arrays;

/** The layout of one field of every item. */
final class LayoutField {
  private LayoutField() {}

  /** {@return the field at an offset within the items, which is laid out as {@code sub}} */
  static Layout of(Layout layout, long fieldOffset, Layout sub) {
    long itemsize = layout.itemsize();
    if (fieldOffset < 0 || fieldOffset > itemsize || sub.nbytes() > itemsize - fieldOffset) {
      throw new IllegalArgumentException(
          "a field of "
              + sub.nbytes()
              + " bytes at "
              + fieldOffset
              + " does not lie within an item of "
              + itemsize
              + " bytes");
    }
    int ndim = layout.ndim() + sub.ndim();
    Layout.checkNdim(ndim);
    long[] suboffsets = new long[0];
    if (layout.hasSuboffsets()) {
      suboffsets = Arrays.copyOf(layout.suboffsets(), ndim);
      Arrays.fill(suboffsets, layout.ndim(), ndim, -1);
    }
    // an empty layout stays where it is: see Layout
    long move = layout.size() == 0 || sub.size() == 0 ? 0 : fieldOffset;
    long offset = layout.offset();
    if (layout.hasPointers()) {
      int last = layout.lastPointer();
      suboffsets[last] = Math.addExact(suboffsets[last], move);
    } else {
      offset = Math.addExact(offset, move);
    }
    return new Layout(
        sub.itemsize(),
        offset,
        concat(layout.shape(), sub.shape()),
        concat(layout.strides(), sub.strides()),
        suboffsets,
        layout.pointers());
  }

  private static long[] concat(long[] a, long[] b) {
    long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
