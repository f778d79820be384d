package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;

/**
 * From integers of 64 bits to other numbers. Few machines convert them to doubles: the upper and
 * the lower half become one each, whose sum is rounded once.
 */
final class VectorLongs {
  /** 2^84, in the bits behind which the upper half of a long is a whole number of 2^32. */
  private static final long UPPER = 0x4530_0000_0000_0000L;

  /** 2^52, in the bits behind which the lower half is a whole number. */
  private static final long LOWER = 0x4330_0000_0000_0000L;

  private static final long LOW_HALF = 0xffff_ffffL;

  private VectorLongs() {}

  /** {@return the loop to a type, or null} */
  static @Nullable RunKernel to(ScalarType from, ScalarType to) {
    boolean signed = from == ScalarType.INT64;
    return switch (to) {
      case INT32, UINT32 -> VectorLongs::toInt32;
      case INT16, UINT16 -> VectorLongs::toInt16;
      case INT8, UINT8 -> VectorLongs::toInt8;
      case FLOAT32 -> signed ? null : OddLongs.unsignedToFloat32();
      case FLOAT64 -> signed ? VectorLongs::toFloat64 : VectorLongs::unsignedToFloat64;
      default -> null;
    };
  }

  /** {@return the loop to a type with scale and shift, or null} */
  static @Nullable RunKernel to(ScalarType from, ScalarType to, Scaling.Uniform scaling) {
    boolean signed = from == ScalarType.INT64;
    double scale = scaling.scale();
    double shift = scaling.shift();
    return switch (to) {
      case FLOAT32 ->
          signed
              ? (a, atA, b, atB, n) -> toFloat32(a, atA, b, atB, n, scale, shift)
              : (a, atA, b, atB, n) -> unsignedToFloat32(a, atA, b, atB, n, scale, shift);
      case FLOAT64 ->
          signed
              ? (a, atA, b, atB, n) -> toFloat64(a, atA, b, atB, n, scale, shift)
              : (a, atA, b, atB, n) -> unsignedToFloat64(a, atA, b, atB, n, scale, shift);
      default -> null;
    };
  }

  static LongVector longs(MemorySegment a, long at, int i) {
    return Kind.LONGS.known(
        Kind.LONGS.species().fromMemorySegment(plain(a), at + 8L * i, Lanes.ORDER));
  }

  private static void toInt32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      toInt32Once(a, atA, b, atB, i);
    }
    toInt32Once(a, atA, b, atB, n - COUNT);
  }

  private static void toInt32Once(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    ints(a, atA, i).intoMemorySegment(plain(b), atB + 4L * i, ORDER);
  }

  /** The lower halves of longs. */
  private static IntVector ints(MemorySegment a, long atA, int i) {
    return Lanes.lowerHalves(longs(a, atA, i), longs(a, atA, i + COUNT / 2));
  }

  private static void toInt16(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      toInt16Once(a, atA, b, atB, i);
    }
    toInt16Once(a, atA, b, atB, n - COUNT);
  }

  private static void toInt16Once(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    Kind.SHORTS
        .known(ints(a, atA, i).convertShape(VectorOperators.I2S, Kind.SHORTS.species(), 0))
        .intoMemorySegment(plain(b), atB + 2L * i, ORDER);
  }

  private static void toInt8(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      toInt8Once(a, atA, b, atB, i);
    }
    toInt8Once(a, atA, b, atB, n - COUNT);
  }

  private static void toInt8Once(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    Kind.BYTES
        .known(ints(a, atA, i).convertShape(VectorOperators.I2B, Kind.BYTES.species(), 0))
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  static DoubleVector signed(LongVector longs) {
    LongVector upper =
        longs
            .lanewise(VectorOperators.LSHR, 32)
            .lanewise(VectorOperators.XOR, UPPER | 0x8000_0000L);
    return sum(upper, longs, 0x1p84 + 0x1p63 + 0x1p52);
  }

  static DoubleVector unsigned(LongVector longs) {
    LongVector upper = longs.lanewise(VectorOperators.LSHR, 32).or(UPPER);
    return sum(upper, longs, 0x1p84 + 0x1p52);
  }

  private static DoubleVector sum(LongVector upper, LongVector longs, double less) {
    LongVector lower = longs.and(LOW_HALF).or(LOWER);
    DoubleVector low = Kind.DOUBLES.known(lower.reinterpretAsDoubles());
    return Kind.DOUBLES.known(upper.reinterpretAsDoubles()).sub(less).add(low);
  }

  private static void toFloat64(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += COUNT) {
      toFloat64Once(a, atA, b, atB, Math.min(i, n - COUNT));
    }
  }

  private static void toFloat64Once(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    toFloat64Half(a, atA, b, atB, i);
    toFloat64Half(a, atA, b, atB, i + COUNT / 2);
  }

  private static void toFloat64Half(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    signed(longs(a, atA, i)).intoMemorySegment(plain(b), atB + 8L * i, ORDER);
  }

  private static void unsignedToFloat64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += COUNT) {
      unsignedToFloat64Once(a, atA, b, atB, Math.min(i, n - COUNT));
    }
  }

  private static void unsignedToFloat64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    unsignedToFloat64Half(a, atA, b, atB, i);
    unsignedToFloat64Half(a, atA, b, atB, i + COUNT / 2);
  }

  private static void unsignedToFloat64Half(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    unsigned(longs(a, atA, i)).intoMemorySegment(plain(b), atB + 8L * i, ORDER);
  }

  private static void toFloat32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n; i += COUNT) {
      toFloat32Once(a, atA, b, atB, Math.min(i, n - COUNT), scale, shift);
    }
  }

  private static void toFloat32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.storeAsFloats(
        signed(longs(a, atA, i)).mul(scale).add(shift),
        signed(longs(a, atA, i + COUNT / 2)).mul(scale).add(shift),
        b,
        atB + 4L * i);
  }

  private static void toFloat64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n; i += COUNT) {
      toFloat64Once(a, atA, b, atB, Math.min(i, n - COUNT), scale, shift);
    }
  }

  private static void toFloat64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.store(
        signed(longs(a, atA, i)).mul(scale).add(shift),
        signed(longs(a, atA, i + COUNT / 2)).mul(scale).add(shift),
        b,
        atB + 8L * i);
  }

  private static void unsignedToFloat32(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n; i += COUNT) {
      unsignedToFloat32Once(a, atA, b, atB, Math.min(i, n - COUNT), scale, shift);
    }
  }

  private static void unsignedToFloat32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.storeAsFloats(
        unsigned(longs(a, atA, i)).mul(scale).add(shift),
        unsigned(longs(a, atA, i + COUNT / 2)).mul(scale).add(shift),
        b,
        atB + 4L * i);
  }

  private static void unsignedToFloat64(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, double scale, double shift) {
    for (int i = 0; i < n; i += COUNT) {
      unsignedToFloat64Once(a, atA, b, atB, Math.min(i, n - COUNT), scale, shift);
    }
  }

  private static void unsignedToFloat64Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, double scale, double shift) {
    Lanes.store(
        unsigned(longs(a, atA, i)).mul(scale).add(shift),
        unsigned(longs(a, atA, i + COUNT / 2)).mul(scale).add(shift),
        b,
        atB + 8L * i);
  }
}
