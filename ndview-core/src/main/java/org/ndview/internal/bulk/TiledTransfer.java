package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.internal.memory.StridedMemory;

/**
 * Copies all items from one memory to another, tile by tile, through small arrays.
 *
 * <p>A tile lies in the plane of two dimensions: the one along which the target's items lie
 * closest, and the one along which the source's do; where these are one, the next. The source is
 * read along its rows, the target is written along its own, and the tile is transposed in the
 * cache.
 */
public final class TiledTransfer {
  /** What happens to the items between. */
  @FunctionalInterface
  public interface Kernel {
    /** Makes the target's items of the first n of the source's. */
    void convert(int n);

    /** {@return whether this kernel converts and transposes at once} */
    default boolean transposes() {
      return false;
    }

    /** Makes the target's items of n rows of the source's, and columns of the rows. */
    default void transpose(int n, int columns) {
      throw new UnsupportedOperationException();
    }
  }

  /** Items are copied as they are. */
  private static final Kernel COPY = _ -> {};

  /** Up to this length a dimension is taken whole into every tile. */
  private static final int FEW = 8;

  /**
   * From this length on (in bytes), a run that is contiguous in both memories is copied directly.
   */
  private static final int RUN = 256;

  /** How tiles are cut. */
  private enum Tiling {
    /** Both memories along the same dimension: lines as long as a staging array. */
    ALIGNED,
    /**
     * From lines along one dimension to lines along another. One of them is short and taken whole
     * (pixels of a few channels), or both fit a staging array together.
     */
    NARROW,
    /** The same with both long: squares, which use whole cache lines in both memories. */
    SQUARE
  }

  private final StridedWalk walk;
  private final StridedWalk.Dim rows;
  private final StridedWalk.Dim columns;
  private final StridedWalk.Dim[] outer;
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
   * @param walk the two memories, with items
   * @param source takes the source's items
   * @param target has the target's; the same array if items keep their bytes
   * @param kernel makes the target's items of the source's
   */
  public TiledTransfer(StridedWalk walk, StagingArray source, StagingArray target, Kernel kernel) {
    this.walk = walk;
    this.source = source;
    this.target = target;
    this.kernel = kernel;
    int last = walk.ndim() - 1;
    columns = walk.dim(last);
    int closest = closest(walk);
    boolean transposed = closest != last;
    int row = transposed ? closest : last - 1;
    rows = row < 0 ? new StridedWalk.Dim(1, 0, 0) : walk.dim(row);
    outer = new StridedWalk.Dim[Math.max(last - 1, 0)];
    for (int d = 0, to = 0; d < last; d++) {
      if (d != row) {
        outer[to++] = walk.dim(d);
      }
    }
    int width = Math.max(source.width(), target.width());
    int capacity = StagingArray.capacity(width);
    boolean fits =
        Math.min(rows.n(), columns.n()) <= FEW
            || (Math.max(rows.n(), columns.n()) <= capacity && rows.n() * columns.n() <= capacity);
    tiling = !transposed ? Tiling.ALIGNED : fits ? Tiling.NARROW : Tiling.SQUARE;
    if (tiling == Tiling.SQUARE) {
      tileColumns = StagingArray.pitch(width);
      tileRows = tileColumns;
    } else {
      boolean few = transposed && rows.n() <= FEW;
      boolean inL1 = !transposed || (few && kernel.transposes());
      int most = inL1 ? StagingArray.l1Items(width) : capacity;
      long room = few ? most / rows.n() : most;
      tileColumns = (int) Math.min(columns.n(), room);
      tileRows = (int) Math.min(rows.n(), most / tileColumns);
    }
    backward =
        kernel == COPY
            && columns.a() == -source.width()
            && columns.b() == source.width()
            && columns.n() * source.width() >= RUN;
    source.reserve(tileRows * tileColumns);
    target.reserve(tileRows * tileColumns);
  }

  /** The dimension along which the source's items lie closest; the last of equals. */
  private static int closest(StridedWalk walk) {
    int closest = walk.ndim() - 1;
    for (int d = walk.ndim() - 2; d >= 0; d--) {
      long stride = Math.abs(walk.dim(d).a());
      if (stride != 0 && stride < Math.abs(walk.dim(closest).a())) {
        closest = d;
      }
    }
    return closest;
  }

  /** Copies items of any size, as units of 8, 4, 2 or 1 bytes. */
  public static void copy(StridedMemory from, StridedMemory to, Execution execution) {
    if (execution == Execution.SEQUENTIAL && areBlocks(from.layout(), to.layout())) {
      long n = to.layout().nbytes();
      MemorySegment.copy(
          from.segment(), from.layout().offset(), to.segment(), to.layout().offset(), n);
    } else {
      ParallelSplit.each(execution, from, to, TiledTransfer::copy);
    }
  }

  /** A short cut for small views: what follows costs more than their bytes. */
  private static boolean areBlocks(Layout from, Layout to) {
    boolean plain = !from.hasPointers() && !to.hasPointers() && to.nbytes() > 0;
    boolean c = from.isCContiguous() && to.isCContiguous();
    return plain && (c || (from.isFContiguous() && to.isFContiguous()));
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
    StridedWalk.Dim last = walk.dim(walk.ndim() - 1);
    boolean runs = last.a() == unit && last.b() == unit && last.n() * unit >= RUN;
    if (runs || walk.size() == 1) {
      walk.rows((a, atA, b, atB) -> {
        MemorySegment.copy(a, atA, b, atB, last.n() * unit);
        return true;
      });
    } else {
      StagingArray block = StagingArray.of(unit, 0);
      new TiledTransfer(walk, block, block, COPY).run();
    }
  }

  /** {@return whether each tile takes the few items along a dimension whole} */
  public boolean interleavesWhole(StridedWalk.Dim dim) {
    return tiling == Tiling.NARROW && rows.equals(dim) && dim.n() <= FEW;
  }

  /** {@return the same tiles, with another kernel} */
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
    if (d == outer.length) {
      plane(a, atA, b, atB);
      return;
    }
    StridedWalk.Dim dim = outer[d];
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
          case ALIGNED -> copyAligned(m, n, a, fromA, b, toB);
          case NARROW -> transposeNarrow(m, n, a, fromA, b, toB);
          case SQUARE -> transposeSquare(m, n, a, fromA, b, toB);
        }
      }
    }
  }

  private void copyAligned(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    if (backward && a.isNative() && b.isNative()) {
      for (int r = 0; r < m; r++) {
        source.copyReversed(a, atA + r * rows.a(), b, atB + r * rows.b(), n);
      }
      return;
    }
    source.load(a, atA, m, rows.a(), n, columns.a(), n);
    kernel.convert(m * n);
    target.store(b, atB, m, rows.b(), n, columns.b(), n);
  }

  private void transposeNarrow(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    source.load(a, atA, n, columns.a(), m, rows.a(), m);
    if (kernel.transposes()) {
      kernel.transpose(n, m);
    } else if (source.width() <= target.width()) {
      transpose(source, m, n);
      kernel.convert(m * n);
    } else {
      kernel.convert(m * n);
      transpose(target, m, n);
    }
    target.store(b, atB, m, rows.b(), n, columns.b(), n);
  }

  private static void transpose(StagingArray block, int m, int n) {
    if (n < m) {
      block.interleave(n, m);
    } else {
      block.deinterleave(n, m);
    }
  }

  private void transposeSquare(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    int pitch = tileRows;
    source.load(a, atA, n, columns.a(), m, rows.a(), pitch);
    if (source.width() <= target.width()) {
      source.transposeTile(n, m, pitch);
      kernel.convert((m - 1) * pitch + n);
    } else {
      kernel.convert((n - 1) * pitch + m);
      target.transposeTile(n, m, pitch);
    }
    target.store(b, atB, m, rows.b(), n, columns.b(), pitch);
  }
}
