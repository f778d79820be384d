package org.ndview.cpython;

import org.ndview.NdView;

/** A buffer of a Python object. */
final class Acquisition implements Runnable {
  /** Of PyObject_GetBuffer: any layout, written to or not. */
  private static final int FULL_READ_ONLY = 0x11c;

  private final long struct;
  private final PyObject owner;
  private final PyBuffer buffer;

  private Acquisition(long struct, PyObject owner) {
    this.struct = struct;
    this.owner = owner;
    buffer = PyBuffer.read(Py.at(struct, PyBuffer.BYTE_SIZE));
  }

  /**
   * {@return a buffer of an object, writable if the object allows it; with the GIL}
   *
   * @param object borrowed
   * @throws PythonException if the object exports none, or not now
   * @throws IllegalArgumentException if it exports one that contradicts itself
   */
  static Acquisition of(long object) {
    long struct = Py.RAW_CALLOC.call(1, PyBuffer.BYTE_SIZE);
    if (struct == 0) {
      throw new OutOfMemoryError("Python has no " + PyBuffer.BYTE_SIZE + " bytes for a buffer");
    }
    if (Py.GET_BUFFER.call(object, struct, FULL_READ_ONLY) != 0) {
      Py.RAW_FREE.call(struct);
      throw Errors.raised();
    }
    PyObject owner = PyObject.kept(object);
    try {
      return new Acquisition(struct, owner);
    } catch (RuntimeException | Error e) {
      release(struct, owner);
      throw e;
    }
  }

  /**
   * {@return a view of the buffer, which owns it} Made without the GIL it costs the thread that
   * makes it least to close.
   */
  NdView view() {
    return buffer.view(owner, this);
  }

  /** Releases the buffer. */
  @Override
  public void run() {
    Gil.run(() -> release(struct, owner));
  }

  private static void release(long struct, PyObject owner) {
    Py.RELEASE_BUFFER.call(struct);
    owner.forget();
    Py.RAW_FREE.call(struct);
  }
}
