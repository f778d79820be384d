package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.HALF_BYTES;
import static org.ndview.internal.vector.Lanes.HALF_INTS;
import static org.ndview.internal.vector.Lanes.INTS;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.numeric.NumericFormat;

/**
 * From floats to integers, toward zero, of which a narrow type keeps the low bits. Vectors convert
 * what an int holds, and NaN, which becomes 0; blocks in which there are numbers beyond are left to
 * {@link EachTruncation}. What is beyond becomes the greatest or the least int, so a block with one
 * of these is left as well.
 */
final class VectorTruncation {
  private VectorTruncation() {}

  /** {@return the loop from a type to a type, or null} */
  static @Nullable RunKernel of(ScalarType from, ScalarType to) {
    Attempt attempt =
        switch (from) {
          case FLOAT32 -> ofFloats(to);
          case FLOAT64 -> ofDoubles(to);
          default -> null;
        };
    return attempt == null
        ? null
        : attempt.or(
            NumericFormat.width(from), NumericFormat.width(to), EachTruncation.of(from, to));
  }

  private static @Nullable Attempt ofFloats(ScalarType to) {
    return switch (to) {
      case INT64, UINT64 -> VectorTruncation::floatsToInt64;
      case INT32, UINT32 -> VectorTruncation::floatsToInt32;
      case INT16, UINT16 -> VectorTruncation::floatsToInt16;
      case INT8, UINT8 -> VectorTruncation::floatsToInt8;
      default -> null;
    };
  }

  private static @Nullable Attempt ofDoubles(ScalarType to) {
    return switch (to) {
      case INT64, UINT64 -> VectorTruncation::doublesToInt64;
      case INT32, UINT32 -> VectorTruncation::doublesToInt32;
      case INT16, UINT16 -> VectorTruncation::doublesToInt16;
      case INT8, UINT8 -> HALF_BYTES == null ? null : VectorTruncation::doublesToInt8;
      default -> null;
    };
  }

  private static IntVector ints(MemorySegment a, long at) {
    return Kind.INTS.known(
        Kind.FLOATS
            .known(Kind.FLOATS.species().fromMemorySegment(plain(a), at, Lanes.ORDER))
            .convertShape(VectorOperators.F2I, Kind.INTS.species(), 0));
  }

  private static IntVector halfInts(MemorySegment a, long at) {
    return Kind.HALF_INTS.known(
        Kind.HALF_FLOATS
            .known(Kind.HALF_FLOATS.species().fromMemorySegment(plain(a), at, Lanes.ORDER))
            .convertShape(VectorOperators.F2I, Kind.HALF_INTS.species(), 0));
  }

  private static DoubleVector doubles(MemorySegment a, long at) {
    return Kind.DOUBLES.known(Kind.DOUBLES.species().fromMemorySegment(plain(a), at, Lanes.ORDER));
  }

  private static IntVector ints(DoubleVector doubles) {
    return Kind.HALF_INTS.known(
        doubles.convertShape(VectorOperators.D2I, Kind.HALF_INTS.species(), 0));
  }

  /** The greatest int for the two that numbers beyond become. */
  private static IntVector size(IntVector ints) {
    return ints.lanewise(VectorOperators.XOR, ints.lanewise(VectorOperators.ASHR, 31));
  }

  /** Whether no number was beyond, by the greatest sizes. */
  private static boolean fit(IntVector sizes) {
    return sizes.compare(VectorOperators.LT, Integer.MAX_VALUE).allTrue();
  }

  private static boolean floatsToInt32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(INTS);
    for (int i = 0; i < n - COUNT; i += COUNT) {
      sizes = sizes.max(floatsToInt32Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(floatsToInt32Once(a, atA, b, atB, n - COUNT)));
  }

  private static IntVector floatsToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(a, atA + 4L * i);
    ints.intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    return size(ints);
  }

  private static boolean floatsToInt16(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(INTS);
    for (int i = 0; i < n - COUNT; i += COUNT) {
      sizes = sizes.max(floatsToInt16Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(floatsToInt16Once(a, atA, b, atB, n - COUNT)));
  }

  private static IntVector floatsToInt16Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(a, atA + 4L * i);
    Kind.SHORTS
        .known(ints.convertShape(VectorOperators.I2S, Kind.SHORTS.species(), 0))
        .intoMemorySegment(plain(b), atB + 2L * i, ORDER);
    return size(ints);
  }

  private static boolean floatsToInt8(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(INTS);
    for (int i = 0; i < n - COUNT; i += COUNT) {
      sizes = sizes.max(floatsToInt8Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(floatsToInt8Once(a, atA, b, atB, n - COUNT)));
  }

  private static IntVector floatsToInt8Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(a, atA + 4L * i);
    Kind.BYTES
        .known(ints.convertShape(VectorOperators.I2B, Kind.BYTES.species(), 0))
        .intoMemorySegment(plain(b), atB + i, ORDER);
    return size(ints);
  }

  private static boolean floatsToInt64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(HALF_INTS);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      sizes = sizes.max(floatsToInt64Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(floatsToInt64Once(a, atA, b, atB, n - COUNT / 2)));
  }

  private static IntVector floatsToInt64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = halfInts(a, atA + 4L * i);
    Kind.LONGS
        .known(ints.convertShape(VectorOperators.I2L, Kind.LONGS.species(), 0))
        .intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    return size(ints);
  }

  private static boolean doublesToInt64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(HALF_INTS);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      sizes = sizes.max(doublesToInt64Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(doublesToInt64Once(a, atA, b, atB, n - COUNT / 2)));
  }

  private static IntVector doublesToInt64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(doubles(a, atA + 8L * i));
    Kind.LONGS
        .known(ints.convertShape(VectorOperators.I2L, Kind.LONGS.species(), 0))
        .intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    return size(ints);
  }

  private static boolean doublesToInt32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(HALF_INTS);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      sizes = sizes.max(doublesToInt32Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(doublesToInt32Once(a, atA, b, atB, n - COUNT / 2)));
  }

  private static IntVector doublesToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(doubles(a, atA + 8L * i));
    ints.intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    return size(ints);
  }

  private static boolean doublesToInt16(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(HALF_INTS);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      sizes = sizes.max(doublesToInt16Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(doublesToInt16Once(a, atA, b, atB, n - COUNT / 2)));
  }

  private static IntVector doublesToInt16Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(doubles(a, atA + 8L * i));
    Kind.HALF_SHORTS
        .known(ints.convertShape(VectorOperators.I2S, Kind.HALF_SHORTS.species(), 0))
        .intoMemorySegment(plain(b), atB + 2L * i, ORDER);
    return size(ints);
  }

  private static boolean doublesToInt8(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector sizes = IntVector.zero(HALF_INTS);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      sizes = sizes.max(doublesToInt8Once(a, atA, b, atB, i));
    }
    return fit(sizes.max(doublesToInt8Once(a, atA, b, atB, n - COUNT / 2)));
  }

  private static IntVector doublesToInt8Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(doubles(a, atA + 8L * i));
    Kind.HALF_BYTES
        .known(ints.convertShape(VectorOperators.I2B, Kind.HALF_BYTES.species(), 0))
        .intoMemorySegment(plain(b), atB + i, ORDER);
    return size(ints);
  }

  /** {@return the loop from floats to ints, with scale and shift in doubles} */
  static RunKernel scaledToInt32(Scaling.Uniform scaling) {
    double scale = scaling.scale();
    double shift = scaling.shift();
    Attempt attempt = (a, atA, b, atB, n) -> scaledToInt32(a, atA, b, atB, n, scale, shift);
    return attempt.or(Float.BYTES, Integer.BYTES, EachTruncation.scaled(scale, shift));
  }

  private static boolean scaledToInt32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    IntVector sizes = IntVector.zero(HALF_INTS);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      sizes = sizes.max(scaledToInt32Once(a, atA, b, atB, i, scale, shift));
    }
    return fit(sizes.max(scaledToInt32Once(a, atA, b, atB, n - COUNT / 2, scale, shift)));
  }

  private static IntVector scaledToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    FloatVector floats =
        Kind.HALF_FLOATS.known(
            Kind.HALF_FLOATS.species().fromMemorySegment(plain(a), atA + 4L * i, Lanes.ORDER));
    DoubleVector doubles =
        Kind.DOUBLES.known(floats.convertShape(VectorOperators.F2D, Kind.DOUBLES.species(), 0));
    IntVector ints = ints(doubles.mul(scale).add(shift));
    ints.intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    return size(ints);
  }
}
