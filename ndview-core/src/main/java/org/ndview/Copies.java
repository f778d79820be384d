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
    copy(Walk.Side.of(view), side(MemorySegment.ofArray(bytes), layout));
    return bytes;
  }

  /**
   * Copies all items of one view into another of the same shape and itemsize; the two may lie over
   * each other.
   */
  static void assign(NdView from, NdView to) {
    from.checkReachable();
    to.checkReachable();
    if (mayOverlap(from, to)) {
      try (NdView between = from.copy()) {
        copy(Walk.Side.of(between), Walk.Side.of(to));
      }
    } else {
      copy(Walk.Side.of(from), Walk.Side.of(to));
    }
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

  /** Copies from one side to another that shares no memory with it. */
  static void copy(Walk.Side from, Walk.Side to) {
    long itemsize = from.layout().itemsize();
    Walk walk = Walk.anyOrder(from, to);
    long n = walk.n();
    long strideA = walk.strideA();
    long strideB = walk.strideB();
    if (itemsize == 0) {
      return;
    }
    if (n == 1 || strideA == itemsize && strideB == itemsize) {
      walk.rows((a, atA, b, atB) -> {
        MemorySegment.copy(a, atA, b, atB, n * itemsize);
        return true;
      });
    } else {
      walk.rows((a, atA, b, atB) -> {
        items(itemsize, n, a, atA, strideA, b, atB, strideB);
        return true;
      });
    }
  }

  private static void items(
      long itemsize,
      long n,
      MemorySegment a,
      long atA,
      long strideA,
      MemorySegment b,
      long atB,
      long strideB) {
    int kindA = Memory.kindOf(a);
    int kindB = Memory.kindOf(b);
    switch ((int) Math.min(itemsize, 9)) {
      case 1 -> {
        for (long i = 0; i < n; i++) {
          Memory.put8(kindB, b, atB + i * strideB, Memory.get8(kindA, a, atA + i * strideA));
        }
      }
      case 2 -> {
        for (long i = 0; i < n; i++) {
          Memory.put16(kindB, b, atB + i * strideB, Memory.get16(kindA, a, atA + i * strideA));
        }
      }
      case 4 -> {
        for (long i = 0; i < n; i++) {
          Memory.put32(kindB, b, atB + i * strideB, Memory.get32(kindA, a, atA + i * strideA));
        }
      }
      case 8 -> {
        for (long i = 0; i < n; i++) {
          Memory.put64(kindB, b, atB + i * strideB, Memory.get64(kindA, a, atA + i * strideA));
        }
      }
      default -> {
        for (long i = 0; i < n; i++) {
          MemorySegment.copy(a, atA + i * strideA, b, atB + i * strideB, itemsize);
        }
      }
    }
  }
}
