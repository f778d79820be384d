package org.ndview.internal.numeric;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.StridedMemory;

/** A table of items that lies in memory in some way. */
record Placed(RawView view, int rows, int columns) {
  /** How it lies. */
  enum Way {
    DENSE,
    TURNED,
    APART,
    BACKWARD,
    BEHIND_POINTERS
  }

  /**
   * Makes a table, with bytes that are not 0 in all of its memory.
   *
   * @param isNative without pointers: else it lies in an array
   */
  static Placed of(Arena arena, Way way, boolean isNative, Format format, int rows, int columns) {
    long size = format.itemsize();
    long[] shape = {rows, columns};
    long row = (columns + 1) * size;
    Layout layout =
        switch (way) {
          case DENSE -> Layout.contiguous(Order.C, size, shape);
          case TURNED -> Layout.contiguous(Order.F, size, shape);
          case APART -> Layout.of(size, 5, shape, new long[] {2 * row, 2 * size});
          case BACKWARD ->
              Layout.of(size, (rows - 1) * row + columns * size, shape, new long[] {-row, -size});
          case BEHIND_POINTERS ->
              Layout.of(size, 0, shape, new long[] {Long.BYTES, size}, new long[] {3, -1});
        };
    boolean pointers = way == Way.BEHIND_POINTERS;
    long bytes = pointers ? rows * (Long.BYTES + row) + 3 : layout.high() + 5;
    MemorySegment memory =
        isNative || pointers
            ? arena.allocate(bytes, 8)
            : MemorySegment.ofArray(new byte[(int) bytes]);
    memory.fill((byte) 0x5a);
    for (int r = 0; pointers && r < rows; r++) {
      // the last row lies first
      long at = (long) rows * Long.BYTES + (rows - 1 - r) * row;
      memory.set(ValueLayout.JAVA_LONG, (long) r * Long.BYTES, memory.address() + at);
    }
    return new Placed(RawView.of(StridedMemory.of(memory, layout), format), rows, columns);
  }

  MemorySegment memory() {
    return view.memory().segment();
  }

  byte[] bytes() {
    return memory().toArray(ValueLayout.JAVA_BYTE);
  }

  void put(int row, int column, byte[] item) {
    AddressSpace.Place place = view.memory().place(new long[] {row, column});
    MemorySegment.copy(
        item, 0, place.segment(), ValueLayout.JAVA_BYTE, place.offset(), item.length);
  }
}
