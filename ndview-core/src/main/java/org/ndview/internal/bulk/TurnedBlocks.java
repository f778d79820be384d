package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings items that lie otherwise in two memories to blocks of native memory, which have them in
 * the second's order, for those who work on runs: a block is turned, split or joined by the loops
 * that copy such items, and stays in the cache until it is taken.
 */
public final class TurnedBlocks {
  /** Takes a block, or a row of one. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes items that follow each other.
     *
     * @param block has the first memory's items, from a place on
     * @param b the second memory, which has others at a place
     * @param n how many
     * @return whether to go on
     */
    boolean take(MemorySegment block, long at, MemorySegment b, long atB, int n);
  }

  /** Fewer items cost less one by one. */
  private static final int FEWEST = 256;

  /** The bytes of a block, where no more are needed for enough rows. */
  private static final long BLOCK = 1 << 16;

  /**
   * What is turned has this much of each line that it is read from (in bytes): one line of the
   * cache. Two or three take three times as long, where the memory is not in the cache: what is
   * fetched in advance is not wanted soon. From many on it is.
   */
  private static final int LINE = 64;

  private static final long MANY = 8;

  /** Rows of as many items are enough for a block of a line each. */
  private static final int LONG = 256;

  private final StridedWalk walk;
  private final int widthA;

  /** The items of a row of a block: those of the dimensions within the cut ones. */
  private final int inner;

  /** The dimension that is cut into rows. */
  private final int cut;

  /** How many rows a block has at most. */
  private final int rows;

  /** How many items of the last dimension, at most. */
  private final int columns;

  /** Whether the rows of a block follow each other in the second memory, too. */
  private final boolean joined;

  private TurnedBlocks(StridedWalk walk, int widthA) {
    this.walk = walk;
    this.widthA = widthA;
    int last = walk.ndim() - 1;
    int d = last - 1;
    long line = walk.dim(last).n();
    int atOnce = LINE / widthA;
    boolean whole = line * widthA * atOnce <= Room.LENT;
    long items = whole ? line : evenly(line, BLOCK / LINE);
    while (whole && d > 0 && isDense(d) && items * walk.dim(d).n() * widthA <= BLOCK) {
      items *= walk.dim(d--).n();
    }
    cut = d;
    inner = (int) items;
    columns = (int) (whole ? line : items);
    long most = BLOCK / widthA / items;
    if (most < MANY * atOnce) {
      most = items < LONG ? MANY * atOnce : atOnce;
    }
    rows = (int) evenly(walk.dim(d).n(), Math.min(most, Room.LENT / widthA / items));
    joined = whole && isDense(d);
  }

  /** The length of parts of at most some items, all nearly as long as each other. */
  private static long evenly(long n, long most) {
    return Math.ceilDiv(n, Math.ceilDiv(n, most));
  }

  /** Whether what is behind the indices of a dimension follows each other in the second memory. */
  private boolean isDense(int d) {
    StridedWalk.Dim next = walk.dim(d + 1);
    return walk.dim(d).b() == next.n() * next.b();
  }

  /**
   * {@return the blocks, or null if there are no loops that copy such items, by now}
   *
   * @param walk the two memories, with items, in the order that suits the second
   * @param widthA of an item of the first (in bytes): 1, 2, 4 or 8
   * @param widthB of an item of the second (in bytes)
   */
  public static @Nullable TurnedBlocks of(StridedWalk walk, int widthA, int widthB) {
    boolean many = walk.ndim() > 1 && walk.size() >= FEWEST;
    if (!many || walk.strideB() != widthB || !walk.startsPlain()) {
      return null;
    }
    TurnedBlocks blocks = new TurnedBlocks(walk, widthA);
    MemorySegment none = MemorySegment.NULL;
    StridedWalk first = walk.block(blocks.cut, blocks.rows, blocks.columns, widthA, none, 0, none);
    boolean known = PixelTransfer.canCopy(first, widthA) || PlaneTransfer.of(first, widthA) != null;
    return known ? blocks : null;
  }

  /** {@return how many items are taken at once at least} */
  public int fewest() {
    if (joined) {
      return rest(walk.dim(cut).n(), rows) * inner;
    }
    return columns < walk.n() ? rest(walk.n(), columns) : inner;
  }

  private static int rest(long n, int part) {
    return (int) (n - (Math.ceilDiv(n, part) - 1) * part);
  }

  /** Brings all items to blocks, and gives them away; {@return whether all were taken} */
  public boolean run(Taker taker) {
    try (Room room = Room.of((long) rows * inner * widthA)) {
      return walk.parts(cut, (a, atA, b, atB) -> blocks(room.segment(), taker, a, atA, b, atB));
    }
  }

  /**
   * Makes the second memory's items of the first's.
   *
   * @param steps what makes them, one after the other
   */
  public void run(List<RunTransfer.Step> steps) {
    try (RunTransfer transfer = new RunTransfer(widthA, steps)) {
      run(transfer::run);
    }
  }

  private boolean blocks(
      MemorySegment room, Taker taker, MemorySegment a, long atA, MemorySegment b, long atB) {
    StridedWalk.Dim row = walk.dim(cut);
    StridedWalk.Dim column = walk.dim(walk.ndim() - 1);
    for (long r = 0; r < row.n(); r += rows) {
      int m = (int) Math.min(rows, row.n() - r);
      for (long c = 0; c < column.n(); c += columns) {
        int n = (int) Math.min(columns, column.n() - c);
        long from = atA + r * row.a() + c * column.a();
        copy(walk.block(cut, m, n, widthA, a, from, room), widthA);
        if (!taken(room, taker, m, n, b, atB + r * row.b() + c * column.b())) {
          return false;
        }
      }
    }
    return true;
  }

  private static void copy(StridedWalk block, int width) {
    if (!PixelTransfer.copy(block, width) && !PlaneTransfer.copy(block, width)) {
      TiledTransfer.copyTiles(block, width); // the last one, which may be too small
    }
  }

  private boolean taken(MemorySegment room, Taker taker, int m, int n, MemorySegment b, long atB) {
    int items = n < columns ? n : inner;
    if (joined) {
      return taker.take(room, 0, b, atB, m * items);
    }
    long step = walk.dim(cut).b();
    for (int i = 0; i < m; i++) {
      if (!taker.take(room, (long) i * items * widthA, b, atB + i * step, items)) {
        return false;
      }
    }
    return true;
  }
}
