package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.bulk.StridedWalk;

/** Takes items of a memory to the cells that they belong to. */
interface CellCollector {
  /**
   * Takes a table of items.
   *
   * @param outer the steps from row to row: {@code a} from cell to cell, {@code b} in memory
   * @param inner the same from item to item of a row
   * @param cell the cell of the first item
   */
  void table(
      MemorySegment memory, long at, StridedWalk.Dim outer, StridedWalk.Dim inner, long cell);

  /** Gives what was collected to moments of as many cells. */
  void giveTo(Moments moments);
}
