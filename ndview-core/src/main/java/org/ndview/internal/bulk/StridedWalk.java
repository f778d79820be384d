package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
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

  /** Of one byte, where its memory begins. */
  private static final Layout ONE = Layout.of(1, 0, new long[0], new long[0]);

  private final StridedMemory a;
  private final StridedMemory b;
  private final long[] outer;
  private final long[] shape;
  private final boolean empty;

  /** Of the dimensions within a block, merged: lengths and steps. */
  private final long[] lengths;

  private final long[] stepsA;
  private final long[] stepsB;
  private int ndim;
  private long shiftA;
  private long shiftB;

  private StridedWalk(
      StridedMemory a, StridedMemory b, long[] shape, boolean anyOrder, @Nullable Dim unit) {
    this.a = a;
    this.b = b;
    this.shape = shape;
    outer = new long[1 + Math.max(a.layout().lastPointer(), b.layout().lastPointer())];
    int most = shape.length - outer.length + 1;
    lengths = new long[Math.max(most, 1)];
    stepsA = new long[lengths.length];
    stepsB = new long[lengths.length];
    boolean none = false;
    for (int d = 0; d < shape.length; d++) {
      none |= shape[d] == 0;
      if (d >= outer.length && shape[d] != 1) {
        add(shape[d], a.layout().stride(d), b.layout().stride(d));
      }
    }
    if (unit != null && unit.n != 1) {
      add(unit.n, unit.a, unit.b);
    }
    empty = none;
    if (!empty) {
      checkWork(a, b, a.layout().size());
      if (anyOrder) {
        sortByStrideOfB();
      }
      merge();
    }
  }

  /** The same memories and place, without the dimensions, which are to be added. */
  private StridedWalk(StridedWalk other) {
    a = other.a;
    b = other.b;
    shape = other.shape;
    outer = new long[other.outer.length];
    empty = other.empty;
    lengths = new long[other.ndim];
    stepsA = new long[other.ndim];
    stepsB = new long[other.ndim];
    shiftA = other.shiftA;
    shiftB = other.shiftB;
  }

  /** Some place in each of two memories, without the dimensions, which are to be added. */
  private StridedWalk(MemorySegment a, long atA, MemorySegment b, int most) {
    this.a = StridedMemory.of(a, ONE);
    this.b = StridedMemory.of(b, ONE);
    shape = new long[0];
    outer = new long[0];
    empty = false;
    lengths = new long[most];
    stepsA = new long[most];
    stepsB = new long[most];
    shiftA = atA;
  }

  private void add(long n, long stepA, long stepB) {
    lengths[ndim] = n;
    stepsA[ndim] = stepA;
    stepsB[ndim++] = stepB;
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

  private static long extent(StridedMemory given) {
    StridedMemory memory = given.whole();
    return memory.layout().hasPointers()
        ? memory.segment().byteSize()
        : memory.layout().high() - memory.layout().low();
  }

  /**
   * {@return the width of the widest items, of 8 bytes at most, that the last dimension has where
   * items follow each other in both memories; their own where they do not}
   *
   * @param width of an item (in bytes)
   */
  int widest(int width) {
    Dim last = dim(ndim - 1);
    boolean run = last.a() == width && last.b() == width;
    return run ? (int) Math.min(Long.lowestOneBit(last.n() * width), Long.BYTES) : width;
  }

  /** {@return the same bytes in {@linkplain #widest wider items} along the last dimension} */
  StridedWalk wider(int width, int wider) {
    if (wider == width) {
      return this;
    }
    StridedWalk walk = new StridedWalk(this);
    for (int d = 0; d < ndim - 1; d++) {
      walk.add(lengths[d], stepsA[d], stepsB[d]);
    }
    long n = lengths[ndim - 1] * width / wider;
    if (n > 1 || ndim == 1) {
      walk.add(n, wider, wider);
    }
    return walk;
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
   * {@return the same items with the planes of two dimensions innermost: a dimension, and the last}
   */
  StridedWalk withRows(int d) {
    int before = ndim - 2;
    if (d == before) {
      return this;
    }
    StridedWalk walk = new StridedWalk(this);
    for (int i = 0; i < ndim; i++) {
      int from = i < d || i > before ? i : i == before ? d : i + 1;
      walk.add(lengths[from], stepsA[from], stepsB[from]);
    }
    return walk;
  }

  /**
   * {@return a part of the items of the first memory, and a block that has them one after the
   * other, in the order of this walk}
   *
   * @param cut the first of the dimensions of the part
   * @param rows of that dimension
   * @param columns of the last dimension, at most
   * @param width of an item (in bytes)
   * @param from the first memory
   * @param at where the part begins
   */
  StridedWalk block(
      int cut, int rows, int columns, int width, MemorySegment from, long at, MemorySegment block) {
    StridedWalk walk = new StridedWalk(from, at, block, ndim - cut);
    walk.ndim = ndim - cut;
    long step = width;
    for (int d = ndim - 1; d >= cut; d--) {
      long n = d == cut ? rows : d == ndim - 1 ? columns : lengths[d];
      walk.put(d - cut, n, stepsA[d], step);
      step *= n;
    }
    return walk;
  }

  /**
   * Where b runs backward, both start at their other end; then the widest strides of b become the
   * outer loops, and of equals those that were.
   */
  private void sortByStrideOfB() {
    for (int d = 0; d < ndim; d++) {
      long n = lengths[d];
      long stepA = stepsA[d];
      long stepB = stepsB[d];
      if (stepB < 0) {
        shiftA += stepA * (n - 1);
        shiftB += stepB * (n - 1);
        stepA = -stepA;
        stepB = -stepB;
      }
      int to = d;
      for (; to > 0 && stepsB[to - 1] < stepB; to--) {
        put(to, lengths[to - 1], stepsA[to - 1], stepsB[to - 1]);
      }
      put(to, n, stepA, stepB);
    }
  }

  private void put(int d, long n, long stepA, long stepB) {
    lengths[d] = n;
    stepsA[d] = stepA;
    stepsB[d] = stepB;
  }

  private void merge() {
    int all = ndim;
    ndim = 0;
    for (int d = 0; d < all; d++) {
      long n = lengths[d];
      int last = ndim - 1;
      // the products of checked layouts do not overflow
      if (last >= 0 && stepsA[last] == stepsA[d] * n && stepsB[last] == stepsB[d] * n) {
        put(last, lengths[last] * n, stepsA[d], stepsB[d]);
      } else {
        put(ndim++, n, stepsA[d], stepsB[d]);
      }
    }
    if (ndim == 0) {
      put(ndim++, 1, 0, 0);
    }
  }

  /** {@return whether the rows have the length and the steps of another walk's} */
  boolean hasStepsOf(StridedWalk other) {
    return n() == other.n() && strideA() == other.strideA() && strideB() == other.strideB();
  }

  /** {@return whether both memories are plain native memory without pointers} */
  boolean isPlain() {
    return isPlain(a) && isPlain(b);
  }

  /** {@return whether the first memory is plain native memory without pointers} */
  boolean startsPlain() {
    return isPlain(a);
  }

  private static boolean isPlain(StridedMemory given) {
    StridedMemory memory = given.whole();
    return !memory.layout().hasPointers() && RunTransfer.isPlain(memory.segment());
  }

  /** {@return the number of items of a row} */
  public long n() {
    return empty ? 0 : lengths[ndim - 1];
  }

  /** {@return the step from item to item of a row of the first memory (in bytes)} */
  public long strideA() {
    return empty ? 0 : stepsA[ndim - 1];
  }

  /** {@return the step from item to item of a row of the second memory (in bytes)} */
  public long strideB() {
    return empty ? 0 : stepsB[ndim - 1];
  }

  public boolean isEmpty() {
    return empty;
  }

  /** {@return how many dimensions there are within a block, merged; at least one unless empty} */
  public int ndim() {
    return ndim;
  }

  /** {@return one of the dimensions within a block} */
  public Dim dim(int d) {
    return new Dim(lengths[d], stepsA[d], stepsB[d]);
  }

  /** {@return the number of items within a block} */
  public long size() {
    long size = 1;
    for (int d = 0; d < ndim; d++) {
      size *= lengths[d];
    }
    return size;
  }

  /** Visits the rows; {@return whether none of them ended the walk} */
  public boolean rows(RowVisitor row) {
    return parts(ndim - 1, row);
  }

  /**
   * Visits what lies behind each index of the first dimensions within a block, as many as that;
   * {@return whether none of the visits ended the walk}
   */
  public boolean parts(int depth, RowVisitor part) {
    return blocks((sa, atA, sb, atB) -> parts(0, depth, part, sa, atA, sb, atB));
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
    if (memory.layout().hasPointers() && !memory.isRows()) {
      inOrder(memory).checkRows(memory.layout().itemsize());
    }
  }

  private boolean parts(
      int d, int depth, RowVisitor part, MemorySegment sa, long atA, MemorySegment sb, long atB) {
    if (d == depth) {
      return part.visit(sa, atA, sb, atB);
    }
    for (long i = 0; i < lengths[d]; i++) {
      if (!parts(d + 1, depth, part, sa, atA + i * stepsA[d], sb, atB + i * stepsB[d])) {
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
