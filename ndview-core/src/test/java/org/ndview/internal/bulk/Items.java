package org.ndview.internal.bulk;

import static org.ndview.internal.bulk.Bits.get;
import static org.ndview.internal.bulk.Bits.put;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.ndview.Layout;

/** Items that lie somewhere in memory, for tests of what moves them. */
final class Items {
  private Items() {}

  static long[] longs(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** {@return items with steps that are given in items, behind three bytes} */
  static Layout layout(int width, String shape, String steps) {
    long[] lengths = longs(shape);
    long[] strides = longs(steps);
    long first = 3;
    for (int d = 0; d < strides.length; d++) {
      strides[d] *= width;
      first += Math.max(0, -strides[d] * (lengths[d] - 1));
    }
    return Layout.of(width, first, lengths, strides);
  }

  /**
   * {@return native memory for these items and some bytes behind them, none of them like the next}
   */
  static MemorySegment memory(Arena arena, Layout layout, int seed) {
    MemorySegment memory = arena.allocate(layout.high() + 5, 1);
    for (long i = 0; i < memory.byteSize(); i++) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 31 + (i >> 7) + seed));
    }
    return memory;
  }

  /** {@return the bytes of the second memory, once it has what is made of the first's items} */
  static byte[] expected(
      MemorySegment a, Layout from, MemorySegment b, Layout to, LongUnaryOperator made) {
    byte[] bytes = b.toArray(ValueLayout.JAVA_BYTE);
    MemorySegment copy = MemorySegment.ofArray(bytes);
    long[] index = new long[from.ndim()];
    for (long i = 0; i < from.size(); i++) {
      long number = get(a, from.offsetOf(index), (int) from.itemsize());
      put(copy, to.offsetOf(index), (int) to.itemsize(), made.applyAsLong(number));
      for (int d = index.length - 1; d >= 0 && ++index[d] == from.shape(d); d--) {
        index[d] = 0;
      }
    }
    return bytes;
  }
}
