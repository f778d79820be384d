package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.internal.memory.MemoryKind;
import org.ndview.internal.memory.StridedMemory;

/**
 * Copies rows that lie anywhere in one memory to another, where they are runs of bytes, or of few
 * items: by a loop over the rows, or by tables of places. Neither costs anything else for a row.
 */
final class RowCopies {
  /** From this length on (in bytes), a run is copied by itself. */
  private static final long RUN = 32;

  /** The items of a table at most; their bytes stay in the first-level cache. */
  private static final int TABLE = 1024;

  /** The items of a row at most that a table has. */
  private static final int FEW = 256;

  private final long[] starts;
  private final StridedWalk walk;

  /** The step from row to row in the target (in bytes). */
  private final long step;

  private final int unit;

  private RowCopies(long[] starts, StridedWalk walk, long step, int unit) {
    this.starts = starts;
    this.walk = walk;
    this.step = step;
    this.unit = unit;
  }

  /**
   * Copies rows chosen by {@link StridedMemory#rows}.
   *
   * @return whether that was done; else they need a walk over each row
   */
  static boolean copy(StridedMemory rows, StridedMemory target) {
    Layout to = target.layout();
    if (to.hasPointers()) {
      return false;
    }
    long itemsize = to.itemsize();
    int unit = (int) Math.min(Long.lowestOneBit(itemsize), Long.BYTES);
    StridedMemory from = row(rows.whole().segment(), rows.layout(), 0);
    StridedWalk walk =
        StridedWalk.anyOrder(from, row(target.segment(), to, to.offset()), itemsize / unit, unit);
    if (walk.isEmpty() || to.shape(0) == 0) {
      return true;
    }
    RowCopies copies = new RowCopies(rows.rowStarts(), walk, to.stride(0), unit);
    boolean run = walk.strideA() == unit && walk.strideB() == unit && walk.n() * unit >= RUN;
    return run ? copies.runs() : copies.tables();
  }

  /** One row, that at the beginning of a segment or another offset. */
  private static StridedMemory row(MemorySegment segment, Layout rows, long offset) {
    long[] shape = Arrays.copyOfRange(rows.shape(), 1, rows.ndim());
    long[] strides = Arrays.copyOfRange(rows.strides(), 1, rows.ndim());
    return StridedMemory.of(segment, Layout.of(rows.itemsize(), offset, shape, strides));
  }

  private boolean runs() {
    long bytes = walk.n() * unit;
    // whole rows one after the other, unless the target has them side by side
    if (walk.ndim() == 1 || Math.abs(step) < walk.strideB() * walk.n()) {
      walk.rows((a, atA, b, atB) -> {
        for (int i = 0; i < starts.length; i++) {
          MemoryKind.copy(a, atA + starts[i], b, atB + i * step, bytes);
        }
        return true;
      });
      return true;
    }
    for (int i = 0; i < starts.length; i++) {
      long start = starts[i];
      long shift = i * step;
      walk.rows((a, atA, b, atB) -> {
        MemoryKind.copy(a, atA + start, b, atB + shift, bytes);
        return true;
      });
    }
    return true;
  }

  private boolean tables() {
    // the dimensions of a row that step less in the target than the rows do
    int outer = walk.ndim();
    int inner = 1;
    while (outer > 0 && walk.dim(outer - 1).b() < Math.abs(step)) {
      outer--;
      if (walk.dim(outer).n() > FEW / inner) {
        return false;
      }
      inner *= (int) walk.dim(outer).n();
    }
    Table table = Table.of(this, outer, inner);
    if (table == null) {
      return false;
    }
    for (int from = 0; from < starts.length; from += table.rows) {
      table.fill(from);
      long shift = from * step;
      walk.parts(
          table.outside,
          (a, atA, b, atB) -> {
            table.copy(a, atA, b, atB + shift);
            return true;
          });
    }
    return true;
  }

  /** The places of the items of some rows. */
  private static final class Table {
    private final RowCopies copies;

    /** Places in a row. */
    private final long[] innerA;

    private final long[] innerB;

    /** How many rows, at most. */
    private final int rows;

    /** The dimension around the rows that is in the table; of length 1 if none is. */
    private final StridedWalk.Dim around;

    /** How many of its indices, at most. */
    private final int part;

    /** The first dimensions that are outside the table, as many as this. */
    private final int outside;

    private final int[] a;
    private final int[] b;
    private final boolean run;
    private final StagingArray items;

    private long base;
    private int filled;

    private Table(RowCopies copies, int outer, int inner, int rows) {
      this.copies = copies;
      this.rows = rows;
      StridedWalk walk = copies.walk;
      innerA = new long[inner];
      innerB = new long[inner];
      int n = 1;
      for (int d = walk.ndim() - 1; d >= outer; d--) {
        StridedWalk.Dim dim = walk.dim(d);
        for (int i = 1; i < dim.n(); i++) {
          for (int k = 0; k < n; k++) {
            innerA[i * n + k] = innerA[k] + i * dim.a();
            innerB[i * n + k] = innerB[k] + i * dim.b();
          }
        }
        n *= (int) dim.n();
      }
      boolean joins = rows == copies.starts.length && outer > 0 && TABLE / (rows * inner) > 1;
      outside = joins ? outer - 1 : outer;
      around = joins ? walk.dim(outer - 1) : new StridedWalk.Dim(1, 0, 0);
      part = (int) Math.min(around.n(), TABLE / (rows * inner));
      a = new int[part * rows * inner];
      b = new int[part * rows * inner];
      for (int p = 0, to = 0; p < part; p++) {
        for (int i = 0; i < rows; i++) {
          for (int k = 0; k < inner; k++) {
            b[to++] = (int) (p * around.b() + i * copies.step + innerB[k]);
          }
        }
      }
      run = BlockTable.isRun(b, copies.unit);
      items = StagingArray.of(copies.unit, a.length);
    }

    /** The table of some rows, or null if their places are too far apart for it. */
    static @Nullable Table of(RowCopies copies, int outer, int inner) {
      int rows = Math.min(copies.starts.length, Math.max(1, TABLE / inner));
      double span = 0;
      for (int d = Math.max(outer - 1, 0); d < copies.walk.ndim(); d++) {
        StridedWalk.Dim dim = copies.walk.dim(d);
        double n = Math.min(dim.n(), TABLE);
        span += n * Math.max(Math.abs((double) dim.a()), Math.abs((double) dim.b()));
      }
      long low = copies.starts[0];
      long high = low;
      for (long start : copies.starts) {
        low = Math.min(low, start);
        high = Math.max(high, start);
      }
      double apart = (double) high - low;
      double all = Math.max(apart, rows * Math.abs((double) copies.step)) + span;
      return all < Integer.MAX_VALUE ? new Table(copies, outer, inner, rows) : null;
    }

    /** Takes the rows from one on. */
    void fill(int from) {
      int n = Math.min(rows, copies.starts.length - from);
      base = copies.starts[from];
      filled = n * innerA.length;
      if (innerA.length == 1 && part == 1) {
        shift(copies.starts, from, base, a, n);
        return;
      }
      long[] starts = copies.starts;
      for (int p = 0, to = 0; p < part; p++) {
        for (int i = 0; i < n; i++) {
          long at = p * around.a() + starts[from + i] - base;
          for (int k = 0; k < innerA.length; k++) {
            a[to++] = (int) (at + innerA[k]);
          }
        }
      }
    }

    /** By a loop that the compiler makes vector code of. */
    private static void shift(long[] starts, int from, long base, int[] places, int n) {
      for (int i = 0; i < n; i++) {
        places[i] = (int) (starts[from + i] - base);
      }
    }

    /** Copies the items of the rows that were taken. */
    void copy(MemorySegment from, long atA, MemorySegment to, long atB) {
      for (long i = 0; i < around.n(); i += part) {
        int n = (int) Math.min(part, around.n() - i) * filled;
        items.gatherAt(from, atA + i * around.a() + base, a, n);
        if (run) {
          items.write(0, to, atB + i * around.b(), n);
        } else {
          items.scatterAt(to, atB + i * around.b(), b, n);
        }
      }
    }
  }
}
