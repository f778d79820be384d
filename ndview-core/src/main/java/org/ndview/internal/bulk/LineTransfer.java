package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Brings lines over whose items lie apart, in one memory or in both, and lines that are too short
 * to be runs of their own, by kernels that work on runs: the items of one line, or of several, are
 * gathered into a small block first, and spread from another.
 */
public final class LineTransfer {
  /** Shorter lines cost more to gather than a kernel saves. */
  private static final int SHORTEST = 16;

  /** The most bytes of a line that costs less to bring to others than to work on. */
  private static final int LONGEST = PlaneKernels.MOST_BYTES;

  private static final int MANY = 16;

  private final List<RunTransfer.Step> steps;
  private final int widthA;
  private final int widthB;
  private final StridedWalk.Dim rows;
  private final StridedWalk.Dim line;
  private final StagingArray in;
  private final StagingArray out;
  private final NativeScratch scratch;

  private LineTransfer(
      List<RunTransfer.Step> steps, int widthA, StridedWalk walk, NativeScratch scratch) {
    this.steps = steps;
    this.widthA = widthA;
    widthB = steps.getLast().width();
    rows = rows(walk);
    line = walk.dim(walk.ndim() - 1);
    in = StagingArray.of(widthA, 0);
    out = StagingArray.of(widthB, 0);
    this.scratch = scratch;
  }

  private static StridedWalk.Dim rows(StridedWalk walk) {
    return walk.ndim() < 2 ? new StridedWalk.Dim(1, 0, 0) : walk.dim(walk.ndim() - 2);
  }

  /**
   * {@return whether the lines of a walk lie along the closest items of both memories, and those of
   * a plane have enough items for a kernel}
   *
   * @param fewest items of a run, at least {@link RunKernel#FEWEST}
   */
  public static boolean hasLines(StridedWalk walk, int fewest) {
    long n = walk.n();
    return n >= SHORTEST
        && (n >= fewest || rows(walk).n() >= Math.ceilDiv(fewest, n))
        && TiledTransfer.isAligned(walk);
  }

  /**
   * {@return whether the rows of a walk, which are runs, are many and so short that they are better
   * brought together}
   *
   * @param widthA of an item of the first memory (in bytes)
   * @param widthB of an item of the second (in bytes)
   */
  public static boolean hasShortLines(StridedWalk walk, int widthA, int widthB) {
    return isShort(walk, widthA, widthB) && rows(walk).n() >= MANY;
  }

  /**
   * {@return whether the rows of a walk, which are runs, are so short that many of them are better
   * brought together}
   *
   * @param widthA of an item of the first memory (in bytes)
   * @param widthB of an item of the second (in bytes)
   */
  public static boolean isShort(StridedWalk walk, int widthA, int widthB) {
    return walk.n() * Math.max(widthA, widthB) <= LONGEST;
  }

  /**
   * Makes the second memory's items of the first's.
   *
   * @param walk two memories whose rows are lines
   * @param widthA of an item of the first memory (in bytes)
   * @param steps what makes the second memory's items, one after the other
   */
  public static void run(StridedWalk walk, int widthA, List<RunTransfer.Step> steps) {
    try (NativeScratch scratch = NativeScratch.take()) {
      LineTransfer lines = new LineTransfer(steps, widthA, walk, scratch);
      walk.parts(Math.max(walk.ndim() - 2, 0), lines::plane);
    }
  }

  private boolean plane(MemorySegment a, long atA, MemorySegment b, long atB) {
    int most = NativeScratch.items(RunTransfer.widest(steps, widthA));
    // no block may have fewer items than a kernel needs: the last takes what is left
    long fewRows = Math.ceilDiv(RunKernel.FEWEST, line.n());
    long manyRows = Math.max(1, most / line.n());
    for (long r = 0; r < rows.n(); ) {
      int m = (int) (rows.n() - r < manyRows + fewRows ? rows.n() - r : manyRows);
      for (long i = 0; i < line.n(); ) {
        int n = m > 1 ? (int) line.n() : RunKernel.next(line.n() - i, most);
        block(a, atA + r * rows.a() + i * line.a(), b, atB + r * rows.b() + i * line.b(), m, n);
        i += n;
      }
      r += m;
    }
    return true;
  }

  private void block(MemorySegment a, long atA, MemorySegment b, long atB, int m, int n) {
    MemorySegment from = a;
    long at = atA;
    int slot = 0;
    if (!isRun(line.a(), rows.a(), widthA, m, n)) {
      from = scratch.slot(slot++);
      at = 0;
      gather(a, atA, from, m, n);
    }
    if (isRun(line.b(), rows.b(), widthB, m, n)) {
      RunTransfer.run(steps, widthA, scratch, slot, from, at, b, atB, m * n);
    } else {
      MemorySegment made = scratch.slot(slot++);
      RunTransfer.run(steps, widthA, scratch, slot, from, at, made, 0, m * n);
      spread(made, b, atB, m, n);
    }
  }

  private static boolean isRun(long step, long row, int width, int m, int n) {
    return step == width && (m == 1 || row == (long) n * width);
  }

  private void gather(MemorySegment a, long atA, MemorySegment run, int m, int n) {
    if (m == 1 && line.a() > 0 && RunTransfer.isPlain(a)) {
      in.copyStrided(a, atA, line.a(), run, 0, widthA, n);
    } else if (line.a() == widthA && RunTransfer.isPlain(a)) {
      long bytes = (long) n * widthA;
      RowMoves.together(a, atA, rows.a(), run, m, bytes);
    } else {
      in.reserve(m * n);
      in.load(a, atA, m, rows.a(), n, line.a(), n);
      in.write(0, run, 0, m * n);
    }
  }

  private void spread(MemorySegment run, MemorySegment b, long atB, int m, int n) {
    if (m == 1 && line.b() > 0 && RunTransfer.isPlain(b)) {
      out.copyStrided(run, 0, widthB, b, atB, line.b(), n);
    } else if (line.b() == widthB && RunTransfer.isPlain(b)) {
      long bytes = (long) n * widthB;
      RowMoves.copy(run, 0, bytes, b, atB, rows.b(), m, bytes);
    } else {
      out.reserve(m * n);
      out.read(run, 0, m * n, 0);
      out.store(b, atB, m, rows.b(), n, line.b(), n);
    }
  }
}
