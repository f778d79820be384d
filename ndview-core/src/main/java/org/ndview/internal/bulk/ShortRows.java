package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.memory.StridedMemory;

/**
 * Copies rows of few items that follow each other in both memories. A call for each row, or a table
 * of places, takes five to ten times as long.
 */
final class ShortRows {
  /** The fewest rows that are worth a loop for each item. */
  private static final int FEWEST = 16;

  /** So few narrow items are copied one after the other, each by a loop with one step. */
  private static final int FEW = 3;

  /** So many rows at a time stay in the first-level cache. */
  private static final int ROWS = 256;

  private ShortRows() {}

  /**
   * Copies the items of a walk.
   *
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @return whether that was done: these are short rows of plain memory, which lie along the
   *     dimension that is closest in both
   */
  static boolean copy(StridedMemory from, StridedMemory to, StridedWalk walk, int width) {
    if (!suits(walk, width) || !isPlain(from) || !isPlain(to)) {
      return false;
    }
    int rowDim = walk.ndim() - 2;
    StridedWalk.Dim rows = walk.dim(rowDim);
    int columns = (int) walk.dim(rowDim + 1).n();
    walk.parts(
        rowDim,
        (a, atA, b, atB) -> {
          if (columns <= FEW && width < Long.BYTES) {
            oneByOne(a, atA, b, atB, rows, columns, width);
          } else {
            RowMoves.copy(a, atA, rows.a(), b, atB, rows.b(), rows.n(), (long) columns * width);
          }
          return true;
        });
    return true;
  }

  private static void oneByOne(
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      StridedWalk.Dim rows,
      int columns,
      int width) {
    StagingArray items = StagingArray.of(width, 0);
    for (long r = 0; r < rows.n(); r += ROWS) {
      int n = (int) Math.min(ROWS, rows.n() - r);
      long rowA = atA + r * rows.a();
      long rowB = atB + r * rows.b();
      for (int c = 0; c < columns; c++) {
        long at = (long) c * width;
        items.copyStrided(a, rowA + at, rows.a(), b, rowB + at, rows.b(), n);
      }
    }
  }

  private static boolean suits(StridedWalk walk, int width) {
    int last = walk.ndim() - 1;
    if (last < 1) {
      return false;
    }
    StridedWalk.Dim columns = walk.dim(last);
    StridedWalk.Dim rows = walk.dim(last - 1);
    if (columns.a() != width
        || columns.b() != width
        || columns.n() * width > RowLoops.MOST
        || rows.n() < FEWEST) {
      return false;
    }
    for (int d = 0; d < last - 1; d++) {
      StridedWalk.Dim dim = walk.dim(d);
      if (Math.abs(dim.a()) < Math.abs(rows.a()) || Math.abs(dim.b()) < Math.abs(rows.b())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(StridedMemory memory) {
    return !memory.layout().hasPointers() && RunTransfer.isPlain(memory.segment());
  }
}
