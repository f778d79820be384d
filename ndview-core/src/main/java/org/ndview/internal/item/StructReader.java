package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.StructValue;
import org.ndview.format.ScalarType;

/**
 * Reads structs that lie in an array: where each value lies is looked up once, and plain numbers
 * need no codec.
 */
public final class StructReader {
  /** So many values have their places written down. */
  private static final int MOST = 1024;

  private final CompoundCodec codec;
  private final List<@Nullable String> names;
  private final ItemCodec[] codecs;
  private final @Nullable ScalarType[] types;
  private final int[] offsets;

  private StructReader(CompoundCodec codec, int count, List<@Nullable String> names) {
    this.codec = codec;
    this.names = names;
    codecs = new ItemCodec[count];
    types = new @Nullable ScalarType[count];
    offsets = new int[count];
  }

  static StructReader of(
      CompoundCodec codec, CompoundCodec.Part[] parts, int count, List<@Nullable String> names) {
    if (count > MOST) {
      return new StructReader(codec, 0, names);
    }
    StructReader reader = new StructReader(codec, count, names);
    int i = 0;
    for (CompoundCodec.Part part : parts) {
      for (int k = 0; k < part.count(); k++) {
        reader.codecs[i] = part.codec();
        reader.types[i] = part.codec() instanceof ScalarCodec scalar ? scalar.plainType() : null;
        reader.offsets[i++] = Math.toIntExact(part.offset() + k * part.size());
      }
    }
    return reader;
  }

  /**
   * {@return the struct at an offset of an array}
   *
   * @param same the array's memory
   */
  public Object get(byte[] bytes, MemorySegment same, int at) {
    if (offsets.length == 0) {
      return codec.get(same, at);
    }
    Object[] values = new Object[offsets.length];
    for (int i = 0; i < values.length; i++) {
      ScalarType type = types[i];
      int place = at + offsets[i];
      values[i] =
          type == null
              ? codecs[i].get(same, place)
              : ScalarBits.item(type, ScalarBits.of(type, bytes, place));
    }
    return new StructValue(values, names);
  }
}
