package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Integers of some bytes in memory, in the machine's byte order, wherever they begin. */
final class Bits {
  private Bits() {}

  /** The integer of a width (in bytes). */
  static long get(MemorySegment memory, long at, int width) {
    return switch (width) {
      case 1 -> memory.get(ValueLayout.JAVA_BYTE, at);
      case 2 -> memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
      case 4 -> memory.get(ValueLayout.JAVA_INT_UNALIGNED, at);
      default -> memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    };
  }

  /** Sets the integer of a width (in bytes). */
  static void put(MemorySegment memory, long at, int width, long number) {
    switch (width) {
      case 1 -> memory.set(ValueLayout.JAVA_BYTE, at, (byte) number);
      case 2 -> memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, (short) number);
      case 4 -> memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) number);
      default -> memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, number);
    }
  }
}
