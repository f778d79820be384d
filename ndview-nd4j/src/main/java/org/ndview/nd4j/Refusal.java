package org.ndview.nd4j;

/**
 * Why ND4J cannot hold something.
 *
 * @param reason the property at fault, with its numbers
 * @param remedy the call that helps
 */
record Refusal(String reason, String remedy) {
  private static final String COPY = "NdArrays.copy(view) copies it";

  /** {@return a refusal that a copy gets around} */
  static Refusal share(String reason, Object... args) {
    return new Refusal(reason.formatted(args), COPY);
  }

  UnsupportedOperationException exception(String what) {
    return new UnsupportedOperationException(what + ": " + reason + "; " + remedy);
  }
}
