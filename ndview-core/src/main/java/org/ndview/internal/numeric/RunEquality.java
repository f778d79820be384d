package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.ByteEquality;
import org.ndview.internal.bulk.LineTransfer;
import org.ndview.internal.bulk.NativeScratch;
import org.ndview.internal.bulk.RowMoves;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.bulk.TurnedBlocks;

/**
 * Compares runs of numbers by the kernels of the provider: as bits, or as the floats or doubles
 * that both are.
 */
final class RunEquality {
  /** The first slot of the second memory's numbers. */
  private static final int SECOND = 8;

  /** The fewest items of a line that is worth a copy. */
  private static final int SHORTEST = 4;

  private final EqualKernel kernel;
  private final List<RunTransfer.Step> stepsA;
  private final List<RunTransfer.Step> stepsB;
  private final int widthA;
  private final int widthB;

  /** Whether numbers are equal as their bytes are. */
  private final boolean asBytes;

  private RunEquality(
      EqualKernel kernel,
      List<RunTransfer.Step> stepsA,
      List<RunTransfer.Step> stepsB,
      int widthA,
      int widthB,
      boolean asBytes) {
    this.kernel = kernel;
    this.stepsA = stepsA;
    this.stepsB = stepsB;
    this.widthA = widthA;
    this.widthB = widthB;
    this.asBytes = asBytes;
  }

  /**
   * {@return whether all numbers of a walk are equal; null if they cannot be compared as runs, by
   * now}
   */
  static @Nullable Boolean equal(StridedWalk walk, NumericFormat a, NumericFormat b) {
    int widthA = a.bits() / 8;
    int widthB = b.bits() / 8;
    if (hasShortLines(walk, widthA, widthB)) {
      return linesEqual(walk, a, b);
    }
    if (RunTransfer.hasRuns(walk, widthA, widthB)) {
      RunEquality runs = of(a, b, walk.n(), walk.size());
      return runs == null ? null : runs.equal(walk);
    }
    TurnedBlocks blocks = TurnedBlocks.of(walk, widthA, widthB);
    if (blocks == null) {
      return null;
    }
    RunEquality runs = of(a, b, blocks.fewest(), walk.size());
    return runs == null ? null : runs.equal(blocks);
  }

  /** Whether the rows of a walk are short runs, and many. */
  private static boolean hasShortLines(StridedWalk walk, int widthA, int widthB) {
    return walk.ndim() > 1
        && walk.strideA() == widthA
        && walk.strideB() == widthB
        && walk.n() >= SHORTEST
        && LineTransfer.isShort(walk, widthA, widthB)
        && walk.dim(walk.ndim() - 2).n() >= fewLines(walk);
  }

  /** So many lines are enough for any kernel. */
  private static long fewLines(StridedWalk walk) {
    return Math.ceilDiv(KernelProvider.kernels().fewest(), walk.n());
  }

  private static @Nullable Boolean linesEqual(StridedWalk walk, NumericFormat a, NumericFormat b) {
    RunEquality runs = of(a, b, KernelProvider.kernels().fewest(), walk.size());
    return runs == null ? null : runs.linesEqual(walk);
  }

  /** The comparison of runs of a length at least; null if there are no kernels. */
  private static @Nullable RunEquality of(NumericFormat a, NumericFormat b, long run, long items) {
    RunEquality runs = of(KernelProvider.kernels(), a, b, run);
    boolean ready = runs == null || KernelProvider.isReady(new Key(a, b), items, runs::onTrial);
    return ready ? runs : of(KernelProvider.plain(), a, b, run);
  }

  private static @Nullable RunEquality of(
      RunKernels kernels, NumericFormat a, NumericFormat b, long run) {
    if (run < kernels.fewest()) {
      return null;
    }
    int widthA = a.bits() / 8;
    int widthB = b.bits() / 8;
    boolean alike = a.type() == b.type();
    ScalarType as =
        alike && (!a.isFloat() || widthA >= 4)
            ? a.type()
            : a.fitsFloat() && b.fitsFloat()
                ? ScalarType.FLOAT32
                : isDouble(a, b) ? ScalarType.FLOAT64 : null;
    boolean turned = alike && a.swapped() != b.swapped() && a.type() == as;
    if (as == null) {
      return null;
    }
    EqualKernel kernel = kernels.equal(as, turned);
    if (kernel == null && turned) {
      turned = false; // the bytes are reversed first
      kernel = kernels.equal(as, false);
    }
    if (kernel == null) {
      return null;
    }
    int bits = as == ScalarType.FLOAT64 ? 64 : as == ScalarType.FLOAT32 ? 32 : a.bits();
    NumericFormat common = new NumericFormat(as, bits, false);
    // of the same bits and order nothing has to be swapped
    boolean asTheyAre = turned || (a.equals(b) && !a.isFloat());
    List<RunTransfer.Step> stepsA = asTheyAre ? List.of() : steps(kernels, a, common);
    List<RunTransfer.Step> stepsB = asTheyAre ? List.of() : steps(kernels, b, common);
    if (stepsA == null || stepsB == null) {
      return null;
    }
    EqualKernel ordered = turned && a.swapped() ? exchanged(kernel) : kernel;
    return new RunEquality(
        ordered, stepsA, stepsB, widthA, widthB, NumericEquality.areEqualAsBytes(a, b));
  }

  private static EqualKernel exchanged(EqualKernel kernel) {
    return (a, atA, b, atB, n) -> kernel.equal(b, atB, a, atA, n);
  }

  private record Key(NumericFormat a, NumericFormat b) {}

  /** With blocks of zeros, which are equal in all formats. */
  private void onTrial(NativeScratch scratch) {
    MemorySegment zeros = scratch.slot(2 * SECOND - 1).fill((byte) 0);
    int widest = Math.max(RunTransfer.widest(stepsA, widthA), RunTransfer.widest(stepsB, widthB));
    equal(scratch, zeros, 0, zeros, 0, NativeScratch.trialItems(widest));
  }

  private static boolean isDouble(NumericFormat a, NumericFormat b) {
    return NumericEquality.isExactDouble(a) && NumericEquality.isExactDouble(b);
  }

  private static @Nullable List<RunTransfer.Step> steps(
      RunKernels kernels, NumericFormat from, NumericFormat to) {
    return from.equals(to) ? List.of() : RunConversion.steps(kernels, from, to, null);
  }

  private boolean equal(StridedWalk walk) {
    try (NativeScratch scratch = NativeScratch.take()) {
      return walk.rows((a, atA, b, atB) -> equal(scratch, a, atA, b, atB, walk.n()));
    }
  }

  /** Lines too short to be runs of their own are brought together, some at a time. */
  private boolean linesEqual(StridedWalk walk) {
    StridedWalk.Dim rows = walk.dim(walk.ndim() - 2);
    long n = walk.n();
    boolean nextA = rows.a() == n * widthA; // the next line follows at once
    boolean nextB = rows.b() == n * widthB;
    long few = fewLines(walk);
    // the last block has fewer than these more
    int more = KernelProvider.kernels().fewest();
    long most = (long) NativeScratch.trialItems(Math.max(widthA, widthB)) - more;
    long many = Math.max(1, most / n);
    try (NativeScratch scratch = NativeScratch.take()) {
      return walk.parts(
          walk.ndim() - 2,
          (a, atA, b, atB) -> {
            for (long r = 0; r < rows.n(); ) {
              long m = rows.n() - r < many + few ? rows.n() - r : many;
              long fromA = atA + r * rows.a();
              long fromB = atB + r * rows.b();
              MemorySegment x =
                  nextA ? a : together(a, fromA, rows.a(), m, n * widthA, scratch.slot(SECOND - 1));
              MemorySegment y =
                  nextB
                      ? b
                      : together(b, fromB, rows.b(), m, n * widthB, scratch.slot(2 * SECOND - 1));
              if (!equal(scratch, x, nextA ? fromA : 0, y, nextB ? fromB : 0, m * n)) {
                return false;
              }
              r += m;
            }
            return true;
          });
    }
  }

  /** {@return a block, with lines one after the other} */
  private static MemorySegment together(
      MemorySegment lines, long at, long step, long m, long bytes, MemorySegment block) {
    RowMoves.together(lines, at, step, block, m, bytes);
    return block;
  }

  private boolean equal(TurnedBlocks blocks) {
    try (NativeScratch scratch = NativeScratch.take()) {
      return blocks.run((block, at, b, atB, n) -> equal(scratch, block, at, b, atB, n));
    }
  }

  private boolean equal(
      NativeScratch scratch, MemorySegment a, long atA, MemorySegment b, long atB, long items) {
    if (asBytes && ByteEquality.areArrays(a, b)) {
      return ByteEquality.equalInArrays(a, atA, b, atB, items * widthA);
    }
    boolean stayA = stepsA.isEmpty() && RunTransfer.isPlain(a);
    boolean stayB = stepsB.isEmpty() && RunTransfer.isPlain(b);
    int most = stayA && stayB ? RunKernel.LONG_RUN : NativeScratch.items(Long.BYTES);
    for (long i = 0; i < items; ) {
      int n = RunKernel.next(items - i, most);
      long fromA = atA + i * widthA;
      long fromB = atB + i * widthB;
      MemorySegment x = stayA ? a : made(stepsA, widthA, scratch, 0, a, fromA, n);
      MemorySegment y = stayB ? b : made(stepsB, widthB, scratch, SECOND, b, fromB, n);
      if (!kernel.equal(x, stayA ? fromA : 0, y, stayB ? fromB : 0, n)) {
        return false;
      }
      i += n;
    }
    return true;
  }

  private static MemorySegment made(
      List<RunTransfer.Step> steps,
      int width,
      NativeScratch scratch,
      int slot,
      MemorySegment from,
      long at,
      int n) {
    MemorySegment to = scratch.slot(slot);
    RunTransfer.run(steps, width, scratch, slot + 1, from, at, to, 0, n);
    return to;
  }
}
