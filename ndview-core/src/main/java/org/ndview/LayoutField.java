package org.ndview;

import java.util.Arrays;

/** The layout of one field of every item. */
final class LayoutField {
  private LayoutField() {}

  /** {@return the field at an offset within the items, which is laid out as {@code sub}} */
  static Layout of(Layout layout, long fieldOffset, Layout sub) {
    checkWithin(layout.itemsize(), fieldOffset, sub.nbytes());
    int ndim = layout.ndim() + sub.ndim();
    Layout.checkNdim(ndim);
    long[] suboffsets = Layout.DIRECT;
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
    long[] shape = layout.shapeTo(ndim);
    long[] strides = layout.stridesTo(ndim);
    for (int d = 0; d < sub.ndim(); d++) {
      shape[layout.ndim() + d] = sub.shape(d);
      strides[layout.ndim() + d] = sub.stride(d);
    }
    return new Layout(sub.itemsize(), offset, shape, strides, suboffsets, layout.pointers());
  }

  static void checkWithin(long itemsize, long fieldOffset, long nbytes) {
    if (fieldOffset < 0 || fieldOffset > itemsize || nbytes > itemsize - fieldOffset) {
      throw new IllegalArgumentException(
          "a field of "
              + nbytes
              + " bytes at "
              + fieldOffset
              + " does not lie within an item of "
              + itemsize
              + " bytes");
    }
  }
}
