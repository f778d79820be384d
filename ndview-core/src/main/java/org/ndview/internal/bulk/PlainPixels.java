package org.ndview.internal.bulk;

/** Loops over pixels in plain Java, which every JVM has. */
record PlainPixels() implements PixelKernels {
  @Override
  public int fewest() {
    return 2 * RunKernel.FEWEST;
  }

  @Override
  public boolean needWarmUp() {
    return false;
  }

  @Override
  public SplitKernel split(int channels, int width) {
    return switch (width) {
      case 1 -> of(channels, KnownSteps8::split2, KnownSteps8::split3, KnownSteps8::split4);
      case 2 -> of(channels, KnownSteps16::split2, KnownSteps16::split3, KnownSteps16::split4);
      case 4 -> of(channels, KnownSteps32::split2, KnownSteps32::split3, KnownSteps32::split4);
      default -> of(channels, KnownSteps64::split2, KnownSteps64::split3, KnownSteps64::split4);
    };
  }

  @Override
  public JoinKernel join(int channels, int width) {
    return switch (width) {
      case 1 -> of(channels, KnownSteps8::join2, KnownSteps8::join3, KnownSteps8::join4);
      case 2 -> of(channels, KnownSteps16::join2, KnownSteps16::join3, KnownSteps16::join4);
      case 4 -> of(channels, KnownSteps32::join2, KnownSteps32::join3, KnownSteps32::join4);
      default -> of(channels, KnownSteps64::join2, KnownSteps64::join3, KnownSteps64::join4);
    };
  }

  private static <T> T of(int channels, T two, T three, T four) {
    return switch (channels) {
      case 2 -> two;
      case 3 -> three;
      default -> four;
    };
  }
}
