package org.ndview.internal.numeric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.loop.IntegerLoops;

/** Kernels in plain Java, which every JVM has: those that convert numbers. */
record PlainKernels() implements RunKernels {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public boolean needWarmUp() {
    return false;
  }

  /**
   * {@inheritDoc} C2 unrolls a loop by how often it has gone round, and a method that has seen
   * short runs stays slow for all.
   */
  @Override
  public int fewest() {
    return 512;
  }

  @Override
  public RunKernel swap(int width) {
    return IntegerLoops.of(width).swap();
  }

  @Override
  public List<RunTransfer.Step> conversion(
      ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
    RunKernel loop = scaling == null ? PlainPaths.of(from, to) : PlainPaths.of(from, to, scaling);
    return List.of(new RunTransfer.Step(NumericFormat.width(to), loop));
  }
}
