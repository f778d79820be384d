package org.ndview.internal.bulk;

import org.jspecify.annotations.Nullable;

/** Loops over pixels of three items in plain Java, which every JVM has. */
record PlainPixels() implements PixelKernels {
  private static final int CHANNELS = 3;

  @Override
  public int fewest() {
    return 8 * RunKernel.FEWEST;
  }

  @Override
  public boolean needWarmUp() {
    return false;
  }

  @Override
  public @Nullable SplitKernel split(int channels, int width) {
    return channels != CHANNELS
        ? null
        : switch (width) {
          case 1 -> KnownSteps8::split;
          case 2 -> KnownSteps16::split;
          case 4 -> KnownSteps32::split;
          default -> KnownSteps64::split;
        };
  }

  @Override
  public @Nullable JoinKernel join(int channels, int width) {
    return channels != CHANNELS
        ? null
        : switch (width) {
          case 1 -> KnownSteps8::join;
          case 2 -> KnownSteps16::join;
          case 4 -> KnownSteps32::join;
          default -> KnownSteps64::join;
        };
  }
}
