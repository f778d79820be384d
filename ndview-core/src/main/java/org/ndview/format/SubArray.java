package org.ndview.format;

import java.util.List;

/**
 * An array inside an item, {@code (2,3)d}: C order, its elements side by side.
 *
 * @param shape its lengths, outermost first, 1 to 64 of them
 * @param element what one element is, no sub-array itself: {@code (2)(3)i} has the shape (2, 3)
 */
public record SubArray(List<Long> shape, Format element) implements Format {

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if a length is negative, if there are none or too many, if the
   *     size does not fit, or if the element is a sub-array or a sequence
   */
  public SubArray {
    shape = List.copyOf(shape);
    if (shape.isEmpty() || shape.size() > Sizes.MAX_DIMS) {
      throw new IllegalArgumentException(
          "a sub-array of %d dimensions, which must be 1 to %d"
              .formatted(shape.size(), Sizes.MAX_DIMS));
    }
    if (element instanceof SubArray || element instanceof Sequence) {
      throw new IllegalArgumentException("no element of a sub-array: " + element);
    }
    try {
      // lengths of 0 are skipped, so that strides over the other dimensions fit too
      long size = Math.max(1, element.itemsize());
      for (long n : shape) {
        if (n < 0) {
          throw new IllegalArgumentException("a negative length in the shape " + shape);
        }
        size = Math.multiplyExact(size, Math.max(1, n));
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the shape " + shape + " takes more than 2^63-1 bytes", e);
    }
  }

  /** {@return how many elements it has} */
  public long length() {
    long n = 1;
    for (long k : shape) {
      n *= k;
    }
    return n;
  }

  @Override
  public long itemsize() {
    return length() * element.itemsize();
  }

  @Override
  public int alignment() {
    return element.alignment();
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
