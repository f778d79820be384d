package org.ndview.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/** What is wrong with a document, and where: the modules say it again as their Jackson does. */
final class DocumentException extends StreamReadException {
  private static final long serialVersionUID = 1;

  private final String pointer;
  private final String detail;

  /**
   * Makes one.
   *
   * @param pointer the part of the text that is wrong, as a JSON pointer
   * @param detail what is wrong there
   */
  DocumentException(JsonParser json, String pointer, String detail, @Nullable Throwable cause) {
    super(json, message(pointer, detail));
    this.pointer = pointer;
    this.detail = detail;
    if (cause != null) {
      initCause(cause);
    }
  }

  /** {@return what is wrong, with its place} */
  static String message(String pointer, String detail) {
    return (pointer.isEmpty() ? "view metadata: " : "view metadata at " + pointer + ": ") + detail;
  }

  String pointer() {
    return pointer;
  }

  String detail() {
    return detail;
  }
}
