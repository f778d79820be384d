package org.ndview.internal.numeric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.loop.FitLoops;

/**
 * What a provider of kernels has: loops from memory to memory that are faster than the way through
 * {@linkplain org.ndview.internal.bulk.StagingArray arrays}. Null stands for none, which is what a
 * provider has that says nothing else.
 */
public interface RunKernels {
  /** {@return what the provider is called} */
  String name();

  /**
   * {@return whether a kernel is much slower before it is compiled than what else does its work:
   * see {@link org.ndview.internal.bulk.WarmUp}}
   */
  boolean needWarmUp();

  /** {@return the fewest items of a run that a kernel is worth being asked for} */
  int fewest();

  /** {@return a loop that reverses the bytes of items of 2, 4 or 8 bytes} */
  default @Nullable RunKernel swap(int width) {
    return null;
  }

  /**
   * {@return the steps from numbers of one type to numbers of another, both in the machine's byte
   * order}
   *
   * @param scaling null for numbers that stay as they are
   */
  default @Nullable List<RunTransfer.Step> conversion(
      ScalarType from, ScalarType to, Scaling.@Nullable Uniform scaling) {
    return null;
  }

  /** {@return a loop that counts items of a width (in bytes), or null} */
  default @Nullable CountKernel count(int width) {
    return null;
  }

  /**
   * {@return a loop that compares numbers of a type, or null} Integers and bools are compared as
   * bits, in whatever byte order both have; floats of 32 and 64 bits as numbers.
   *
   * @param swapped whether the second numbers have the other byte order; the first floats have the
   *     machine's
   */
  default @Nullable EqualKernel equal(ScalarType type, boolean swapped) {
    return null;
  }

  /** {@return a loop that looks whether integers of a width (in bytes) are in a range, or null} */
  default @Nullable FitKernel fit(int width, IntegerRange range) {
    return null;
  }

  /**
   * {@return a loop that looks whether floats are nearer to zero than a limit, infinite or NaN; or
   * null} The same for all providers: one of the Vector API, which has to ask its masks, takes
   * twice as long.
   */
  default @Nullable FitKernel fit(ScalarType floats, double limit) {
    return switch (floats) {
      case FLOAT32 -> (a, at, n) -> FitLoops.floats(a, at, n, (float) limit);
      case FLOAT64 -> (a, at, n) -> FitLoops.doubles(a, at, n, limit);
      default -> null;
    };
  }
}
