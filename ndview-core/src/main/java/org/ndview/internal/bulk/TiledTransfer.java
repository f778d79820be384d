package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ndview.Execution;
import org.ndview.internal.memory.StridedMemory;

/**
 * Brings all items of one side to another, tile by tile, through small arrays.
 *
 * <p>A tile lies in the plane of two dimensions: the one along which the target's items lie
 * closest, and the one along which the source's do; where these are one, the next. The source is
 * read along its rows, the target written along its own, and the turn from one to the other happens
 * in the cache.
 */
public final class TiledTransfer {
  /** What happens to the items between. */
  @FunctionalInterface
  public interface Kernel {
    /** Makes items of the target's block of the first n of the source's. */
    void convert(int n);

    /** {@return whether this one makes items and turns rows to columns at once} */
    default boolean turns() {
      return false;
    }

    /** Makes items of the target's block of n rows of the source's, and columns of the rows. */
    default void turn(int n, int columns) {
      throw new UnsupportedOperationException();
    }
  }

  /** Items go over as they are. */
  private static final Kernel NONE = _ -> {};

  /** Up to this length a dimension is taken whole into every tile. */
  private static final int NARROW = 8;

  /**
   * From this length on, in bytes, a run that lies together on both sides is copied from memory to
   * memory.
   */
  private static final int RUN = 256;

  /** How tiles are cut. */
  private enum Tiling {
    /** Both sides along the same dimension: lines as long as a block. */
    STRAIGHT,
    /**
     * From lines along one dimension to lines along another, of which one is short and taken whole
     * (pixels of a few channels), or which fit a block together.
     */
    NARROW,
    /** The same with both long: squares, which use whole cache lines on both sides. */
    SQUARE
  }

  private final StridedWalk walk;
  private final StridedWalk.Dim rows;
  private final StridedWalk.Dim columns;
  private final List<StridedWalk.Dim> outer;
  private final Tiling tiling;
  private final int tileRows;
  private final int tileColumns;
  private final StagingArray source;
  private final StagingArray target;
  private final Kernel kernel;
  private final boolean backward;

  /**
   * Makes a transfer.
   *
   * @param walk the two sides, with items
   * @param source takes the source's items
   * @param target has the target's; the same block if nothing happens between
   * @param kernel what happens between
   */
  public TiledTransfer(StridedWalk walk, StagingArray source, StagingArray target, Kernel kernel) {
    this.walk = walk;
    this.source = source;
    this.target = target;
    this.kernel = kernel;
    List<StridedWalk.Dim> dims = walk.dims();
    int last = dims.size() - 1;
    columns = dims.get(last);
    int closest = closest(dims);
    boolean turned = closest != last;
    int row = turned ? closest : last - 1;
    rows = row < 0 ? new StridedWalk.Dim(1, 0, 0) : dims.get(row);
    outer = dims.stream().filter(dim -> dim != rows && dim != columns).toList();
    int width = Math.max(source.width(), target.width());
    int capacity = StagingArray.capacity(width);
    boolean narrow =
        Math.min(rows.n(), columns.n()) <= NARROW
            || Math.max(rows.n(), columns.n()) <= capacity && rows.n() * columns.n() <= capacity;
    tiling = !turned ? Tiling.STRAIGHT : narrow ? Tiling.NARROW : Tiling.SQUARE;
    if (tiling == Tiling.SQUARE) {
      tileColumns = StagingArray.pitch(width);
      tileRows = tileColumns;
    } else {
      boolean few = turned && rows.n() <= NARROW;
      boolean near = !turned || few && kernel.turns();
      int most = near ? StagingArray.near(width) : capacity;
      long room = few ? most / rows.n() : most;
      tileColumns = (int) Math.min(columns.n(), room);
      tileRows = (int) Math.min(rows.n(), most / tileColumns);
    }
    backward =
        kernel == NONE
            && columns.a() == -source.width()
            && columns.b() == source.width()
            && columns.n() * source.width() >= RUN;
    source.reserve(tileRows * tileColumns);
    target.reserve(tileRows * tileColumns);
  }

  /** The dimension along which the source's items lie closest; the last of equals. */
  private static int closest(List<StridedWalk.Dim> dims) {
    int closest = dims.size() - 1;
    for (int d = dims.size() - 2; d >= 0; d--) {
      long stride = Math.abs(dims.get(d).a());
      if (stride != 0 && stride < Math.abs(dims.get(closest).a())) {
        closest = d;
      }
    }
    return closest;
  }

  /** Copies items of any size from side to side, as units of 8, 4, 2 or 1 bytes. */
  public static void copy(StridedMemory from, StridedMemory to, Execution execution) {
    ParallelSplit.each(execution, from, to, TiledTransfer::copy);
  }

  private static void copy(StridedMemory from, StridedMemory to) {
    long itemsize = from.layout().itemsize();
    if (itemsize == 0) {
      return;
    }
    int unit = (int) Math.min(Long.lowestOneBit(itemsize), Long.BYTES);
    StridedWalk walk = StridedWalk.anyOrder(from, to, itemsize / unit, unit);
    if (walk.isEmpty()) {
      return;
    }
    StridedWalk.Dim last = walk.dims().getLast();
    if (last.a() == unit && last.b() == unit && last.n() * unit >= RUN || walk.size() == 1) {
      walk.rows((a, atA, b, atB) -> {
        MemorySegment.copy(a, atA, b, atB, last.n() * unit);
        return true;
      });
    } else {
      StagingArray block = StagingArray.of(unit, 0);
      new TiledTransfer(walk, block, block, NONE).run();
    }
  }

  /** {@return whether each tile takes a dimension whole, and makes lines of its few columns} */
  public boolean turnsWhole(StridedWalk.Dim dim) {
    return tiling == Tiling.NARROW && rows.equals(dim) && dim.n() <= NARROW;
  }

  /** {@return the same tiles, with something else between} */
  public TiledTransfer with(Kernel other) {
    return new TiledTransfer(walk, source, target, other);
  }

  public void run() {
    walk.blocks((a, atA, b, atB) -> {
      planes(0, a, atA, b, atB);
      return true;
    });
  }

  private void planes(int d, MemorySegment a, long atA, MemorySegment b, long atB) {
    if (d == outer.size()) {
      plane(a, atA, b, atB);
      return;
    }
    StridedWalk.Dim dim = outer.get(d);
    for (long i = 0; i < dim.n(); i++) {
      planes(d + 1, a, atA + i * dim.a(), b, atB + i * dim.b());
    }
  }

  private void plane(MemorySegment a, long atA, MemorySegment b, long atB) {
    for (long r = 0; r < rows.n(); r += tileRows) {
      int m = (int) Math.min(tileRows, rows.n() - r);
      for (long c = 0; c < columns.n(); c += tileColumns) {
        int n = (int) Math.min(tileColumns, columns.n() - c);
        long fromA = atA + r * rows.a() + c * columns.a();
        long toB = atB + r * rows.b() + c * columns.b();
        switch (tiling) {
          case STRAIGHT -> straight(m, n, a, fromA, b, toB);
          case NARROW -> narrow(m, n, a, fromA, b, toB);
          case SQUARE -> square(m, n, a, fromA, b, toB);
        }
      }
    }
  }

  private void straight(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    if (backward && a.isNative() && b.isNative()) {
      for (int r = 0; r < m; r++) {
        source.reverse(a, atA + r * rows.a(), b, atB + r * rows.b(), n);
      }
      return;
    }
    source.load(a, atA, m, rows.a(), n, columns.a(), n);
    kernel.convert(m * n);
    target.store(b, atB, m, rows.b(), n, columns.b(), n);
  }

  private void narrow(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    source.load(a, atA, n, columns.a(), m, rows.a(), m);
    if (kernel.turns()) {
      kernel.turn(n, m);
    } else if (source.width() <= target.width()) {
      turn(source, m, n);
      kernel.convert(m * n);
    } else {
      kernel.convert(m * n);
      turn(target, m, n);
    }
    target.store(b, atB, m, rows.b(), n, columns.b(), n);
  }

  private static void turn(StagingArray block, int m, int n) {
    if (n < m) {
      block.interleave(n, m);
    } else {
      block.separate(n, m);
    }
  }

  private void square(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    int pitch = tileRows;
    source.load(a, atA, n, columns.a(), m, rows.a(), pitch);
    if (source.width() <= target.width()) {
      source.turn(n, m, pitch);
      kernel.convert((m - 1) * pitch + n);
    } else {
      kernel.convert((n - 1) * pitch + m);
      target.turn(n, m, pitch);
    }
    target.store(b, atB, m, rows.b(), n, columns.b(), pitch);
  }
}
