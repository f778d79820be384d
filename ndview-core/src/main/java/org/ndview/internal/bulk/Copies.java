package org.ndview.internal.bulk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.memory.Space;

/** Copies items as bytes, whatever they mean. */
public final class Copies {
  private static final long ALIGNMENT = 64;

  private Copies() {}

  /** The bytes of the items, in C or F order. */
  public static byte[] bytes(Walk.Side side, Order order) {
    Layout layout = Layout.contiguous(order, side.layout().itemsize(), side.layout().shape());
    if (layout.nbytes() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          layout.nbytes() + " bytes are more than a Java array holds; copy() makes a view of them");
    }
    byte[] bytes = new byte[(int) layout.nbytes()];
    Transfer.copy(side, side(MemorySegment.ofArray(bytes), layout), Execution.SEQUENTIAL);
    return bytes;
  }

  /** Copies all items of one side to another; the two may lie over each other. */
  public static void assign(Walk.Side from, Walk.Side to, Execution execution) {
    from.checkReachable();
    to.checkReachable();
    if (mayOverlap(from, to)) {
      withCopy(from, execution, copy -> Transfer.copy(copy, to, inOneOrder(to, execution)));
    } else {
      Transfer.copy(from, to, inOneOrder(to, execution));
    }
  }

  /** Works with a copy, in memory that goes with it. */
  public static void withCopy(Walk.Side from, Execution execution, Consumer<Walk.Side> work) {
    Layout layout = Layout.contiguous(Order.C, from.layout().itemsize(), from.layout().shape());
    try (Arena arena = Arena.ofShared()) {
      Walk.Side copy = side(arena.allocate(layout.nbytes(), ALIGNMENT), layout);
      Transfer.copy(from, copy, execution);
      work.accept(copy);
    }
  }

  /** Where items of a target lie over each other, the last one written counts. */
  public static Execution inOneOrder(Walk.Side target, Execution execution) {
    boolean unclear = target.layout().hasPointers() || target.layout().overlapsItself();
    return unclear ? Execution.SEQUENTIAL : execution;
  }

  private static Walk.Side side(MemorySegment memory, Layout layout) {
    return new Walk.Side(new Space.Single(memory), memory, layout);
  }

  /** False only if the two surely have no byte in common. */
  public static boolean mayOverlap(Walk.Side a, Walk.Side b) {
    if (a.layout().hasPointers() || b.layout().hasPointers()) {
      return true;
    }
    return extent(a).asOverlappingSlice(extent(b)).isPresent();
  }

  private static MemorySegment extent(Walk.Side side) {
    Layout layout = side.layout();
    return side.segment().asSlice(layout.low(), layout.high() - layout.low());
  }
}
