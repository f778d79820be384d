package org.ndview.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Base64 as RFC 4648 has it in its section 4, strictly: no line breaks, no other letters, padded to
 * a multiple of 4, and nothing in the bits that the padding leaves over.
 */
final class Base64Text {
  /** As many bytes as a String holds as base64, with room for the rest of a document. */
  static final long MOST_BYTES = 1_500_000_000;

  private Base64Text() {}

  /** A text that is not base64. */
  static final class Malformed extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * {@return how many bytes a text stands for}
   *
   * @throws Malformed if it is not base64; the message names the place
   */
  static long length(String text) {
    int n = text.length();
    if (n % 4 != 0) {
      throw new Malformed("base64 comes in groups of 4 characters, padded with =; these are " + n);
    }
    int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
    for (int i = 0; i < n - padding; i++) {
      if (digit(text.charAt(i)) < 0) {
        throw new Malformed(
            "the character U+%04X at index %d is none of base64's"
                .formatted((int) text.charAt(i), i));
      }
    }
    if (padding > 0 && (digit(text.charAt(n - padding - 1)) & (1 << (2 * padding)) - 1) != 0) {
      throw new Malformed(
          "the last group of base64, \"" + text.substring(n - 4) + "\", has bits left over");
    }
    return lengthOfChecked(text);
  }

  /** {@return how many bytes a text stands for that has been checked, without reading it again} */
  static long lengthOfChecked(String text) {
    int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
    return text.length() / 4 * 3L - padding;
  }

  private static int digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    } else if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    } else if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }

  /** {@return the bytes of a text that has been checked} */
  static byte[] decode(String text) {
    return Base64.getDecoder().decode(text);
  }

  static String encode(byte[] bytes) {
    byte[] text = Base64.getEncoder().encode(bytes);
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
