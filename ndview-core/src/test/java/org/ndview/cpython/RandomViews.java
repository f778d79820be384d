package org.ndview.cpython;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;

/** Views of any format and layout over native memory. */
final class RandomViews {
  /** What memoryview reads item by item. */
  private static final List<String> SINGLE =
      List.of("?", "b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "n", "N", "f", "d", "c");

  /** What NumPy reads, and memoryview carries. */
  private static final List<String> OTHER =
      List.of(
          "e",
          "<h",
          ">i",
          ">f",
          "<d",
          ">Q",
          "Zd",
          "Zf",
          ">Zf",
          "3s",
          "2w",
          ">w",
          "(2)h",
          "(2,3)B",
          "T{i:a:f:c:d:b:}",
          "T{<h:x:>f:y:}",
          "T{b:a:(2)>h:b:T{B:p:2s:q:}:n:}");

  private final Random random;
  private final MemorySegment memory;

  RandomViews(Random random, MemorySegment memory) {
    this.random = random;
    this.memory = memory;
  }

  /**
   * A view, and who can read its items.
   *
   * @param single whether memoryview can
   * @param numpy whether NumPy can
   */
  record Made(NdView view, boolean single, boolean numpy) {}

  Made next() {
    boolean single = random.nextInt(3) > 0;
    String text = pick(single ? SINGLE : OTHER);
    Format format = Format.parse(text);
    int ndim = random.nextInt(5);
    long[] shape = random.longs(ndim, random.nextInt(12) == 0 ? 0 : 1, 5).toArray();
    boolean pointers = ndim > 0 && random.nextInt(6) == 0;
    Layout layout = pointers ? pointers(format, shape) : strided(format, shape);
    fill(format);
    if (pointers) {
      setPointers(layout);
    }
    NdView view = NdView.of(memory, format, layout);
    if (random.nextInt(3) == 0) {
      view = view.toReadOnly();
    }
    boolean one = single && !text.equals("n") && !text.equals("N");
    return new Made(view, single, !pointers && (one || !single));
  }

  private Layout strided(Format format, long[] shape) {
    long[] strides = strides(format.itemsize(), shape);
    Layout fromZero = Layout.of(format.itemsize(), 0, shape, strides);
    return fromZero.withOffset(random.nextInt(8) - fromZero.low());
  }

  /** Contiguous in some order, then stretched, turned, repeated or put off its alignment. */
  private long[] strides(long itemsize, long[] shape) {
    long[] strides = new long[shape.length];
    boolean c = random.nextInt(3) > 0;
    boolean plain = random.nextInt(3) == 0;
    long step = itemsize;
    for (int k = 0; k < shape.length; k++) {
      int d = c ? shape.length - 1 - k : k;
      strides[d] = plain ? step : step * (random.nextInt(5) - 2);
      if (!plain && random.nextInt(6) == 0) {
        strides[d] += random.nextInt(7) - 3;
      }
      step *= Math.max(1, shape[d]) * (plain ? 1 : 1 + random.nextInt(2));
    }
    return strides;
  }

  /** The first dimension is one of pointers, at the start of the memory; rows lie behind it. */
  private Layout pointers(Format format, long[] shape) {
    long[] rows = strides(format.itemsize(), shape);
    rows[0] = 8;
    long[] suboffsets = new long[shape.length];
    Arrays.fill(suboffsets, -1);
    suboffsets[0] = random.nextInt(3) * 4L;
    return Layout.of(format.itemsize(), 0, shape, rows, suboffsets);
  }

  private void setPointers(Layout layout) {
    long[] strides = layout.strides();
    strides[0] = 0;
    Layout row = Layout.of(layout.itemsize(), 0, layout.shape(), strides);
    for (long i = 0; i < layout.shape(0); i++) {
      long at = 64 + random.nextInt(64) - row.low() - layout.suboffset(0);
      memory.setAtIndex(ValueLayout.JAVA_LONG, i, memory.address() + at);
    }
  }

  private void fill(Format format) {
    byte[] bytes = new byte[(int) memory.byteSize()];
    random.nextBytes(bytes);
    String text = format.toString();
    for (int i = 0; i < bytes.length; i++) {
      if (text.equals("?")) {
        bytes[i] &= 1; // what else a bool may be, C does not say
      } else if (text.endsWith("w")) {
        bytes[i] = 0; // a character at any place, in either byte order
      } else if (text.contains("s") || text.equals("c")) {
        bytes[i] |= 1; // NumPy drops zeros at the end
      }
    }
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
  }

  /** A slice, by the grammar that NumPy and this library share. */
  String slice(int ndim) {
    StringBuilder text = new StringBuilder();
    int used = random.nextInt(ndim + 1);
    for (int d = 0; d < used; d++) {
      text.append(
          switch (random.nextInt(6)) {
            case 0 -> "::-1";
            case 1 -> random.nextInt(5) + ":";
            case 2 -> ":" + (random.nextInt(6) - 3);
            case 3 -> (random.nextInt(9) - 4) + "::" + (random.nextBoolean() ? 2 : -2);
            case 4 -> "newaxis, :";
            default -> ":";
          });
      text.append(", ");
    }
    return text + "...";
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
