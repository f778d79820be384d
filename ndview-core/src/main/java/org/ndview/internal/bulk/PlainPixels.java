package org.ndview.internal.bulk;

/** Loops over pixels in plain Java, which every JVM has. */
record PlainPixels() implements PixelKernels {
  @Override
  public int fewest() {
    return 8 * RunKernel.FEWEST;
  }

  @Override
  public boolean needWarmUp() {
    return false;
  }

  @Override
  public SplitKernel split(int width) {
    return switch (width) {
      case 1 -> KnownSteps8::split;
      case 2 -> KnownSteps16::split;
      case 4 -> KnownSteps32::split;
      default -> KnownSteps64::split;
    };
  }

  @Override
  public JoinKernel join(int width) {
    return switch (width) {
      case 1 -> KnownSteps8::join;
      case 2 -> KnownSteps16::join;
      case 4 -> KnownSteps32::join;
      default -> KnownSteps64::join;
    };
  }
}
