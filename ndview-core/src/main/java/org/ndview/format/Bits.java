package org.ndview.format;

/**
 * A number of bits, {@code t}: an unsigned integer in the low bits of as many bytes as they need,
 * in the byte order of the mark.
 *
 * @param count how many bits
 * @param mark the mark that it was written under
 */
public record Bits(long count, Mark mark) implements Format {

  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Bits {
    if (count < 0) {
      throw new IllegalArgumentException(count + " bits");
    }
  }

  @Override
  public long itemsize() {
    return count / 8 + (count % 8 == 0 ? 0 : 1);
  }

  @Override
  public int alignment() {
    return 1;
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
