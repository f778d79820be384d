package org.ndview.examples.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.utils.WCWidth;
import org.ndview.NdView;

/** Texts that commands print. */
final class Texts {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200c;

  private static final int ZERO_WIDTH_JOINER = 0x200d;

  private Texts() {}

  /** {@return a text of one line: names in files may have any character, which terminals obey} */
  static String plain(String text) {
    return text.codePoints()
        .mapToObj(c -> isObeyed(c) ? control(c) : new String(Character.toChars(c)))
        .collect(Collectors.joining());
  }

  /**
   * {@return whether a character changes how others are shown, as those do that turn the direction}
   */
  private static boolean isObeyed(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // those that join letters, or keep them apart, are part of words
      case Character.FORMAT -> c != ZERO_WIDTH_NON_JOINER && c != ZERO_WIDTH_JOINER;
      default -> false;
    };
  }

  private static String control(int c) {
    return c == '\n' || c == '\r' ? " " : "\\u%04x".formatted(c);
  }

  /** {@return the order in which a view's items lie} */
  static String order(NdView view) {
    if (view.isCContiguous()) {
      return "C";
    }
    return view.isFContiguous() ? "F" : "strided";
  }

  /**
   * {@return how many columns of a terminal a text takes: wide characters take two, accents none}
   */
  static int columns(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /**
   * {@return the lines of a table, columns of text to the left, the others to the right}
   *
   * @param rows the rows, the head first
   * @param leftColumns how many columns are to the left
   */
  static String table(List<List<String>> rows, int leftColumns) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], columns(row.get(i))));
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String blanks = " ".repeat(widths[i] - columns(row.get(i)));
        line.append(i == 0 ? "" : "  ");
        line.append(i < leftColumns ? row.get(i) + blanks : blanks + row.get(i));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
