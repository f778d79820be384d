package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.format.Format;

/** Items that lie in a file one after the other, in C order. */
final class RawBytes {
  private RawBytes() {}

  /**
   * {@return the items from an offset to the end of a file; the view owns the mapping}
   *
   * @param file the file
   * @param dtype the items' format or NumPy's name of it
   * @param shape the lengths, or null for one dimension of all items
   * @param offset where the first item begins (in bytes)
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the bytes are not as many as the items have
   */
  static NdView map(Path file, String dtype, long @Nullable [] shape, long offset)
      throws IOException {
    Format format = Dtypes.parse(dtype);
    long size = Files.size(file);
    if (offset < 0 || offset > size) {
      throw new IllegalArgumentException(
          "the offset %d lies outside the %d bytes of %s".formatted(offset, size, file));
    }
    long bytes = size - offset;
    long itemsize = format.itemsize();
    long[] lengths = shape;
    if (lengths == null) {
      lengths = new long[] {itemsize == 0 ? 0 : bytes / itemsize};
    }
    long needed = Arrays.stream(lengths).reduce(itemsize, Math::multiplyExact);
    if (needed != bytes) {
      throw new IllegalArgumentException(
          "%s has %d bytes from %d on, and %d items of \"%s\" of the shape %s have %d"
              .formatted(
                  file,
                  bytes,
                  offset,
                  itemsize == 0 ? 0 : needed / itemsize,
                  format,
                  Arrays.toString(lengths),
                  needed));
    }
    NdView whole = NdView.map(file, MapMode.READ_ONLY, offset, bytes);
    try {
      return whole.cast(format, lengths).owning();
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }
}
