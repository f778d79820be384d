package org.ndview.json;

import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.ndview.io.Progress;

/**
 * Base64 as RFC 4648 has it in its section 4, strictly: no line breaks, no other letters, padded to
 * a multiple of 4, and nothing in the bits that the padding leaves over.
 */
final class Base64Text {
  /** As many bytes as a String holds as base64, with room for the rest of a document. */
  static final long MOST_BYTES = 1_500_000_000;

  /** Characters read, and bytes passed on, at a time: little enough for a processor's cache. */
  private static final int PART = 1 << 16;

  private static final int TOLD = 4 << 20;

  /**
   * The text that this thread read or wrote last: the same object need not be read again by the
   * next record that has it.
   */
  private static final ThreadLocal<@Nullable WeakReference<String>> CHECKED = new ThreadLocal<>();

  /** How many characters have been read, by all threads: each text once, as a test makes sure. */
  static final AtomicLong READ = new AtomicLong();

  private Base64Text() {}

  /** A text that is not base64. */
  static final class Malformed extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  /**
   * What a text stands for.
   *
   * @param bytes the bytes, nobody else's
   * @param sha256 their SHA-256, as hexadecimal digits; null if it was not asked for
   */
  record Decoded(byte[] bytes, @Nullable String sha256) {}

  /**
   * {@return how many bytes a text stands for}
   *
   * @throws Malformed if it is not base64; the message names the place
   */
  static long length(String text) {
    WeakReference<String> checked = CHECKED.get();
    if (checked == null || !checked.refersTo(text)) {
      checkGroups(text);
      read(text, (_, _, _) -> {});
    }
    return lengthOfChecked(text);
  }

  /** {@return how many bytes a text stands for that has been checked, without reading it again} */
  static long lengthOfChecked(String text) {
    return text.length() / 4 * 3L - padding(text);
  }

  /**
   * {@return what a text stands for} It is checked, decoded and hashed part by part, while a part
   * is in the processor's cache.
   *
   * @param hashed whether the SHA-256 is asked for
   * @param progress is told how much has been hashed
   * @throws Malformed if it is not base64; the message names the place
   */
  static Decoded decode(String text, boolean hashed, Progress progress) {
    checkGroups(text);
    byte[] bytes = new byte[Math.toIntExact(lengthOfChecked(text))];
    Sha256 sum = hashed ? new Sha256() : null;
    if (sum == null) {
      read(text, (part, at, n) -> System.arraycopy(part, 0, bytes, at, n));
      return new Decoded(bytes, null);
    }
    progress.moved(0, bytes.length);
    read(
        text,
        (part, at, n) -> {
          System.arraycopy(part, 0, bytes, at, n);
          sum.update(part, n);
          int done = at + n;
          if (done == bytes.length || at / TOLD != done / TOLD) {
            progress.moved(done, bytes.length);
          }
        });
    return new Decoded(bytes, sum.digits());
  }

  /** Receives bytes: the first n of an array, which are those from some byte on. */
  private interface Parts {
    void accept(byte[] part, int at, int n);
  }

  private static void read(String text, Parts parts) {
    READ.addAndGet(text.length());
    try {
      readGroups(text, parts);
    } catch (Fault e) {
      throw malformed(text, e);
    }
    CHECKED.set(new WeakReference<>(text));
  }

  private static void readGroups(String text, Parts parts) throws Fault {
    byte[] part = new byte[PART / 4 * 3];
    int length = text.length();
    int at = 0;
    for (int begin = 0; begin < length; begin += PART) {
      int end = Math.min(length, begin + PART);
      // letters beyond Latin 1 become question marks, which are refused as well
      byte[] letters = text.substring(begin, end).getBytes(StandardCharsets.ISO_8859_1);
      int n = decode(letters, part);
      if (end < length && n < part.length) {
        throw new Fault(null); // padding before the end
      }
      parts.accept(part, at, n);
      at += n;
    }
  }

  /** Only what the decoder refuses: a listener's errors are its own. */
  private static int decode(byte[] letters, byte[] part) throws Fault {
    try {
      return Base64.getDecoder().decode(letters, part);
    } catch (IllegalArgumentException e) {
      throw new Fault(e);
    }
  }

  private static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(@Nullable Throwable cause) {
      super(cause);
    }
  }

  /** The length, and the end: what the decoder does not mind. */
  private static void checkGroups(String text) {
    int n = text.length();
    if (n % 4 != 0) {
      throw new Malformed("base64 comes in groups of 4 characters, padded with =; these are " + n);
    }
    int padding = padding(text);
    int last = padding == 0 ? 0 : digit(text.charAt(n - padding - 1));
    if (last > 0 && (last & (1 << (2 * padding)) - 1) != 0) {
      checkDigits(text); // what comes first is named first
      throw new Malformed(
          "the last group of base64, \"" + text.substring(n - 4) + "\", has bits left over");
    }
  }

  private static Error malformed(String text, Fault fault) {
    checkDigits(text);
    return new AssertionError("the decoder refuses good base64", fault);
  }

  private static void checkDigits(String text) {
    for (int i = 0; i < text.length() - padding(text); i++) {
      if (digit(text.charAt(i)) < 0) {
        throw new Malformed(
            "the character U+%04X at index %d is none of base64's"
                .formatted((int) text.charAt(i), i));
      }
    }
  }

  private static int padding(String text) {
    return text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
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

  static String encode(byte[] bytes) {
    String text = Base64.getEncoder().encodeToString(bytes);
    CHECKED.set(new WeakReference<>(text));
    return text;
  }
}
