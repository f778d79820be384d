package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.StructValue;
import org.ndview.format.Bits;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.FunctionPointer;
import org.ndview.format.Opaque;
import org.ndview.format.Pad;
import org.ndview.format.Pointer;
import org.ndview.format.Scalar;
import org.ndview.format.Sequence;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;

/**
 * Reads and writes boxed items of one format. A value is checked whole before its first byte is
 * written. Codecs hold no state of their own but their format.
 */
public abstract class ItemCodec {
  /** {@return the item at a byte offset, boxed} */
  public abstract Object get(MemorySegment memory, long at);

  /** Writes a value, or throws IllegalArgumentException and leaves memory as it was. */
  public abstract void put(MemorySegment memory, long at, @Nullable Object value);

  /**
   * {@return the item at a byte offset as {@link ItemValues#equal} compares it} It is what get
   * gives, but without rounding (a long double is a {@link WideFloat}), and no bytes are refused:
   * text is its code points, valid or not. What has no value in Java equals nothing.
   */
  public Object key(MemorySegment memory, long at) {
    return get(memory, at);
  }

  /**
   * {@return a value as the items that put writes of it compare: every value that put takes is
   * found, but for what is lost in rounding} What put refuses stays as it is, and equals what
   * Python's == says.
   */
  public @Nullable Object keyOf(@Nullable Object value) {
    return value;
  }

  /** {@return a list, or an array of objects as one; null for what is neither} */
  static @Nullable List<?> listOf(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> list;
      case Object[] array -> Arrays.asList(array);
      case null, default -> null;
    };
  }

  public static ItemCodec of(Format format) {
    return switch (format) {
      case Scalar scalar -> new ScalarCodec(scalar);
      case Text text -> TextCodec.of(text);
      case Pad pad -> new PadCodec(pad);
      case Pointer pointer -> new UnsignedCodec(pointer, 8 * pointer.itemsize(), pointer.mark());
      case FunctionPointer pointer ->
          new UnsignedCodec(pointer, 8 * pointer.itemsize(), pointer.mark());
      case Bits bits -> new UnsignedCodec(bits, bits.count(), bits.mark());
      case Opaque opaque -> new OpaqueCodec(opaque);
      case SubArray array -> new SubArrayCodec(array);
      case Struct struct -> new CompoundCodec(struct);
      case Sequence sequence ->
          isBare(sequence) ? new BareCodec(sequence) : new CompoundCodec(sequence);
    };
  }

  /**
   * Whether a plain format yields one unnamed value, as {@code <i4x} does: then that is the item,
   * as in struct and memoryview.
   */
  public static boolean isBare(Sequence sequence) {
    return sequence.valueCount() == 1
        && sequence.fields().stream().noneMatch(field -> field.name() != null);
  }

  /** {@return the field of the only value} */
  public static Field bareField(Sequence sequence) {
    return sequence.fields().stream().filter(ItemCodec::isValue).findFirst().orElseThrow();
  }

  public static boolean isValue(Field field) {
    return field.count() > 0 && !field.isPadding();
  }

  /** Of a field's format: padding with a name has its bytes for a value. */
  public static ItemCodec ofField(Format format) {
    return format instanceof Pad pad ? new TextCodec.Bytes(pad.length(), pad) : of(format);
  }

  /** {@return how long the array of an item is} */
  static int checkLength(long n, String what, Format format) {
    if (n > ArrayLimits.MAX_LENGTH) {
      throw new UnsupportedOperationException(
          "an item of the format '%s' has %d %s, more than a Java array holds"
              .formatted(BriefText.of(format.toString()), n, what));
    }
    return (int) n;
  }

  public static IllegalArgumentException unwritten(
      @Nullable Object value, Format format, String range) {
    return new IllegalArgumentException(
        "the value %s does not fit the format '%s', which holds %s"
            .formatted(
                // a Java byte is a number, unless it was read from the format c
                value instanceof Byte ? value : ItemText.of(value, ItemText.MAX_MESSAGE),
                BriefText.of(format.toString()),
                range));
  }

  /** Bytes with no meaning in Java. */
  private static final class OpaqueCodec extends ItemCodec {
    private static final Object NO_VALUE = new Object();

    private final Opaque format;

    public OpaqueCodec(Opaque format) {
      this.format = format;
    }

    @Override
    public Object get(MemorySegment memory, long at) {
      throw refused();
    }

    @Override
    public Object key(MemorySegment memory, long at) {
      return NO_VALUE;
    }

    @Override
    public void put(MemorySegment memory, long at, @Nullable Object value) {
      throw refused();
    }

    private UnsupportedOperationException refused() {
      return new UnsupportedOperationException(
          "items of the format '%s' have no value in Java: %s; toBytes() gives their bytes"
              .formatted(BriefText.of(format.toString()), format.reason()));
    }
  }

  /** Nothing but padding: no values, as in struct. */
  private static final class PadCodec extends ItemCodec {
    private final Pad format;

    public PadCodec(Pad format) {
      this.format = format;
    }

    @Override
    public Object get(MemorySegment memory, long at) {
      return new StructValue(new Object[0], List.of());
    }

    @Override
    public @Nullable Object keyOf(@Nullable Object value) {
      return value instanceof Object[] array ? Arrays.asList(array) : value;
    }

    @Override
    public void put(MemorySegment memory, long at, @Nullable Object value) {
      List<?> list = listOf(value);
      if (list == null || !list.isEmpty()) {
        throw unwritten(value, format, "an empty list: padding has no value");
      }
    }
  }

  /** A plain format with padding around its only value. */
  private static final class BareCodec extends ItemCodec {
    private final ItemCodec codec;
    private final long offset;

    public BareCodec(Sequence sequence) {
      Field field = bareField(sequence);
      codec = of(field.format());
      offset = field.offset();
    }

    @Override
    public Object get(MemorySegment memory, long at) {
      return codec.get(memory, at + offset);
    }

    @Override
    public Object key(MemorySegment memory, long at) {
      return codec.key(memory, at + offset);
    }

    @Override
    public @Nullable Object keyOf(@Nullable Object value) {
      return codec.keyOf(value);
    }

    @Override
    public void put(MemorySegment memory, long at, @Nullable Object value) {
      codec.put(memory, at + offset, value);
    }
  }
}
