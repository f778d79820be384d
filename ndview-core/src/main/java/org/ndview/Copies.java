package org.ndview;

import java.lang.foreign.MemorySegment;

/** Copies items as bytes, whatever they mean. */
final class Copies {
  private Copies() {}

  /** The bytes of the items, in C or F order. */
  static byte[] bytes(NdView view, Order order) {
    Layout layout = Layout.contiguous(view.order(order), view.itemsize(), view.layout.shape());
    if (layout.nbytes() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          layout.nbytes() + " bytes are more than a Java array holds; copy() makes a view of them");
    }
    byte[] bytes = new byte[(int) layout.nbytes()];
    Transfer.copy(
        Walk.Side.of(view), side(MemorySegment.ofArray(bytes), layout), Execution.SEQUENTIAL);
    return bytes;
  }

  /**
   * Copies all items of one view into another of the same shape and itemsize; the two may lie over
   * each other.
   */
  static void assign(NdView from, NdView to, Execution execution) {
    from.checkReachable();
    to.checkReachable();
    if (mayOverlap(from, to)) {
      try (NdView between = from.copy(Order.C, execution)) {
        Transfer.copy(Walk.Side.of(between), Walk.Side.of(to), inOneOrder(to, execution));
      }
    } else {
      Transfer.copy(Walk.Side.of(from), Walk.Side.of(to), inOneOrder(to, execution));
    }
  }

  /** Where items of a target lie over each other, the last one written counts. */
  static Execution inOneOrder(NdView target, Execution execution) {
    boolean unclear = target.layout.hasPointers() || target.layout.overlapsItself();
    return unclear ? Execution.SEQUENTIAL : execution;
  }

  private static Walk.Side side(MemorySegment memory, Layout layout) {
    return new Walk.Side(new Space.Single(memory), memory, layout);
  }

  /** False only if the two surely have no byte in common. */
  static boolean mayOverlap(NdView a, NdView b) {
    if (a.layout.hasPointers() || b.layout.hasPointers()) {
      return true;
    }
    return extent(a).asOverlappingSlice(extent(b)).isPresent();
  }

  private static MemorySegment extent(NdView view) {
    return view.segment.asSlice(view.layout.low(), view.layout.high() - view.layout.low());
  }
}
