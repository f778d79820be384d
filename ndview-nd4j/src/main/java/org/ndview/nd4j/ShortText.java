package org.ndview.nd4j;

/** Formats and names in messages, where they may be of any length. */
final class ShortText {
  private static final int MAX_SHOWN = 80;

  private ShortText() {}

  /** {@return a text, or its beginning and its length} */
  static String of(Object value) {
    String text = value.toString();
    return text.length() <= MAX_SHOWN
        ? text
        : text.substring(0, MAX_SHOWN) + "... (" + text.length() + " characters)";
  }
}
