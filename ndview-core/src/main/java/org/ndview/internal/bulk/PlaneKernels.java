package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;

/** Loops over planes of items in native memory. The two memories have no byte in common. */
public interface PlaneKernels {
  /** The fewest rows and columns of a plane that is turned; half as many rows of 8 bytes. */
  int FEWEST = 8;

  /** The fewest bytes of a row that is copied backwards. */
  int FEWEST_REVERSED = 64;

  /** The fewest bytes of a row that is copied. */
  int FEWEST_BYTES = 8;

  /** The most bytes of such a row: a longer one may as well be copied by itself. */
  int MOST_BYTES = 256;

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
   * Copies rows backwards.
   *
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @param atA where the last item of the first row lies, which becomes the first
   * @param m how many rows
   * @param n the items of a row, of at least {@link #FEWEST_REVERSED} bytes
   */
  void reverse(
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
   * @param bytes of a row, {@link #FEWEST_BYTES} to {@link #MOST_BYTES}
   * @param rowA how far apart the rows of the first memory begin (in bytes)
   * @param rowB how far apart the rows of the second begin (in bytes)
   * @param m how many rows
   */
  void copy(
      int bytes, MemorySegment a, long atA, long rowA, MemorySegment b, long atB, long rowB, int m);
}
