package org.ndview;

/**
 * The bytes that a layout touches before any pointer is followed.
 *
 * @param low the lowest (in bytes)
 * @param high one past the highest (in bytes)
 */
record LayoutExtent(long low, long high) {
  private static final long POINTER_SIZE = 8;

  /**
   * {@return the extent of a layout}
   *
   * @throws IllegalArgumentException if it overflows, or one behind a pointer does, counted from
   *     where the pointer leads
   */
  static LayoutExtent of(Layout layout) {
    if (layout.size() == 0) {
      return new LayoutExtent(layout.offset(), layout.offset());
    }
    try {
      int pointer = layout.pointerFrom(0);
      LayoutExtent first = group(layout, layout.offset(), 0, pointer);
      while (pointer >= 0) {
        int next = layout.pointerFrom(pointer + 1);
        // made for its check alone
        group(layout, layout.suboffset(pointer), pointer + 1, next);
        pointer = next;
      }
      return first;
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException("offset + strides*(shape-1) overflows 64 bits: " + layout);
    }
  }

  /**
   * {@return the extent of the dimensions up to a pointer dimension, or of the rest if it is -1}
   */
  private static LayoutExtent group(Layout layout, long base, int from, int pointer) {
    long low = base;
    long high = base;
    int to = pointer < 0 ? layout.ndim() - 1 : pointer;
    for (int dim = from; dim <= to; dim++) {
      if (layout.shape(dim) > 1) {
        // so that a dimension can be turned round
        Math.negateExact(layout.stride(dim));
      }
      long span = Math.multiplyExact(layout.shape(dim) - 1, layout.stride(dim));
      low = Math.addExact(low, Math.min(span, 0));
      high = Math.addExact(high, Math.max(span, 0));
    }
    long width = pointer < 0 ? layout.itemsize() : POINTER_SIZE;
    return new LayoutExtent(low, Math.addExact(high, width));
  }
}
