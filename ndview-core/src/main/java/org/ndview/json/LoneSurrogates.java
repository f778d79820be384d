package org.ndview.json;

/** Halves of surrogate pairs, which no document can hold. */
final class LoneSurrogates {
  private LoneSurrogates() {}

  /** {@return the index of the first surrogate that stands alone, or -1} */
  static int first(String text) {
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
