package org.ndview.npy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Python's literals, as far as headers have them: strings, integers, True, False, None, tuples,
 * lists, and dicts with strings for keys. Names and operators are errors.
 */
final class PythonParser {
  /** Two levels for each level of a struct, of which a format may have 100. */
  private static final int MAX_DEPTH = 256;

  /** Of an integer: no length has more than 19. */
  private static final int MAX_DIGITS = 1000;

  private final String text;
  private final boolean suffixes;
  private int at;
  private int depth;

  PythonParser(String text, boolean suffixes) {
    this.text = text;
    this.suffixes = suffixes;
  }

  PythonLiteral parse() {
    PythonLiteral value = value();
    skip();
    if (at < text.length()) {
      throw wrong("the end was expected, not " + found());
    }
    return value;
  }

  private PythonLiteral value() {
    skip();
    char c = peek();
    return switch (c) {
      case '\'', '"' -> new PythonLiteral.Text(string());
      case '(', '[', '{' -> {
        if (++depth > MAX_DEPTH) {
          throw wrong("brackets nest deeper than " + MAX_DEPTH);
        }
        at++;
        PythonLiteral value = c == '(' ? tuple() : c == '[' ? list() : dict();
        depth--;
        yield value;
      }
      default -> {
        if (isDigit(c) || c == '-' || c == '+') {
          yield integer();
        }
        yield word();
      }
    };
  }

  private PythonLiteral word() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_') {
      at++;
    }
    String word = text.substring(start, at);
    if ((word.equals("u") || word.equals("U")) && (peek() == '\'' || peek() == '"')) {
      return new PythonLiteral.Text(string()); // as Python 2 writes unicode
    }
    switch (word) {
      case "True":
        return new PythonLiteral.Bool(true);
      case "False":
        return new PythonLiteral.Bool(false);
      case "None":
        return new PythonLiteral.None();
      default:
        at = start;
        throw wrong("a literal was expected, not " + found());
    }
  }

  private PythonLiteral integer() {
    int start = at;
    boolean negative = peek() == '-';
    if (negative || peek() == '+') {
      at++;
      skip();
    }
    StringBuilder digits = new StringBuilder();
    while (isDigit(peek()) || (peek() == '_' && isDigit(text.charAt(at - 1)))) {
      if (peek() != '_') {
        digits.append(peek());
      }
      at++;
    }
    boolean zeros = digits.length() > 1 && digits.chars().allMatch(d -> d == '0');
    if (digits.isEmpty()
        || text.charAt(at - 1) == '_'
        || (digits.length() > 1 && digits.charAt(0) == '0' && !zeros)) {
      at = start;
      throw wrong("an integer was expected, not " + found());
    }
    if (digits.length() > MAX_DIGITS) {
      at = start;
      throw wrong("an integer has more than " + MAX_DIGITS + " digits");
    }
    if (suffixes && peek() == 'L') {
      at++;
    }
    if (Character.isLetterOrDigit(peek()) || peek() == '.') {
      throw wrong("an integer ends with " + found());
    }
    BigInteger number = new BigInteger(digits.toString());
    return new PythonLiteral.Int(negative ? number.negate() : number);
  }

  /** Behind the bracket. A pair of parentheses is a tuple if a comma is in it, or nothing. */
  private PythonLiteral tuple() {
    List<PythonLiteral> parts = new ArrayList<>();
    boolean comma = parts(')', parts);
    return parts.size() == 1 && !comma ? parts.getFirst() : new PythonLiteral.Tuple(parts);
  }

  private PythonLiteral list() {
    List<PythonLiteral> parts = new ArrayList<>();
    parts(']', parts);
    return new PythonLiteral.Sequence(parts);
  }

  /** Whether there was a comma. */
  private boolean parts(char end, List<PythonLiteral> parts) {
    boolean comma = false;
    while (!accept(end)) {
      parts.add(value());
      if (!accept(',')) {
        expect(end);
        return comma;
      }
      comma = true;
    }
    return comma;
  }

  private PythonLiteral dict() {
    SequencedMap<String, PythonLiteral> entries = new LinkedHashMap<>();
    while (!accept('}')) {
      skip();
      int start = at;
      if (!(value() instanceof PythonLiteral.Text(String key))) {
        at = start;
        throw wrong("a string was expected for a key, not " + found());
      }
      expect(':');
      if (entries.put(key, value()) != null) {
        at = start;
        throw wrong("the key " + PythonRepr.quote(key) + " stands twice");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    return new PythonLiteral.Dict(entries);
  }

  private String string() {
    int start = at;
    char quote = text.charAt(at++);
    StringBuilder out = new StringBuilder();
    while (true) {
      if (at >= text.length() || peek() == '\n') {
        at = start;
        throw wrong("a string without an end");
      }
      char c = text.charAt(at++);
      if (c == quote) {
        return out.toString();
      } else if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
  }

  private void escape(StringBuilder out) {
    char c = peek();
    at++;
    switch (c) {
      case '\\', '\'', '"' -> out.append(c);
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'a' -> out.append('\007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'v' -> out.append('\013');
      case '\n' -> {}
      case 'x' -> out.appendCodePoint(hex(2));
      case 'u' -> out.appendCodePoint(hex(4));
      case 'U' -> out.appendCodePoint(hex(8));
      case 'N' -> throw wrong("a character by its name is not read");
      default -> {
        if (c >= '0' && c <= '7') {
          at--;
          out.append((char) octal());
        } else {
          out.append('\\'); // as Python has it
          at--;
        }
      }
    }
  }

  private int octal() {
    int value = 0;
    for (int n = 0; n < 3 && peek() >= '0' && peek() <= '7'; n++) {
      value = value * 8 + text.charAt(at++) - '0';
    }
    return value;
  }

  private int hex(int digits) {
    long value = 0;
    for (int n = 0; n < digits; n++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0 || peek() > 'f') {
        throw wrong(digits + " hexadecimal digits were expected");
      }
      value = value * 16 + digit;
      at++;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw wrong("there is no character %x".formatted(value));
    }
    return (int) value;
  }

  private void skip() {
    while (at < text.length() && " \t\r\n\f".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private boolean accept(char c) {
    skip();
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw wrong("'" + c + "' was expected, not " + found());
    }
  }

  /** NUL at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private String found() {
    return at >= text.length()
        ? "the end"
        : PythonRepr.quote(text.substring(at, Math.min(text.length(), at + 12)));
  }

  private IllegalArgumentException wrong(String message) {
    return new IllegalArgumentException("character " + at + ": " + message);
  }
}
