package org.ndview.format;

import java.nio.ByteOrder;

/**
 * A byte-order mark: how the items after it are stored, until the next mark.
 *
 * <p>A format starts under {@link #NATIVE}. A mark stays in force across the end of a {@code
 * T{...}}.
 */
public enum Mark {
  /** {@code @}: the machine's byte order, the sizes and the alignment of its C compiler. */
  NATIVE('@'),
  /** {@code ^}: the machine's byte order and C sizes, no alignment. */
  UNALIGNED('^'),
  /** {@code =}: the machine's byte order, standard sizes, no alignment. */
  STANDARD('='),
  /** {@code <}: little endian, standard sizes, no alignment. */
  LITTLE('<'),
  /** {@code >}, also written {@code !}: big endian, standard sizes, no alignment. */
  BIG('>');

  private final char symbol;

  Mark(char symbol) {
    this.symbol = symbol;
  }

  /** {@return the mark as it is written} */
  public char symbol() {
    return symbol;
  }

  /** {@return the byte order of items of several bytes} */
  public ByteOrder order() {
    return switch (this) {
      case NATIVE, UNALIGNED, STANDARD -> ByteOrder.nativeOrder();
      case LITTLE -> ByteOrder.LITTLE_ENDIAN;
      case BIG -> ByteOrder.BIG_ENDIAN;
    };
  }

  /** {@return whether items are placed at multiples of their alignment} */
  public boolean aligned() {
    return this == NATIVE;
  }

  /**
   * {@return whether sizes are those of the machine's C compiler, rather than the standard ones}
   */
  public boolean nativeSizes() {
    return this == NATIVE || this == UNALIGNED;
  }

  /**
   * {@return the mark that writes a byte order out, {@link #LITTLE} or {@link #BIG}}
   *
   * @param order the byte order
   */
  public static Mark of(ByteOrder order) {
    return order == ByteOrder.BIG_ENDIAN ? BIG : LITTLE;
  }

  static boolean isMark(char c) {
    return c == '@' || c == '^' || c == '=' || c == '<' || c == '>' || c == '!';
  }

  static Mark of(char c) {
    return switch (c) {
      case '@' -> NATIVE;
      case '^' -> UNALIGNED;
      case '=' -> STANDARD;
      case '<' -> LITTLE;
      default -> BIG;
    };
  }
}
