package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;

/**
 * Looks for a value in the rows of a walk: in one, or in several short ones that follow each other.
 */
abstract class Finder {
  /** Items that are looked at together. */
  static final int BLOCK = 1024;

  /** Longer rows are looked through one by one. */
  private static final int SHORT = 256;

  private final StridedWalk walk;
  private final StridedWalk.Dim rows;

  /** How many rows are looked at together. */
  private final long lines;

  /**
   * Makes one.
   *
   * @param most how many items it looks at together
   */
  Finder(StridedWalk walk, int most) {
    this.walk = walk;
    rows = walk.ndim() < 2 ? new StridedWalk.Dim(1, 0, 0) : walk.dim(walk.ndim() - 2);
    lines = walk.n() > SHORT ? 1 : Math.clamp(most / Math.max(walk.n(), 1), 1, rows.n());
  }

  /** {@return how many items of the walk equal the value} */
  final long count() {
    long[] found = {0};
    walk.parts(
        depth(),
        (memory, at, _, _) -> {
          for (long r = 0; r < rows.n(); r += lines) {
            found[0] += count(memory, at + r * rows.a(), (int) Math.min(lines, rows.n() - r));
          }
          return true;
        });
    return found[0];
  }

  /** {@return the number of the first such item, in the order of the walk, or -1} */
  final long first() {
    long[] found = {-1, 0};
    walk.parts(
        depth(),
        (memory, at, _, _) -> {
          for (long r = 0; r < rows.n(); r += lines) {
            int m = (int) Math.min(lines, rows.n() - r);
            long i = first(memory, at + r * rows.a(), m);
            if (i >= 0) {
              found[0] = found[1] + i;
              return false;
            }
            found[1] += m * walk.n();
          }
          return true;
        });
    return found[0];
  }

  private int depth() {
    return Math.max(walk.ndim() - 2, 0);
  }

  /** {@return how many items of m rows equal the value} */
  abstract long count(MemorySegment memory, long at, int m);

  /** {@return which item of m rows is the first such, or -1} */
  abstract long first(MemorySegment memory, long at, int m);

  final StridedWalk walk() {
    return walk;
  }

  /** {@return how far apart rows begin (in bytes)} */
  final long step() {
    return rows.a();
  }

  /** {@return how many items a block needs room for} */
  final int room(int most) {
    return Math.clamp(walk.n() * lines, 1, most);
  }

  /**
   * Reads a part of each item of m whole rows, or of n items of one.
   *
   * @param units how many items of the block each is
   */
  final void load(StagingArray block, MemorySegment memory, long at, int m, int n, int units) {
    long step = units == 1 ? walk.strideA() : block.width();
    block.load(memory, at, m, rows.a(), n * units, step, n * units);
  }
}
