package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ndview.format.SubArray;

/** Sub-arrays {@code (k1,k2)x}, as nested lists. */
public final class SubArrayCodec extends ItemCodec {
  private final SubArray format;
  private final ItemCodec element;

  public SubArrayCodec(SubArray format) {
    this.format = format.merged(); // their lists are the same
    element = of(this.format.element());
  }

  /** How an element is read. */
  private interface Read {
    Object at(MemorySegment memory, long at);
  }

  @Override
  public Object get(MemorySegment memory, long at) {
    return list(memory, at, 0, format.itemsize(), element::get);
  }

  @Override
  public Object key(MemorySegment memory, long at) {
    return list(memory, at, 0, format.itemsize(), element::key);
  }

  private Object list(MemorySegment memory, long at, int dim, long span, Read read) {
    if (dim == format.shape().size()) {
      return read.at(memory, at);
    }
    int n = checkLength(format.shape().get(dim), "items in a row", format);
    if (span == 0) {
      return n == 0
          ? ItemList.of(new Object[0])
          // items without bytes are all the same
          : ItemList.repeated(list(memory, at, dim + 1, 0, read), n);
    }
    Object[] items = new Object[n];
    for (int i = 0; i < n; i++) {
      items[i] = list(memory, at + i * (span / n), dim + 1, span / n, read);
    }
    return ItemList.of(items);
  }

  @Override
  public @Nullable Object keyOf(@Nullable Object value) {
    return keyOf(value, 0);
  }

  private @Nullable Object keyOf(@Nullable Object value, int dim) {
    if (dim == format.shape().size()) {
      return element.keyOf(value);
    }
    List<?> list = listOf(value);
    // one of another length equals no item
    return list == null || list.size() != format.shape().get(dim)
        ? value
        : mapped(list, item -> keyOf(item, dim + 1));
  }

  private static List<?> mapped(List<?> list, UnaryOperator<@Nullable Object> key) {
    if (list instanceof ItemList.Repeated r && r.size() > 0) {
      Object item = key.apply(r.item());
      return item == null ? list : ItemList.repeated(item, r.size());
    }
    return list.stream().map(key).toList();
  }

  @Override
  public void put(MemorySegment memory, long at, @Nullable Object value) {
    CompoundCodec.staged(memory, at, format, image -> put(image, 0, 0, format.itemsize(), value));
  }

  private void put(MemorySegment image, long at, int dim, long span, @Nullable Object value) {
    if (dim == format.shape().size()) {
      element.put(image, at, value);
      return;
    }
    long n = format.shape().get(dim);
    List<?> list = listOf(value);
    if (list == null || list.size() != n) {
      throw unwritten(value, format, "lists nested as its shape " + format.shape() + " says");
    }
    if (list instanceof ItemList.Repeated r && n > 0 && span == 0) {
      put(image, at, dim + 1, 0, r.item());
      return;
    }
    for (int i = 0; i < n; i++) {
      put(image, at + i * (span / n), dim + 1, span / n, list.get(i));
    }
  }
}
