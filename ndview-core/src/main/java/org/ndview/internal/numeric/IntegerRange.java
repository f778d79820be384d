package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;

/**
 * Which integers of one type fit another: those of which no bit is set in a mask, once an offset is
 * added.
 *
 * @param offset makes the least number that fits 0
 * @param mask the bits that no number has which fits
 */
public record IntegerRange(long offset, long mask) {
  /** {@return the range, or null if all numbers fit} */
  static @Nullable IntegerRange of(NumericFormat in, NumericFormat out) {
    int bits = out.fitsLong() && out.max() == 1 ? 1 : out.bits();
    if (in.isSigned() && out.isSigned()) {
      return bits >= in.bits() ? null : new IntegerRange(1L << (bits - 1), -1L << bits);
    }
    // a negative number has its sign bit set, and so has one too large for a signed type
    int free = in.isSigned() ? Math.min(bits, in.bits() - 1) : out.isSigned() ? bits - 1 : bits;
    return free >= in.bits() ? null : new IntegerRange(0, -1L << free);
  }

  /** {@return whether the first n numbers fit, of which those of narrow types are extended} */
  boolean holds(long[] numbers, int n) {
    long bad = 0;
    for (int i = 0; i < n; i++) {
      bad |= (numbers[i] + offset) & mask;
    }
    return bad == 0;
  }
}
