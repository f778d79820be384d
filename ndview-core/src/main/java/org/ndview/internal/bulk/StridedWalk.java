package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.StridedMemory;

/**
 * Visits the items of two memories of one shape side by side, row by row. Dimensions of length 1
 * are dropped, and adjacent dimensions that step evenly are merged, so that rows are as long as the
 * layouts allow. Pointers are followed outside the row loop.
 */
public final class StridedWalk {
  /** One row; its length and strides are those of the walk. False ends the walk. */
  @FunctionalInterface
  public interface RowVisitor {
    boolean visit(MemorySegment a, long atA, MemorySegment b, long atB);
  }

  /** A dimension of both memories: its length, and the steps along it (in bytes). */
  public record Dim(long n, long a, long b) {}

  /** The most items that are visited of memory that holds far fewer. */
  private static final long MAX_ITEMS = 1L << 36;

  /** How often each byte may be visited beyond that. */
  private static final int MAX_VISITS = 16;

  private final StridedMemory a;
  private final StridedMemory b;
  private final long[] outer;
  private final long[] shape;
  private final List<Dim> dims = new ArrayList<>();
  private final boolean empty;
  private long shiftA;
  private long shiftB;

  private StridedWalk(
      StridedMemory a, StridedMemory b, long[] shape, boolean anyOrder, @Nullable Dim unit) {
    this.a = a;
    this.b = b;
    this.shape = shape;
    outer = new long[1 + Math.max(a.layout().lastPointer(), b.layout().lastPointer())];
    boolean none = false;
    List<Dim> all = new ArrayList<>();
    for (int d = 0; d < shape.length; d++) {
      none |= shape[d] == 0;
      if (d >= outer.length && shape[d] != 1) {
        all.add(new Dim(shape[d], a.layout().stride(d), b.layout().stride(d)));
      }
    }
    if (unit != null && unit.n != 1) {
      all.add(unit);
    }
    empty = none;
    if (!empty) {
      checkWork(a, b, a.layout().size());
      merge(anyOrder ? byStrideOfB(all) : all);
    }
  }

  /**
   * Refuses work without an end: a few bytes can have any number of items.
   *
   * @throws IllegalArgumentException if the items are more than 2^36, and more than 16 for each
   *     byte of the memory
   */
  static void checkWork(StridedMemory a, StridedMemory b, long items) {
    if (items > MAX_ITEMS) {
      long bytes = Math.max(extent(a), extent(b));
      if (items / MAX_VISITS > bytes) {
        throw new IllegalArgumentException(
            "%d items in %d bytes of memory are more than the limit of %d, or %d for each byte; slice() first"
                .formatted(items, bytes, MAX_ITEMS, MAX_VISITS));
      }
    }
  }

  private static long extent(StridedMemory memory) {
    return memory.layout().hasPointers()
        ? memory.segment().byteSize()
        : memory.layout().high() - memory.layout().low();
  }

  /** All items of both in C order. */
  public static StridedWalk inOrder(StridedMemory a, StridedMemory b) {
    return new StridedWalk(a, b, a.layout().shape(), false, null);
  }

  /** All items of one memory in C order. */
  public static StridedWalk inOrder(StridedMemory a) {
    return inOrder(a, a);
  }

  /** All items of both, in the order that suits the memory of the second. */
  public static StridedWalk anyOrder(StridedMemory a, StridedMemory b) {
    return new StridedWalk(a, b, a.layout().shape(), true, null);
  }

  /** As {@code anyOrder}, with each item taken as a number of units of some bytes each. */
  public static StridedWalk anyOrder(StridedMemory a, StridedMemory b, long units, long bytes) {
    return new StridedWalk(a, b, a.layout().shape(), true, new Dim(units, bytes, bytes));
  }

  /**
   * Where b runs backward, both start at their other end; then the widest strides of b become the
   * outer loops.
   */
  private List<Dim> byStrideOfB(List<Dim> all) {
    List<Dim> forward = new ArrayList<>();
    for (Dim dim : all) {
      if (dim.b < 0) {
        shiftA += dim.a * (dim.n - 1);
        shiftB += dim.b * (dim.n - 1);
        forward.add(new Dim(dim.n, -dim.a, -dim.b));
      } else {
        forward.add(dim);
      }
    }
    forward.sort(Comparator.comparingLong(Dim::b).reversed());
    return forward;
  }

  private void merge(List<Dim> all) {
    for (Dim dim : all) {
      Dim last = dims.isEmpty() ? null : dims.getLast();
      // the products of checked layouts do not overflow
      if (last != null && last.a == dim.a * dim.n && last.b == dim.b * dim.n) {
        dims.set(dims.size() - 1, new Dim(last.n * dim.n, dim.a, dim.b));
      } else {
        dims.add(dim);
      }
    }
    if (dims.isEmpty()) {
      dims.add(new Dim(1, 0, 0));
    }
  }

  /** {@return the number of items of a row} */
  public long n() {
    return empty ? 0 : dims.getLast().n;
  }

  /** {@return the step from item to item of a row of the first memory (in bytes)} */
  public long strideA() {
    return empty ? 0 : dims.getLast().a;
  }

  /** {@return the step from item to item of a row of the second memory (in bytes)} */
  public long strideB() {
    return empty ? 0 : dims.getLast().b;
  }

  public boolean isEmpty() {
    return empty;
  }

  /** {@return the dimensions within a block, merged; at least one unless the walk is empty} */
  public List<Dim> dims() {
    return dims;
  }

  /** {@return the number of items within a block} */
  public long size() {
    long size = 1;
    for (Dim dim : dims) {
      size *= dim.n;
    }
    return size;
  }

  /** Visits the rows; {@return whether none of them ended the walk} */
  public boolean rows(RowVisitor row) {
    return blocks((sa, atA, sb, atB) -> rows(0, row, sa, atA, sb, atB));
  }

  /**
   * Visits the blocks: what lies behind each of the pointers, or all of it where there are none;
   * {@return whether none of them ended the walk}
   */
  public boolean blocks(RowVisitor block) {
    if (empty) {
      return true;
    }
    do {
      AddressSpace.Place pa = a.place(outer);
      AddressSpace.Place pb = b.place(outer);
      if (!block.visit(pa.segment(), pa.offset() + shiftA, pb.segment(), pb.offset() + shiftB)) {
        return false;
      }
    } while (next());
    return true;
  }

  private void checkRows(long itemsize) {
    long span = Math.multiplyExact(Math.max(n() - 1, 0), strideA());
    rows((memory, at, _, _) -> {
      Objects.checkFromToIndex(
          at + Math.min(span, 0), at + Math.max(span, 0) + itemsize, memory.byteSize());
      return true;
    });
  }

  /**
   * Follows every pointer to items, so that an operation that writes fails before it begins or not
   * at all.
   *
   * @throws IndexOutOfBoundsException if a pointer, or a row that it leads to, is outside the
   *     memory given
   */
  public static void checkReachable(StridedMemory memory) {
    if (memory.layout().hasPointers()) {
      inOrder(memory).checkRows(memory.layout().itemsize());
    }
  }

  private boolean rows(
      int d, RowVisitor row, MemorySegment sa, long atA, MemorySegment sb, long atB) {
    if (d == dims.size() - 1) {
      return row.visit(sa, atA, sb, atB);
    }
    Dim dim = dims.get(d);
    for (long i = 0; i < dim.n; i++) {
      if (!rows(d + 1, row, sa, atA + i * dim.a, sb, atB + i * dim.b)) {
        return false;
      }
    }
    return true;
  }

  private boolean next() {
    for (int d = outer.length - 1; d >= 0; d--) {
      if (++outer[d] < shape[d]) {
        return true;
      }
      outer[d] = 0;
    }
    return false;
  }
}
