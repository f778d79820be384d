package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.internal.memory.MemoryKind;
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

  /**
   * What becomes of the target's items of a tile, which lie one after the other. False ends the
   * transfer.
   */
  public interface Sink {
    /** Takes a tile of rows and columns. */
    boolean take(
        StagingArray items,
        MemorySegment b,
        long atB,
        int rows,
        long rowStep,
        int columns,
        long columnStep);

    /** {@return the width of the second memory's items (in bytes)} */
    int width(StagingArray items);

    /** Takes items that lie at places of a table (in bytes), or follow each other. */
    boolean takeAt(StagingArray items, MemorySegment b, long atB, int @Nullable [] places, int n);
  }

  /** They are written. */
  private static final Sink WRITE =
      new Sink() {
        @Override
        public boolean take(
            StagingArray items,
            MemorySegment b,
            long atB,
            int rows,
            long rowStep,
            int columns,
            long columnStep) {
          items.store(b, atB, rows, rowStep, columns, columnStep, columns);
          return true;
        }

        @Override
        public int width(StagingArray items) {
          return items.width();
        }

        @Override
        public boolean takeAt(
            StagingArray items, MemorySegment b, long atB, int @Nullable [] places, int n) {
          if (places == null) {
            items.write(0, b, atB, n);
          } else {
            items.scatterAt(b, atB, places, n);
          }
          return true;
        }
      };

  /** Items are copied as they are. */
  private static final Kernel COPY = _ -> {};

  /** Up to this length a dimension is taken whole into every tile. */
  private static final int FEW = 8;

  /** Up to so many items that lie together are parted by a loop of their own. */
  private static final int VERY_FEW = 4;

  /**
   * From this length on (in bytes), a run that is contiguous in both memories is copied directly.
   */
  private static final int RUN = 256;

  /** The items of a turned tile, which stay in the cache with what is made of them. */
  private static final int TURNED_ITEMS = 2048;

  /** Up to this length (in items) the target's lines are taken whole into a turned tile. */
  private static final int LINE = 256;

  /** Longer ones are cut into such parts, and worth a loop even if few of them are turned. */
  private static final int PART = 128;

  /** How tiles are cut. */
  private enum Tiling {
    /** Both memories along the same dimension: lines as long as a staging array. */
    ALIGNED,
    /**
     * From lines along one dimension to lines along another. One of them is short and taken whole:
     * pixels of a few channels.
     */
    NARROW,
    /** The same with both longer: lines are turned as they are read. */
    TURNED,
    /** Several short dimensions together. */
    TABLE
  }

  private final StridedWalk walk;
  private final StridedWalk.Dim rows;
  private final StridedWalk.Dim columns;
  private final Tiling tiling;
  private final int tileRows;
  private final int tileColumns;
  private final StagingArray source;
  private final StagingArray target;
  private final Kernel kernel;
  private final Sink sink;
  private final boolean backward;

  /** Whether items are copied one by one, as native memory is without the staging array. */
  private final boolean apart;

  /** Of TABLE alone. */
  private final @Nullable BlockTable table;

  private final boolean runA;
  private final int @Nullable [] placesB;

  /**
   * Makes a transfer.
   *
   * @param walk the two memories, with items
   * @param source takes the source's items
   * @param target has the target's; the same array if items keep their bytes
   * @param kernel makes the target's items of the source's
   */
  public TiledTransfer(StridedWalk walk, StagingArray source, StagingArray target, Kernel kernel) {
    this(walk, source, target, kernel, WRITE);
  }

  /**
   * Makes a transfer to something else than the second memory.
   *
   * @param given the two memories, with items
   * @param sink takes the tiles
   */
  public TiledTransfer(
      StridedWalk given, StagingArray source, StagingArray target, Kernel kernel, Sink sink) {
    this.source = source;
    this.target = target;
    this.kernel = kernel;
    this.sink = sink;
    int last = given.ndim() - 1;
    int closest = closest(given);
    boolean turns = closest != last && (kernel.transposes() || !isNarrow(given, closest));
    StridedWalk planes = turns ? given.withRows(closest) : given;
    table = BlockTable.of(planes, given, turns || closest == last);
    walk = table == null ? planes : given;
    rows = last < 1 ? new StridedWalk.Dim(1, 0, 0) : walk.dim(last - 1);
    columns = walk.dim(last);
    int width = Math.max(source.width(), target.width());
    runA = table != null && BlockTable.isRun(table.a, source.width());
    placesB = table == null || BlockTable.isRun(table.b, sink.width(target)) ? null : table.b;
    boolean dense = columns.a() == rows.n() * source.width();
    boolean fewRows = rows.n() <= (kernel.transposes() ? FEW : dense ? VERY_FEW : 1);
    boolean narrow = columns.n() <= FEW || fewRows;
    tiling =
        table != null
            ? Tiling.TABLE
            : !turns ? Tiling.ALIGNED : narrow ? Tiling.NARROW : Tiling.TURNED;
    if (table != null) {
      tileRows = 1;
      tileColumns = table.part * table.inner;
    } else if (tiling == Tiling.TURNED) {
      tileColumns = columns.n() <= LINE ? (int) columns.n() : evenly(columns.n(), PART);
      tileRows = evenly(rows.n(), TURNED_ITEMS / tileColumns);
    } else {
      boolean few = turns && rows.n() <= FEW;
      boolean inL1 = !turns || (few && kernel.transposes());
      int most = inL1 ? StagingArray.l1Items(width) : StagingArray.capacity(width);
      tileColumns = (int) Math.min(columns.n(), few ? most / rows.n() : most);
      tileRows = (int) Math.min(rows.n(), most / tileColumns);
    }
    boolean copies = kernel == COPY && sink == WRITE && tiling == Tiling.ALIGNED;
    apart = copies && isApart(source.width());
    backward =
        copies
            && columns.a() == -source.width()
            && columns.b() == source.width()
            && columns.n() * source.width() >= RUN;
    source.reserve(tileRows * tileColumns);
    target.reserve(tileRows * tileColumns);
  }

  /** Whether rows are long, and neither memory has their items side by side in either direction. */
  private boolean isApart(int width) {
    long a = Math.abs(columns.a());
    boolean pairs = width == Integer.BYTES && columns.a() == 2L * width;
    return columns.n() >= PART && a != 0 && (columns.b() != width || (a != width && !pairs));
  }

  /**
   * Whether the plane of a dimension and the last is too narrow to be turned, and none of pixels:
   * then items are taken in the target's order.
   */
  private static boolean isNarrow(StridedWalk walk, int row) {
    StridedWalk.Dim rows = walk.dim(row);
    StridedWalk.Dim columns = walk.dim(walk.ndim() - 1);
    boolean pixels =
        columns.a() == rows.n() * Math.abs(rows.a()) || rows.b() == columns.n() * columns.b();
    boolean few = Math.min(rows.n(), columns.n()) < FEW && columns.n() <= PART;
    return few && walk.ndim() > 2 && !pixels;
  }

  /** The length of parts of at most some items, all nearly as long as each other. */
  private static int evenly(long n, int most) {
    return (int) Math.ceilDiv(n, Math.ceilDiv(n, most));
  }

  /** {@return whether the items of both memories lie closest along the last dimension} */
  static boolean isAligned(StridedWalk walk) {
    return closest(walk) == walk.ndim() - 1;
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
    if (itemsize == 0 || (from.isRows() && RowCopies.copy(from, to))) {
      return;
    }
    int unit = (int) Math.min(Long.lowestOneBit(itemsize), Long.BYTES);
    StridedWalk walk = StridedWalk.anyOrder(from, to, itemsize / unit, unit);
    if (walk.isEmpty()) {
      return;
    }
    StridedWalk.Dim last = walk.dim(walk.ndim() - 1);
    boolean runs = last.a() == unit && last.b() == unit && last.n() * unit >= RUN;
    if (walk.size() == 1 || (runs && last.n() == walk.size())) {
      rows(walk, last.n() * unit);
      return;
    }
    int width = walk.widest(unit);
    StridedWalk wider = walk.wider(unit, width);
    if (ShortRows.copy(from, to, wider, width)) {
      return;
    }
    if ((!runs && PixelTransfer.copy(wider, width)) || PlaneTransfer.copy(wider, width)) {
      return;
    }
    if (runs) {
      rows(walk, last.n() * unit);
    } else if (!StepTransfer.copy(wider, width) && !copyToArray(wider, width)) {
      copyTiles(wider, width);
    }
  }

  /** The fastest loops know no arrays: what they can copy passes through native memory. */
  private static boolean copyToArray(StridedWalk walk, int width) {
    TurnedBlocks blocks = walk.isPlain() ? null : TurnedBlocks.of(walk, width, width);
    if (blocks == null) {
      return false;
    }
    return blocks.run((block, at, b, atB, n) -> {
      MemorySegment.copy(block, at, b, atB, (long) n * width);
      return true;
    });
  }

  /** Copies items through a small array. */
  static void copyTiles(StridedWalk walk, int width) {
    StagingArray block = StagingArray.of(width, 0);
    new TiledTransfer(walk, block, block, COPY).run();
  }

  /** Copies rows of so many bytes, each as one. */
  private static void rows(StridedWalk walk, long bytes) {
    walk.rows((a, atA, b, atB) -> {
      MemoryKind.copy(a, atA, b, atB, bytes);
      return true;
    });
  }

  /** {@return whether each tile takes the few items along a dimension whole} */
  public boolean interleavesWhole(StridedWalk.Dim dim) {
    return tiling == Tiling.NARROW && rows.equals(dim) && dim.n() <= FEW;
  }

  /** {@return the same tiles, with another kernel} */
  public TiledTransfer with(Kernel other) {
    return new TiledTransfer(walk, source, target, other, sink);
  }

  /** Brings all items over; {@return whether no tile ended it} */
  public boolean run() {
    return table == null
        ? walk.parts(Math.max(walk.ndim() - 2, 0), this::plane)
        : walk.parts(table.outside, (a, atA, b, atB) -> blocks(table, a, atA, b, atB));
  }

  private boolean blocks(BlockTable table, MemorySegment a, long atA, MemorySegment b, long atB) {
    StridedWalk.Dim cut = table.cut;
    for (long i = 0; i < cut.n(); i += table.part) {
      int n = (int) Math.min(table.part, cut.n() - i) * table.inner;
      if (runA) {
        source.read(a, atA + i * cut.a(), n, 0);
      } else {
        source.gatherAt(a, atA + i * cut.a(), table.a, n);
      }
      kernel.convert(n);
      if (!sink.takeAt(target, b, atB + i * cut.b(), placesB, n)) {
        return false;
      }
    }
    return true;
  }

  private boolean plane(MemorySegment a, long atA, MemorySegment b, long atB) {
    for (long r = 0; r < rows.n(); r += tileRows) {
      int m = (int) Math.min(tileRows, rows.n() - r);
      for (long c = 0; c < columns.n(); c += tileColumns) {
        int n = (int) Math.min(tileColumns, columns.n() - c);
        long fromA = atA + r * rows.a() + c * columns.a();
        long toB = atB + r * rows.b() + c * columns.b();
        if (backward && a.isNative() && b.isNative()) {
          copyBackward(m, n, a, fromA, b, toB);
        } else if (apart && RunTransfer.isPlain(a) && RunTransfer.isPlain(b)) {
          copyApart(m, n, a, fromA, b, toB);
        } else {
          switch (tiling) {
            case ALIGNED, TABLE -> loadAligned(m, n, a, fromA);
            case NARROW -> loadNarrow(m, n, a, fromA);
            case TURNED -> loadTurned(m, n, a, fromA);
          }
          if (!sink.take(target, b, toB, m, rows.b(), n, columns.b())) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void copyBackward(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    for (int r = 0; r < m; r++) {
      source.copyReversed(a, atA + r * rows.a(), b, atB + r * rows.b(), n);
    }
  }

  private void copyApart(int m, int n, MemorySegment a, long atA, MemorySegment b, long atB) {
    for (int r = 0; r < m; r++) {
      long from = atA + r * rows.a();
      source.copyStrided(a, from, columns.a(), b, atB + r * rows.b(), columns.b(), n);
    }
  }

  private void loadAligned(int m, int n, MemorySegment a, long atA) {
    source.load(a, atA, m, rows.a(), n, columns.a(), n);
    kernel.convert(m * n);
  }

  private void loadNarrow(int m, int n, MemorySegment a, long atA) {
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
  }

  private static void transpose(StagingArray block, int m, int n) {
    if (n < m) {
      block.interleave(n, m);
    } else {
      block.deinterleave(n, m);
    }
  }

  private void loadTurned(int m, int n, MemorySegment a, long atA) {
    source.loadTurned(a, atA, m, rows.a(), n, columns.a());
    kernel.convert(m * n);
  }
}
