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

/** Structs, and plain formats of several items. */
public final class CompoundCodec extends ItemCodec {
  private record Part(ItemCodec codec, long offset, long size, int count) {}

  private final Compound format;
  private final List<Part> parts = new ArrayList<>();
  private final List<@Nullable String> names;
  private final int count;

  public CompoundCodec(Compound format) {
    this.format = format;
    count = checkLength(format.valueCount(), "values", format);
    boolean named = format.fields().stream().anyMatch(field -> field.name() != null);
    List<@Nullable String> all = new ArrayList<>();
    for (Field field : format.fields()) {
      if (isValue(field)) {
        parts.add(
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

  @Override
  public void put(MemorySegment memory, long at, Object value) {
    List<?> values =
        switch (value) {
          case List<?> list -> list;
          case Object[] array -> Arrays.asList(array);
          default ->
              throw unwritten(
                  value, format.toString(), "a StructValue, or a list of " + count + " values");
        };
    if (values.size() != count) {
      throw unwritten(value, format.toString(), count + " values, not " + values.size());
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
  public static void staged(
      MemorySegment memory, long at, Format format, Consumer<MemorySegment> put) {
    long size = format.itemsize();
    MemorySegment image = MemorySegment.ofArray(new byte[checkLength(size, "bytes", format)]);
    MemorySegment.copy(memory, at, image, 0, size);
    put.accept(image);
    MemorySegment.copy(image, 0, memory, at, size);
  }
}
