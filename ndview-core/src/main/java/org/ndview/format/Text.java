package org.ndview.format;

/**
 * Text of a fixed length: bytes {@code s}, a Pascal string {@code p} whose first byte is its
 * length, UCS-2 {@code u}, or UCS-4 {@code w}.
 *
 * @param code {@code s}, {@code p}, {@code u} or {@code w}
 * @param length how many units it has, the count before the code
 * @param mark the mark that it was written under
 */
public record Text(char code, long length, Mark mark) implements Format {

  /**
   * Checks the code and the length.
   *
   * @throws IllegalArgumentException if the code is none of the four, or the size does not fit
   */
  public Text {
    if (code != 's' && code != 'p' && code != 'u' && code != 'w') {
      throw new IllegalArgumentException("no code of a text: '" + code + "'");
    }
    if (length < 0 || length > Long.MAX_VALUE / unit(code)) {
      throw new IllegalArgumentException("a text of " + length + code);
    }
  }

  private static int unit(char code) {
    return code == 'u' ? 2 : code == 'w' ? 4 : 1;
  }

  @Override
  public long itemsize() {
    return length * unit(code);
  }

  @Override
  public int alignment() {
    return mark.aligned() ? unit(code) : 1;
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
