package org.ndview.examples;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import org.ndview.NdView;
import org.ndview.format.Format;

/** Items that lie in a file one after the other, in C order, up to its end. */
public final class RawItems {
  private RawItems() {}

  /**
   * {@return the items from an offset to the end of a file; the view owns the mapping}
   *
   * @param file the file, to name it
   * @param whole its bytes
   * @param offset where the first item begins (in bytes)
   * @param format the items' format
   * @param shape the lengths
   * @throws IllegalArgumentException if the bytes are not as many as the items have, or a length is
   *     negative
   */
  public static NdView of(Path file, NdView whole, long offset, Format format, long... shape) {
    long bytes = whole.nbytes() - offset;
    if (offset < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "the offset %d lies outside the %d bytes of %s".formatted(offset, whole.nbytes(), file));
    }
    if (Arrays.stream(shape).anyMatch(length -> length < 0)) {
      throw new IllegalArgumentException(
          "the shape %s has a negative length".formatted(Arrays.toString(shape)));
    }
    BigInteger items =
        Arrays.stream(shape)
            .mapToObj(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger needed = items.multiply(BigInteger.valueOf(format.itemsize()));
    if (!needed.equals(BigInteger.valueOf(bytes))) {
      throw new IllegalArgumentException(
          "%s has %d bytes from %d on, and %d items of \"%s\" of the shape %s have %d"
              .formatted(file, bytes, offset, items, format, Arrays.toString(shape), needed));
    }
    return whole.slice(offset + ":").cast(format, shape).owning();
  }
}
