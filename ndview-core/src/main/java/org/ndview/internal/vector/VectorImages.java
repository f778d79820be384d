package org.ndview.internal.vector;

import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.FLOATS;
import static org.ndview.internal.vector.Lanes.INTS;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.ndview.internal.bulk.SplitKernel;
import org.ndview.internal.numeric.AffineBytes;

/** Pixels of three unsigned bytes to three planes of floats, each scaled and shifted by its own. */
final class VectorImages implements SplitKernel {
  /** Pixels that are split at once; a vector of floats may have fewer lanes. */
  private static final int PIXELS = VectorPixels8.COUNT;

  /** Pixels that are read three times from the first-level cache. */
  private static final int BLOCK = 1 << 11;

  /** Of bytes, those behind the first that a vector of ints takes. */
  private static final VectorShuffle<Byte> SECOND =
      VectorShuffle.fromOp(ByteVector.SPECIES_128, i -> (i + COUNT) % PIXELS);

  private final AffineBytes first;
  private final AffineBytes second;
  private final AffineBytes third;

  /** Scales the three items of a pixel. */
  VectorImages(List<AffineBytes> floats) {
    first = floats.get(0);
    second = floats.get(1);
    third = floats.get(2);
  }

  /** Plane by plane: one loop for all three is more than the compiler takes at once. */
  @Override
  public void run(MemorySegment a, long atA, MemorySegment b, long atB, long planeB, int n) {
    AffineBytes x = planeB < 0 ? third : first;
    AffineBytes z = planeB < 0 ? first : third;
    for (int i = 0; i < n; ) {
      int m = n - i < BLOCK + PIXELS ? n - i : BLOCK;
      long from = atA + 3L * i;
      long to = atB + 4L * i;
      plane0(a, from, b, to, m, x);
      plane1(a, from, b, to + planeB, m, second);
      plane2(a, from, b, to + 2 * planeB, m, z);
      i += m;
    }
  }

  private static void plane0(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, AffineBytes floats) {
    float scale = floats.scale();
    float shift = floats.shift();
    float scaleRest = floats.scaleRest();
    float shiftRest = floats.shiftRest();
    for (int i = 0; i < n - PIXELS; i += PIXELS) {
      plane0Once(a, atA + 3L * i, b, atB + 4L * i, scale, shift, scaleRest, shiftRest);
    }
    int i = n - PIXELS;
    plane0Once(a, atA + 3L * i, b, atB + 4L * i, scale, shift, scaleRest, shiftRest);
  }

  private static void plane0Once(
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      float scale,
      float shift,
      float scaleRest,
      float shiftRest) {
    ByteVector x = VectorPixels8.load(a, atA);
    ByteVector y = VectorPixels8.load(a, atA + PIXELS);
    ByteVector z = VectorPixels8.load(a, atA + 2L * PIXELS);
    store(VectorPixels8.plane0(x, y, z), b, atB, scale, shift, scaleRest, shiftRest);
  }

  private static void plane1(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, AffineBytes floats) {
    float scale = floats.scale();
    float shift = floats.shift();
    float scaleRest = floats.scaleRest();
    float shiftRest = floats.shiftRest();
    for (int i = 0; i < n - PIXELS; i += PIXELS) {
      plane1Once(a, atA + 3L * i, b, atB + 4L * i, scale, shift, scaleRest, shiftRest);
    }
    int i = n - PIXELS;
    plane1Once(a, atA + 3L * i, b, atB + 4L * i, scale, shift, scaleRest, shiftRest);
  }

  private static void plane1Once(
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      float scale,
      float shift,
      float scaleRest,
      float shiftRest) {
    ByteVector x = VectorPixels8.load(a, atA);
    ByteVector y = VectorPixels8.load(a, atA + PIXELS);
    ByteVector z = VectorPixels8.load(a, atA + 2L * PIXELS);
    store(VectorPixels8.plane1(x, y, z), b, atB, scale, shift, scaleRest, shiftRest);
  }

  private static void plane2(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, AffineBytes floats) {
    float scale = floats.scale();
    float shift = floats.shift();
    float scaleRest = floats.scaleRest();
    float shiftRest = floats.shiftRest();
    for (int i = 0; i < n - PIXELS; i += PIXELS) {
      plane2Once(a, atA + 3L * i, b, atB + 4L * i, scale, shift, scaleRest, shiftRest);
    }
    int i = n - PIXELS;
    plane2Once(a, atA + 3L * i, b, atB + 4L * i, scale, shift, scaleRest, shiftRest);
  }

  private static void plane2Once(
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      float scale,
      float shift,
      float scaleRest,
      float shiftRest) {
    ByteVector x = VectorPixels8.load(a, atA);
    ByteVector y = VectorPixels8.load(a, atA + PIXELS);
    ByteVector z = VectorPixels8.load(a, atA + 2L * PIXELS);
    store(VectorPixels8.plane2(x, y, z), b, atB, scale, shift, scaleRest, shiftRest);
  }

  private static void store(
      ByteVector bytes,
      MemorySegment b,
      long at,
      float scale,
      float shift,
      float scaleRest,
      float shiftRest) {
    scaled(bytes, scale, shift, scaleRest, shiftRest).intoMemorySegment(b, at, ORDER);
    if (COUNT < PIXELS) {
      scaled(bytes.rearrange(SECOND), scale, shift, scaleRest, shiftRest)
          .intoMemorySegment(b, at + 4L * COUNT, ORDER);
    }
  }

  private static FloatVector scaled(
      ByteVector bytes, float scale, float shift, float scaleRest, float shiftRest) {
    FloatVector x =
        (FloatVector)
            bytes
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0)
                .convertShape(VectorOperators.I2F, FLOATS, 0);
    return x.mul(scale).add(shift).add(x.mul(scaleRest).add(shiftRest));
  }
}
