package org.ndview.cpython;

import org.ndview.NdView;

/** Buffers of Python objects as views. */
final class Acquisition {
  /** Of PyObject_GetBuffer: any layout, written to or not. */
  private static final int FULL_READ_ONLY = 0x11c;

  private Acquisition() {}

  /**
   * {@return a view of an object's buffer, writable if the object allows it; with the GIL}
   *
   * @param object borrowed
   * @throws PythonException if the object exports none, or not now
   */
  static NdView view(long object) {
    long struct = Py.RAW_CALLOC.call(1, PyBuffer.BYTE_SIZE);
    if (struct == 0) {
      throw new OutOfMemoryError("Python has no " + PyBuffer.BYTE_SIZE + " bytes for a buffer");
    }
    if (Py.GET_BUFFER.call(object, struct, FULL_READ_ONLY) != 0) {
      Py.RAW_FREE.call(struct);
      throw Errors.raised();
    }
    PyObject owner = PyObject.borrowed(object);
    Runnable release = () -> release(struct, owner);
    PyBuffer buffer;
    try {
      buffer = PyBuffer.read(Py.at(struct, PyBuffer.BYTE_SIZE));
    } catch (RuntimeException | Error e) {
      release.run();
      throw e;
    }
    return buffer.view(owner, release);
  }

  private static void release(long struct, PyObject owner) {
    Gil.run(() -> {
      Py.RELEASE_BUFFER.call(struct);
      owner.close();
    });
    Py.RAW_FREE.call(struct);
  }
}
