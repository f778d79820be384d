package org.ndview.internal.vector;

import static org.ndview.internal.vector.Lanes.BYTES;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.FLOATS;
import static org.ndview.internal.vector.Lanes.INTS;
import static org.ndview.internal.vector.Lanes.LONGS;
import static org.ndview.internal.vector.Lanes.ORDER;
import static org.ndview.internal.vector.Lanes.SHORTS;
import static org.ndview.internal.vector.Lanes.plain;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;

/** From numbers to whether they are not zero: a byte of 0 or 1. NaN is true. */
final class VectorTruth {
  private VectorTruth() {}

  /** {@return the loop from a type, or null; from BOOL it makes 0 and 1 of bytes of any bits} */
  static @Nullable RunKernel of(ScalarType from) {
    return switch (from) {
      case BOOL, INT8, UINT8 -> VectorTruth::bytes;
      case INT16, UINT16 -> (a, atA, b, atB, n) -> shorts(a, atA, b, atB, n, (short) -1);
      case FLOAT16, BFLOAT16 ->
          (a, atA, b, atB, n) -> shorts(a, atA, b, atB, n, Short.MAX_VALUE); // no sign
      case INT32, UINT32 -> VectorTruth::ints;
      case FLOAT32 -> VectorTruth::floats;
      case INT64, UINT64 -> (a, atA, b, atB, n) -> longs(a, atA, b, atB, n, -1);
      case FLOAT64 -> (a, atA, b, atB, n) -> longs(a, atA, b, atB, n, Long.MAX_VALUE); // no sign
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  private static ByteVector ones(VectorMask<Byte> where) {
    return ByteVector.zero(BYTES).blend(1, where);
  }

  private static void bytes(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      bytesOnce(a, atA, b, atB, i);
    }
    bytesOnce(a, atA, b, atB, n - COUNT);
  }

  private static void bytesOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    ByteVector bytes = ByteVector.fromMemorySegment(BYTES, plain(a), atA + i, ORDER);
    bytes.lanewise(VectorOperators.UMIN, (byte) 1).intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void shorts(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, short bits) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      shortsOnce(a, atA, b, atB, i, bits);
    }
    shortsOnce(a, atA, b, atB, n - COUNT, bits);
  }

  private static void shortsOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, short bits) {
    ShortVector shorts =
        ShortVector.fromMemorySegment(SHORTS, plain(a), atA + 2L * i, ORDER).and(bits);
    ones(shorts.compare(VectorOperators.NE, 0).cast(BYTES))
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void ints(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      intsOnce(a, atA, b, atB, i);
    }
    intsOnce(a, atA, b, atB, n - COUNT);
  }

  private static void intsOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    IntVector ints = IntVector.fromMemorySegment(INTS, plain(a), atA + 4L * i, ORDER);
    ones(ints.compare(VectorOperators.NE, 0).cast(BYTES))
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void floats(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      floatsOnce(a, atA, b, atB, i);
    }
    floatsOnce(a, atA, b, atB, n - COUNT);
  }

  private static void floatsOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    FloatVector floats = FloatVector.fromMemorySegment(FLOATS, plain(a), atA + 4L * i, ORDER);
    ones(floats.compare(VectorOperators.NE, 0).cast(BYTES))
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void longs(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, long bits) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      longsOnce(a, atA, b, atB, i, bits);
    }
    longsOnce(a, atA, b, atB, n - COUNT, bits);
  }

  private static void longsOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, long bits) {
    IntVector halves =
        Lanes.lowerHalves(folded(a, atA, i, bits), folded(a, atA, i + COUNT / 2, bits));
    ones(halves.compare(VectorOperators.NE, 0).cast(BYTES))
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  /** Longs whose lower halves are zero if they are. */
  private static LongVector folded(MemorySegment a, long at, int i, long bits) {
    LongVector longs = LongVector.fromMemorySegment(LONGS, plain(a), at + 8L * i, ORDER).and(bits);
    return longs.or(longs.lanewise(VectorOperators.LSHR, 32));
  }
}
