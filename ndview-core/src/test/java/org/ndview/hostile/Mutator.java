package org.ndview.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes inputs of valid ones: a few changes each, of bytes, or by the grammar of a text. */
final class Mutator {
  /** No input is longer: what takes time is the number of inputs. */
  private static final int MOST = 16 << 10;

  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    7,
    8,
    63,
    64,
    65,
    127,
    128,
    255,
    256,
    1000,
    32767,
    32768,
    65535,
    65536,
    (1L << 31) - 1,
    1L << 31,
    (1L << 32) - 1,
    1L << 32,
    1L << 53,
    (1L << 61) - 1,
    1L << 61,
    1L << 62,
    Long.MAX_VALUE - 7,
    Long.MAX_VALUE - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -8
  };

  private static final List<String> DIGITS =
      List.of(
          "9223372036854775808",
          "18446744073709551616",
          "-9223372036854775809",
          "00",
          "1e3",
          "-0",
          "1.5",
          "99999999999999999999999999999999999999");

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern PART = Pattern.compile("[^,;{}()\\[\\]]+");
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  byte[] next(Target target, List<byte[]> seeds) {
    byte[] made = pick(seeds);
    int changes = 1 + Math.min(random.nextInt(6), random.nextInt(6));
    for (int i = 0; i < changes; i++) {
      made =
          target.isText() && random.nextInt(8) > 0
              ? Target.bytes(text(Target.text(made), target, seeds))
              : bytes(made, seeds);
      if (made.length > MOST) {
        made = Arrays.copyOf(made, MOST);
      }
    }
    return made;
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private int place(int length) {
    return random.nextInt(length + 1);
  }

  // bytes

  private byte[] bytes(byte[] in, List<byte[]> seeds) {
    int at = place(in.length);
    int to = Math.min(in.length, at + 1 + random.nextInt(1 << random.nextInt(10)));
    return switch (random.nextInt(8)) {
      case 0 -> changed(in, at, (byte) (1 << random.nextInt(8)), true);
      case 1 -> changed(in, at, (byte) NUMBERS[random.nextInt(NUMBERS.length)], false);
      case 2 -> number(in, at);
      case 3 -> Arrays.copyOf(in, at);
      case 4 -> joined(in, to, in, at); // twice
      case 5 -> joined(in, at, in, to); // cut out
      case 6 -> joined(in, at, pick(seeds), -1);
      default -> changed(in, at, (byte) random.nextInt(256), false);
    };
  }

  private static byte[] changed(byte[] in, int at, byte value, boolean flip) {
    byte[] out = in.clone();
    if (at < out.length) {
      out[at] = flip ? (byte) (out[at] ^ value) : value;
    }
    return out;
  }

  /** A number of 2, 4 or 8 bytes, in either order. */
  private byte[] number(byte[] in, int at) {
    long number = NUMBERS[random.nextInt(NUMBERS.length)];
    int width = 2 << random.nextInt(3);
    boolean big = random.nextInt(4) == 0;
    byte[] out = in.clone();
    for (int i = 0; i < width && at + i < out.length; i++) {
      out[at + i] = (byte) (number >> 8 * (big ? width - 1 - i : i));
    }
    return out;
  }

  /** The start of one, then the rest of another, from anywhere if that is not given. */
  private byte[] joined(byte[] a, int end, byte[] b, int from) {
    int start = from < 0 ? place(b.length) : from;
    byte[] out = Arrays.copyOf(a, end + b.length - start);
    System.arraycopy(b, start, out, end, b.length - start);
    return out;
  }

  // texts

  private String text(String in, Target target, List<byte[]> seeds) {
    int at = place(in.length());
    String token = pick(target.tokens());
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> replaced(in, NUMBER, digits());
      case 3 -> in.substring(0, at) + token + in.substring(at);
      case 4 -> in.substring(0, at) + token + in.substring(Math.min(in.length(), at + 1));
      case 5 -> replaced(in, PART, token);
      case 6 -> twice(in);
      case 7 -> nested(in);
      case 8 -> {
        String other = Target.text(pick(seeds));
        yield in.substring(0, at) + other.substring(place(other.length()));
      }
      case 9 ->
          in.substring(0, at) + in.substring(Math.min(in.length(), at + 1 + random.nextInt(4)));
      default ->
          in.substring(0, at)
              + token.repeat(1 + random.nextInt(1 << random.nextInt(11)))
              + in.substring(at);
    };
  }

  private String digits() {
    return random.nextInt(4) == 0
        ? pick(DIGITS)
        : Long.toString(NUMBERS[random.nextInt(NUMBERS.length)]);
  }

  private String replaced(String in, Pattern what, String with) {
    List<MatchResult> all = what.matcher(in).results().toList();
    if (all.isEmpty()) {
      return in + with;
    }
    MatchResult one = pick(all);
    return in.substring(0, one.start()) + with + in.substring(one.end());
  }

  /** A part between commas or brackets once more: a key, a field or a length. */
  private String twice(String in) {
    List<MatchResult> all = PART.matcher(in).results().toList();
    if (all.isEmpty()) {
      return in + in;
    }
    MatchResult one = pick(all);
    String part = random.nextBoolean() ? "," + one.group() : one.group();
    return in.substring(0, one.end()) + part + in.substring(one.end());
  }

  /** What a pair of brackets holds, deeper. */
  private String nested(String in) {
    int at = place(in.length());
    for (int open = at; open < in.length(); open++) {
      int kind = OPENING.indexOf(in.charAt(open));
      if (kind < 0) {
        continue;
      }
      int close = in.lastIndexOf(CLOSING.charAt(kind));
      if (close > open) {
        int depth = 1 << random.nextInt(9);
        // with what stands before it: T{, "key":{, (2)T{
        int start = Math.max(0, open - random.nextInt(7));
        return in.substring(0, start)
            + in.substring(start, open + 1).repeat(depth)
            + in.substring(open + 1, close)
            + CLOSING.substring(kind, kind + 1).repeat(depth)
            + in.substring(close + 1);
      }
    }
    return in + "(".repeat(1 << random.nextInt(10));
  }
}
