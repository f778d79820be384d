package org.ndview.bridge;

import java.util.Objects;

/**
 * What handing a view to a neighbour would do, and why: the {@code plan} of a bridge.
 *
 * @param way whether the neighbour can share the view's memory, take a copy, or neither
 * @param reason the property that decides it, with its numbers
 * @param remedy what to call: the hand-over that works, or what to do before one
 * @param cause the property that decides it, for programs
 */
public record Plan(Way way, String reason, String remedy, Cause cause) {

  /** How a view gets to a neighbour. */
  public enum Way {
    /** Over the same memory; a copy is possible, too. */
    SHARE,
    /** By a copy alone. */
    COPY,
    /** Not as it is. */
    REFUSE
  }

  /** What decides how a view gets to a neighbour. */
  public enum Cause {
    /** Nothing is in the way. */
    NONE,
    /** The neighbour computes on a device, or in memory of its own. */
    BACK_END,
    /** The neighbour has no type for the format. */
    FORMAT,
    /** The numbers are in the other byte order. */
    BYTE_ORDER,
    /** There are other dimensions than the neighbour takes. */
    RANK,
    /** There are more bytes than the neighbour takes. */
    SIZE,
    /** The view has suboffsets: items are behind pointers. */
    POINTERS,
    /** The items are not one block in C order. */
    STRIDES,
    /** The memory is on the Java heap. */
    HEAP,
    /** The view is read-only, and the neighbour writes. */
    READ_ONLY,
    /** The first item is not at a multiple of the itemsize. */
    ALIGNMENT,
    /** A bool is neither 0 nor 1. */
    BOOL_VALUE
  }

  /** Checks that all parts are there. */
  public Plan {
    Objects.requireNonNull(way, "way");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(remedy, "remedy");
    Objects.requireNonNull(cause, "cause");
  }

  /** {@return whether the neighbour can share the view's memory} */
  public boolean shares() {
    return way == Way.SHARE;
  }

  /**
   * {@return whether the neighbour can hold a copy of the view, as it can of all that it shares}
   */
  public boolean copies() {
    return way != Way.REFUSE;
  }

  /**
   * {@return the refusal of what the plan is not, with the reason and the remedy}
   *
   * @param what what is refused, as a sentence without an end
   */
  public UnsupportedOperationException exception(String what) {
    return new UnsupportedOperationException(what + ": " + reason + "; " + remedy);
  }
}
