package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;

/** Loops over planes of items in native memory. The two memories have no byte in common. */
public interface PlaneKernels {
  /** The fewest rows and columns of a plane that is turned. */
  int FEWEST = 8;

  /** The fewest bytes of a row that is copied. */
  int FEWEST_BYTES = 8;

  /**
   * Turns a plane: rows, whose items follow each other, become columns.
   *
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @param rowA how far apart the rows of the first memory begin (in bytes)
   * @param rowB how far apart the rows of the second begin (in bytes)
   * @param m the rows of the first memory, and the columns of the second
   * @param n the columns of the first memory, and the rows of the second
   */
  void turn(
      int width,
      MemorySegment a,
      long atA,
      long rowA,
      MemorySegment b,
      long atB,
      long rowB,
      int m,
      int n);

  /**
   * Copies rows.
   *
   * @param bytes of a row, at least {@link #FEWEST_BYTES}
   * @param rowA how far apart the rows of the first memory begin (in bytes)
   * @param rowB how far apart the rows of the second begin (in bytes)
   * @param m how many rows
   */
  void copy(
      int bytes, MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m);
}
