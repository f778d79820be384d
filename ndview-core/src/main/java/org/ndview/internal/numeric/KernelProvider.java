package org.ndview.internal.numeric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.SplitKernel;
import org.ndview.internal.bulk.VectorModule;

/** The kernels of this JVM, looked up once: see {@link VectorModule}. */
public final class KernelProvider {
  private static final RunKernels KERNELS = find();

  private KernelProvider() {}

  /** {@return the kernels} */
  public static RunKernels kernels() {
    return KERNELS;
  }

  private static RunKernels find() {
    RunKernels vector = VectorModule.find(RunKernels.class, "VectorKernels");
    return vector == null ? new Plain() : vector;
  }

  /** None: everything goes through arrays. */
  private record Plain() implements RunKernels {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public @Nullable RunKernel swap(int width) {
      return null;
    }

    @Override
    public @Nullable List<RunTransfer.Step> conversion(
        ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
      return null;
    }

    @Override
    public @Nullable SplitKernel split(
        ScalarType from, ScalarType to, List<Scaling.Uniform> scalings) {
      return null;
    }

    @Override
    public @Nullable CountKernel count(int width) {
      return null;
    }

    @Override
    public @Nullable EqualKernel equal(ScalarType type) {
      return null;
    }

    @Override
    public @Nullable FitKernel fit(int width, IntegerRange range) {
      return null;
    }

    @Override
    public @Nullable FitKernel fit(ScalarType floats, double limit) {
      return null;
    }
  }
}
