package org.ndview.internal.vector;

import static org.ndview.internal.vector.Lanes.BYTES;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.HALF_INTS;
import static org.ndview.internal.vector.Lanes.LONGS;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;

/** Bytes in another order, the low bits of longs, and truth. */
final class VectorBits {
  private static final VectorSpecies<Byte> WHOLE = ByteVector.SPECIES_PREFERRED;
  private static final int BYTE_COUNT = WHOLE.length();
  private static final VectorShuffle<Byte> SWAP16 = swapping(2);
  private static final VectorShuffle<Byte> SWAP32 = swapping(4);
  private static final VectorShuffle<Byte> SWAP64 = swapping(8);

  private VectorBits() {}

  private static VectorShuffle<Byte> swapping(int width) {
    return VectorShuffle.fromOp(WHOLE, i -> i / width * width + width - 1 - i % width);
  }

  /** {@return the loop that reverses the bytes of items of a width (in bytes), or null} */
  static @Nullable RunKernel swap(int width) {
    return switch (width) {
      case 2 -> VectorBits::swap16;
      case 4 -> VectorBits::swap32;
      case 8 -> VectorBits::swap64;
      default -> null;
    };
  }

  /** {@return the loop that keeps the low bits of longs, or null} */
  static @Nullable RunKernel ofLongs(ScalarType to) {
    return switch (to) {
      case INT32, UINT32 -> VectorBits::toInt32;
      default -> null;
    };
  }

  private static void swap16(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    long bytes = 2L * n;
    for (long i = 0; i < bytes - BYTE_COUNT; i += BYTE_COUNT) {
      swap16Once(a, atA + i, b, atB + i);
    }
    swap16Once(a, atA + bytes - BYTE_COUNT, b, atB + bytes - BYTE_COUNT);
  }

  private static void swap16Once(MemorySegment a, long atA, MemorySegment b, long atB) {
    ByteVector.fromMemorySegment(WHOLE, a, atA, ORDER)
        .rearrange(SWAP16)
        .intoMemorySegment(b, atB, ORDER);
  }

  private static void swap32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    long bytes = 4L * n;
    for (long i = 0; i < bytes - BYTE_COUNT; i += BYTE_COUNT) {
      swap32Once(a, atA + i, b, atB + i);
    }
    swap32Once(a, atA + bytes - BYTE_COUNT, b, atB + bytes - BYTE_COUNT);
  }

  private static void swap32Once(MemorySegment a, long atA, MemorySegment b, long atB) {
    ByteVector.fromMemorySegment(WHOLE, a, atA, ORDER)
        .rearrange(SWAP32)
        .intoMemorySegment(b, atB, ORDER);
  }

  private static void swap64(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    long bytes = 8L * n;
    for (long i = 0; i < bytes - BYTE_COUNT; i += BYTE_COUNT) {
      swap64Once(a, atA + i, b, atB + i);
    }
    swap64Once(a, atA + bytes - BYTE_COUNT, b, atB + bytes - BYTE_COUNT);
  }

  private static void swap64Once(MemorySegment a, long atA, MemorySegment b, long atB) {
    ByteVector.fromMemorySegment(WHOLE, a, atA, ORDER)
        .rearrange(SWAP64)
        .intoMemorySegment(b, atB, ORDER);
  }

  private static void toInt32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      toInt32Once(a, atA, b, atB, i);
    }
    toInt32Once(a, atA, b, atB, n - COUNT);
  }

  private static void toInt32Once(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    toInt32Half(a, atA, b, atB, i);
    toInt32Half(a, atA, b, atB, i + COUNT / 2);
  }

  private static void toInt32Half(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector.fromMemorySegment(LONGS, a, atA + 8L * i, ORDER)
        .convertShape(VectorOperators.L2I, HALF_INTS, 0)
        .intoMemorySegment(b, atB + 4L * i, ORDER);
  }

  /** Bytes of any bits as 0 and 1. */
  static void truth(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n - COUNT; i += COUNT) {
      truthOnce(a, atA, b, atB, i);
    }
    truthOnce(a, atA, b, atB, n - COUNT);
  }

  private static void truthOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    ByteVector bytes = ByteVector.fromMemorySegment(BYTES, a, atA + i, ORDER);
    ByteVector.zero(BYTES)
        .blend(1, bytes.compare(VectorOperators.NE, 0))
        .intoMemorySegment(b, atB + i, ORDER);
  }
}
