package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.memory.MemoryKind;
import org.ndview.internal.memory.StridedMemory;

/** Copies items as bytes, whatever they mean. */
public final class ByteCopies {
  /** Bytes that stay in the second-level cache. */
  private static final int BLOCK = 1 << 18;

  /** Fewer bytes than this are not worth memory between. */
  private static final int FEWEST = 1 << 14;

  /** Items of more bytes than this are copied one by one. */
  private static final int LARGE_ITEM = 1 << 10;

  private ByteCopies() {}

  /** The bytes of the items, in C or F order. */
  public static byte[] bytes(StridedMemory memory, Order order) {
    if (memory.layout().size() == 0) {
      return new byte[0]; // the lengths that are not 0 may be more than a dense layout can have
    }
    Layout layout = Layout.contiguous(order, memory.layout().itemsize(), memory.layout().shape());
    int length =
        ArrayLimits.checkLength(
            layout.nbytes(),
            () ->
                layout.nbytes()
                    + " bytes are more than a Java array holds; copy() makes a view of them");
    ArrayLimits.checkHeap(length, () -> length + " bytes");
    Layout from = memory.layout();
    if (order == Order.F ? from.isFContiguous() : from.isCContiguous()) {
      return run(memory.segment(), from.offset(), length);
    }
    byte[] bytes = new byte[length];
    StridedMemory target = StridedMemory.of(MemorySegment.ofArray(bytes), layout);
    if (suitsNative(memory, layout, order)) {
      throughNative(memory, target, order);
    } else {
      TiledTransfer.copy(memory, target, Execution.SEQUENTIAL);
    }
    return bytes;
  }

  /**
   * Whether items are worth native memory between, since the fastest loops know no arrays: there
   * are many, they are small, and they are not read nearly as they lie.
   *
   * @param to contiguous in the order
   */
  static boolean suitsNative(StridedMemory from, Layout to, Order order) {
    return to.nbytes() >= FEWEST
        && to.itemsize() <= LARGE_ITEM
        && !from.layout().hasPointers()
        && RunTransfer.isPlain(from.segment())
        && !isNear(from.layout(), order);
  }

  /** Copies part by part through native memory that stays in the cache. */
  private static void throughNative(StridedMemory from, StridedMemory to, Order order) {
    int parts = Math.toIntExact(Math.ceilDiv(to.layout().nbytes(), BLOCK));
    ParallelSplit.inTurn(
        parts,
        from,
        to,
        (a, b) -> {
          if (b.layout().nbytes() > 2 * BLOCK && b.layout().size() < to.layout().size()) {
            throughNative(a, b, order); // the divided dimension is short
            return true;
          }
          Layout dense = Layout.contiguous(order, b.layout().itemsize(), b.layout().shape());
          try (Room room = Room.of(dense.nbytes())) {
            StridedMemory block = StridedMemory.of(room.segment(), dense);
            TiledTransfer.copy(a, block, Execution.SEQUENTIAL);
            TiledTransfer.copy(block, b, Execution.SEQUENTIAL);
          }
          return true;
        });
  }

  /** Whether what is next in an order is one of the next items in memory. */
  private static boolean isNear(Layout from, Order order) {
    long step = from.stride(order == Order.F ? 0 : from.ndim() - 1);
    return step > 0 && step <= 4 * from.itemsize();
  }

  /** Bytes that follow each other. */
  private static byte[] run(MemorySegment memory, long at, int length) {
    if (memory.heapBase().orElse(null) instanceof byte[] array && length > 0) {
      // the JVM fills such a copy with zeros no more
      int from = (int) (memory.address() + at);
      Objects.checkFromIndexSize(from, length, array.length);
      return Arrays.copyOfRange(array, from, from + length);
    }
    byte[] bytes = new byte[length];
    if (length > 0) {
      // where there are no items, the offset may be outside the memory
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, bytes, 0, length);
    }
    return bytes;
  }

  /** Copies all items of one memory to another; the two may overlap. */
  public static void assign(StridedMemory from, StridedMemory to, Execution execution) {
    StridedWalk.checkReachable(from);
    StridedWalk.checkReachable(to);
    StridedMemory source = lastOfRepeated(from, to);
    StridedMemory target = lastOfRepeated(to);
    if (mayOverlap(source, target)) {
      withCopy(source, execution, copy -> write(copy, target, execution));
    } else {
      write(source, target, execution);
    }
  }

  /**
   * {@return the same items, of those that are one by a stride of 0 the last alone, which counts}
   */
  static StridedMemory lastOfRepeated(StridedMemory target) {
    return lastOfRepeated(target, target);
  }

  /** {@return those items of a source that go to the last of items that are one in a target} */
  private static StridedMemory lastOfRepeated(StridedMemory source, StridedMemory target) {
    StridedMemory last = source;
    for (int d = 0; d < target.layout().ndim(); d++) {
      long n = target.layout().shape(d);
      if (target.layout().stride(d) == 0 && n > 1) {
        last = last.part(d, n - 1, n);
      }
    }
    return last;
  }

  private static void write(StridedMemory from, StridedMemory to, Execution execution) {
    if (orderMatters(to)) {
      writeInOrder(from, to);
    } else {
      TiledTransfer.copy(from, to, acrossPointers(to, execution));
    }
  }

  /** Copies item by item in C order. */
  public static void writeInOrder(StridedMemory from, StridedMemory to) {
    long size = to.layout().itemsize();
    StridedWalk walk = StridedWalk.inOrder(from, to);
    walk.rows((a, atA, b, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        MemoryKind.copy(a, atA + i * walk.strideA(), b, atB + i * walk.strideB(), size);
      }
      return true;
    });
  }

  /** Works with a copy, in memory that goes with it. */
  public static void withCopy(
      StridedMemory from, Execution execution, Consumer<StridedMemory> work) {
    withRoom(
        from,
        room -> {
          TiledTransfer.copy(from, room, execution);
          work.accept(room);
        });
  }

  /** Works with memory for as many items in C order, which has any contents, and ends with it. */
  public static void withRoom(StridedMemory like, Consumer<StridedMemory> work) {
    StridedWalk.checkWork(like, like, like.layout().size());
    Layout layout = Layout.contiguous(Order.C, like.layout().itemsize(), like.layout().shape());
    try (Room room = Room.of(layout.nbytes())) {
      work.accept(StridedMemory.of(room.segment(), layout));
    }
  }

  /**
   * {@return whether items of a target overlap within what lies behind one pointer, so that they
   * have to be written in C order: the last one counts}
   */
  public static boolean orderMatters(StridedMemory target) {
    Layout layout = target.layout();
    if (layout.size() == 0 || layout.itemsize() == 0) {
      return false;
    }
    if (!layout.hasPointers()) {
      return layout.overlapsItself();
    }
    int first = layout.lastPointer() + 1;
    long[] shape = Arrays.copyOfRange(layout.shape(), first, layout.ndim());
    long[] strides = Arrays.copyOfRange(layout.strides(), first, layout.ndim());
    return Layout.of(layout.itemsize(), 0, shape, strides).overlapsItself();
  }

  /** Pointers may lead to the same items: those are written in C order, by one thread. */
  public static Execution acrossPointers(StridedMemory target, Execution execution) {
    return target.layout().hasPointers() ? Execution.SEQUENTIAL : execution;
  }

  /** False only if the two surely have no byte in common. */
  public static boolean mayOverlap(StridedMemory one, StridedMemory two) {
    if (one.layout().size() == 0 || two.layout().size() == 0) {
      return false;
    }
    StridedMemory a = one.whole();
    StridedMemory b = two.whole();
    if (a.layout().hasPointers() || b.layout().hasPointers()) {
      return true;
    }
    long lowA = a.layout().low();
    long highA = a.layout().high();
    long lowB = b.layout().low();
    long highB = b.layout().high();
    if (lowA == highA || lowB == highB) {
      return false;
    }
    MemorySegment in = a.segment();
    MemorySegment other = b.segment();
    if (isArrayHidden(in) || isArrayHidden(other)) {
      return in.asSlice(lowA, highA - lowA)
          .asOverlappingSlice(other.asSlice(lowB, highB - lowB))
          .isPresent();
    }
    // addresses in an array count from its start
    return in.heapBase().equals(other.heapBase())
        && in.address() + lowA < other.address() + highB
        && other.address() + lowB < in.address() + highA;
  }

  /** Of read-only memory no array is known. */
  private static boolean isArrayHidden(MemorySegment memory) {
    return !memory.isNative() && memory.heapBase().isEmpty();
  }
}
