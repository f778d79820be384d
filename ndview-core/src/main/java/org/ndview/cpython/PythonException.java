package org.ndview.cpython;

/**
 * An exception that Python raised. Its message is what Python would print: the exception's type and
 * text, and the traceback below.
 */
public final class PythonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String type;
  private final String traceback;

  PythonException(String type, String summary, String traceback) {
    super(traceback.isEmpty() ? summary : summary + "\n" + traceback);
    this.type = type;
    this.traceback = traceback;
  }

  /** {@return the name of the exception's type, such as {@code ZeroDivisionError}} */
  public String type() {
    return type;
  }

  /**
   * {@return what Python's {@code traceback} module prints of it, causes included} The frames of
   * this library are left out.
   */
  public String traceback() {
    return traceback;
  }
}
