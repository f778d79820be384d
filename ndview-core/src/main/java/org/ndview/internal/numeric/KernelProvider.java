package org.ndview.internal.numeric;

import org.ndview.internal.bulk.VectorModule;
import org.ndview.internal.bulk.WarmUp;

/** The kernels of this JVM, looked up once: see {@link VectorModule}. */
public final class KernelProvider {
  private static final RunKernels PLAIN = new PlainKernels();
  private static final RunKernels KERNELS = find();

  private KernelProvider() {}

  /** {@return the kernels} */
  public static RunKernels kernels() {
    return KERNELS;
  }

  /** {@return the kernels that every JVM has, for the time until the others are compiled} */
  static RunKernels plain() {
    return PLAIN;
  }

  /**
   * {@return whether one of the kernels may be used by now}
   *
   * @param key stands for the kernel
   * @param items for how many items it is asked
   * @param trial how to try it
   */
  static boolean isReady(Object key, long items, WarmUp.Trial trial) {
    return !KERNELS.needWarmUp() || WarmUp.isWarm(key, items, trial);
  }

  private static RunKernels find() {
    RunKernels vector = VectorModule.find(RunKernels.class, "VectorKernels");
    return vector == null ? PLAIN : vector;
  }
}
