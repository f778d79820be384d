package org.ndview.internal.bulk;

/** Loops over pixels in plain Java, which every JVM has. */
record PlainPixels() implements PixelKernels {
  /** How far apart the items of a plane may lie (in items), at most. */
  static final int MOST_TIMES = 4;

  /** Pixels that are worth a loop which takes few items of each. */
  static final int MANY = 2 * RunKernel.FEWEST;

  /** Those that are worth one which takes many, or which nothing else copies as fast. */
  static final int FEW = 16;

  private static final int MANY_CHANNELS = 5;

  @Override
  public int mostChannels() {
    return MOST_CHANNELS;
  }

  @Override
  public int fewest(int channels) {
    return channels < MANY_CHANNELS ? MANY : FEW;
  }

  @Override
  public boolean needWarmUp() {
    return false;
  }

  @Override
  public SplitKernel split(int channels, int width) {
    return switch (width) {
      case 1 -> KnownSteps8.split(channels);
      case 2 -> KnownSteps16.split(channels);
      case 4 -> KnownSteps32.split(channels);
      default -> KnownSteps64.split(channels);
    };
  }

  @Override
  public JoinKernel join(int channels, int width) {
    return joinApart(channels, width, 1);
  }

  /**
   * {@return a loop that joins planes to pixels}
   *
   * @param times how far apart the items of a plane lie (in items): 1 to {@link #MOST_TIMES}
   */
  JoinKernel joinApart(int channels, int width, int times) {
    return switch (width) {
      case 1 -> KnownSteps8.join(channels, times);
      case 2 -> KnownSteps16.join(channels, times);
      case 4 -> KnownSteps32.join(channels, times);
      default -> KnownSteps64.join(channels, times);
    };
  }
}
