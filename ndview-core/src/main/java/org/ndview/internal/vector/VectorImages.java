package org.ndview.internal.vector;

import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.FLOATS;
import static org.ndview.internal.vector.Lanes.INTS;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.ndview.internal.numeric.AffineBytes;

/** Pixels of three unsigned bytes to three planes of floats, each scaled and shifted by its own. */
final class VectorImages {
  /** Pixels that are split at once; a vector of floats may have fewer lanes. */
  private static final int PIXELS = VectorPixels8.COUNT;

  private VectorImages() {}

  /**
   * Splits and scales pixels.
   *
   * @param plane how far apart the planes begin (in bytes)
   * @param n how many pixels, at least 16
   */
  static void run(
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      long plane,
      int n,
      AffineBytes first,
      AffineBytes second,
      AffineBytes third) {
    for (int i = 0; i < n - PIXELS; i += PIXELS) {
      once(a, atA + 3L * i, b, atB + 4L * i, plane, first, second, third);
    }
    int last = n - PIXELS;
    once(a, atA + 3L * last, b, atB + 4L * last, plane, first, second, third);
  }

  private static void once(
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      long plane,
      AffineBytes first,
      AffineBytes second,
      AffineBytes third) {
    ByteVector x = VectorPixels8.load(a, atA);
    ByteVector y = VectorPixels8.load(a, atA + PIXELS);
    ByteVector z = VectorPixels8.load(a, atA + 2L * PIXELS);
    store(VectorPixels8.plane0(x, y, z), b, atB, first);
    store(VectorPixels8.plane1(x, y, z), b, atB + plane, second);
    store(VectorPixels8.plane2(x, y, z), b, atB + 2 * plane, third);
  }

  private static void store(ByteVector bytes, MemorySegment b, long at, AffineBytes floats) {
    scaled(bytes, 0, floats).intoMemorySegment(b, at, ORDER);
    if (COUNT < PIXELS) {
      scaled(bytes, 1, floats).intoMemorySegment(b, at + 4L * COUNT, ORDER);
    }
  }

  private static FloatVector scaled(ByteVector bytes, int part, AffineBytes floats) {
    FloatVector x =
        (FloatVector)
            bytes
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, part)
                .convertShape(VectorOperators.I2F, FLOATS, 0);
    return x.mul(floats.scale())
        .add(floats.shift())
        .add(x.mul(floats.scaleRest()).add(floats.shiftRest()));
  }
}
