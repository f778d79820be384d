package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ndview.StructValue;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.internal.check.BriefText;

/** Structs, and plain formats of several items. */
public final class CompoundCodec extends ItemCodec {
  /** How many values more than bytes an item may have, so that a short text makes no long array. */
  private static final int MAX_EMPTY_VALUES = 1 << 16;

  /** Values of one format, one after the other. */
  record Part(ItemCodec codec, long offset, long size, int count) {}

  private final Compound format;
  private final Part[] parts;
  private final List<@Nullable String> names;
  private final int count;

  public CompoundCodec(Compound format) {
    this.format = format;
    count = checkLength(format.valueCount(), "values", format);
    if (format.valueCount() - MAX_EMPTY_VALUES > format.itemsize()) {
      throw new UnsupportedOperationException(
          "an item of the format '%s' has %d values in %d bytes; at most %d values without bytes are read"
              .formatted(
                  BriefText.of(format.toString()), count, format.itemsize(), MAX_EMPTY_VALUES));
    }
    boolean named = format.fields().stream().anyMatch(field -> field.name() != null);
    List<Part> values = new ArrayList<>();
    List<@Nullable String> all = new ArrayList<>();
    for (Field field : format.fields()) {
      if (isValue(field)) {
        values.add(
            new Part(
                ofField(field.format()),
                field.offset(),
                field.format().itemsize(),
                (int) field.count()));
        if (named) {
          all.addAll(Collections.nCopies((int) field.count(), field.name()));
        }
      }
    }
    parts = values.toArray(Part[]::new);
    names = named ? Collections.unmodifiableList(all) : Collections.nCopies(count, null);
  }

  @Override
  public Object get(MemorySegment memory, long at) {
    Object[] values = new Object[count];
    int i = 0;
    for (Part part : parts) {
      for (int k = 0; k < part.count; k++) {
        values[i++] = part.codec.get(memory, at + part.offset + k * part.size);
      }
    }
    return new StructValue(values, names);
  }

  /** {@return what reads many structs, which lie in an array} */
  public StructReader reader() {
    return StructReader.of(this, parts, count, names);
  }

  @Override
  public Object key(MemorySegment memory, long at) {
    Object[] values = new Object[count];
    int i = 0;
    for (Part part : parts) {
      for (int k = 0; k < part.count; k++) {
        values[i++] = part.codec.key(memory, at + part.offset + k * part.size);
      }
    }
    return ItemList.of(values);
  }

  @Override
  public @Nullable Object keyOf(@Nullable Object value) {
    List<?> values = listOf(value);
    if (values == null || values.size() != count) {
      return value;
    }
    @Nullable Object[] keys = new @Nullable Object[count];
    int i = 0;
    for (Part part : parts) {
      for (int k = 0; k < part.count; k++) {
        keys[i] = part.codec.keyOf(values.get(i++));
      }
    }
    return Arrays.asList(keys);
  }

  @Override
  public void put(MemorySegment memory, long at, @Nullable Object value) {
    List<?> values = listOf(value);
    if (values == null) {
      throw unwritten(value, format, "a StructValue, or a list of " + count + " values");
    }
    if (values.size() != count) {
      throw unwritten(value, format, count + " values, not " + values.size());
    }
    staged(
        memory,
        at,
        format,
        image -> {
          int i = 0;
          for (Part part : parts) {
            for (int k = 0; k < part.count; k++) {
              part.codec.put(image, part.offset + k * part.size, values.get(i++));
            }
          }
        });
  }

  /**
   * Puts into a copy of the item, which is copied back only if nothing was refused. Padding keeps
   * its bytes.
   */
  static void staged(MemorySegment memory, long at, Format format, Consumer<MemorySegment> put) {
    long size = format.itemsize();
    MemorySegment image = MemorySegment.ofArray(new byte[checkLength(size, "bytes", format)]);
    MemorySegment.copy(memory, at, image, 0, size);
    put.accept(image);
    MemorySegment.copy(image, 0, memory, at, size);
  }
}
