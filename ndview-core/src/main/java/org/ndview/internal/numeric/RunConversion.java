package org.ndview.internal.numeric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.internal.bulk.LineTransfer;
import org.ndview.internal.bulk.NativeScratch;
import org.ndview.internal.bulk.PixelTransfer;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StepTransfer;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.bulk.TurnedBlocks;
import org.ndview.internal.memory.StridedMemory;

/** Converts runs of numbers by the kernels of the provider, where it has some. */
final class RunConversion {
  private RunConversion() {}

  /**
   * Converts numbers that follow each other in both memories.
   *
   * @return whether the provider had kernels, and they are converted
   */
  static boolean run(
      StridedMemory a,
      StridedMemory b,
      NumericFormat from,
      NumericFormat to,
      Scaling.@Nullable Uniform scaling) {
    long n = a.layout().size();
    if (n < KernelProvider.kernels().fewest()) {
      return false;
    }
    List<RunTransfer.Step> steps = ready(from, to, scaling, n, n);
    if (steps == null) {
      return false;
    }
    RunTransfer.run(a, b, from.bits() / 8, steps);
    return true;
  }

  /** {@return whether the provider had kernels, and the numbers are converted} */
  static boolean run(
      StridedWalk walk, NumericFormat from, NumericFormat to, Scaling.@Nullable Uniform scaling) {
    int widthA = from.bits() / 8;
    int widthB = to.bits() / 8;
    int fewest = KernelProvider.kernels().fewest();
    boolean runs =
        walk.n() >= fewest
            && RunTransfer.hasRuns(walk, widthA, widthB)
            && !LineTransfer.hasShortLines(walk, widthA, widthB);
    PixelTransfer pixels = runs ? null : PixelTransfer.of(walk, widthA, widthB);
    if (pixels == null && StepTransfer.hasLines(walk, widthA, widthB)) {
      StepTransfer.Numbers work = StepPaths.of(from, to, scaling);
      if (work != null && StepTransfer.run(walk, work)) {
        return true;
      }
    }
    boolean lines = !runs && pixels == null && LineTransfer.hasLines(walk, fewest);
    TurnedBlocks blocks =
        runs || pixels != null || lines ? null : TurnedBlocks.of(walk, widthA, widthB);
    boolean none = blocks == null && !runs && pixels == null && !lines;
    if (none || (blocks != null && blocks.fewest() < fewest)) {
      return false;
    }
    long run = runs ? walk.n() : blocks != null ? blocks.fewest() : walk.size();
    List<RunTransfer.Step> steps = ready(from, to, scaling, walk.size(), run);
    if (steps == null) {
      return false;
    }
    if (blocks != null) {
      blocks.run(steps);
    } else if (pixels != null) {
      pixels.run(List.of(steps));
    } else if (runs) {
      RunTransfer.run(walk, widthA, steps);
    } else {
      LineTransfer.run(walk, widthA, steps);
    }
    return true;
  }

  /**
   * Converts pixels, each of their items scaled by its own.
   *
   * @param channel the dimension of the walk that the scalings belong to
   * @return whether these are pixels, the provider had kernels, and they are converted
   */
  static boolean run(
      StridedWalk walk,
      NumericFormat from,
      NumericFormat to,
      Scaling.PerIndex scaling,
      StridedWalk.Dim channel) {
    PixelTransfer pixels = PixelTransfer.of(walk, from.bits() / 8, to.bits() / 8);
    if (pixels == null || !pixels.hasChannels(channel)) {
      return false;
    }
    List<List<RunTransfer.Step>> all = new ArrayList<>();
    for (int c = 0; c < scaling.length(); c++) {
      List<RunTransfer.Step> steps = ready(from, to, scaling.at(c), walk.size(), walk.size());
      if (steps == null) {
        return false;
      }
      all.add(steps);
    }
    pixels.run(all);
    return true;
  }

  /**
   * The steps that may be used by now: plain ones as long as those of the provider are not
   * compiled, if runs are long enough for them; null if there are none.
   */
  private static @Nullable List<RunTransfer.Step> ready(
      NumericFormat from,
      NumericFormat to,
      Scaling.@Nullable Uniform scaling,
      long items,
      long run) {
    List<RunTransfer.Step> steps = steps(from, to, scaling);
    if (steps == null || isWarm(from, to, scaling != null, steps, items)) {
      return steps;
    }
    RunKernels plain = KernelProvider.plain();
    return run < plain.fewest() ? null : steps(plain, from, to, scaling);
  }

  /** What stands for a conversion: its factors are no part of the code. */
  private record Key(NumericFormat from, NumericFormat to, boolean scaled) {}

  /** Whether steps are compiled, so that they may be used for some items. */
  private static boolean isWarm(
      NumericFormat from,
      NumericFormat to,
      boolean scaled,
      List<RunTransfer.Step> steps,
      long items) {
    return KernelProvider.isReady(
        new Key(from, to, scaled),
        items,
        scratch -> {
          int width = from.bits() / 8;
          int n = NativeScratch.trialItems(RunTransfer.widest(steps, width));
          RunTransfer.run(steps, width, scratch, 2, scratch.slot(0), 0, scratch.slot(1), 0, n);
        });
  }

  /** The steps from one format to another of other bits or order; null if there are none. */
  static @Nullable List<RunTransfer.Step> steps(
      NumericFormat from, NumericFormat to, Scaling.@Nullable Uniform scaling) {
    return steps(KernelProvider.kernels(), from, to, scaling);
  }

  /** The same by the kernels of one provider. */
  static @Nullable List<RunTransfer.Step> steps(
      RunKernels kernels, NumericFormat from, NumericFormat to, Scaling.@Nullable Uniform scaling) {
    if (scaling == null && from.hasSameBits(to)) {
      RunKernel swap = kernels.swap(to.bits() / 8);
      return swap == null ? null : List.of(new RunTransfer.Step(to.bits() / 8, swap));
    }
    List<RunTransfer.Step> numbers = kernels.conversion(from.type(), to.type(), scaling);
    if (numbers == null || (!from.swapped() && !to.swapped())) {
      return numbers;
    }
    List<RunTransfer.Step> steps = new ArrayList<>();
    boolean all = !from.swapped() || addSwap(steps, kernels, from);
    steps.addAll(numbers);
    return all && (!to.swapped() || addSwap(steps, kernels, to)) ? steps : null;
  }

  private static boolean addSwap(
      List<RunTransfer.Step> steps, RunKernels kernels, NumericFormat numbers) {
    RunKernel swap = kernels.swap(numbers.bits() / 8);
    if (swap != null) {
      steps.add(new RunTransfer.Step(numbers.bits() / 8, swap));
    }
    return swap != null;
  }
}
