package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Compares runs of bytes. {@link MemorySegment#mismatch} is not for native memory: its machine code
 * ends the JVM where a mapped file was cut short, while a fault of a copy is an exception.
 */
public final class ByteEquality {
  /** Longs compared before the result is looked at. */
  private static final int BLOCK = 512;

  private final StagingArray blockA = StagingArray.of(Long.BYTES, 0);
  private final StagingArray blockB = StagingArray.of(Long.BYTES, 0);

  /** {@return whether two runs have the same bytes} */
  public boolean equal(MemorySegment a, long atA, MemorySegment b, long atB, long bytes) {
    if (areArrays(a, b)) {
      return equalInArrays(a, atA, b, atB, bytes);
    }
    long longs = bytes / Long.BYTES;
    for (long i = 0; i < longs; i += BLOCK) {
      int n = (int) Math.min(BLOCK, longs - i);
      long from = i * Long.BYTES;
      if (!same(a, atA + from, b, atB + from, n)) {
        return false;
      }
    }
    for (long i = longs * Long.BYTES; i < bytes; i++) {
      if (a.get(ValueLayout.JAVA_BYTE, atA + i) != b.get(ValueLayout.JAVA_BYTE, atB + i)) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether both memories are arrays} */
  public static boolean areArrays(MemorySegment a, MemorySegment b) {
    return !a.isNative() && !b.isNative();
  }

  /** {@return whether two runs of arrays have the same bytes} */
  public static boolean equalInArrays(
      MemorySegment a, long atA, MemorySegment b, long atB, long bytes) {
    return MemorySegment.mismatch(a, atA, atA + bytes, b, atB, atB + bytes) < 0;
  }

  /**
   * Through arrays: a loop over the memory itself is as fast where it is compiled on its own, and a
   * hundred times slower where it is inlined deep in its callers' code.
   */
  private boolean same(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    blockA.reserve(n);
    blockB.reserve(n);
    blockA.read(a, atA, n, 0);
    blockB.read(b, atB, n, 0);
    long[] x = (long[]) blockA.array();
    long[] y = (long[]) blockB.array();
    long differ = 0;
    for (int i = 0; i < n; i++) {
      differ |= x[i] ^ y[i];
    }
    return differ == 0;
  }
}
