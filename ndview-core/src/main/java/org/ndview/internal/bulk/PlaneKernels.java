package org.ndview.internal.bulk;

/** Loops over planes of items of a width (in bytes): 1, 2, 4 or 8. */
public interface PlaneKernels {
  /** The fewest rows and columns of a plane of bytes that is turned. */
  int FEWEST = 8;

  /** The fewest of a plane of wider items. */
  int FEW = 4;

  /** The fewest items of a plane: fewer cost less by a table of their places. */
  int FEWEST_ITEMS = 96;

  /** The fewest bytes of a row that is copied backwards. */
  int FEWEST_REVERSED = 64;

  /** The fewest bytes of a row that is copied: {@link RowLoops} copy a shorter one as fast. */
  int FEWEST_BYTES = 17;

  /** The most bytes of such rows: a longer one may as well be copied by itself. */
  int MOST_BYTES = 256;

  /**
   * {@return a loop that turns a plane: rows, whose items follow each other, become columns}
   *
   * @param least the rows or columns, whichever are fewer
   */
  PlaneKernel turn(int width, long least);

  /**
   * {@return a loop that copies rows backwards, of at least {@link #FEWEST_REVERSED} bytes} It is
   * given where the last item of the first row lies, which becomes the first.
   */
  PlaneKernel reverse(int width);

  /**
   * {@return a loop that copies rows of single bytes}
   *
   * @param bytes of a row: {@link #FEWEST_BYTES} to {@link #MOST_BYTES}
   */
  PlaneKernel copy(long bytes);

  /**
   * {@return a loop that copies rows that lie anywhere}
   *
   * @param bytes of a row: {@link #FEWEST_BYTES} to {@link #MOST_BYTES}
   */
  RowKernel gather(long bytes);
}
