package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.Text;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;

/**
 * Bytes and characters: {@code s}, {@code p}, {@code u}, {@code w}, and padding that has a name.
 */
public abstract sealed class TextCodec extends ItemCodec {
  /**
   * Writes what {@link #key} gives of text of another width.
   *
   * @param cut whether what is too long loses its end, as in NumPy, or is refused
   * @throws IllegalArgumentException if it does not fit
   */
  public abstract void convert(MemorySegment memory, long at, Object key, boolean cut);

  public static TextCodec of(Text text) {
    return switch (text.code()) {
      case 's' -> new Bytes(text.length(), text);
      case 'p' -> new Pascal(text);
      default -> new Characters(text);
    };
  }

  private static int length(long length, Format format) {
    return ItemCodec.checkLength(length, "units", format);
  }

  private static byte[] bytes(@Nullable Object value, Format format, long most) {
    byte[] bytes = ItemValues.bytes(value);
    if (bytes == null) {
      throw ItemCodec.unwritten(value, format, "bytes");
    }
    if (bytes.length > most) {
      throw ItemCodec.unwritten(value, format, "at most " + most + " bytes, not " + bytes.length);
    }
    return bytes;
  }

  /** The bytes that are kept where there is room for so many: zeros at the end are no text. */
  private static Object fitting(Object key, long room, boolean cut) {
    if (!(key instanceof byte[] bytes) || bytes.length <= room) {
      return key;
    }
    int n = bytes.length;
    while (n > room && (cut || bytes[n - 1] == 0)) {
      n--;
    }
    return Arrays.copyOf(bytes, n);
  }

  /** A fixed number of bytes; a shorter value is filled with zeros, as in struct. */
  public static final class Bytes extends TextCodec {
    private final long length;
    private final Format format;

    public Bytes(long length, Format format) {
      this.length = length;
      this.format = format;
    }

    @Override
    public Object get(MemorySegment memory, long at) {
      byte[] bytes = new byte[length(length, format)];
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
      return bytes;
    }

    @Override
    public @Nullable Object keyOf(@Nullable Object value) {
      // bytes are compared with all zeros that fill them up, as in struct; a single one is filled
      // up
      return value instanceof Byte b && length > 0 && length <= ArrayLimits.MAX_LENGTH
          ? Arrays.copyOf(new byte[] {b}, (int) length)
          : value;
    }

    @Override
    public void put(MemorySegment memory, long at, @Nullable Object value) {
      byte[] bytes = bytes(value, format, length);
      MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, bytes.length);
      memory.asSlice(at + bytes.length, length - bytes.length).fill((byte) 0);
    }

    @Override
    public void convert(MemorySegment memory, long at, Object key, boolean cut) {
      put(memory, at, fitting(key, length, cut));
    }
  }

  /** A Pascal string: its length in the first byte. */
  private static final class Pascal extends TextCodec {
    private final Text format;

    public Pascal(Text format) {
      this.format = format;
    }

    private long most() {
      return Math.clamp(format.length() - 1, 0, 255);
    }

    @Override
    public Object get(MemorySegment memory, long at) {
      if (format.length() == 0) {
        return new byte[0];
      }
      long told = memory.get(ValueLayout.JAVA_BYTE, at) & 0xff;
      byte[] bytes = new byte[(int) Math.min(told, most())];
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at + 1, bytes, 0, bytes.length);
      return bytes;
    }

    @Override
    public void put(MemorySegment memory, long at, @Nullable Object value) {
      byte[] bytes = bytes(value, format, most());
      if (format.length() > 0) {
        memory.set(ValueLayout.JAVA_BYTE, at, (byte) bytes.length);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at + 1, bytes.length);
        memory.asSlice(at + 1 + bytes.length, format.length() - 1 - bytes.length).fill((byte) 0);
      }
    }

    @Override
    public void convert(MemorySegment memory, long at, Object key, boolean cut) {
      put(memory, at, fitting(key, most(), cut));
    }
  }

  /** UCS-2 and UCS-4. As in NumPy, zeros at the end are not part of the text. */
  private static final class Characters extends TextCodec {
    private final Text format;
    private final int width;
    private final boolean swapped;

    public Characters(Text format) {
      this.format = format;
      width = format.code() == 'u' ? 2 : 4;
      swapped = format.mark().order() != ByteOrder.nativeOrder();
    }

    private int read(MemorySegment memory, long at) {
      if (width == 2) {
        short unit = memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
        return (swapped ? Short.reverseBytes(unit) : unit) & 0xffff;
      }
      int unit = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at);
      return swapped ? Integer.reverseBytes(unit) : unit;
    }

    private void write(MemorySegment memory, long at, int unit) {
      if (width == 2) {
        short bits = (short) unit;
        memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, swapped ? Short.reverseBytes(bits) : bits);
      } else {
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, swapped ? Integer.reverseBytes(unit) : unit);
      }
    }

    /** Text is as long as its last unit that is not 0. */
    private int[] units(MemorySegment memory, long at) {
      int n = length(format.length(), format);
      while (n > 0 && read(memory, at + (long) width * (n - 1)) == 0) {
        n--;
      }
      int[] units = new int[n];
      for (int i = 0; i < n; i++) {
        units[i] = read(memory, at + (long) width * i);
      }
      return units;
    }

    @Override
    public Object get(MemorySegment memory, long at) {
      int[] units = units(memory, at);
      StringBuilder text = new StringBuilder(units.length);
      for (int i = 0; i < units.length; i++) {
        if (!Character.isValidCodePoint(units[i])) {
          throw unread(at, "0x%08x, which is no character".formatted(units[i]));
        }
        if (width == 4 && i > 0 && isPair(units[i - 1], units[i])) {
          throw unread(
              at,
              "0x%04x 0x%04x, two units that a Java String makes one character of"
                  .formatted(units[i - 1], units[i]));
        }
        text.appendCodePoint(units[i]);
      }
      return text.toString();
    }

    private static boolean isPair(int high, int low) {
      return high >> 10 == 0xd800 >> 10 && low >> 10 == 0xdc00 >> 10;
    }

    private IllegalArgumentException unread(long at, String what) {
      return new IllegalArgumentException(
          "the item of the format '%s' at byte %d holds %s; toBytes() gives its bytes"
              .formatted(BriefText.of(format.toString()), at, what));
    }

    @Override
    public Object key(MemorySegment memory, long at) {
      int[] units = units(memory, at);
      // UCS-2 is written as Java's chars are
      return width == 4 ? units : new String(units, 0, units.length);
    }

    @Override
    public @Nullable Object keyOf(@Nullable Object value) {
      if (!(value instanceof String || value instanceof Character)) {
        return value;
      }
      String text = value.toString();
      int n = text.length();
      while (n > 0 && text.charAt(n - 1) == 0) {
        n--;
      }
      return text.substring(0, n);
    }

    @Override
    public void put(MemorySegment memory, long at, @Nullable Object value) {
      if (width == 4 && value instanceof int[] units && units.length <= format.length()) {
        store(memory, at, units); // a key
        return;
      }
      String text =
          switch (value) {
            case int[] units when isText(units) -> new String(units, 0, units.length);
            case String s -> s;
            case Character c -> c.toString();
            case null, default -> throw ItemCodec.unwritten(value, format, "text");
          };
      long length = width == 2 ? text.length() : text.codePointCount(0, text.length());
      if (length > format.length()) {
        throw ItemCodec.unwritten(
            text, format, "at most " + format.length() + " characters, not " + length);
      }
      int[] units = width == 2 ? text.chars().toArray() : text.codePoints().toArray();
      store(memory, at, units);
    }

    @Override
    public void convert(MemorySegment memory, long at, Object key, boolean cut) {
      put(memory, at, cut ? cut(key) : key);
    }

    /** The units that there is room for; UCS-2 keeps no half of a pair. */
    private Object cut(Object key) {
      int room = (int) Math.min(format.length(), ArrayLimits.MAX_LENGTH);
      if (width == 4) {
        int[] units = key instanceof String s ? s.codePoints().toArray() : (int[]) key;
        return units.length <= room ? key : Arrays.copyOf(units, room);
      }
      if (key instanceof int[] units && !isText(units)) {
        return key; // is refused
      }
      String text = key instanceof int[] units ? new String(units, 0, units.length) : (String) key;
      if (text.length() <= room) {
        return text;
      }
      boolean pair =
          room > 0 && Character.isSurrogatePair(text.charAt(room - 1), text.charAt(room));
      return text.substring(0, pair ? room - 1 : room);
    }

    private static boolean isText(int[] units) {
      return Arrays.stream(units).allMatch(Character::isValidCodePoint);
    }

    private void store(MemorySegment memory, long at, int[] units) {
      for (int i = 0; i < units.length; i++) {
        write(memory, at + (long) width * i, units[i]);
      }
      long used = (long) width * units.length;
      memory.asSlice(at + used, format.itemsize() - used).fill((byte) 0);
    }
  }
}
