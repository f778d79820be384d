package org.ndview;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/** Reads the text of an index: see {@link Index#parse}. */
final class IndexParser {
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);

  /** Every long has fewer digits. */
  private static final int MAX_DIGITS = 20;

  private final String text;
  private int at;

  IndexParser(String text) {
    this.text = text;
  }

  List<Index> parse() {
    List<Index> parts = new ArrayList<>();
    while (!atEnd()) {
      parts.add(part());
      if (!atEnd() && !take(",")) {
        throw error("expected ','", at);
      }
    }
    return List.copyOf(parts);
  }

  private Index part() {
    if (take("...")) {
      return Index.ellipsis();
    }
    if (take("newaxis") || take("None")) {
      return Index.newAxis();
    }
    Long start = integer();
    if (!take(":")) {
      if (start == null) {
        throw error("expected an integer, a slice, '...' or 'newaxis'", at);
      }
      return Index.at(start);
    }
    Long stop = integer();
    if (!take(":")) {
      return new Index.Range(start, stop, null);
    }
    atEnd();
    int place = at;
    Long step = integer();
    if (step != null && step == 0) {
      throw error("slice step cannot be zero", place);
    }
    return new Index.Range(start, stop, step);
  }

  private @Nullable Long integer() {
    if (atEnd()) {
      return null;
    }
    int end = at;
    if (text.charAt(end) == '-' || text.charAt(end) == '+') {
      end++;
    }
    int digits = end;
    // ASCII alone, so no Character.isDigit
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == digits) {
      return null;
    }
    while (digits < end - 1 && text.charAt(digits) == '0') {
      digits++;
    }
    boolean negative = text.charAt(at) == '-';
    at = end;
    // what a long cannot hold is beyond every dimension
    if (end - digits > MAX_DIGITS) {
      return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    BigInteger magnitude = new BigInteger(text.substring(digits, end));
    return (negative ? magnitude.negate() : magnitude).min(MAX).max(MIN).longValue();
  }

  private boolean take(String token) {
    if (atEnd() || !text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  /** Skips blanks first. */
  private boolean atEnd() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length();
  }

  private IllegalArgumentException error(String expected, int place) {
    return new IllegalArgumentException(
        "index \"" + BriefText.of(text) + "\" at " + place + ": " + expected);
  }
}
