package org.ndview.internal.check;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Memory of a mapped file that no longer has the bytes, since somebody cut it short: the JVM throws
 * an {@link InternalError} at the access.
 */
public final class CutMemory {
  private CutMemory() {}

  /**
   * {@return a copy of a part of memory, made in one go: a fault is thrown here, and not later on
   * as by compiled code that reads single numbers}
   *
   * @param memory the memory
   * @param at where the part begins (in bytes)
   * @param n its length (in bytes)
   */
  public static byte[] copy(MemorySegment memory, long at, int n) {
    byte[] copy = new byte[n];
    if (memory.isNative()) {
      memory.asSlice(at, n).asByteBuffer().get(copy);
    } else {
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, copy, 0, n);
    }
    return copy;
  }

  /**
   * Passes a fault on that has another cause.
   *
   * @param fault what the JVM threw
   * @throws InternalError the fault, if it is another one
   */
  public static void check(InternalError fault) {
    String message = fault.getMessage();
    if (message == null || !message.contains("unsafe memory access")) {
      throw fault;
    }
  }
}
