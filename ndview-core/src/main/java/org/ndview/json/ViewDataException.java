package org.ndview.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes that a document refers to are not there, are others, or must not be reached. */
public final class ViewDataException extends IOException {
  private static final long serialVersionUID = 1;

  private final String pointer;
  private final String detail;

  ViewDataException(String pointer, String detail, @Nullable Throwable cause) {
    super("view metadata at " + pointer + ": " + detail, cause);
    this.pointer = pointer;
    this.detail = detail;
  }

  ViewDataException(String pointer, String detail) {
    this(pointer, detail, null);
  }

  /** A document in a file that cannot be read. */
  private ViewDataException(String message, Throwable cause, String pointer) {
    super(message, cause);
    this.pointer = pointer;
    this.detail = message;
  }

  static ViewDataException in(Object file, Throwable cause, @Nullable String message, String at) {
    return new ViewDataException(file + ": " + message, cause, at);
  }

  /** {@return what is wrong there, without the place} */
  String detail() {
    return detail;
  }

  /** {@return the part of the document that is wrong, as a JSON pointer such as /data/uri} */
  public String pointer() {
    return pointer;
  }
}
