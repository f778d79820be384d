package org.ndview.hosts;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Copies of arrays as they lie in the memory of a big-endian machine. */
public final class BigEndianMemory {
  private BigEndianMemory() {}

  private static MemorySegment copy(MemorySegment array, ValueLayout item) {
    MemorySegment memory = Arena.ofAuto().allocate(array.byteSize(), 8);
    long n = array.byteSize() / item.byteSize();
    MemorySegment.copy(array, item, 0, memory, item.withOrder(ByteOrder.BIG_ENDIAN), 0, n);
    return memory;
  }

  public static MemorySegment ofArray(short[] a) {
    return copy(MemorySegment.ofArray(a), ValueLayout.JAVA_SHORT);
  }

  public static MemorySegment ofArray(char[] a) {
    return copy(MemorySegment.ofArray(a), ValueLayout.JAVA_CHAR);
  }

  public static MemorySegment ofArray(int[] a) {
    return copy(MemorySegment.ofArray(a), ValueLayout.JAVA_INT);
  }

  public static MemorySegment ofArray(long[] a) {
    return copy(MemorySegment.ofArray(a), ValueLayout.JAVA_LONG);
  }

  public static MemorySegment ofArray(float[] a) {
    return copy(MemorySegment.ofArray(a), ValueLayout.JAVA_FLOAT);
  }

  public static MemorySegment ofArray(double[] a) {
    return copy(MemorySegment.ofArray(a), ValueLayout.JAVA_DOUBLE);
  }
}
