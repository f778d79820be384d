package org.ndview.cpython;

import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.internal.check.NativePermission;

/**
 * The CPython of this process: scripts, values, and memory shared both ways.
 *
 * <p><b>Values.</b> Python's become Java's so: {@code None} null, bool Boolean, int Long or, if it
 * does not fit, {@link java.math.BigInteger}, float Double, complex {@link org.ndview.Complex}, str
 * String, bytes {@code byte[]}, list and tuple List, dict Map, set and frozenset Set, NumPy's
 * scalars the number that they are, an object that exports a buffer (memoryview, bytearray, a NumPy
 * array, ctypes, mmap) an {@link NdView} that the caller closes, all else a {@link PyObject}.
 * Java's become Python's in the same way; an array of numbers becomes a memoryview of a copy, an
 * NdView a memoryview of its own memory, which holds it.
 *
 * <p><b>Threads.</b> Any thread may call; each call takes the GIL. The calls of a virtual thread
 * are done by a platform thread while it waits.
 *
 * <p><b>Lifetime.</b> The interpreter is never finalised: it goes with the process. Signals are
 * left to the JVM. Python's {@code os.chdir} changes the folder of the process, which Java has
 * looked up already. After each call Python's output is flushed.
 */
public final class CPython {
  private static @Nullable CPython loaded;

  private final String version;
  private final Path library;

  private CPython(String version, Path library) {
    this.version = version;
    this.library = library;
  }

  /**
   * {@return the interpreter of the process, started by the first call} It is that of the system
   * property {@code org.ndview.python}, else of the environment variable {@code NDVIEW_PYTHON},
   * which name a libpython, a Python's program, or the folder of a virtual environment; else that
   * of {@code python3} on the path. A program is asked where its libpython is. If it is one of a
   * virtual environment, the packages there can be imported.
   *
   * @throws IllegalStateException if there is no Python, or only one that is static, older than
   *     3.9, or free-threaded, or if the JVM denies native access; the message says which
   */
  public static synchronized CPython load() {
    CPython python = loaded;
    if (python == null) {
      NativePermission.require("CPython");
      PythonFinder.Found found = PythonFinder.find();
      python =
          Gil.platform(() -> {
            String version = Libpython.open(found.library());
            Interpreter.start(found);
            return new CPython(version, found.library());
          });
      loaded = python;
    }
    return python;
  }

  /** {@return the version, as Python tells it, such as {@code 3.13.2 (main, ...) [GCC 14]}} */
  public String version() {
    return version;
  }

  /** {@return the libpython that was opened} */
  public Path library() {
    return library;
  }

  /**
   * {@return the value of an expression}
   *
   * @param expression Python, in the names of {@code __main__}
   * @throws PythonException if it does not parse, or raises an exception
   */
  public @Nullable Object eval(String expression) {
    return Gil.with(() -> FromPython.take(run(expression, "eval")));
  }

  /**
   * {@return the object that an expression gives, whatever its type}
   *
   * @param expression Python, in the names of {@code __main__}
   * @throws PythonException if it does not parse, or raises an exception
   */
  public PyObject object(String expression) {
    return Gil.with(() -> PyObject.taken(run(expression, "eval")));
  }

  /**
   * Runs statements.
   *
   * @param statements Python, in the names of {@code __main__}
   * @throws PythonException if they do not parse, or raise an exception
   */
  public void exec(String statements) {
    Gil.run(() -> Py.DEC_REF.call(Errors.check(run(statements, "exec"))));
  }

  private static long run(String source, String mode) {
    long arguments = ToPython.tuple(source, mode);
    try {
      long text = Py.SEQUENCE_ITEM.call(arguments, 0);
      long kind = Py.SEQUENCE_ITEM.call(arguments, 1);
      try {
        return Interpreter.helper("run", text, kind, Interpreter.names());
      } finally {
        Py.DEC_REF.call(text);
        Py.DEC_REF.call(kind);
      }
    } finally {
      Py.DEC_REF.call(arguments);
    }
  }

  /**
   * {@return the value of a name of {@code __main__}, of a builtin, or of a module's attribute such
   * as {@code math.pi}, for which the module is imported}
   *
   * @param name the name, with dots
   * @throws PythonException if there is no such name
   */
  public @Nullable Object get(String name) {
    return Gil.with(() -> FromPython.take(find(name)));
  }

  /**
   * Gives a name of {@code __main__} a value.
   *
   * @param name the name
   * @param value null, a Boolean, a number, text, {@code byte[]}, an array of numbers (copied), a
   *     collection, a map, a {@link org.ndview.Complex}, an {@link NdView} of native memory (as a
   *     memoryview, without a copy) or a {@link PyObject}
   * @throws IllegalArgumentException if Python has no such value
   * @throws UnsupportedOperationException if it is a view of a Java array, which has no address
   * @throws PythonException if Python refuses it, such as a list for a key of a dict
   */
  public void set(String name, @Nullable Object value) {
    Objects.requireNonNull(name, "name");
    Gil.run(() -> {
      long key = ToPython.text(name);
      try {
        long object = ToPython.convert(value);
        try {
          Errors.checkStatus(Py.DICT_SET.call(Interpreter.names(), key, object));
        } finally {
          Py.DEC_REF.call(object);
        }
      } finally {
        Py.DEC_REF.call(key);
      }
    });
    Reference.reachabilityFence(value);
  }

  /**
   * {@return the value that a function gives}
   *
   * @param function its name, as {@link #get} takes it
   * @param arguments values, as {@link #set} takes them
   * @throws PythonException if there is no such function, or it raises an exception
   * @throws IllegalArgumentException if Python has no such value
   */
  public @Nullable Object call(String function, @Nullable Object... arguments) {
    try {
      return Gil.with(() -> {
        long object = Errors.check(find(function));
        try {
          return FromPython.take(called(object, Arrays.asList(arguments), Map.of()));
        } finally {
          Py.DEC_REF.call(object);
        }
      });
    } finally {
      Reference.reachabilityFence(arguments);
    }
  }

  private static long find(String name) {
    long text = ToPython.text(name);
    try {
      return Interpreter.helper("find", text, Interpreter.names());
    } finally {
      Py.DEC_REF.call(text);
    }
  }

  /** {@return a new reference to what an object gives when it is called; 0 for an exception} */
  static long called(
      long object,
      List<? extends @Nullable Object> arguments,
      Map<String, ? extends @Nullable Object> named) {
    long positional = ToPython.tuple(arguments.toArray());
    try {
      long byName = ToPython.convert(named);
      try {
        return Interpreter.helper("call", object, positional, byName);
      } finally {
        Py.DEC_REF.call(byName);
      }
    } finally {
      Py.DEC_REF.call(positional);
    }
  }

  /**
   * {@return a view of the memory that an object exports} It is writable if the object's memory is,
   * keeps the object alive, and owns its buffer: closing it releases the buffer at once, under the
   * GIL, unless a neighbour {@linkplain NdView#hold holds} it. Until then the object cannot change
   * its size. {@link NdView#obj()} is a PyObject that is closed with the buffer.
   *
   * @param object a memoryview, a bytearray, a NumPy array, or anything else with the buffer
   *     protocol; it may be closed afterwards
   * @throws PythonException if it exports no buffer, or not now
   * @throws IllegalArgumentException if it exports one that contradicts itself
   * @throws IllegalStateException if the reference is closed
   */
  public NdView view(PyObject object) {
    Objects.requireNonNull(object, "object");
    Acquisition acquired;
    try {
      acquired = Gil.with(() -> Acquisition.of(object.address()));
    } finally {
      Reference.reachabilityFence(object);
    }
    return acquired.view();
  }

  /**
   * {@return a Python object that exports a view's memory by the buffer protocol} Its shape,
   * strides, suboffsets and read-only flag are the view's, its format is that of {@link PyFormat}.
   * {@code memoryview(object)} and {@code numpy.asarray(object)} share the memory.
   *
   * <p>Each of those is a hold on memory that a view owns: closing that view frees it when the last
   * of them is gone. The object alone is none: after the end of the memory it raises BufferError.
   * Memory that no view owns must be kept by its owner as long as Python uses it.
   *
   * @param view a view of native memory
   * @throws UnsupportedOperationException if it is a view of a Java array, which has no address;
   *     {@link NdView#copy()} is in native memory
   * @throws IllegalStateException if the view is released
   */
  public PyObject export(NdView view) {
    Objects.requireNonNull(view, "view");
    return Gil.with(() -> PyObject.taken(Exporter.export(view)));
  }

  /** {@return Python's version and the libpython} */
  @Override
  public String toString() {
    return "CPython " + version + " of " + library;
  }
}
