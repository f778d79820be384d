package org.ndview.examples;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.ndview.NdView;
import org.ndview.StructValue;

/**
 * A file in the IDX format of the MNIST family: a header of big-endian integers, the first a magic
 * number whose last byte is the number of dimensions, then their lengths; after it the items,
 * unsigned bytes in C order.
 *
 * @param header the header's view, one struct such as {@code >4i}
 * @param items the items' view, of format {@code B}; it owns the mapping, and closing it ends both
 */
public record IdxFile(NdView header, NdView items) {
  private static final int UNSIGNED_BYTES = 8;

  /**
   * {@return the file, mapped copy-on-write: native memory that may be written, as ND4J demands,
   * while the file stays as it is}
   *
   * @param file the file
   * @param ndim the number of dimensions that the file must have
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the header says something else
   */
  public static IdxFile open(Path file, int ndim) throws IOException {
    NdView whole = NdView.map(file, FileChannel.MapMode.PRIVATE, 0, Files.size(file));
    try {
      int headerBytes = 4 * (1 + ndim);
      NdView header = whole.slice(":" + headerBytes).cast(">" + (1 + ndim) + "i", new long[0]);
      int[] numbers = ((StructValue) header.get()).stream().mapToInt(Integer.class::cast).toArray();
      if (numbers[0] != (UNSIGNED_BYTES << 8 | ndim)) {
        throw new IllegalArgumentException(
            file + " is no IDX file of " + ndim + " dimensions: " + header.get());
      }
      long[] shape = Arrays.stream(numbers).skip(1).asLongStream().toArray();
      return new IdxFile(header, whole.slice(headerBytes + ":").cast("B", shape).owning());
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }
}
