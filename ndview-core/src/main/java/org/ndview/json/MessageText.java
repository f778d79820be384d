package org.ndview.json;

/** Text of documents in messages. */
final class MessageText {
  private static final int MOST = 60;

  private MessageText() {}

  /** {@return a text, or its beginning, without control characters and lone surrogates} */
  static String brief(String text) {
    StringBuilder brief = new StringBuilder();
    text.codePoints()
        .limit(MOST)
        .forEach(c -> {
          boolean plain = !Character.isISOControl(c) && (c < 0xd800 || c > 0xdfff);
          brief.append(plain ? Character.toString(c) : "\\u%04x".formatted(c));
        });
    return text.length() > MOST ? brief + "..." : brief.toString();
  }

  /** {@return the index of the first surrogate that stands alone, or -1} */
  static int loneSurrogate(String text) {
    int i = 0;
    while (i < text.length()) {
      // a pair is read as one code point, which is not a surrogate
      int c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(c);
    }
    return -1;
  }
}
