package org.ndview.internal.vector;

import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.JoinKernel;
import org.ndview.internal.bulk.PixelKernels;
import org.ndview.internal.bulk.SplitKernel;

/** Splits and joins pixels by the loop for their width. */
public final class VectorPixels implements PixelKernels {
  /** As many as the lanes of a vector of items, whatever their width. */
  private static final int FEWEST = 16;

  private static final int MOST = 4;

  private static final ByWidth<SplitKernel> SPLIT2 =
      new ByWidth<>(
          VectorPixels2x8::split,
          VectorPixels2x16::split,
          VectorPixels2x32::split,
          VectorPixels2x64::split);

  private static final ByWidth<SplitKernel> SPLIT3 =
      new ByWidth<>(
          VectorPixels3x8::split,
          VectorPixels3x16::split,
          VectorPixels3x32::split,
          VectorPixels3x64::split);

  private static final ByWidth<SplitKernel> SPLIT4 =
      new ByWidth<>(
          VectorPixels4x8::split,
          VectorPixels4x16::split,
          VectorPixels4x32::split,
          VectorPixels4x64::split);

  private static final ByWidth<JoinKernel> JOIN2 =
      new ByWidth<>(
          VectorPixels2x8::join,
          VectorPixels2x16::join,
          VectorPixels2x32::join,
          VectorPixels2x64::join);

  private static final ByWidth<JoinKernel> JOIN3 =
      new ByWidth<>(
          VectorPixels3x8::join,
          VectorPixels3x16::join,
          VectorPixels3x32::join,
          VectorPixels3x64::join);

  private static final ByWidth<JoinKernel> JOIN4 =
      new ByWidth<>(
          VectorPixels4x8::join,
          VectorPixels4x16::join,
          VectorPixels4x32::join,
          VectorPixels4x64::join);

  private VectorPixels() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable PixelKernels find() {
    return Lanes.areWide() ? new VectorPixels() : null;
  }

  @Override
  public int mostChannels() {
    return MOST;
  }

  @Override
  public int fewest(int channels) {
    return FEWEST;
  }

  @Override
  public boolean needWarmUp() {
    return true;
  }

  @Override
  public SplitKernel split(int channels, int width) {
    return switch (channels) {
      case 2 -> SPLIT2.of(width);
      case 3 -> SPLIT3.of(width);
      default -> SPLIT4.of(width);
    };
  }

  @Override
  public JoinKernel join(int channels, int width) {
    return switch (channels) {
      case 2 -> JOIN2.of(width);
      case 3 -> JOIN3.of(width);
      default -> JOIN4.of(width);
    };
  }
}
