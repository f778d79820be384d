package org.ndview;

/**
 * How many items a layout has, and the bytes that it touches before any pointer is followed.
 *
 * @param size how many items
 * @param low the lowest of the bytes (in bytes)
 * @param high one past the highest of them (in bytes)
 */
record LayoutExtent(long size, long low, long high) {
  private static final long POINTER_SIZE = 8;

  /**
   * {@return the extent of a layout}
   *
   * @throws IllegalArgumentException if the bytes of its items overflow, or its extent does, or one
   *     behind a pointer, counted from where the pointer leads
   */
  static LayoutExtent of(Layout layout) {
    long size = layout.countItems();
    if (size == 0) {
      return new LayoutExtent(0, layout.offset(), layout.offset());
    }
    try {
      int pointer = layout.pointerFrom(0);
      LayoutExtent first = group(layout, size, layout.offset(), 0, pointer);
      while (pointer >= 0) {
        int next = layout.pointerFrom(pointer + 1);
        // made for its check alone
        group(layout, size, layout.suboffset(pointer), pointer + 1, next);
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
  private static LayoutExtent group(Layout layout, long size, long base, int from, int pointer) {
    long low = base;
    long high = base;
    int to = pointer < 0 ? layout.ndim() - 1 : pointer;
    for (int dim = from; dim <= to; dim++) {
      long span = Math.multiplyExact(layout.shape(dim) - 1, layout.stride(dim));
      // the same dimension backwards has to fit too
      Math.negateExact(span);
      low = Math.addExact(low, Math.min(span, 0));
      high = Math.addExact(high, Math.max(span, 0));
    }
    long width = pointer < 0 ? layout.itemsize() : POINTER_SIZE;
    return new LayoutExtent(size, low, Math.addExact(high, width));
  }
}
