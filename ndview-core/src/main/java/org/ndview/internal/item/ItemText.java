package org.ndview.internal.item;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import org.ndview.StructValue;
import org.ndview.internal.check.BriefText;

/** The text of boxed items, of bounded length whatever they hold. */
public final class ItemText {
  /** How long the text of one value in a message may get (in chars, about). */
  public static final int MAX_MESSAGE = BriefText.MAX_SHOWN;

  /** How long any text of a value may get (in chars, about). */
  public static final int MAX_TEXT = 1 << 16;

  /** Larger numbers are not written out, which takes more than time of their length. */
  private static final int MAX_BITS = 10_000;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder();
  private final int max;

  private ItemText(int max) {
    this.max = max;
  }

  /**
   * {@return the text of a value: bytes as {@code b'...'}, text between quotes, structs and lists
   * item by item}
   *
   * @param value any value
   * @param max how long it may get (in chars, about); what is left out is counted
   */
  public static String of(@Nullable Object value, int max) {
    ItemText text = new ItemText(max);
    text.append(value);
    return text.out.toString();
  }

  private boolean isFull() {
    return out.length() >= max;
  }

  private int room() {
    return Math.max(0, max - out.length());
  }

  private void append(@Nullable Object value) {
    switch (value) {
      case byte[] bytes -> bytes(bytes);
      case Byte b -> bytes(new byte[] {b});
      case String s -> quoted(s);
      case StructValue s -> struct(s);
      case List<?> list -> list(list);
      case BigInteger i when i.bitLength() > MAX_BITS ->
          out.append("a number of ").append(i.bitLength()).append(" bits");
      case BigDecimal d when d.unscaledValue().bitLength() > MAX_BITS ->
          out.append("a number of ").append(d.unscaledValue().bitLength()).append(" bits");
      case null -> out.append("null");
      case CharSequence s -> cut(s.subSequence(0, Math.min(s.length(), room() + 1)).toString());
      case Boolean _, Character _, Number _, Complex _, WideComplex _ -> cut(value.toString());
      default -> {
        if (value.getClass().isArray()) {
          array(value);
        } else {
          // what it holds is not for a message, and may hold itself
          out.append("an object of ").append(value.getClass().getName());
        }
      }
    }
  }

  private void cut(String text) {
    if (text.length() <= room() + 20) {
      out.append(text);
    } else {
      out.append(text, 0, room()).append("...");
    }
  }

  private void bytes(byte[] bytes) {
    out.append("b'");
    int i = 0;
    for (; i < bytes.length && !isFull(); i++) {
      byte b = bytes[i];
      if (b >= ' ' && b < 0x7f && b != '\'' && b != '\\') {
        out.append((char) b);
      } else {
        out.append("\\x").append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
      }
    }
    out.append('\'');
    left(bytes.length, i, "bytes");
  }

  private void quoted(String s) {
    int shown = Math.min(s.length(), room());
    // a surrogate pair stays whole
    if (shown > 0 && shown < s.length() && Character.isHighSurrogate(s.charAt(shown - 1))) {
      shown--;
    }
    out.append('\'').append(s, 0, shown).append('\'');
    left(s.length(), shown, "characters");
  }

  private void array(Object array) {
    int n = Array.getLength(array);
    out.append('[');
    int i = 0;
    for (; i < n && !isFull(); i++) {
      out.append(i == 0 ? "" : ", ");
      append(Array.get(array, i));
    }
    left(n, i, "items");
    out.append(']');
  }

  private void left(int length, int shown, String what) {
    if (shown < length) {
      out.append("... (").append(length).append(' ').append(what).append(')');
    }
  }

  private void struct(StructValue s) {
    out.append('(');
    int i = 0;
    for (; i < s.size() && !isFull(); i++) {
      String name = s.names().get(i);
      out.append(i == 0 ? "" : ", ");
      if (name != null) {
        out.append(BriefText.of(name, Math.max(BriefText.MAX_SHOWN, room()))).append('=');
      }
      append(s.get(i));
    }
    left(s.size(), i, "values");
    out.append(')');
  }

  private void list(List<?> list) {
    out.append('[');
    int i = 0;
    for (; i < list.size() && !isFull(); i++) {
      out.append(i == 0 ? "" : ", ");
      append(list.get(i));
    }
    left(list.size(), i, "items");
    out.append(']');
  }
}
