package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Raw reads and writes of 8, 16, 32 and 64 bits in the machine's byte order.
 *
 * <p>Each has three call sites, chosen by the kind of memory, so that each kind keeps a type
 * profile of its own: one call site that has seen native memory and arrays is ten times slower for
 * both.
 */
public final class SegmentAccess {
  public static final int NATIVE = 0;
  public static final int BYTES = 1;
  public static final int OTHER_HEAP = 2;

  private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;

  private SegmentAccess() {}

  public static int kindOf(MemorySegment memory) {
    if (memory.isNative()) {
      return NATIVE;
    }
    // a read-only heap segment hides its array
    Object array = memory.heapBase().orElse(null);
    return array instanceof byte[] || array == null ? BYTES : OTHER_HEAP;
  }

  public static byte get8(int kind, MemorySegment memory, long at) {
    return switch (kind) {
      case NATIVE -> memory.get(I8, at);
      case BYTES -> memory.get(I8, at);
      default -> memory.get(I8, at);
    };
  }

  public static short get16(int kind, MemorySegment memory, long at) {
    return switch (kind) {
      case NATIVE -> memory.get(I16, at);
      case BYTES -> memory.get(I16, at);
      default -> memory.get(I16, at);
    };
  }

  public static int get32(int kind, MemorySegment memory, long at) {
    return switch (kind) {
      case NATIVE -> memory.get(I32, at);
      case BYTES -> memory.get(I32, at);
      default -> memory.get(I32, at);
    };
  }

  public static long get64(int kind, MemorySegment memory, long at) {
    return switch (kind) {
      case NATIVE -> memory.get(I64, at);
      case BYTES -> memory.get(I64, at);
      default -> memory.get(I64, at);
    };
  }

  public static void put8(int kind, MemorySegment memory, long at, byte bits) {
    switch (kind) {
      case NATIVE -> memory.set(I8, at, bits);
      case BYTES -> memory.set(I8, at, bits);
      default -> memory.set(I8, at, bits);
    }
  }

  public static void put16(int kind, MemorySegment memory, long at, short bits) {
    switch (kind) {
      case NATIVE -> memory.set(I16, at, bits);
      case BYTES -> memory.set(I16, at, bits);
      default -> memory.set(I16, at, bits);
    }
  }

  public static void put32(int kind, MemorySegment memory, long at, int bits) {
    switch (kind) {
      case NATIVE -> memory.set(I32, at, bits);
      case BYTES -> memory.set(I32, at, bits);
      default -> memory.set(I32, at, bits);
    }
  }

  public static void put64(int kind, MemorySegment memory, long at, long bits) {
    switch (kind) {
      case NATIVE -> memory.set(I64, at, bits);
      case BYTES -> memory.set(I64, at, bits);
      default -> memory.set(I64, at, bits);
    }
  }
}
