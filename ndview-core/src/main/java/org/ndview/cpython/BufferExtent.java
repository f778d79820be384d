package org.ndview.cpython;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.ndview.Layout;
import org.ndview.PointerTable;

/** Finds which memory the items of a buffer take. */
@SuppressWarnings("restricted")
final class BufferExtent {
  private long low = Long.MAX_VALUE;
  private long high = Long.MIN_VALUE;

  private BufferExtent() {}

  /**
   * {@return the memory, from the lowest byte to the highest}
   *
   * @param buf the address of the item at index 0
   * @param layout where the items lie, counted from there; pointers are followed
   */
  static MemorySegment of(long buf, Layout layout) {
    // items of no bytes may lie apart: the memory spans them, as a layout is checked
    if (layout.size() == 0 || (layout.nbytes() == 0 && layout.low() == layout.high())) {
      return MemorySegment.ofAddress(buf);
    }
    if (buf == 0) {
      throw new IllegalArgumentException(
          "a Py_buffer of " + layout.nbytes() + " bytes has no memory: its buf is null");
    }
    BufferExtent extent = new BufferExtent();
    try {
      if (layout.hasPointers()) {
        checkPointers(layout);
        extent.add(buf, layout, 0);
      } else {
        extent.add(buf, layout.low(), layout.high());
      }
    } catch (ArithmeticException _) {
      throw new IllegalArgumentException(
          "a Py_buffer at 0x%x whose items leave the address space: %s".formatted(buf, layout));
    }
    return MemorySegment.ofAddress(extent.low).reinterpret(extent.high - extent.low);
  }

  /**
   * Checks how many pointers are followed, before one is: strides by which places coincide, and
   * tables that many pointers lead to, make work without end of a few bytes.
   */
  private static void checkPointers(Layout layout) {
    long followed = 0;
    long table = 1;
    for (int d = 0; d <= layout.lastPointer(); d++) {
      // the size has been checked to fit 64 bits
      table *= looks(layout, d);
      if (!layout.isPointer(d)) {
        continue;
      }
      if (table > PointerTable.MOST - followed) {
        throw new IllegalArgumentException(
            "a Py_buffer whose items lie behind %s pointers or more, of which %d are followed at most: %s; ask its exporter for one without suboffsets"
                .formatted(Long.toUnsignedString(followed + table), PointerTable.MOST, layout));
      }
      followed += table;
    }
  }

  /** Items that are all one are looked at once, however many they are said to be. */
  private static long looks(Layout layout, int d) {
    return layout.stride(d) == 0 ? 1 : layout.shape(d);
  }

  /** Adds the dimensions from one on, up to the next pointers, and what those lead to. */
  private void add(long base, Layout layout, int from) {
    int pointer = from;
    while (pointer < layout.ndim() && !layout.isPointer(pointer)) {
      pointer++;
    }
    boolean last = pointer == layout.ndim();
    int to = last ? pointer : pointer + 1;
    long[] strides = Arrays.copyOfRange(layout.strides(), from, to);
    long[] shape = Arrays.copyOfRange(layout.shape(), from, to);
    for (int d = 0; d < shape.length; d++) {
      shape[d] = looks(layout, from + d);
    }
    Layout part = Layout.of(last ? layout.itemsize() : Long.BYTES, 0, shape, strides);
    add(base, part.low(), part.high());
    if (last) {
      return;
    }
    MemorySegment pointers =
        MemorySegment.ofAddress(base + part.low()).reinterpret(part.high() - part.low());
    long[] index = new long[part.ndim()];
    for (long i = 0; i < part.size(); i++, next(index, part)) {
      long at = part.offsetOf(index) - part.low();
      long to0 = pointers.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      if (to0 == 0) {
        throw new IllegalArgumentException(
            "a Py_buffer whose pointer at index %s is null".formatted(Arrays.toString(index)));
      }
      add(Math.addExact(to0, layout.suboffset(pointer)), layout, to);
    }
  }

  private void add(long base, long from, long to) {
    long first = Math.addExact(base, from);
    if (first <= 0) {
      throw new ArithmeticException();
    }
    low = Math.min(low, first);
    high = Math.max(high, Math.addExact(base, to));
  }

  private static void next(long[] index, Layout layout) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < layout.shape(d)) {
        return;
      }
      index[d] = 0;
    }
  }
}
