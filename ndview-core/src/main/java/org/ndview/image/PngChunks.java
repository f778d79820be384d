package org.ndview.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;
import org.ndview.internal.check.BriefText;

/**
 * The checksums of a PNG file, which ImageIO's reader does not look at: without them a changed byte
 * is a changed pixel. See the <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">PNG
 * specification</a>.
 */
final class PngChunks {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final String END = "IEND";
  private static final String DATA = "IDAT";
  private static final int CHUNK = 1 << 14;

  /** What a byte makes at most when it is inflated. */
  private static final long MOST_PER_BYTE = 1032;

  /** Where the first chunk tells the bits of a sample; the kind of its colours follows. */
  private static final long DEPTH = 24;

  private PngChunks() {}

  /**
   * Checks every chunk of a file that begins as a PNG does, up to the last; others are left alone.
   *
   * @return how many pixels its deflated bytes can make; {@link Long#MAX_VALUE} of another file
   * @throws ImageException if it ends too early, or a checksum is wrong
   */
  static long check(ImageInputStream stream, String place) throws IOException {
    stream.seek(0);
    byte[] head = new byte[SIGNATURE.length];
    if (stream.read(head) != head.length || !Arrays.equals(head, SIGNATURE)) {
      stream.seek(0);
      return Long.MAX_VALUE;
    }
    stream.setByteOrder(ByteOrder.BIG_ENDIAN);
    byte[] part = new byte[CHUNK];
    long packed = 0;
    int bits;
    try {
      for (String name = ""; !name.equals(END); ) {
        long at = stream.getStreamPosition();
        name = check(stream, part, place);
        packed += name.equals(DATA) ? stream.getStreamPosition() - at : 0;
      }
      stream.seek(DEPTH);
      bits = Math.max(1, stream.readUnsignedByte()) * channels(stream.readUnsignedByte());
    } catch (EOFException e) {
      throw new ImageException(
          place,
          "it is cut short: it ends at byte %d, in the middle of its chunks"
              .formatted(stream.length()),
          e);
    }
    stream.seek(0);
    return packed * MOST_PER_BYTE * Byte.SIZE / bits;
  }

  private static int channels(int colours) {
    return switch (colours) {
      case 2 -> 3; // RGB
      case 4 -> 2; // grey and alpha
      case 6 -> 4; // RGB and alpha
      default -> 1; // grey, or indices of a palette
    };
  }

  /** {@return the name of the chunk, which has been read} */
  private static String check(ImageInputStream stream, byte[] part, String place)
      throws IOException {
    long at = stream.getStreamPosition();
    long length = stream.readUnsignedInt();
    stream.readFully(part, 0, Integer.BYTES);
    String name = new String(part, 0, Integer.BYTES, StandardCharsets.ISO_8859_1);
    if (length > stream.length() - at) {
      throw new EOFException();
    }
    CRC32 sum = new CRC32();
    sum.update(part, 0, Integer.BYTES);
    for (long left = length; left > 0; ) {
      int n = (int) Math.min(left, part.length);
      stream.readFully(part, 0, n);
      sum.update(part, 0, n);
      left -= n;
    }
    long told = stream.readUnsignedInt();
    if (told != sum.getValue()) {
      throw new ImageException(
          place,
          "it is corrupt: the chunk %s at byte %d has the checksum %08x, and says %08x"
              .formatted(BriefText.of(name), at, sum.getValue(), told),
          null);
    }
    return name;
  }
}
