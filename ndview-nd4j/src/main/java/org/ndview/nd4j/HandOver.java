package org.ndview.nd4j;

/**
 * What handing a view to ND4J would do, and why: {@link NdArrays#plan}.
 *
 * @param way whether ND4J can share the view's memory, take a copy, or neither
 * @param reason the property that decides it, with its numbers
 * @param remedy what to call: the hand-over that works, or what to do before one
 */
public record HandOver(Way way, String reason, String remedy) {

  /** How a view gets into ND4J. */
  public enum Way {
    /** By {@link NdArrays#wrap}, over the same memory; a copy is possible, too. */
    SHARE,
    /** By {@link NdArrays#copy} alone. */
    COPY,
    /** Not as it is. */
    REFUSE
  }

  private static final String WRAP = "NdArrays.wrap(view) shares it";
  private static final String COPY = "NdArrays.copy(view) copies it";

  static HandOver share(String reason, Object... args) {
    return new HandOver(Way.SHARE, reason.formatted(args), WRAP);
  }

  static HandOver copy(String reason, Object... args) {
    return new HandOver(Way.COPY, reason.formatted(args), COPY);
  }

  static HandOver refuse(String reason, String remedy) {
    return new HandOver(Way.REFUSE, reason, remedy);
  }

  /** {@return whether ND4J can share the view's memory} */
  public boolean shares() {
    return way == Way.SHARE;
  }

  /** {@return whether ND4J can hold a copy of the view, as it can of all that it shares} */
  public boolean copies() {
    return way != Way.REFUSE;
  }

  UnsupportedOperationException exception(String what) {
    return new UnsupportedOperationException(what + ": " + reason + "; " + remedy);
  }
}
