package org.ndview.cpython;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Objects;

/** Python's errors as Java's, with the GIL. */
final class Errors {
  private Errors() {}

  /** {@return a reference, if there is one} */
  static long check(long reference) {
    if (reference == 0) {
      throw raised();
    }
    return reference;
  }

  /** Checks what is -1 after an error. */
  static void checkStatus(int status) {
    if (status < 0) {
      throw raised();
    }
  }

  /** Throws if there is an error, for what is no sign of one itself. */
  static void checkPending() {
    if (Py.ERROR_OCCURRED.call() != 0) {
      throw raised();
    }
  }

  /** {@return the error that is set, which is cleared} */
  static PythonException raised() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment slots = arena.allocate(24, 8);
      long at = slots.address();
      Py.ERROR_FETCH.call(at, at + 8, at + 16);
      if (slots.get(ValueLayout.JAVA_LONG, 0) == 0) {
        return new PythonException("SystemError", "SystemError: no exception was set", "");
      }
      Py.ERROR_NORMALIZE.call(at, at + 8, at + 16);
      long value = slots.get(ValueLayout.JAVA_LONG, 8);
      long traceback = slots.get(ValueLayout.JAVA_LONG, 16);
      try {
        if (traceback != 0) {
          int _ = Py.SET_TRACEBACK.call(value, traceback);
        }
        return described(value);
      } finally {
        for (int i = 0; i < 3; i++) {
          Py.DEC_REF.call(slots.get(ValueLayout.JAVA_LONG, 8L * i));
        }
      }
    }
  }

  private static String text(List<?> texts, int i) {
    return String.valueOf(texts.get(i));
  }

  private static PythonException described(long value) {
    if (Interpreter.isReady()) {
      long answer = Interpreter.helper("describe", value);
      if (answer != 0) {
        try {
          List<?> texts = (List<?>) Objects.requireNonNull(FromPython.convert(answer));
          return new PythonException(text(texts, 0), text(texts, 1), text(texts, 2));
        } finally {
          Py.DEC_REF.call(answer);
        }
      }
    }
    Py.ERROR_CLEAR.call();
    return new PythonException("Exception", "an exception that cannot be described", "");
  }
}
