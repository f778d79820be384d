package org.ndview.internal.loop;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.memory.MemoryKind;

/**
 * Compares numbers in native memory. C2 makes vector code of a loop that gathers in which bits
 * integers differ, and not of one that ends at the first difference; so a block is looked at as a
 * whole. Floats are looked at as integers first: only a block with a NaN, or with bits that differ,
 * is compared number by number, since zeros of both signs are equal.
 */
public final class EqualLoops {
  /** So many items are looked at before the first difference ends the work. */
  static final int BLOCK = 4096;

  private static final int EACH_LOW_BYTE = 0x00ff00ff;
  private static final int EXPONENT = 0x7f800000;
  private static final long LONG_EXPONENT = 0x7ff0000000000000L;

  private EqualLoops() {}

  /**
   * {@return whether runs of items have the same bytes}
   *
   * @param width of an item (in bytes)
   */
  public static boolean same(
      int width, MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    long bytes = (long) width * n;
    long longs = bytes / Long.BYTES;
    for (long i = 0; i < longs; i += BLOCK) {
      int m = (int) Math.min(BLOCK, longs - i);
      if (differ(a, atA + Long.BYTES * i, b, atB + Long.BYTES * i, m) != 0) {
        return false;
      }
    }
    for (long i = longs * Long.BYTES; i < bytes; i++) {
      if (a.get(Raw.BYTE, atA + i) != b.get(Raw.BYTE, atB + i)) {
        return false;
      }
    }
    return true;
  }

  private static long differ(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    long differ = 0;
    for (int i = 0; i < n; i++) {
      differ |= x.get(Raw.LONG, atA + 8L * i) ^ y.get(Raw.LONG, atB + 8L * i);
    }
    return differ;
  }

  /** {@return whether the second integers of two bytes are the first with their bytes reversed} */
  public static boolean reversedShorts(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      int m = Math.min(BLOCK, n - i);
      if (reversedPairs(a, atA + 2L * i, b, atB + 2L * i, m / 2) != 0) {
        return false;
      }
    }
    // of an odd number the last has no partner
    long last = 2L * (n - 1);
    return n == 0
        || a.get(Raw.SHORT, atA + last) == Short.reverseBytes(b.get(Raw.SHORT, atB + last));
  }

  /** Two shorts are looked at as one integer: of shorts C2 makes no vector code here. */
  private static int reversedPairs(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    int differ = 0;
    for (int i = 0; i < n; i++) {
      int pair = y.get(Raw.INT, atB + 4L * i);
      int reversed = ((pair & EACH_LOW_BYTE) << 8) | ((pair >>> 8) & EACH_LOW_BYTE);
      differ |= x.get(Raw.INT, atA + 4L * i) ^ reversed;
    }
    return differ;
  }

  /** {@return whether the second integers of four bytes are the first with their bytes reversed} */
  public static boolean reversedInts(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      if (reversedInt(a, atA + 4L * i, b, atB + 4L * i, Math.min(BLOCK, n - i)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static int reversedInt(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    int differ = 0;
    for (int i = 0; i < n; i++) {
      differ |= x.get(Raw.INT, atA + 4L * i) ^ Integer.reverseBytes(y.get(Raw.INT, atB + 4L * i));
    }
    return differ;
  }

  /**
   * {@return whether the second integers of eight bytes are the first with their bytes reversed}
   */
  public static boolean reversedLongs(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      if (reversedLong(a, atA + 8L * i, b, atB + 8L * i, Math.min(BLOCK, n - i)) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long reversedLong(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    long differ = 0;
    for (int i = 0; i < n; i++) {
      differ |= x.get(Raw.LONG, atA + 8L * i) ^ Long.reverseBytes(y.get(Raw.LONG, atB + 8L * i));
    }
    return differ;
  }

  /** {@return whether floats are equal, as numbers} */
  public static boolean floats(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      int m = Math.min(BLOCK, n - i);
      long x = atA + 4L * i;
      long y = atB + 4L * i;
      if (floatBits(a, x, b, y, m) != 0 && !eachFloat(a, x, b, y, m)) {
        return false;
      }
    }
    return true;
  }

  private static int floatBits(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    int unlike = 0;
    for (int i = 0; i < n; i++) {
      int bits = x.get(Raw.INT, atA + 4L * i);
      int nan = (EXPONENT - (bits & Integer.MAX_VALUE)) >>> 31;
      unlike |= (bits ^ y.get(Raw.INT, atB + 4L * i)) | nan;
    }
    return unlike;
  }

  private static boolean eachFloat(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    for (int i = 0; i < n; i++) {
      if (x.get(Raw.FLOAT, atA + 4L * i) != y.get(Raw.FLOAT, atB + 4L * i)) {
        return false;
      }
    }
    return true;
  }

  /** {@return whether doubles are equal, as numbers} */
  public static boolean doubles(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      int m = Math.min(BLOCK, n - i);
      long x = atA + 8L * i;
      long y = atB + 8L * i;
      if (doubleBits(a, x, b, y, m) != 0 && !eachDouble(a, x, b, y, m)) {
        return false;
      }
    }
    return true;
  }

  private static long doubleBits(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    long unlike = 0;
    for (int i = 0; i < n; i++) {
      long bits = x.get(Raw.LONG, atA + 8L * i);
      long nan = (LONG_EXPONENT - (bits & Long.MAX_VALUE)) >>> 63;
      unlike |= (bits ^ y.get(Raw.LONG, atB + 8L * i)) | nan;
    }
    return unlike;
  }

  private static boolean eachDouble(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    MemorySegment x = MemoryKind.plain(a);
    MemorySegment y = MemoryKind.plain(b);
    for (int i = 0; i < n; i++) {
      if (x.get(Raw.DOUBLE, atA + 8L * i) != y.get(Raw.DOUBLE, atB + 8L * i)) {
        return false;
      }
    }
    return true;
  }
}
