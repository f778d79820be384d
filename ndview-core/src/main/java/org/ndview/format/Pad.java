package org.ndview.format;

/**
 * Bytes without a meaning, {@code x}. Without a name they are padding and no value; a named field
 * of them has its bytes for a value.
 *
 * @param length how many (in bytes)
 * @param mark the mark that it was written under
 */
public record Pad(long length, Mark mark) implements Format {

  /**
   * Checks the length.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Pad {
    if (length < 0) {
      throw new IllegalArgumentException("padding of " + length + " bytes");
    }
  }

  @Override
  public long itemsize() {
    return length;
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
