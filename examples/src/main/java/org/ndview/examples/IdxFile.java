package org.ndview.examples;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.StructValue;
import org.ndview.format.Format;

/**
 * A file in the IDX format of the MNIST family: two zeros, a code of the items' type, the number of
 * dimensions, and their lengths, of 32 bits each and big-endian; after it the items, big-endian
 * too, in C order.
 *
 * @param header the header's view, one struct such as {@code >4I}: a magic number and the lengths
 * @param items the items' view; it owns the mapping, and closing it ends both
 */
public record IdxFile(NdView header, NdView items) {
  private static final int MAGIC_BYTES = 4;

  /**
   * {@return whether a file's first bytes are an IDX file's}
   *
   * @param bytes the first bytes, 4 or more
   */
  public static boolean matches(byte[] bytes) {
    return bytes.length >= MAGIC_BYTES
        && bytes[0] == 0
        && bytes[1] == 0
        && format(bytes[2]) != null
        && bytes[3] > 0;
  }

  private static @Nullable String format(byte code) {
    return switch (code) {
      case 0x08 -> "B";
      case 0x09 -> "b";
      case 0x0B -> ">h";
      case 0x0C -> ">i";
      case 0x0D -> ">f";
      case 0x0E -> ">d";
      default -> null;
    };
  }

  /**
   * {@return the file, whose items are unsigned bytes, mapped copy-on-write: native memory that may
   * be written, as ND4J demands, while the file stays as it is}
   *
   * @param file the file
   * @param ndim the number of dimensions that the file must have
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if the header says something else, or the file is shorter or
   *     longer than that
   */
  public static IdxFile open(Path file, int ndim) throws IOException {
    IdxFile idx = open(file, MapMode.PRIVATE);
    NdView items = idx.items;
    if (items.ndim() != ndim || !items.format().equals(Format.parse("B"))) {
      String found = "%s of '%s'".formatted(Arrays.toString(items.shape()), items.format());
      items.close();
      throw new IllegalArgumentException(
          "%s has items %s, and unsigned bytes of %d dimensions were expected"
              .formatted(file, found, ndim));
    }
    return idx;
  }

  /**
   * {@return the file, with items of any type}
   *
   * @param file the file
   * @param mode how it is mapped
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it does not begin as an IDX file does, or is shorter or
   *     longer than its header says
   */
  public static IdxFile open(Path file, MapMode mode) throws IOException {
    long size = Files.size(file);
    NdView whole = NdView.map(file, mode, 0, size);
    try {
      byte[] magic = whole.slice(":" + MAGIC_BYTES).toBytes();
      String format = matches(magic) ? format(magic[2]) : null;
      if (format == null) {
        throw new IllegalArgumentException(file + " is no IDX file");
      }
      int ndim = magic[3];
      int headerBytes = MAGIC_BYTES * (1 + ndim);
      if (size < headerBytes) {
        throw new IllegalArgumentException(
            "%s ends in the lengths of its %d dimensions".formatted(file, ndim));
      }
      NdView header = whole.slice(":" + headerBytes).cast(">" + (1 + ndim) + "I", new long[0]);
      long[] shape =
          ((StructValue) header.get()).stream().skip(1).mapToLong(Long.class::cast).toArray();
      NdView items = RawItems.of(file, whole, headerBytes, Format.parse(format), shape);
      return new IdxFile(header, items);
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }
}
