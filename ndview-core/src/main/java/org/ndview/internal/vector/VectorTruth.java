package org.ndview.internal.vector;

import static org.ndview.internal.vector.Lanes.BYTES;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.INTS;
import static org.ndview.internal.vector.Lanes.LONGS;
import static org.ndview.internal.vector.Lanes.MOST;
import static org.ndview.internal.vector.Lanes.MOST_BYTES;
import static org.ndview.internal.vector.Lanes.ORDER;
import static org.ndview.internal.vector.Lanes.TWICE;
import static org.ndview.internal.vector.Lanes.TWICE_BYTES;
import static org.ndview.internal.vector.Lanes.TWICE_SHORTS;
import static org.ndview.internal.vector.Lanes.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;

/** From numbers to whether they are not zero: a byte of 0 or 1. NaN is true. */
final class VectorTruth {
  /** An int whose bytes lie in memory as they count. */
  private static final ValueLayout.OfInt BYTES_OF_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private VectorTruth() {}

  /** {@return the loop from a type, or null; from BOOL it makes 0 and 1 of bytes of any bits} */
  static @Nullable RunKernel of(ScalarType from) {
    return switch (from) {
      case BOOL, INT8, UINT8 -> VectorTruth::bytes;
      case INT16, UINT16 -> (a, atA, b, atB, n) -> shorts(a, atA, b, atB, n, (short) -1);
      case FLOAT16, BFLOAT16 ->
          (a, atA, b, atB, n) -> shorts(a, atA, b, atB, n, Short.MAX_VALUE); // no sign
      case INT32, UINT32 -> (a, atA, b, atB, n) -> ints(a, atA, b, atB, n, -1);
      case FLOAT32 -> (a, atA, b, atB, n) -> ints(a, atA, b, atB, n, Integer.MAX_VALUE); // no sign
      case INT64, UINT64 -> (a, atA, b, atB, n) -> longs(a, atA, b, atB, n, -1);
      case FLOAT64 -> (a, atA, b, atB, n) -> longs(a, atA, b, atB, n, Long.MAX_VALUE); // no sign
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> null;
    };
  }

  private static void bytes(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - MOST; i += MOST) {
      bytesOnce(a, atA, b, atB, i);
    }
    bytesOnce(a, atA, b, atB, n - MOST);
  }

  private static void bytesOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    ByteVector.fromMemorySegment(MOST_BYTES, plain(a), atA + i, ORDER)
        .lanewise(VectorOperators.UMIN, (byte) 1)
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void shorts(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, short bits) {
    for (int i = 0; i < n - TWICE; i += TWICE) {
      shortsOnce(a, atA, b, atB, i, bits);
    }
    shortsOnce(a, atA, b, atB, n - TWICE, bits);
  }

  private static void shortsOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, short bits) {
    ShortVector.fromMemorySegment(TWICE_SHORTS, plain(a), atA + 2L * i, ORDER)
        .and(bits)
        .lanewise(VectorOperators.UMIN, (short) 1)
        .convertShape(VectorOperators.S2B, TWICE_BYTES, 0)
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void ints(MemorySegment a, long atA, MemorySegment b, long atB, int n, int bits) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      intsOnce(a, atA, b, atB, i, bits);
    }
    intsOnce(a, atA, b, atB, n - COUNT, bits);
  }

  private static void intsOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, int bits) {
    IntVector.fromMemorySegment(INTS, plain(a), atA + 4L * i, ORDER)
        .and(bits)
        .lanewise(VectorOperators.UMIN, 1)
        .convertShape(VectorOperators.I2B, BYTES, 0)
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }

  private static void longs(
      MemorySegment a, long atA, MemorySegment b, long atB, int n, long bits) {
    for (int i = 0; i < n - COUNT / 2; i += COUNT / 2) {
      longsOnce(a, atA, b, atB, i, bits);
    }
    longsOnce(a, atA, b, atB, n - COUNT / 2, bits);
  }

  /** A bit of each long, four of which are spread over the bytes of an int. */
  private static void longsOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i, long bits) {
    long where =
        LongVector.fromMemorySegment(LONGS, plain(a), atA + 8L * i, ORDER)
            .and(bits)
            .compare(VectorOperators.NE, 0)
            .toLong();
    for (int k = 0; k < COUNT / 2; k += Integer.BYTES) {
      int four = (int) (where >>> k) & 0xf;
      plain(b).set(BYTES_OF_INT, atB + i + k, four * 0x0020_4081 & 0x0101_0101);
    }
  }
}
