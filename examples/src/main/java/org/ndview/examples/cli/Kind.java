package org.ndview.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.Optional;
import org.ndview.examples.IdxFile;

/** What a file is, by its first bytes: names say nothing here. */
enum Kind {
  /** NumPy's array. */
  NPY("npy"),
  /** NumPy's archive of arrays. */
  NPZ("npz"),
  /** Tensors by name. */
  SAFETENSORS("safetensors"),
  /** An array of the MNIST family. */
  IDX("idx"),
  /** An image that ImageIO reads. */
  IMAGE("image"),
  /** A JSON document of a view, with its bytes inside or beside it. */
  DOCUMENT("json"),
  /** Bytes of which the caller says what they are. */
  RAW("raw");

  private static final int LOOKED_AT = 64;

  /** What a kind is called. */
  final String label;

  Kind(String label) {
    this.label = label;
  }

  /**
   * {@return what a file is, never {@link #RAW}}
   *
   * @param file the file
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is of none of these kinds; with its first bytes
   */
  static Kind of(Path file) throws IOException {
    checkFile(file);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LOOKED_AT);
    }
    if (bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
      throw new IllegalArgumentException(file + " is gzip'd: unpack it first, as gunzip does");
    }
    return of(bytes, Files.size(file))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s begins with %s, as none of npy, npz, safetensors, IDX, images and JSON documents do; --format and --shape say what raw bytes are"
                    .formatted(file, shown(bytes))));
  }

  /**
   * Checks that a file can be read at any place, which pipes and devices cannot.
   *
   * @throws IOException if it is not there
   * @throws IllegalArgumentException if it is a folder, a pipe or a device
   */
  static void checkFile(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder, not a file");
    }
    if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
      throw new IllegalArgumentException(
          file + " is a pipe or a device, and only files are read: write its bytes to one");
    }
  }

  private static String shown(byte[] bytes) {
    int n = Math.min(8, bytes.length);
    return n == 0 ? "no byte" : HexFormat.ofDelimiter(" ").formatHex(bytes, 0, n);
  }

  private static Optional<Kind> of(byte[] bytes, long size) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0093NUMPY")) {
      return Optional.of(NPY);
    }
    // the second is the end of an archive without entries
    if (text.startsWith("PK\3\4") || text.startsWith("PK\5\6")) {
      return Optional.of(NPZ);
    }
    if (isSafetensors(bytes, size)) {
      return Optional.of(SAFETENSORS);
    }
    if (IdxFile.matches(bytes)) {
      return Optional.of(IDX);
    }
    if (isImage(text)) {
      return Optional.of(IMAGE);
    }
    String unmarked = text.startsWith("\u00ef\u00bb\u00bf") ? text.substring(3) : text;
    return unmarked.stripLeading().startsWith("{") ? Optional.of(DOCUMENT) : Optional.empty();
  }

  private static boolean isSafetensors(byte[] bytes, long size) {
    if (bytes.length <= Long.BYTES || bytes[Long.BYTES] != '{') {
      return false;
    }
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return header > 0 && header <= size - Long.BYTES;
  }

  private static boolean isImage(String text) {
    return text.startsWith("\u0089PNG\r\n")
        || text.startsWith("\u00ff\u00d8\u00ff")
        || text.startsWith("GIF8")
        || text.startsWith("BM")
        || text.startsWith("II*\0")
        || text.startsWith("MM\0*");
  }
}
