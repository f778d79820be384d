package org.ndview.format;

import java.util.ArrayList;
import java.util.List;

/** A place in a text, and the small things that are read there. */
final class FormatScanner {
  /** What {@link #peek} gives at the end; no text holds it. */
  static final char END = 0;

  private final String text;
  private int pos;

  FormatScanner(String text) {
    this.text = text;
    int nul = text.indexOf(END);
    if (nul >= 0) {
      throw fail("a format cannot hold NUL", nul);
    }
  }

  int pos() {
    return pos;
  }

  void moveTo(int place) {
    pos = place;
  }

  char peek() {
    return pos < text.length() ? text.charAt(pos) : END;
  }

  boolean looksAt(String s) {
    return text.startsWith(s, pos);
  }

  void skip(int chars) {
    pos += chars;
  }

  void skipSpace() {
    while (isSpace(peek())) {
      pos++;
    }
  }

  /** The white space of struct. */
  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  void expect(char c, String why) {
    if (peek() != c) {
      throw fail(why);
    }
    pos++;
  }

  long number() {
    int start = pos;
    if (!isDigit(peek())) {
      throw fail("a number was expected");
    }
    long n = 0;
    for (; isDigit(peek()); pos++) {
      int digit = peek() - '0';
      if (n > (Long.MAX_VALUE - digit) / 10) {
        throw tooLong(start);
      }
      n = n * 10 + digit;
    }
    return n;
  }

  /**
   * Reads {@code (2,3)}.
   *
   * @param before how many dimensions the item has already
   */
  List<Long> shape(int before) {
    List<Long> dims = new ArrayList<>();
    pos++;
    while (true) {
      skipSpace();
      if (!isDigit(peek())) {
        throw fail("a length was expected in the shape");
      }
      dims.add(number());
      if (before + dims.size() > Sizes.MAX_DIMS) {
        throw fail("a shape has at most " + Sizes.MAX_DIMS + " dimensions");
      }
      skipSpace();
      if (peek() != ',') {
        break;
      }
      pos++;
    }
    expect(')', "',' or ')' was expected in the shape");
    return dims;
  }

  /** Reads {@code :name:}. */
  String name() {
    int start = ++pos;
    int end = text.indexOf(':', start);
    if (end < 0) {
      throw fail("the name needs a ':' at its end", start - 1);
    }
    String name = text.substring(start, end);
    String fault = Names.fault(name);
    if (fault != null) {
      throw fail(fault, start);
    }
    pos = end + 1;
    return name;
  }

  /** Reads up to the ']' and past it. */
  String bracket() {
    int start = ++pos;
    int end = text.indexOf(']', start);
    if (end < 0) {
      throw fail("the '[' needs a ']'", start - 1);
    }
    pos = end + 1;
    return text.substring(start, end);
  }

  FormatException fail(String expected) {
    return fail(expected, pos);
  }

  FormatException fail(String expected, int index) {
    return new FormatException(expected, text, index);
  }

  FormatException tooLong(int index) {
    return fail("total struct size too long: it must stay below 2^63 bytes", index);
  }
}
