package org.ndview.format;

/**
 * A text that is not a format.
 *
 * <p>The message says what was expected, then shows the text with a caret under the place.
 */
public final class FormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** How much of a long text is shown to either side of the place (in chars). */
  private static final int WINDOW = 36;

  private final String format;
  private final int index;

  FormatException(String expected, String format, int index) {
    super(expected + ", at index " + index + "\n" + picture(format, index));
    this.format = format;
    this.index = index;
  }

  /** {@return the whole text} */
  public String format() {
    return format;
  }

  /** {@return the index of the fault in the text (in chars), its length if the end is too early} */
  public int index() {
    return index;
  }

  private static String picture(String text, int index) {
    int from = Math.max(0, index - WINDOW);
    int to = Math.min(text.length(), index + WINDOW);
    // a surrogate pair at an edge stays whole
    from -= splits(text, from) ? 1 : 0;
    to += splits(text, to) ? 1 : 0;
    String before = (from > 0 ? "..." : "") + escape(text.substring(from, index));
    String after = escape(text.substring(index, to)) + (to < text.length() ? "..." : "");
    return before + after + "\n" + " ".repeat(before.codePointCount(0, before.length())) + "^";
  }

  private static boolean splits(String text, int i) {
    return i > 0
        && i < text.length()
        && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          boolean plain =
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
                default -> true;
              };
          if (plain) {
            out.appendCodePoint(c);
          } else {
            out.append("\\u%04x".formatted(c));
          }
        });
    return out.toString();
  }
}
