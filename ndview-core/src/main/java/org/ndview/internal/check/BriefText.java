package org.ndview.internal.check;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text of any length as a message shows it: short, and in characters that can be seen. */
public final class BriefText {
  /** How much of a text is shown (in code points). */
  public static final int MAX_SHOWN = 80;

  /** How many numbers are shown: a shape that can be is shown whole. */
  private static final int MAX_NUMBERS = 64;

  private BriefText() {}

  /**
   * {@return a text, or its beginning and its length, without control characters and lone
   * surrogates}
   *
   * @param text the text
   */
  public static String of(String text) {
    return of(text, MAX_SHOWN);
  }

  /**
   * {@return the same, with another limit}
   *
   * @param text the text
   * @param max how much is shown (in code points)
   */
  public static String of(String text, int max) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int n = 0; n < max && at < text.length(); n++) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (isPlain(c)) {
        shown.appendCodePoint(c);
      } else {
        shown.append("\\u%04x".formatted(c));
      }
    }
    if (at < text.length()) {
      shown.append("... (").append(text.length()).append(" characters)");
    }
    return shown.toString();
  }

  /**
   * {@return the text of anything, such as a format, as short as any text}
   *
   * @param value what has the text
   */
  public static String of(Object value) {
    return of(value.toString());
  }

  /**
   * {@return numbers as a list between brackets, such as a shape, or the first of them and how many
   * there are}
   *
   * @param numbers an array of numbers, or a list of them
   */
  public static String numbers(Object numbers) {
    int n = numbers instanceof List<?> list ? list.size() : Array.getLength(numbers);
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < Math.min(n, MAX_NUMBERS); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(numbers instanceof List<?> list ? list.get(i) : Array.get(numbers, i));
    }
    return text.append(n > MAX_NUMBERS ? ", ... (" + n + " numbers)]" : "]").toString();
  }

  /**
   * {@return names as a list between brackets, or the first of them and how many there are}
   *
   * @param names the names, null for what has none
   */
  public static String list(Collection<? extends @Nullable String> names) {
    StringBuilder list = new StringBuilder("[");
    int shown = 0;
    for (String name : names) {
      if (list.length() > 4 * MAX_SHOWN) {
        return list + ", ... (" + names.size() + " names)]";
      }
      list.append(shown++ == 0 ? "" : ", ").append(name == null ? "null" : of(name));
    }
    return list.append(']').toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
