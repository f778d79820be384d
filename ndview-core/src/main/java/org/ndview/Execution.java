package org.ndview;

import org.ndview.internal.numeric.KernelProvider;

/**
 * Who does the work of an operation on many items. The results are the same, and so are the errors.
 */
public enum Execution {
  /** The calling thread alone. */
  SEQUENTIAL,
  /**
   * The calling thread and those of the {@link java.util.concurrent.ForkJoinPool#commonPool()
   * common fork-join pool}, where the work is large enough (some hundred thousand bytes) and the
   * memory lets other threads in: what belongs to a confined arena stays with its own. The call
   * returns, or throws, when no thread works on it any more; an interrupt does not end it, and
   * stays set.
   */
  PARALLEL;

  /**
   * {@return which loops this JVM does bulk work with, for a log: {@code vector (...)} if it was
   * started with {@code --add-modules jdk.incubator.vector} on a machine with vectors of 256 bits
   * or more, else {@code plain}} They are looked up once; their results are the same to the last
   * bit.
   */
  public static String kernels() {
    return KernelProvider.kernels().name();
  }
}
