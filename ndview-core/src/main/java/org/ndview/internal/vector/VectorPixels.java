package org.ndview.internal.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.PixelKernels;

/** Splits and joins pixels by the loop for their width. */
public final class VectorPixels implements PixelKernels {
  private VectorPixels() {}

  /** {@return the kernels, or null if the machine's vectors are too narrow for them} */
  public static @Nullable PixelKernels find() {
    return Lanes.areWide() ? new VectorPixels() : null;
  }

  @Override
  public void split(
      int width, MemorySegment a, long atA, MemorySegment b, long atB, long planeB, int n) {
    switch (width) {
      case 1 -> VectorPixels8.split(a, atA, b, atB, planeB, n);
      case 2 -> VectorPixels16.split(a, atA, b, atB, planeB, n);
      case 4 -> VectorPixels32.split(a, atA, b, atB, planeB, n);
      case 8 -> VectorPixels64.split(a, atA, b, atB, planeB, n);
      default -> throw new IllegalArgumentException("a width of " + width);
    }
  }

  @Override
  public void join(
      int width, MemorySegment a, long atA, long planeA, MemorySegment b, long atB, int n) {
    switch (width) {
      case 1 -> VectorPixels8.join(a, atA, planeA, b, atB, n);
      case 2 -> VectorPixels16.join(a, atA, planeA, b, atB, n);
      case 4 -> VectorPixels32.join(a, atA, planeA, b, atB, n);
      case 8 -> VectorPixels64.join(a, atA, planeA, b, atB, n);
      default -> throw new IllegalArgumentException("a width of " + width);
    }
  }
}
