package org.ndview.format;

import org.jspecify.annotations.Nullable;

/**
 * The address of a function, {@code X{}}, {@code X{i d}} or {@code X{i d->f}}.
 *
 * @param arguments what the function takes, as far as the text tells
 * @param result what it returns, or null where the text does not tell
 * @param mark the mark that {@code X} was written under, the byte order of the address
 */
public record FunctionPointer(Sequence arguments, @Nullable Format result, Mark mark)
    implements Format {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the result is a sequence of items, or a part nested too
   *     deep
   */
  public FunctionPointer {
    if (result instanceof Sequence) {
      throw new IllegalArgumentException("-> takes one item, not " + result);
    }
    Sizes.checkDepthBelow(arguments);
    if (result != null) {
      Sizes.checkDepthBelow(result);
    }
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
