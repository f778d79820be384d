package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.ndview.format.Format;
import org.ndview.format.Text;
import org.ndview.internal.check.BriefText;

/** Items that are one character, {@code u} or {@code w}, as Java's char. */
public final class CharItems {
  private CharItems() {}

  /**
   * {@return the character at a byte offset}
   *
   * @throws IllegalArgumentException if the format is not of one character
   * @throws ArithmeticException if the character does not fit a char
   */
  public static char get(Format format, MemorySegment memory, long at) {
    Text text = check(format);
    boolean swapped = text.mark().order() != ByteOrder.nativeOrder();
    if (text.code() == 'u') {
      char unit = memory.get(ValueLayout.JAVA_CHAR_UNALIGNED, at);
      return swapped ? Character.reverseBytes(unit) : unit;
    }
    int unit = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at);
    int point = swapped ? Integer.reverseBytes(unit) : unit;
    if (point >>> Character.SIZE != 0) {
      throw new ArithmeticException(
          "0x%08x of the format '%s' does not fit a char; get() gives it whole"
              .formatted(point, BriefText.of(format)));
    }
    return (char) point;
  }

  /**
   * Writes a character.
   *
   * @throws IllegalArgumentException if the format is not of one character
   */
  public static void put(Format format, MemorySegment memory, long at, char value) {
    Text text = check(format);
    boolean swapped = text.mark().order() != ByteOrder.nativeOrder();
    if (text.code() == 'u') {
      char unit = swapped ? Character.reverseBytes(value) : value;
      memory.set(ValueLayout.JAVA_CHAR_UNALIGNED, at, unit);
    } else {
      memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, swapped ? Integer.reverseBytes(value) : value);
    }
  }

  private static Text check(Format format) {
    if (format instanceof Text text
        && text.length() == 1
        && (text.code() == 'u' || text.code() == 'w')) {
      return text;
    }
    throw new IllegalArgumentException(
        "items of the format '"
            + BriefText.of(format)
            + "' are not one character each, 'u' or 'w'; get() reads them");
  }
}
