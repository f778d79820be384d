package org.ndview.internal.numeric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StridedWalk;

/** Converts runs of numbers by the kernels of the provider, where it has some. */
final class RunConversion {
  private RunConversion() {}

  /** {@return whether the provider had kernels, and the numbers are converted} */
  static boolean run(
      StridedWalk walk, NumericFormat from, NumericFormat to, Scaling.@Nullable Uniform scaling) {
    if (!RunTransfer.hasRuns(walk, from.bits() / 8, to.bits() / 8)) {
      return false;
    }
    List<RunTransfer.Step> steps = steps(from, to, scaling);
    if (steps == null) {
      return false;
    }
    RunTransfer.run(walk, from.bits() / 8, steps);
    return true;
  }

  /** The steps from one format to another of other bits or order; null if there are none. */
  private static @Nullable List<RunTransfer.Step> steps(
      NumericFormat from, NumericFormat to, Scaling.@Nullable Uniform scaling) {
    RunKernels kernels = KernelProvider.kernels();
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
