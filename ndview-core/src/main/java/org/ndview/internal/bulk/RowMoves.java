package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.memory.MemoryKind;

/**
 * Copies rows of bytes that lie a step apart, in any memory. Short ones of plain native memory take
 * as few moves as they need: a call for each row costs several times as much as its bytes.
 */
public final class RowMoves {
  /** So many rows are copied by one call of a loop. */
  private static final int ROWS = 1 << 20;

  private RowMoves() {}

  /**
   * Copies rows to memory that has no byte in common with them.
   *
   * @param rowA how far apart they begin (in bytes)
   * @param rowB how far apart their copies begin (in bytes)
   * @param bytes of a row
   */
  public static void copy(
      MemorySegment a,
      long atA,
      long rowA,
      MemorySegment b,
      long atB,
      long rowB,
      long rows,
      long bytes) {
    boolean few = bytes >= 2 && bytes <= PlaneKernels.MOST_BYTES;
    if (!few || !RunTransfer.isPlain(a) || !RunTransfer.isPlain(b)) {
      for (long r = 0; r < rows; r++) {
        MemoryKind.copy(a, atA + r * rowA, b, atB + r * rowB, bytes);
      }
      return;
    }
    PlaneKernel vectors = PlaneTransfer.rowCopy(bytes, rows * bytes);
    PlaneKernel kernel = vectors == null ? RowLoops.of(bytes) : vectors;
    for (long r = 0; r < rows; r += ROWS) {
      int m = (int) Math.min(ROWS, rows - r);
      kernel.run(a, atA + r * rowA, rowA, b, atB + r * rowB, rowB, m, (int) bytes);
    }
  }

  /**
   * Copies rows to the first bytes of a block, one after the other.
   *
   * @param rowA how far apart they begin (in bytes)
   * @param bytes of a row
   */
  public static void together(
      MemorySegment a, long atA, long rowA, MemorySegment block, long rows, long bytes) {
    copy(a, atA, rowA, block, 0, bytes, rows, bytes);
  }
}
