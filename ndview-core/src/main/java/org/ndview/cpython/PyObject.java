package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a Python object: as long as it is open, the object lives.
 *
 * <p>Closing it gives the reference back, and does nothing the second time. One that nobody closes
 * is given back by the collector, some time after it became unreachable.
 */
public final class PyObject implements AutoCloseable {
  /** Its thread may wait for the GIL, so it is no other's. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final Owned owned;

  /** Null where somebody else gives the reference back. */
  private final Cleaner.@Nullable Cleanable cleanable;

  /** The reference, which knows nothing of the PyObject. */
  private static final class Owned implements Runnable {
    private final long address;
    private final AtomicBoolean open = new AtomicBoolean(true);

    Owned(long address) {
      this.address = address;
    }

    @Override
    public void run() {
      if (open.get()) {
        Gil.run(this::giveBack);
      }
    }

    /** Once, with the GIL. */
    void giveBack() {
      if (open.getAndSet(false)) {
        Py.DEC_REF.call(address);
      }
    }
  }

  private PyObject(long reference) {
    owned = new Owned(reference);
    cleanable = CLEANER.register(this, owned);
  }

  private PyObject(Owned owned) {
    this.owned = owned;
    cleanable = null;
  }

  /** {@return the owner of a new reference} */
  static PyObject taken(long reference) {
    return new PyObject(Errors.check(reference));
  }

  /**
   * {@return an object with a reference that somebody else gives back, who calls {@link #forget}}
   */
  static PyObject kept(long object) {
    Py.INC_REF.call(object);
    return new PyObject(new Owned(object));
  }

  /** Gives back the reference of one that is kept, with the GIL. */
  void forget() {
    owned.giveBack();
  }

  /** {@return the owner of a reference of its own} */
  static PyObject borrowed(long object) {
    Py.INC_REF.call(object);
    return new PyObject(object);
  }

  /** {@return the object, with the GIL; the PyObject must stay reachable} */
  long address() {
    if (isClosed()) {
      throw new IllegalStateException("the reference to the Python object is closed");
    }
    return owned.address;
  }

  /**
   * {@return the value in Java}
   *
   * @throws PythonException if Python cannot tell it
   * @throws IllegalStateException if the reference is closed
   * @see CPython
   */
  public @Nullable Object value() {
    return kept(() -> FromPython.convert(address()));
  }

  /**
   * {@return an attribute}
   *
   * @param name its name
   * @throws PythonException if there is none
   * @throws IllegalStateException if the reference is closed
   */
  public PyObject attribute(String name) {
    return kept(() -> taken(attribute(address(), name)));
  }

  private static long attribute(long object, String name) {
    try (Arena arena = Arena.ofConfined()) {
      return Py.GET_ATTR.call(object, arena.allocateFrom(name).address());
    }
  }

  /**
   * {@return what the object gives when it is called}
   *
   * @param arguments values, as {@link CPython#set} takes them
   * @throws PythonException if it raises an exception
   * @throws IllegalStateException if the reference is closed
   */
  public PyObject call(@Nullable Object... arguments) {
    return call(Arrays.asList(arguments), Map.of());
  }

  /**
   * {@return what the object gives when it is called}
   *
   * @param arguments values by position
   * @param named values by name
   * @throws PythonException if it raises an exception
   * @throws IllegalStateException if the reference is closed
   */
  public PyObject call(
      List<? extends @Nullable Object> arguments, Map<String, ? extends @Nullable Object> named) {
    return kept(() -> taken(CPython.called(address(), arguments, named)));
  }

  /** {@return Python's {@code str} of the object, or that it is closed} */
  @Override
  public String toString() {
    if (isClosed()) {
      return "PyObject (closed)";
    }
    return kept(() -> {
      long text = Py.STR.call(address());
      if (text == 0) {
        return "PyObject whose str raises " + Errors.raised().type();
      }
      try {
        return FromPython.text(text);
      } finally {
        Py.DEC_REF.call(text);
      }
    });
  }

  /** {@return whether the reference was given back} */
  public boolean isClosed() {
    return !owned.open.get();
  }

  @Override
  public void close() {
    if (cleanable == null) {
      owned.run();
    } else {
      cleanable.clean();
    }
  }

  private <T extends @Nullable Object> T kept(Supplier<T> work) {
    try {
      return Gil.with(work);
    } finally {
      Reference.reachabilityFence(this);
    }
  }
}
