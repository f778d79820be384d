package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.RunKernel;

/** Bytes in another order. */
final class VectorSwaps {
  private static final VectorSpecies<Byte> WHOLE = ByteVector.SPECIES_PREFERRED;
  private static final int BYTE_COUNT = WHOLE.length();
  private static final VectorShuffle<Byte> SWAP16 = swapping(2);
  private static final VectorShuffle<Byte> SWAP32 = swapping(4);
  private static final VectorShuffle<Byte> SWAP64 = swapping(8);

  private VectorSwaps() {}

  private static VectorShuffle<Byte> swapping(int width) {
    return VectorShuffle.fromOp(WHOLE, i -> i / width * width + width - 1 - i % width);
  }

  /** {@return the loop that reverses the bytes of items of a width (in bytes), or null} */
  static @Nullable RunKernel swap(int width) {
    return switch (width) {
      case 2 -> VectorSwaps::swap16;
      case 4 -> VectorSwaps::swap32;
      case 8 -> VectorSwaps::swap64;
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
    Kind.MOST_BYTES
        .known(Kind.MOST_BYTES.species().fromMemorySegment(plain(a), atA, Lanes.ORDER))
        .rearrange(SWAP16)
        .intoMemorySegment(plain(b), atB, ORDER);
  }

  private static void swap32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    long bytes = 4L * n;
    for (long i = 0; i < bytes - BYTE_COUNT; i += BYTE_COUNT) {
      swap32Once(a, atA + i, b, atB + i);
    }
    swap32Once(a, atA + bytes - BYTE_COUNT, b, atB + bytes - BYTE_COUNT);
  }

  private static void swap32Once(MemorySegment a, long atA, MemorySegment b, long atB) {
    Kind.MOST_BYTES
        .known(Kind.MOST_BYTES.species().fromMemorySegment(plain(a), atA, Lanes.ORDER))
        .rearrange(SWAP32)
        .intoMemorySegment(plain(b), atB, ORDER);
  }

  private static void swap64(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    long bytes = 8L * n;
    for (long i = 0; i < bytes - BYTE_COUNT; i += BYTE_COUNT) {
      swap64Once(a, atA + i, b, atB + i);
    }
    swap64Once(a, atA + bytes - BYTE_COUNT, b, atB + bytes - BYTE_COUNT);
  }

  private static void swap64Once(MemorySegment a, long atA, MemorySegment b, long atB) {
    Kind.MOST_BYTES
        .known(Kind.MOST_BYTES.species().fromMemorySegment(plain(a), atA, Lanes.ORDER))
        .rearrange(SWAP64)
        .intoMemorySegment(plain(b), atB, ORDER);
  }
}
