package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ndview.Execution;
import org.ndview.internal.memory.StridedMemory;

/** Writes the bytes of one item to all items of a memory. */
public final class Filling {
  /** Bytes of a pattern: they stay in the first-level cache. */
  private static final int PATTERN = 1 << 13;

  /** So many numbers of a line are written by one loop. */
  private static final int LINE = 1 << 20;

  /** The length of a column at most, so that its rows stay in the first-level cache. */
  private static final int COLUMN = 128;

  /** Rows shorter than this (in bytes) are written many at a time. */
  private static final int SHORT_ROW = 48;

  /**
   * Bytes of an item that are written; those between are padding, which stays.
   *
   * @param offset from the item's first byte (in bytes)
   * @param bytes what is written there
   */
  public record Part(int offset, byte[] bytes) {}

  /** How items are written. */
  enum Way {
    /** Numbers, line by line. */
    LINES,
    /** Numbers in many short rows: one of each row after the other. */
    COLUMNS,
    /** Several short rows, or items that lie apart, at a time. */
    TILES,
    /** Items that follow each other, of which a copy is made many times. */
    RUNS
  }

  private Filling() {}

  /**
   * Writes to all items.
   *
   * @param memory items that may overlap each other: the last one in C order counts
   * @param parts what is written of each item, in the order of the offsets
   */
  public static void fill(StridedMemory memory, List<Part> parts, Execution execution) {
    StridedWalk.checkReachable(memory);
    StridedMemory target = ByteCopies.lastOfRepeated(memory);
    boolean padded = parts.size() > 1;
    if (ByteCopies.orderMatters(target) || (padded && target.layout().hasPointers())) {
      inOrder(target, parts);
      return;
    }
    Execution allowed = ByteCopies.acrossPointers(target, execution);
    for (Part part : parts) {
      StridedMemory bytes =
          new StridedMemory(
              target.space(),
              target.segment(),
              target.layout().field(part.offset(), part.bytes().length));
      ParallelSplit.each(allowed, bytes, bytes, (_, to) -> anyOrder(to, part.bytes()));
    }
  }

  private static void inOrder(StridedMemory target, List<Part> parts) {
    StridedWalk walk = StridedWalk.inOrder(target);
    walk.rows((memory, at, _, _) -> {
      for (long i = 0; i < walk.n(); i++) {
        for (Part part : parts) {
          MemorySegment bytes = MemorySegment.ofArray(part.bytes());
          long to = at + i * walk.strideA() + part.offset();
          MemorySegment.copy(bytes, 0, memory, to, part.bytes().length);
        }
      }
      return true;
    });
  }

  private static void anyOrder(StridedMemory target, byte[] item) {
    int unit = Math.min(Integer.lowestOneBit(item.length), Long.BYTES);
    StridedWalk walk = StridedWalk.anyOrder(target, target, item.length / unit, unit);
    if (walk.isEmpty()) {
      return;
    }
    switch (way(walk, item.length, unit)) {
      case LINES -> lines(walk, item);
      case COLUMNS -> columns(walk, item);
      case TILES -> tiles(walk, item, unit);
      case RUNS -> runs(walk, item, walk.n() * unit);
    }
  }

  /** How units are written that are items, or parts of items, of some length (in bytes). */
  static Way way(StridedWalk walk, int length, int unit) {
    boolean isShort = walk.ndim() > 1 && walk.n() * unit < SHORT_ROW;
    if (length != unit) {
      return walk.strideB() != unit || isShort ? Way.TILES : Way.RUNS;
    }
    if (!isShort) {
      return Way.LINES;
    }
    return walk.dim(walk.ndim() - 2).n() > walk.n() ? Way.COLUMNS : Way.TILES;
  }

  /** Items that are numbers. */
  private static void lines(StridedWalk walk, byte[] item) {
    StagingArray number = StagingArray.of(item.length, 1);
    number.read(MemorySegment.ofArray(item), 0, 1, 0);
    long step = walk.strideB();
    walk.rows((_, _, memory, at) -> {
      for (long i = 0; i < walk.n(); i += LINE) {
        int n = (int) Math.min(LINE, walk.n() - i);
        number.fill(memory, at + i * step, n, step);
      }
      return true;
    });
  }

  /** More rows of numbers than a row has: they are written across. */
  private static void columns(StridedWalk walk, byte[] item) {
    StagingArray number = StagingArray.of(item.length, 1);
    number.read(MemorySegment.ofArray(item), 0, 1, 0);
    StridedWalk.Dim rows = walk.dim(walk.ndim() - 2);
    walk.parts(
        walk.ndim() - 2,
        (_, _, memory, at) -> {
          for (long r = 0; r < rows.n(); r += COLUMN) {
            int n = (int) Math.min(COLUMN, rows.n() - r);
            for (long c = 0; c < walk.n(); c++) {
              number.fill(memory, at + r * rows.b() + c * walk.strideB(), n, rows.b());
            }
          }
          return true;
        });
  }

  private static void runs(StridedWalk walk, byte[] item, long length) {
    MemorySegment pattern = repeated(item, length);
    long most = pattern.byteSize();
    walk.rows((_, _, memory, at) -> {
      for (long done = 0; done < length; done += most) {
        MemorySegment.copy(pattern, 0, memory, at + done, Math.min(most, length - done));
      }
      return true;
    });
  }

  /**
   * {@return an item as often as a length has room for it, but not much more than a pattern has}
   */
  static MemorySegment repeated(byte[] item, long length) {
    long items = Math.min(length / item.length, Math.max(1, PATTERN / item.length));
    byte[] bytes = new byte[(int) items * item.length];
    for (int at = 0; at < bytes.length; at += item.length) {
      System.arraycopy(item, 0, bytes, at, item.length);
    }
    return MemorySegment.ofArray(bytes);
  }

  /** Items apart, or few of them side by side. */
  private static void tiles(StridedWalk walk, byte[] item, int unit) {
    int last = walk.ndim() - 1;
    StridedWalk.Dim columns = walk.dim(last);
    StridedWalk.Dim rows = last > 0 ? walk.dim(last - 1) : new StridedWalk.Dim(1, 0, 0);
    MemorySegment pattern = repeated(item, columns.n() * rows.n() * unit);
    int most = (int) pattern.byteSize() / unit;
    // longer rows than this are of single units, so that any part of them looks the same
    int tileColumns = (int) Math.min(columns.n(), most);
    int tileRows = (int) Math.min(rows.n(), most / tileColumns);
    StagingArray items = StagingArray.of(unit, most);
    items.read(pattern, 0, most, 0);
    walk.blocks((_, _, memory, at) -> {
      planes(
          walk,
          0,
          memory,
          at,
          (m, start) -> {
            for (long r = 0; r < rows.n(); r += tileRows) {
              int height = (int) Math.min(tileRows, rows.n() - r);
              for (long c = 0; c < columns.n(); c += tileColumns) {
                int width = (int) Math.min(tileColumns, columns.n() - c);
                long to = start + r * rows.b() + c * columns.b();
                items.store(m, to, height, rows.b(), width, columns.b(), width);
              }
            }
          });
      return true;
    });
  }

  private interface Plane {
    void at(MemorySegment memory, long at);
  }

  private static void planes(StridedWalk walk, int d, MemorySegment memory, long at, Plane plane) {
    if (d >= walk.ndim() - 2) {
      plane.at(memory, at);
      return;
    }
    StridedWalk.Dim dim = walk.dim(d);
    for (long i = 0; i < dim.n(); i++) {
      planes(walk, d + 1, memory, at + i * dim.b(), plane);
    }
  }
}
