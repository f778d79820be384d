package org.ndview.npy;

import java.util.List;
import java.util.stream.Collectors;
import org.ndview.internal.check.BriefText;

/** Values as Python's {@code repr} writes them. */
final class PythonRepr {
  private PythonRepr() {}

  /** A string in quotes: single ones, unless it holds single ones alone. */
  static String quote(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder out = new StringBuilder().append(quote);
    text.codePoints().forEach(c -> append(out, c, quote));
    return out.append(quote).toString();
  }

  /** A string in quotes, cut where it is long: for messages about what may be hostile. */
  static String brief(String text) {
    return BriefText.of(quote(text));
  }

  private static void append(StringBuilder out, int c, char quote) {
    if (c == quote || c == '\\') {
      out.append('\\').append((char) c);
    } else if (c == '\n') {
      out.append("\\n");
    } else if (c == '\r') {
      out.append("\\r");
    } else if (c == '\t') {
      out.append("\\t");
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else if (c <= 0xFF) {
      out.append("\\x%02x".formatted(c));
    } else {
      out.append((c <= 0xFFFF ? "\\u%04x" : "\\U%08x").formatted(c));
    }
  }

  /** Python's {@code str.isprintable}. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /** A tuple of numbers. */
  static String tuple(List<Long> numbers) {
    String inner = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return "(" + inner + (numbers.size() == 1 ? ",)" : ")");
  }
}
