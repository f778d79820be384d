package org.ndview.internal.vector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.numeric.RunKernels;

/** Kernels written with the Vector API, for vectors of 256 bits and more. */
public final class VectorKernels implements RunKernels {
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
  public @Nullable RunKernel swap(int width) {
    return VectorSwaps.swap(width);
  }

  @Override
  public @Nullable List<RunTransfer.Step> conversion(
      ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
    return scaling == null ? VectorPaths.of(from, to) : VectorPaths.of(from, to, scaling);
  }
}
