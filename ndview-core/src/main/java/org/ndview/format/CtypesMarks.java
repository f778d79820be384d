package org.ndview.format;

/**
 * Tells the texts of ctypes by their marks: it writes one before every scalar, where NumPy writes a
 * mark only on change. A union or packed structure in a structure is a {@code B} without a mark.
 */
final class CtypesMarks {
  private int marked;
  private int bare; // B without a mark
  private boolean little;
  private boolean other; // what ctypes does not write

  /**
   * Looks at an item of a text.
   *
   * @param code its first letter
   * @param isMarked whether it has a mark of its own
   * @param mark the mark in force
   * @param inPointers how many {@code &} and {@code X{}} it lies in: their targets say nothing
   */
  void see(char code, boolean isMarked, Mark mark, int inPointers) {
    if (inPointers > 0 || code == 'x' || code == 'T' || code == '&' || code == 'X') {
      return;
    }
    if (isMarked) {
      marked++;
      little |= mark == Mark.LITTLE;
      other |= mark != Mark.LITTLE && mark != Mark.BIG;
    } else if (code == 'B') {
      bare++;
    } else {
      other = true;
    }
  }

  /**
   * Whether every scalar has a mark, but for a {@code B}. A single {@code >} may be NumPy's; {@code
   * <} is not, which writes none for the byte order of nearly every machine.
   */
  boolean ctypes() {
    return !other && (marked > 1 || little);
  }

  /** Whether there is a field whose size is not that of its code. */
  boolean sizeUnknown() {
    return bare > 0;
  }
}
