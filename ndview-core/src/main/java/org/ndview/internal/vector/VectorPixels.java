package org.ndview.internal.vector;

import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.JoinKernel;
import org.ndview.internal.bulk.PixelKernels;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.SplitKernel;

/** Splits and joins pixels by the loop for their width. */
public final class VectorPixels implements PixelKernels {
  private static final ByWidth<SplitKernel> SPLIT =
      new ByWidth<>(
          VectorPixels8::split,
          VectorPixels16::split,
          VectorPixels32::split,
          VectorPixels64::split);

  private static final ByWidth<JoinKernel> JOIN =
      new ByWidth<>(
          VectorPixels8::join, VectorPixels16::join, VectorPixels32::join, VectorPixels64::join);

  private VectorPixels() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable PixelKernels find() {
    return Lanes.areWide() ? new VectorPixels() : null;
  }

  @Override
  public int fewest() {
    return RunKernel.FEWEST;
  }

  @Override
  public boolean needWarmUp() {
    return true;
  }

  @Override
  public SplitKernel split(int width) {
    return SPLIT.of(width);
  }

  @Override
  public JoinKernel join(int width) {
    return JOIN.of(width);
  }
}
