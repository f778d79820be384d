package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ndview.Execution;
import org.ndview.internal.bulk.Filling;
import org.ndview.internal.check.ArrayLimits;

/** Writes one value to all items. */
public final class ItemFill {
  private ItemFill() {}

  /**
   * Writes a value as {@code set} would to each item in C order. Padding keeps its bytes.
   *
   * @throws IllegalArgumentException if the format does not hold the value; nothing is written
   */
  public static void run(RawView view, Object value, Execution execution) {
    int size =
        ArrayLimits.checkLength(
            view.layout().itemsize(), () -> "an item is longer than a Java array");
    byte[] item = new byte[size];
    view.codec().put(MemorySegment.ofArray(item), 0, value);
    byte[] other = new byte[size];
    Arrays.fill(other, (byte) -1);
    view.codec().put(MemorySegment.ofArray(other), 0, value);
    if (view.size() > 0) {
      Filling.fill(view.memory(), parts(item, other), execution);
    }
  }

  /** What came out the same whatever was there before was written, and the rest is padding. */
  private static List<Filling.Part> parts(byte[] item, byte[] other) {
    List<Filling.Part> parts = new ArrayList<>();
    for (int from = 0; from < item.length; ) {
      int same = Arrays.mismatch(item, from, item.length, other, from, item.length);
      int to = same < 0 ? item.length : from + same;
      if (to > from) {
        parts.add(new Filling.Part(from, Arrays.copyOfRange(item, from, to)));
      }
      from = to + 1;
    }
    return parts;
  }
}
