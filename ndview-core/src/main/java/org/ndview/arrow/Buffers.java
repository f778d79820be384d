package org.ndview.arrow;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.ndview.internal.check.BriefText;

/** The memory of Arrow's buffers. */
final class Buffers {
  private Buffers() {}

  /**
   * {@return the memory of a buffer, from its beginning}
   *
   * @param vector whose buffer it is, for messages
   * @param bytes how much is wanted (in bytes)
   * @throws IllegalArgumentException if the buffer is shorter: files may say anything
   * @throws IllegalStateException if the buffer was released
   */
  // restricted, since it makes memory of a number: the number is Arrow's own, and the size is
  // checked against Arrow's buffer
  @SuppressWarnings("restricted")
  static MemorySegment memory(FieldVector vector, String what, ArrowBuf buffer, long bytes) {
    if (buffer.refCnt() < 1) {
      throw new IllegalStateException(
          "the %s of the vector '%s' was released".formatted(what, name(vector)));
    }
    if (buffer.capacity() < bytes) {
      throw new IllegalArgumentException(
          "the vector '%s' tells of %d values, for which its %s has %d bytes and not %d"
              .formatted(name(vector), vector.getValueCount(), what, buffer.capacity(), bytes));
    }
    return MemorySegment.ofAddress(buffer.memoryAddress()).reinterpret(bytes);
  }

  static String name(FieldVector vector) {
    return BriefText.of(String.valueOf(vector.getName()));
  }
}
