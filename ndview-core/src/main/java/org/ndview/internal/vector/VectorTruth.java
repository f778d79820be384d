package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.MOST;
import static org.ndview.internal.vector.Lanes.ORDER;
import static org.ndview.internal.vector.Lanes.TWICE;

import java.lang.foreign.MemorySegment;
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
      case INT32, UINT32 -> (a, atA, b, atB, n) -> ints(a, atA, b, atB, n, -1);
      case FLOAT32 -> (a, atA, b, atB, n) -> ints(a, atA, b, atB, n, Integer.MAX_VALUE); // no sign
      case INT64, UINT64, FLOAT64 -> null; // plain loops take half the time
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
    Kind.MOST_BYTES
        .known(Kind.MOST_BYTES.species().fromMemorySegment(plain(a), atA + i, Lanes.ORDER))
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
    Kind.TWICE_BYTES
        .known(
            Kind.TWICE_SHORTS
                .known(
                    Kind.TWICE_SHORTS
                        .species()
                        .fromMemorySegment(plain(a), atA + 2L * i, Lanes.ORDER))
                .and(bits)
                .lanewise(VectorOperators.UMIN, (short) 1)
                .convertShape(VectorOperators.S2B, Kind.TWICE_BYTES.species(), 0))
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
    Kind.BYTES
        .known(
            Kind.INTS
                .known(Kind.INTS.species().fromMemorySegment(plain(a), atA + 4L * i, Lanes.ORDER))
                .and(bits)
                .lanewise(VectorOperators.UMIN, 1)
                .convertShape(VectorOperators.I2B, Kind.BYTES.species(), 0))
        .intoMemorySegment(plain(b), atB + i, ORDER);
  }
}
