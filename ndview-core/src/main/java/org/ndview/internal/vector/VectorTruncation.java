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
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.item.UInt64Casts;

/**
 * From floats to integers, toward zero, of which a narrow type keeps the low bits. Vectors convert
 * what an int holds; numbers beyond, and NaN, are converted one by one.
 */
final class VectorTruncation {
  private static final double LIMIT = 0x1p31;
  private static final int LIMIT_BITS = Float.floatToRawIntBits(0x1p31f);
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

  private VectorTruncation() {}

  /** {@return the loop from a type to a type, or null} */
  static @Nullable RunKernel of(ScalarType from, ScalarType to) {
    boolean floats = from == ScalarType.FLOAT32;
    if (!floats && from != ScalarType.FLOAT64) {
      return null;
    }
    return switch (to) {
      case INT32, UINT32 ->
          floats ? VectorTruncation::floatsToInt32 : VectorTruncation::doublesToInt32;
      case INT16, UINT16 ->
          floats ? VectorTruncation::floatsToInt16 : VectorTruncation::doublesToInt16;
      case INT8, UINT8 -> floats ? VectorTruncation::floatsToInt8 : null;
      case INT64 ->
          floats
              ? (a, atA, b, atB, n) -> floatsToInt64(a, atA, b, atB, n, true)
              : (a, atA, b, atB, n) -> doublesToInt64(a, atA, b, atB, n, true);
      case UINT64 ->
          floats
              ? (a, atA, b, atB, n) -> floatsToInt64(a, atA, b, atB, n, false)
              : (a, atA, b, atB, n) -> doublesToInt64(a, atA, b, atB, n, false);
      default -> null;
    };
  }

  /** Floats as ints; none is as far from zero as 2^31, or NaN. */
  private static IntVector ints(MemorySegment a, long at, int i) {
    return (IntVector)
        FloatVector.fromMemorySegment(FLOATS, plain(a), at + 4L * i, ORDER)
            .convertShape(VectorOperators.F2I, INTS, 0);
  }

  /** Whether all of two vectors of floats are ints, once cut: of others the bits are greater. */
  private static boolean fit(MemorySegment a, long at, int i) {
    IntVector first =
        IntVector.fromMemorySegment(INTS, plain(a), at + 4L * i, ORDER).and(Integer.MAX_VALUE);
    IntVector second =
        IntVector.fromMemorySegment(INTS, plain(a), at + 4L * (i + COUNT), ORDER)
            .and(Integer.MAX_VALUE);
    return first.max(second).compare(VectorOperators.LT, LIMIT_BITS).allTrue();
  }

  private static void floatsToInt32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - 2 * COUNT; i += 2 * COUNT) {
      floatsToInt32Once(a, atA, b, atB, i);
    }
    floatsToInt32Once(a, atA, b, atB, n - 2 * COUNT);
  }

  private static void floatsToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    if (fit(a, atA, i)) {
      floatsToInt32Near(a, atA, b, atB, i);
      floatsToInt32Near(a, atA, b, atB, i + COUNT);
    } else {
      for (int k = i; k < i + 2 * COUNT; k++) {
        long number = (long) a.get(FLOAT, atA + 4L * k);
        b.set(ValueLayout.JAVA_INT_UNALIGNED, atB + 4L * k, (int) number);
      }
    }
  }

  private static void floatsToInt32Near(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    ints(a, atA, i).intoMemorySegment(plain(b), atB + 4L * i, ORDER);
  }

  private static void floatsToInt16(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - 2 * COUNT; i += 2 * COUNT) {
      floatsToInt16Once(a, atA, b, atB, i);
    }
    floatsToInt16Once(a, atA, b, atB, n - 2 * COUNT);
  }

  private static void floatsToInt16Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    if (fit(a, atA, i)) {
      floatsToInt16Near(a, atA, b, atB, i);
      floatsToInt16Near(a, atA, b, atB, i + COUNT);
    } else {
      for (int k = i; k < i + 2 * COUNT; k++) {
        long number = (long) a.get(FLOAT, atA + 4L * k);
        b.set(ValueLayout.JAVA_SHORT_UNALIGNED, atB + 2L * k, (short) number);
      }
    }
  }

  private static void floatsToInt16Near(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    ints(a, atA, i)
        .convertShape(VectorOperators.I2S, SHORTS, 0)
        .intoMemorySegment(plain(b), atB + 2L * i, ORDER);
  }

  private static void floatsToInt8(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - 2 * COUNT; i += 2 * COUNT) {
      floatsToInt8Once(a, atA, b, atB, i);
    }
    floatsToInt8Once(a, atA, b, atB, n - 2 * COUNT);
  }

  private static void floatsToInt8Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    if (fit(a, atA, i)) {
      floatsToInt8Near(a, atA, b, atB, i);
      floatsToInt8Near(a, atA, b, atB, i + COUNT);
    } else {
      for (int k = i; k < i + 2 * COUNT; k++) {
        long number = (long) a.get(FLOAT, atA + 4L * k);
        b.set(ValueLayout.JAVA_BYTE, atB + k, (byte) number);
      }
    }
  }

  private static void floatsToInt8Near(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    ints(a, atA, i)
        .convertShape(VectorOperators.I2B, BYTES, 0)
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void doublesToInt32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      doublesToInt32Once(a, atA, b, atB, i);
    }
    doublesToInt32Once(a, atA, b, atB, n - COUNT);
  }

  private static void doublesToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    doublesToInt32Half(a, atA, b, atB, i);
    doublesToInt32Half(a, atA, b, atB, i + COUNT / 2);
  }

  private static void doublesToInt32Half(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    DoubleVector doubles = DoubleVector.fromMemorySegment(DOUBLES, plain(a), atA + 8L * i, ORDER);
    if (doubles.abs().compare(VectorOperators.LT, LIMIT).allTrue()) {
      doubles
          .convertShape(VectorOperators.D2I, HALF_INTS, 0)
          .intoMemorySegment(plain(b), atB + 4L * i, ORDER);
    } else {
      for (int k = i; k < i + COUNT / 2; k++) {
        long number = (long) a.get(DOUBLE, atA + 8L * k);
        b.set(ValueLayout.JAVA_INT_UNALIGNED, atB + 4L * k, (int) number);
      }
    }
  }

  private static void doublesToInt16(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      doublesToInt16Once(a, atA, b, atB, i);
    }
    doublesToInt16Once(a, atA, b, atB, n - COUNT);
  }

  private static void doublesToInt16Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    doublesToInt16Half(a, atA, b, atB, i);
    doublesToInt16Half(a, atA, b, atB, i + COUNT / 2);
  }

  private static void doublesToInt16Half(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    DoubleVector doubles = DoubleVector.fromMemorySegment(DOUBLES, plain(a), atA + 8L * i, ORDER);
    if (doubles.abs().compare(VectorOperators.LT, LIMIT).allTrue()) {
      doubles
          .convertShape(VectorOperators.D2I, HALF_INTS, 0)
          .convertShape(VectorOperators.I2S, HALF_SHORTS, 0)
          .intoMemorySegment(plain(b), atB + 2L * i, ORDER);
    } else {
      for (int k = i; k < i + COUNT / 2; k++) {
        long number = (long) a.get(DOUBLE, atA + 8L * k);
        b.set(ValueLayout.JAVA_SHORT_UNALIGNED, atB + 2L * k, (short) number);
      }
    }
  }

  private static void floatsToInt64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, boolean signed) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      floatsToInt64Once(a, atA, b, atB, i, signed);
    }
    floatsToInt64Once(a, atA, b, atB, n - COUNT, signed);
  }

  private static void floatsToInt64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, boolean signed) {
    floatsToInt64Half(a, atA, b, atB, i, signed);
    floatsToInt64Half(a, atA, b, atB, i + COUNT / 2, signed);
  }

  private static void floatsToInt64Half(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, boolean signed) {
    FloatVector floats = FloatVector.fromMemorySegment(HALF_FLOATS, plain(a), atA + 4L * i, ORDER);
    if (floats.abs().compare(VectorOperators.LT, (float) LIMIT).allTrue()) {
      floats
          .convertShape(VectorOperators.F2I, HALF_INTS, 0)
          .convertShape(VectorOperators.I2L, LONGS, 0)
          .intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    } else {
      for (int k = i; k < i + COUNT / 2; k++) {
        putLong(a.get(FLOAT, atA + 4L * k), b, atB + 8L * k, signed);
      }
    }
  }

  private static void doublesToInt64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, boolean signed) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      doublesToInt64Once(a, atA, b, atB, i, signed);
    }
    doublesToInt64Once(a, atA, b, atB, n - COUNT, signed);
  }

  private static void doublesToInt64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, boolean signed) {
    doublesToInt64Half(a, atA, b, atB, i, signed);
    doublesToInt64Half(a, atA, b, atB, i + COUNT / 2, signed);
  }

  private static void doublesToInt64Half(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, boolean signed) {
    DoubleVector doubles = DoubleVector.fromMemorySegment(DOUBLES, plain(a), atA + 8L * i, ORDER);
    if (doubles.abs().compare(VectorOperators.LT, LIMIT).allTrue()) {
      doubles
          .convertShape(VectorOperators.D2I, HALF_INTS, 0)
          .convertShape(VectorOperators.I2L, LONGS, 0)
          .intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    } else {
      for (int k = i; k < i + COUNT / 2; k++) {
        putLong(a.get(DOUBLE, atA + 8L * k), b, atB + 8L * k, signed);
      }
    }
  }

  /** {@return the loop from floats to ints, with scale and shift in doubles} */
  static RunKernel scaledToInt32(Scaling.Uniform scaling) {
    double scale = scaling.scale();
    double shift = scaling.shift();
    return (a, atA, b, atB, n) -> scaledToInt32(a, atA, b, atB, n, scale, shift);
  }

  private static void scaledToInt32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      scaledToInt32Once(a, atA, b, atB, i, scale, shift);
    }
    scaledToInt32Once(a, atA, b, atB, n - COUNT, scale, shift);
  }

  private static void scaledToInt32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    DoubleVector first = scaled(a, atA + 4L * i, scale, shift);
    DoubleVector second = scaled(a, atA + 4L * (i + COUNT / 2), scale, shift);
    if (first.abs().max(second.abs()).compare(VectorOperators.LT, LIMIT).allTrue()) {
      first
          .convertShape(VectorOperators.D2I, HALF_INTS, 0)
          .intoMemorySegment(plain(b), atB + 4L * i, ORDER);
      second
          .convertShape(VectorOperators.D2I, HALF_INTS, 0)
          .intoMemorySegment(plain(b), atB + 4L * (i + COUNT / 2), ORDER);
    } else {
      for (int k = i; k < i + COUNT; k++) {
        double value = a.get(FLOAT, atA + 4L * k) * scale + shift;
        b.set(ValueLayout.JAVA_INT_UNALIGNED, atB + 4L * k, (int) (long) value);
      }
    }
  }

  private static DoubleVector scaled(MemorySegment a, long at, double scale, double shift) {
    FloatVector floats = FloatVector.fromMemorySegment(HALF_FLOATS, plain(a), at, ORDER);
    return ((DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, 0))
        .mul(scale)
        .add(shift);
  }

  private static void putLong(double value, MemorySegment b, long at, boolean signed) {
    b.set(ValueLayout.JAVA_LONG_UNALIGNED, at, signed ? (long) value : UInt64Casts.clamped(value));
  }
}
