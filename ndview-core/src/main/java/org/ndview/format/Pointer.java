package org.ndview.format;

/**
 * The address of another item, {@code &} before that item.
 *
 * <p>The {@code <z} and {@code <Z} of ctypes, its {@code char*} and {@code wchar_t*}, are read as
 * pointers to {@code c} and to {@code w} (or {@code u}, where a wchar_t has 2 bytes).
 *
 * @param target what lies at the address
 * @param mark the mark that {@code &} was written under, the byte order of the address
 */
public record Pointer(Format target, Mark mark) implements Format {

  /**
   * Checks the target.
   *
   * @throws IllegalArgumentException if it is a sequence of items, or nested too deep
   */
  public Pointer {
    if (target instanceof Sequence) {
      throw new IllegalArgumentException("& takes one item, not " + target);
    }
    Sizes.checkDepthBelow(target);
  }

  @Override
  public long itemsize() {
    return Abi.POINTER_SIZE;
  }

  @Override
  public int alignment() {
    return Sizes.addressAlignment(this);
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
