package org.ndview.nd4j;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;

/** Bools that ND4J computes with as numbers: any byte but 0 and 1 gives wrong answers there. */
final class BoolBytes {
  private final MemorySegment memory;
  private final Layout layout;
  private final long[] index;

  private BoolBytes(MemorySegment memory, Layout layout) {
    this.memory = memory;
    this.layout = layout;
    index = new long[layout.ndim()];
  }

  static @Nullable HandOver fault(MemorySegment memory, Layout layout) {
    return new BoolBytes(memory, layout).search(0, layout.offset());
  }

  private @Nullable HandOver search(int dim, long at) {
    if (dim == index.length) {
      byte b = memory.get(ValueLayout.JAVA_BYTE, at);
      return (b & 0xFE) == 0 ? null : other(b);
    }
    long n = layout.shape(dim);
    long stride = layout.stride(dim);
    boolean last = dim == index.length - 1;
    for (long i = 0; i < n; i++) {
      long place = at + i * stride;
      if (last && (memory.get(ValueLayout.JAVA_BYTE, place) & 0xFE) == 0) {
        continue;
      }
      index[dim] = i;
      HandOver fault = search(dim + 1, place);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private HandOver other(byte b) {
    return HandOver.copy(
        HandOver.Cause.BOOL_VALUE,
        "the bool at %s is the byte 0x%02x, and to ND4J true is 1",
        Arrays.toString(index),
        b);
  }
}
