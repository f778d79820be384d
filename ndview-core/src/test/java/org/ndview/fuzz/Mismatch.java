package org.ndview.fuzz;

/** The library did not do as the model says. */
final class Mismatch extends AssertionError {
  private static final long serialVersionUID = 1;

  Mismatch(String message) {
    super(message);
  }

  Mismatch(String message, Throwable cause) {
    super(message, cause);
  }
}
