package org.ndview.internal.bulk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.memory.StridedMemory;

/** Copies items as bytes, whatever they mean. */
public final class ByteCopies {
  private static final long ALIGNMENT = 64;

  private ByteCopies() {}

  /** The bytes of the items, in C or F order. */
  public static byte[] bytes(StridedMemory memory, Order order) {
    Layout layout = Layout.contiguous(order, memory.layout().itemsize(), memory.layout().shape());
    int length =
        ArrayLimits.checkLength(
            layout.nbytes(),
            () ->
                layout.nbytes()
                    + " bytes are more than a Java array holds; copy() makes a view of them");
    byte[] bytes = new byte[length];
    TiledTransfer.copy(
        memory, StridedMemory.of(MemorySegment.ofArray(bytes), layout), Execution.SEQUENTIAL);
    return bytes;
  }

  /** Copies all items of one memory to another; the two may overlap. */
  public static void assign(StridedMemory from, StridedMemory to, Execution execution) {
    StridedWalk.checkReachable(from);
    StridedWalk.checkReachable(to);
    if (mayOverlap(from, to)) {
      withCopy(from, execution, copy -> TiledTransfer.copy(copy, to, inOneOrder(to, execution)));
    } else {
      TiledTransfer.copy(from, to, inOneOrder(to, execution));
    }
  }

  /** Works with a copy, in memory that goes with it. */
  public static void withCopy(
      StridedMemory from, Execution execution, Consumer<StridedMemory> work) {
    Layout layout = Layout.contiguous(Order.C, from.layout().itemsize(), from.layout().shape());
    try (Arena arena = Arena.ofShared()) {
      StridedMemory copy = StridedMemory.of(arena.allocate(layout.nbytes(), ALIGNMENT), layout);
      TiledTransfer.copy(from, copy, execution);
      work.accept(copy);
    }
  }

  /** Where items of a target overlap, the last one written counts. */
  public static Execution inOneOrder(StridedMemory target, Execution execution) {
    boolean unclear = target.layout().hasPointers() || target.layout().overlapsItself();
    return unclear ? Execution.SEQUENTIAL : execution;
  }

  /** False only if the two surely have no byte in common. */
  public static boolean mayOverlap(StridedMemory a, StridedMemory b) {
    if (a.layout().hasPointers() || b.layout().hasPointers()) {
      return true;
    }
    return extent(a).asOverlappingSlice(extent(b)).isPresent();
  }

  private static MemorySegment extent(StridedMemory memory) {
    Layout layout = memory.layout();
    return memory.segment().asSlice(layout.low(), layout.high() - layout.low());
  }
}
