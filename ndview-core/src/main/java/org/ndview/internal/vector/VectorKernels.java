package org.ndview.internal.vector;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.numeric.CountKernel;
import org.ndview.internal.numeric.EqualKernel;
import org.ndview.internal.numeric.FitKernel;
import org.ndview.internal.numeric.IntegerRange;
import org.ndview.internal.numeric.RunKernels;

/** Kernels written with the Vector API, for vectors of 256 bits and more. */
public final class VectorKernels implements RunKernels {
  private static final ByWidth<CountKernel> COUNT =
      new ByWidth<>(
          VectorSearch8::count,
          VectorSearch16::count,
          VectorSearch32::count,
          VectorSearch64::count);

  /** Integers of a width, an offset and a mask: see {@link IntegerRange}. */
  private interface Fit {
    boolean test(MemorySegment a, long at, int n, long offset, long mask);
  }

  private static final ByWidth<Fit> FIT =
      new ByWidth<>(
          VectorSearch8::fit, VectorSearch16::fit, VectorSearch32::fit, VectorSearch64::fit);

  private VectorKernels() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable RunKernels find() {
    return Lanes.areWide() ? new VectorKernels() : null;
  }

  @Override
  public String name() {
    return "vector (jdk.incubator.vector, " + Lanes.INTS.vectorBitSize() + " bits)";
  }

  @Override
  public boolean needWarmUp() {
    return true;
  }

  @Override
  public int fewest() {
    return 2 * RunKernel.FEWEST;
  }

  @Override
  public @Nullable RunKernel swap(int width) {
    return VectorSwaps.swap(width);
  }

  @Override
  public @Nullable List<RunTransfer.Step> conversion(
      ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
    return scaling == null ? VectorPaths.of(from, to) : VectorPaths.of(from, to, scaling);
  }

  @Override
  public @Nullable CountKernel count(int width) {
    return COUNT.of(width);
  }

  @Override
  public @Nullable EqualKernel equal(ScalarType type, boolean swapped) {
    return switch (type) {
      case INT8, UINT8 -> VectorSearch8::equal;
      case INT16, UINT16 -> swapped ? VectorSearch16::equalSwapped : VectorSearch16::equal;
      case INT32, UINT32 -> swapped ? VectorSearch32::equalSwapped : VectorSearch32::equal;
      case INT64, UINT64 -> swapped ? VectorSearch64::equalSwapped : VectorSearch64::equal;
      case FLOAT32 -> swapped ? VectorEquality::floatsSwapped : VectorEquality::floats;
      case FLOAT64 -> swapped ? VectorEquality::doublesSwapped : VectorEquality::doubles;
      default -> null;
    };
  }

  @Override
  public @Nullable FitKernel fit(int width, IntegerRange range) {
    long offset = range.offset();
    long mask = range.mask();
    Fit fit = FIT.of(width);
    return (a, at, n) -> fit.test(a, at, n, offset, mask);
  }
}
