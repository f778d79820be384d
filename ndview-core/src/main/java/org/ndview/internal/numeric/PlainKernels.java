package org.ndview.internal.numeric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.loop.EqualLoops;
import org.ndview.internal.loop.FitLoops;
import org.ndview.internal.loop.IntegerLoops;

/** Kernels in plain Java, which every JVM has: those that convert, compare and check numbers. */
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

  @Override
  public @Nullable EqualKernel equal(ScalarType type, boolean swapped) {
    return switch (type) {
      case INT8, UINT8 -> same(1);
      case INT16, UINT16 -> swapped ? EqualLoops::reversedShorts : same(2);
      case INT32, UINT32 -> swapped ? EqualLoops::reversedInts : same(4);
      case INT64, UINT64 -> swapped ? EqualLoops::reversedLongs : same(8);
      case FLOAT32 -> swapped ? null : EqualLoops::floats;
      case FLOAT64 -> swapped ? null : EqualLoops::doubles;
      default -> null;
    };
  }

  private static EqualKernel same(int width) {
    return (a, atA, b, atB, n) -> EqualLoops.same(width, a, atA, b, atB, n);
  }

  @Override
  public FitKernel fit(int width, IntegerRange range) {
    return (a, at, n) -> FitLoops.integers(width, a, at, n, range.offset(), range.mask());
  }
}
