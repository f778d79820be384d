package org.ndview.internal.vector;

import static org.ndview.internal.vector.Lanes.BYTES;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.DOUBLES;
import static org.ndview.internal.vector.Lanes.FLOATS;
import static org.ndview.internal.vector.Lanes.HALF_FLOATS;
import static org.ndview.internal.vector.Lanes.HALF_INTS;
import static org.ndview.internal.vector.Lanes.HALF_SHORTS;
import static org.ndview.internal.vector.Lanes.INTS;
import static org.ndview.internal.vector.Lanes.LONGS;
import static org.ndview.internal.vector.Lanes.ORDER;
import static org.ndview.internal.vector.Lanes.SHORTS;
import static org.ndview.internal.vector.Lanes.plain;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.numeric.NumericFormat;

/**
 * From floats to integers, toward zero, of which a narrow type keeps the low bits. Vectors convert
 * what an int holds, and NaN, which becomes 0; blocks in which there are numbers beyond are left to
 * {@link EachTruncation}.
 */
final class VectorTruncation {
  private static final int LIMIT = Float.floatToRawIntBits(0x1p31f);
  private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final long LONG_LIMIT = Double.doubleToRawLongBits(0x1p31);
  private static final long LONG_INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

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
      default -> null;
    };
  }

  /** Floats as ints: those beyond are the greatest and the least int, and the least is one too. */
  private static IntVector ints(MemorySegment a, long atA, int i) {
    return (IntVector)
        FloatVector.fromMemorySegment(FLOATS, plain(a), atA + 4L * i, ORDER)
            .convertShape(VectorOperators.F2I, INTS, 0);
  }

  /** Numbers that are below 0 for doubles an int holds, once cut, and for NaN. */
  private static LongVector fit(DoubleVector doubles) {
    LongVector bits = doubles.reinterpretAsLongs().and(Long.MAX_VALUE);
    return bits.sub(LONG_LIMIT).or(LongVector.broadcast(LONGS, LONG_INFINITE).sub(bits));
  }

  private static DoubleVector doubles(MemorySegment a, long atA, int i) {
    return DoubleVector.fromMemorySegment(DOUBLES, plain(a), atA + 8L * i, ORDER);
  }

  private static boolean floatsToInt32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector all = IntVector.zero(INTS);
    for (int i = 0; i < n - COUNT; i += COUNT) {
      all = all.max(floatsToInt32Once(a, atA, b, atB, i));
    }
    all = all.max(floatsToInt32Once(a, atA, b, atB, n - COUNT));
    return all.compare(VectorOperators.LT, Integer.MAX_VALUE).allTrue();
  }

  private static IntVector floatsToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(a, atA, i);
    ints.intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    return ints.lanewise(VectorOperators.XOR, ints.lanewise(VectorOperators.ASHR, 31));
  }

  private static boolean floatsToInt16(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector all = IntVector.zero(INTS);
    for (int i = 0; i < n - COUNT; i += COUNT) {
      all = all.max(floatsToInt16Once(a, atA, b, atB, i));
    }
    all = all.max(floatsToInt16Once(a, atA, b, atB, n - COUNT));
    return all.compare(VectorOperators.LT, Integer.MAX_VALUE).allTrue();
  }

  private static IntVector floatsToInt16Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(a, atA, i);
    ints.convertShape(VectorOperators.I2S, SHORTS, 0)
        .intoMemorySegment(plain(b), atB + 2L * i, ORDER);
    return ints.lanewise(VectorOperators.XOR, ints.lanewise(VectorOperators.ASHR, 31));
  }

  private static boolean floatsToInt8(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    IntVector all = IntVector.zero(INTS);
    for (int i = 0; i < n - COUNT; i += COUNT) {
      all = all.max(floatsToInt8Once(a, atA, b, atB, i));
    }
    all = all.max(floatsToInt8Once(a, atA, b, atB, n - COUNT));
    return all.compare(VectorOperators.LT, Integer.MAX_VALUE).allTrue();
  }

  private static IntVector floatsToInt8Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = ints(a, atA, i);
    ints.convertShape(VectorOperators.I2B, BYTES, 0).intoMemorySegment(plain(b), atB + i, ORDER);
    return ints.lanewise(VectorOperators.XOR, ints.lanewise(VectorOperators.ASHR, 31));
  }

  private static boolean floatsToInt64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector all = LongVector.broadcast(LONGS, -1);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      all = all.and(floatsToInt64Once(a, atA, b, atB, i));
    }
    all = all.and(floatsToInt64Once(a, atA, b, atB, n - COUNT / 2));
    return all.compare(VectorOperators.LT, 0).allTrue();
  }

  private static LongVector floatsToInt64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    FloatVector numbers = FloatVector.fromMemorySegment(HALF_FLOATS, plain(a), atA + 4L * i, ORDER);
    numbers
        .convertShape(VectorOperators.F2I, HALF_INTS, 0)
        .convertShape(VectorOperators.I2L, LONGS, 0)
        .intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    IntVector bits = numbers.reinterpretAsInts().and(Integer.MAX_VALUE);
    return (LongVector)
        bits.sub(LIMIT)
            .or(IntVector.broadcast(HALF_INTS, INFINITE).sub(bits))
            .convertShape(VectorOperators.I2L, LONGS, 0);
  }

  private static boolean doublesToInt32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector all = LongVector.broadcast(LONGS, -1);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      all = all.and(doublesToInt32Once(a, atA, b, atB, i));
    }
    all = all.and(doublesToInt32Once(a, atA, b, atB, n - COUNT / 2));
    return all.compare(VectorOperators.LT, 0).allTrue();
  }

  private static LongVector doublesToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    DoubleVector numbers = doubles(a, atA, i);
    numbers
        .convertShape(VectorOperators.D2I, HALF_INTS, 0)
        .intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    return fit(numbers);
  }

  private static boolean doublesToInt16(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector all = LongVector.broadcast(LONGS, -1);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      all = all.and(doublesToInt16Once(a, atA, b, atB, i));
    }
    all = all.and(doublesToInt16Once(a, atA, b, atB, n - COUNT / 2));
    return all.compare(VectorOperators.LT, 0).allTrue();
  }

  private static LongVector doublesToInt16Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    DoubleVector numbers = doubles(a, atA, i);
    numbers
        .convertShape(VectorOperators.D2I, HALF_INTS, 0)
        .convertShape(VectorOperators.I2S, HALF_SHORTS, 0)
        .intoMemorySegment(plain(b), atB + 2L * i, ORDER);
    return fit(numbers);
  }

  private static boolean doublesToInt64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector all = LongVector.broadcast(LONGS, -1);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      all = all.and(doublesToInt64Once(a, atA, b, atB, i));
    }
    all = all.and(doublesToInt64Once(a, atA, b, atB, n - COUNT / 2));
    return all.compare(VectorOperators.LT, 0).allTrue();
  }

  private static LongVector doublesToInt64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    DoubleVector numbers = doubles(a, atA, i);
    numbers
        .convertShape(VectorOperators.D2I, HALF_INTS, 0)
        .convertShape(VectorOperators.I2L, LONGS, 0)
        .intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    return fit(numbers);
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
    LongVector all = LongVector.broadcast(LONGS, -1);
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      all = all.and(scaledToInt32Once(a, atA, b, atB, i, scale, shift));
    }
    all = all.and(scaledToInt32Once(a, atA, b, atB, n - COUNT / 2, scale, shift));
    return all.compare(VectorOperators.LT, 0).allTrue();
  }

  private static LongVector scaledToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    FloatVector floats = FloatVector.fromMemorySegment(HALF_FLOATS, plain(a), atA + 4L * i, ORDER);
    DoubleVector numbers =
        ((DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(scale).add(shift);
    numbers
        .convertShape(VectorOperators.D2I, HALF_INTS, 0)
        .intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    return fit(numbers);
  }
}
