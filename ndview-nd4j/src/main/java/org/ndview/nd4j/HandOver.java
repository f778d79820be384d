package org.ndview.nd4j;

/**
 * What handing a view to ND4J would do, and why: {@link NdArrays#plan}.
 *
 * @param way whether ND4J can share the view's memory, take a copy, or neither
 * @param reason the property that decides it, with its numbers
 * @param remedy what to call: the hand-over that works, or what to do before one
 * @param cause the property that decides it, for programs
 */
public record HandOver(Way way, String reason, String remedy, Cause cause) {

  /** How a view gets into ND4J. */
  public enum Way {
    /** By {@link NdArrays#wrap}, over the same memory; a copy is possible, too. */
    SHARE,
    /** By {@link NdArrays#copy} alone. */
    COPY,
    /** Not as it is. */
    REFUSE
  }

  /** What decides how a view gets into ND4J. */
  public enum Cause {
    /** Nothing is in the way. */
    NONE,
    /** The back end computes on a device. */
    BACK_END,
    /** ND4J has no data type for the format. */
    FORMAT,
    /** The numbers are in the other byte order. */
    BYTE_ORDER,
    /** There are more dimensions than ND4J computes with. */
    RANK,
    /** The view has suboffsets: items are behind pointers. */
    POINTERS,
    /** A stride is negative, 0, or not a multiple of the itemsize. */
    STRIDES,
    /** The view has gaps, and spans more items than ND4J counts. */
    SPAN,
    /** Items overlap. */
    OVERLAP,
    /** The memory is on the Java heap. */
    HEAP,
    /** The view is read-only. */
    READ_ONLY,
    /** The first item is not at a multiple of the itemsize. */
    ALIGNMENT,
    /** A bool is neither 0 nor 1. */
    BOOL_VALUE
  }

  private static final String WRAP = "NdArrays.wrap(view) shares it";
  private static final String COPY = "NdArrays.copy(view) copies it";

  private static final String PRIVATE =
      ", and a file mapped with MapMode.PRIVATE is shared, without a write to the file";

  static HandOver share(String reason, Object... args) {
    return new HandOver(Way.SHARE, reason.formatted(args), WRAP, Cause.NONE);
  }

  static HandOver copy(Cause cause, String reason, Object... args) {
    return new HandOver(Way.COPY, reason.formatted(args), COPY, cause);
  }

  static HandOver readOnly(String reason) {
    return new HandOver(Way.COPY, reason, COPY + PRIVATE, Cause.READ_ONLY);
  }

  static HandOver refuse(Cause cause, String reason, String remedy) {
    return new HandOver(Way.REFUSE, reason, remedy, cause);
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
