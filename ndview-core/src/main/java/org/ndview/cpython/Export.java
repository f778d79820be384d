package org.ndview.cpython;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.MemoryHold;
import org.ndview.NdView;

/**
 * What one Python object exports: a view, with its struct filled once. Shape, strides and format
 * stay where they are as long as the object lives, which each of its buffers does as well: Python
 * copies the rest of them, and keeps the pointer to the format.
 */
final class Export {
  // of PyObject_GetBuffer
  private static final int WRITABLE = 0x1;
  private static final int FORMAT = 0x4;
  private static final int ND = 0x8;
  private static final int STRIDES = 0x18;
  private static final int C_CONTIGUOUS = 0x38;
  private static final int F_CONTIGUOUS = 0x58;
  private static final int ANY_CONTIGUOUS = 0x98;
  private static final int INDIRECT = 0x118;

  private final NdView view;
  private final MemorySegment struct;

  private Export(NdView view, MemorySegment struct) {
    this.view = view;
    this.struct = struct;
  }

  static Export of(NdView view) {
    // closing the view that was given ends that one alone, unless it owns the memory
    NdView own = view.duplicate();
    long size = PyBuffer.BYTE_SIZE + PyBuffer.sizeOfRest(own);
    long address = Py.RAW_CALLOC.call(1, size);
    if (address == 0) {
      throw new OutOfMemoryError("Python has no " + size + " bytes for a buffer");
    }
    MemorySegment memory = Py.at(address, size);
    Export export = new Export(own, memory.asSlice(0, PyBuffer.BYTE_SIZE));
    try {
      PyBuffer.fill(export.struct, own, memory.asSlice(PyBuffer.BYTE_SIZE));
    } catch (RuntimeException | Error e) {
      export.free();
      throw e;
    }
    return export;
  }

  void free() {
    Py.RAW_FREE.call(struct.address());
  }

  /**
   * {@return a hold on the memory}
   *
   * @throws IllegalStateException if it is gone
   */
  MemoryHold hold() {
    MemoryHold hold = view.hold(() -> false);
    if (!view.segment().scope().isAlive()) {
      hold.close();
      throw new IllegalStateException("the memory of the view was closed");
    }
    return hold;
  }

  /** {@return why a request cannot be met, null if it can} */
  @Nullable String refusal(int flags) {
    Layout layout = view.layout();
    if (asks(flags, WRITABLE) && view.isReadOnly()) {
      return "the view is read-only";
    }
    if (layout.hasPointers() && !asks(flags, INDIRECT)) {
      return "the view has suboffsets, which were not asked for";
    }
    boolean c = layout.isCContiguous();
    boolean f = layout.isFContiguous();
    if (asks(flags, C_CONTIGUOUS) && !c) {
      return "the view is not C-contiguous: " + Arrays.toString(layout.strides());
    }
    if (asks(flags, F_CONTIGUOUS) && !f) {
      return "the view is not Fortran-contiguous: " + Arrays.toString(layout.strides());
    }
    if (asks(flags, ANY_CONTIGUOUS) && !c && !f) {
      return "the view is not contiguous: " + Arrays.toString(layout.strides());
    }
    if (!asks(flags, STRIDES) && !c) {
      return "the view is not C-contiguous, and strides were not asked for";
    }
    if (!asks(flags, ND) && asks(flags, FORMAT)) {
      return "a format was asked for, but no shape";
    }
    return null;
  }

  private static boolean asks(int flags, int what) {
    return (flags & what) == what;
  }

  void fill(MemorySegment buffer, int flags) {
    buffer.copyFrom(struct);
    if (!asks(flags, FORMAT)) {
      clear(buffer, PyBuffer.FORMAT);
    }
    if (!asks(flags, INDIRECT)) {
      clear(buffer, PyBuffer.SUBOFFSETS);
    }
    if (!asks(flags, STRIDES)) {
      clear(buffer, PyBuffer.STRIDES);
    }
    if (!asks(flags, ND)) {
      clear(buffer, PyBuffer.SHAPE);
      buffer.set(ValueLayout.JAVA_INT, PyBuffer.NDIM, 1);
    }
  }

  private static void clear(MemorySegment buffer, long field) {
    buffer.set(ValueLayout.JAVA_LONG, field, 0);
  }

  /** For Python's repr. */
  @Override
  public String toString() {
    return "<ndview.NdView %s %s%s>"
        .formatted(
            view.format(),
            Arrays.toString(view.layout().shape()),
            view.isReleased() ? ", released" : "");
  }
}
