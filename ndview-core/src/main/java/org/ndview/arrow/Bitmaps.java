package org.ndview.arrow;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Arrow's bits, 8 to a byte, the first of them the lowest. */
final class Bitmaps {
  /**
   * How many bytes of bits are worked on at a time: loops over a segment are slow, over arrays not.
   */
  private static final int BLOCK = 1 << 13;

  private Bitmaps() {}

  /** {@return how long a bitmap is (in bytes)} */
  static long byteSize(long bits) {
    return bits / 8 + (bits % 8 == 0 ? 0 : 1);
  }

  static long zeros(MemorySegment bitmap, long bits) {
    byte[] block = new byte[(int) Math.min(BLOCK, byteSize(bits))];
    long ones = 0;
    for (long at = 0; at < bits; at += 8L * BLOCK) {
      int n = read(bitmap, bits, at, block);
      for (int i = 0; i < n; i++) {
        ones += Integer.bitCount(block[i] & 0xFF);
      }
    }
    return bits - ones;
  }

  /** Tells the index of each bit that is 0. */
  static void forEachZero(MemorySegment bitmap, long bits, LongConsumer action) {
    byte[] block = new byte[(int) Math.min(BLOCK, byteSize(bits))];
    for (long at = 0; at < bits; at += 8L * BLOCK) {
      int n = (int) Math.min(8L * read(bitmap, bits, at, block), bits - at);
      for (int i = 0; i < n; i++) {
        if (((block[i >> 3] >> (i & 7)) & 1) == 0) {
          action.accept(at + i);
        }
      }
    }
  }

  /** Writes a byte for each bit, 0 or 1. */
  static void unpack(MemorySegment bitmap, long bits, MemorySegment bytes) {
    byte[] block = new byte[(int) Math.min(BLOCK, byteSize(bits))];
    byte[] unpacked = new byte[8 * block.length];
    for (long at = 0; at < bits; at += 8L * BLOCK) {
      int n = (int) Math.min(8L * read(bitmap, bits, at, block), bits - at);
      for (int i = 0; i < n; i++) {
        unpacked[i] = (byte) ((block[i >> 3] >> (i & 7)) & 1);
      }
      MemorySegment.copy(unpacked, 0, bytes, JAVA_BYTE, at, n);
    }
  }

  /** Writes a bit for each byte, which is 0 or 1; bits that are left over are 0. */
  static void pack(MemorySegment bytes, long bits, MemorySegment bitmap) {
    byte[] packed = new byte[(int) Math.min(BLOCK, byteSize(bits))];
    byte[] block = new byte[8 * packed.length];
    for (long at = 0; at < bits; at += 8L * BLOCK) {
      int n = (int) Math.min(8L * BLOCK, bits - at);
      MemorySegment.copy(bytes, JAVA_BYTE, at, block, 0, n);
      Arrays.fill(packed, (byte) 0);
      for (int i = 0; i < n; i++) {
        packed[i >> 3] |= (byte) (block[i] << (i & 7));
      }
      MemorySegment.copy(packed, 0, bitmap, JAVA_BYTE, at / 8, (int) byteSize(n));
    }
  }

  /** Reads a block from a bit on; bits behind the last are 0. {@return how many bytes} */
  private static int read(MemorySegment bitmap, long bits, long at, byte[] block) {
    int n = (int) Math.min(BLOCK, byteSize(bits - at));
    MemorySegment.copy(bitmap, JAVA_BYTE, at / 8, block, 0, n);
    if (bits - at < 8L * n) {
      block[n - 1] &= (byte) ((1 << ((bits - at) & 7)) - 1);
    }
    return n;
  }
}
