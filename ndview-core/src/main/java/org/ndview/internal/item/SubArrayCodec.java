package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ndview.format.SubArray;

/** Sub-arrays {@code (k1,k2)x}, as nested lists. */
public final class SubArrayCodec extends ItemCodec {
  private final SubArray format;
  private final ItemCodec element;

  public SubArrayCodec(SubArray format) {
    this.format = format;
    element = of(format.element());
  }

  @Override
  public Object get(MemorySegment memory, long at) {
    return get(memory, at, 0, format.itemsize());
  }

  private Object get(MemorySegment memory, long at, int dim, long span) {
    if (dim == format.shape().size()) {
      return element.get(memory, at);
    }
    int n = Math.toIntExact(format.shape().get(dim));
    List<Object> list = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      list.add(get(memory, at + i * (span / n), dim + 1, span / n));
    }
    return Collections.unmodifiableList(list);
  }

  @Override
  public void put(MemorySegment memory, long at, Object value) {
    CompoundCodec.staged(memory, at, format, image -> put(image, 0, 0, format.itemsize(), value));
  }

  private void put(MemorySegment image, long at, int dim, long span, Object value) {
    if (dim == format.shape().size()) {
      element.put(image, at, value);
      return;
    }
    long n = format.shape().get(dim);
    if (!(value instanceof List<?> list) || list.size() != n) {
      throw unwritten(
          value, format.toString(), "lists nested as its shape " + format.shape() + " says");
    }
    for (int i = 0; i < n; i++) {
      put(image, at + i * (span / n), dim + 1, span / n, list.get(i));
    }
  }
}
