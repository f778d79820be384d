package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Brings lines over whose items lie apart, in one memory or in both, by kernels that work on runs:
 * the items are gathered into a small block first, and spread from another.
 */
public final class LineTransfer implements StridedWalk.RowVisitor {
  private final List<RunTransfer.Step> steps;
  private final int widthA;
  private final int widthB;
  private final StridedWalk.Dim line;
  private final StagingArray in;
  private final StagingArray out;
  private final NativeScratch scratch;

  private LineTransfer(
      List<RunTransfer.Step> steps, int widthA, StridedWalk.Dim line, NativeScratch scratch) {
    this.steps = steps;
    this.widthA = widthA;
    widthB = steps.getLast().width();
    this.line = line;
    in = StagingArray.of(widthA, 0);
    out = StagingArray.of(widthB, 0);
    this.scratch = scratch;
  }

  /**
   * {@return whether the rows of a walk are long, and lie along the closest items of both memories}
   */
  public static boolean hasLines(StridedWalk walk) {
    return walk.n() >= RunKernel.FEWEST && TiledTransfer.isAligned(walk);
  }

  /**
   * Makes the second memory's items of the first's.
   *
   * @param walk two memories whose rows are lines
   * @param widthA of an item of the first memory (in bytes)
   * @param steps what makes the second memory's items, one after the other
   */
  public static void run(StridedWalk walk, int widthA, List<RunTransfer.Step> steps) {
    StridedWalk.Dim line = walk.dim(walk.ndim() - 1);
    try (NativeScratch scratch = NativeScratch.take()) {
      walk.rows(new LineTransfer(steps, widthA, line, scratch));
    }
  }

  @Override
  public boolean visit(MemorySegment a, long atA, MemorySegment b, long atB) {
    int most = NativeScratch.items(RunTransfer.widest(steps, widthA));
    for (long i = 0; i < line.n(); ) {
      int n = RunKernel.next(line.n() - i, most);
      part(a, atA + i * line.a(), b, atB + i * line.b(), n);
      i += n;
    }
    return true;
  }

  private void part(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment from = a;
    long at = atA;
    int slot = 0;
    if (line.a() != widthA) {
      from = scratch.slot(slot++);
      at = 0;
      gather(a, atA, from, n);
    }
    if (line.b() == widthB) {
      RunTransfer.run(steps, widthA, scratch, slot, from, at, b, atB, n);
    } else {
      MemorySegment made = scratch.slot(slot++);
      RunTransfer.run(steps, widthA, scratch, slot, from, at, made, 0, n);
      spread(made, b, atB, n);
    }
  }

  private void gather(MemorySegment a, long atA, MemorySegment run, int n) {
    if (RunTransfer.isPlain(a)) {
      in.copyStrided(a, atA, line.a(), run, 0, widthA, n);
    } else {
      in.reserve(n);
      in.load(a, atA, 1, 0, n, line.a(), n);
      in.write(0, run, 0, n);
    }
  }

  private void spread(MemorySegment run, MemorySegment b, long atB, int n) {
    if (RunTransfer.isPlain(b)) {
      out.copyStrided(run, 0, widthB, b, atB, line.b(), n);
    } else {
      out.reserve(n);
      out.read(run, 0, n, 0);
      out.store(b, atB, 1, 0, n, line.b(), n);
    }
  }
}
