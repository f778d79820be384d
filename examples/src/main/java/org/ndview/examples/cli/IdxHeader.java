package org.ndview.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;

/**
 * The header of an IDX file: two zeros, a code of the items' type, the number of dimensions, and
 * their lengths, of 32 bits each and big-endian, as the items are.
 *
 * @param format the items' format
 * @param shape the lengths
 * @param bytes how long the header is (in bytes)
 */
record IdxHeader(String format, long[] shape, int bytes) {
  /** {@return whether bytes begin as an IDX file does} */
  static boolean matches(byte[] bytes) {
    return bytes.length >= 4
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
   * {@return the items of an IDX file; the view owns the mapping}
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is shorter or longer than its header says
   */
  static NdView open(Path file) throws IOException {
    IdxHeader header = read(file);
    return RawBytes.map(file, header.format, header.shape, header.bytes);
  }

  private static IdxHeader read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(4);
      String format = matches(magic) ? format(magic[2]) : null;
      if (format == null) {
        throw new IllegalArgumentException(file + " is no IDX file");
      }
      byte[] lengths = in.readNBytes(4 * magic[3]);
      if (lengths.length < 4 * magic[3]) {
        throw new IllegalArgumentException(
            "%s ends in the lengths of its %d dimensions".formatted(file, magic[3]));
      }
      long[] shape = new long[magic[3]];
      ByteBuffer numbers = ByteBuffer.wrap(lengths);
      for (int d = 0; d < shape.length; d++) {
        shape[d] = Integer.toUnsignedLong(numbers.getInt());
      }
      return new IdxHeader(format, shape, 4 + lengths.length);
    }
  }
}
