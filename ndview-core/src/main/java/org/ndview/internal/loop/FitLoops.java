package org.ndview.internal.loop;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.memory.MemoryKind;

/**
 * Looks whether numbers in native memory are in a range. C2 makes vector code of loops that gather
 * bits of integers, those of one and two bytes as longs; floats are looked at as integers, whose
 * order is theirs.
 */
public final class FitLoops {
  /** So many items are looked at before the first that does not fit ends the work. */
  static final int BLOCK = 4096;

  private static final int INFINITE = 0x7f800000;
  private static final long LONG_INFINITE = 0x7ff0000000000000L;

  private FitLoops() {}

  /**
   * {@return whether no integer has a bit of a mask, once an offset is added}
   *
   * @param width of an integer (in bytes): 1, 2, 4 or 8
   */
  public static boolean integers(
      int width, MemorySegment a, long at, int n, long offset, long mask) {
    for (int i = 0; i < n; i += BLOCK) {
      int m = Math.min(BLOCK, n - i);
      long from = at + (long) width * i;
      long bits =
          switch (width) {
            case 1 -> bytes(a, from, m, offset, mask);
            case 2 -> shorts(a, from, m, offset, mask);
            case 4 -> ints(a, from, m, (int) offset, (int) mask);
            case 8 -> longs(a, from, m, offset, mask);
            default -> throw new IllegalArgumentException("no integer has " + width + " bytes");
          };
      if (bits != 0) {
        return false;
      }
    }
    return true;
  }

  private static long bytes(MemorySegment a, long at, int n, long offset, long mask) {
    MemorySegment memory = MemoryKind.plain(a);
    long bits = 0;
    for (int i = 0; i < n; i++) {
      bits |= (memory.get(Raw.BYTE, at + i) + offset) & mask;
    }
    return bits;
  }

  private static long shorts(MemorySegment a, long at, int n, long offset, long mask) {
    MemorySegment memory = MemoryKind.plain(a);
    long bits = 0;
    for (int i = 0; i < n; i++) {
      bits |= (memory.get(Raw.SHORT, at + 2L * i) + offset) & mask;
    }
    return bits;
  }

  private static int ints(MemorySegment a, long at, int n, int offset, int mask) {
    MemorySegment memory = MemoryKind.plain(a);
    int bits = 0;
    for (int i = 0; i < n; i++) {
      bits |= (memory.get(Raw.INT, at + 4L * i) + offset) & mask;
    }
    return bits;
  }

  private static long longs(MemorySegment a, long at, int n, long offset, long mask) {
    MemorySegment memory = MemoryKind.plain(a);
    long bits = 0;
    for (int i = 0; i < n; i++) {
      bits |= (memory.get(Raw.LONG, at + 8L * i) + offset) & mask;
    }
    return bits;
  }

  /** {@return whether floats are nearer to zero than a limit, infinite or NaN} */
  public static boolean floats(MemorySegment a, long at, int n, float limit) {
    int last = Float.floatToRawIntBits(limit) - 1;
    for (int i = 0; i < n; i += BLOCK) {
      if (leaving(a, at + 4L * i, Math.min(BLOCK, n - i), last) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Negative if a number lies behind the last that fits, and before infinity. */
  private static int leaving(MemorySegment a, long at, int n, int last) {
    MemorySegment memory = MemoryKind.plain(a);
    int leaving = 0;
    for (int i = 0; i < n; i++) {
      int size = memory.get(Raw.INT, at + 4L * i) & Integer.MAX_VALUE;
      leaving |= (last - size) & (size - INFINITE);
    }
    return leaving;
  }

  /** {@return whether doubles are nearer to zero than a limit, infinite or NaN} */
  public static boolean doubles(MemorySegment a, long at, int n, double limit) {
    long last = Double.doubleToRawLongBits(limit) - 1;
    for (int i = 0; i < n; i += BLOCK) {
      if (leaving(a, at + 8L * i, Math.min(BLOCK, n - i), last) < 0) {
        return false;
      }
    }
    return true;
  }

  private static long leaving(MemorySegment a, long at, int n, long last) {
    MemorySegment memory = MemoryKind.plain(a);
    long leaving = 0;
    for (int i = 0; i < n; i++) {
      long size = memory.get(Raw.LONG, at + 8L * i) & Long.MAX_VALUE;
      leaving |= (last - size) & (size - LONG_INFINITE);
    }
    return leaving;
  }
}
