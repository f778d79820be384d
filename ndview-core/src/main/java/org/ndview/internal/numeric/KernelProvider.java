package org.ndview.internal.numeric;

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
    return vector == null ? new PlainKernels() : vector;
  }
}
