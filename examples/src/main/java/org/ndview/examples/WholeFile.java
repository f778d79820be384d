package org.ndview.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files beside and moves them, so that a file under its own name is whole. */
final class WholeFile {
  private WholeFile() {}

  /** What fills the file. */
  @FunctionalInterface
  interface Content {
    /**
     * Writes the content.
     *
     * @param part the file to write, which is there and empty
     * @throws IOException if it cannot be written
     */
    void writeTo(Path part) throws IOException;
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param file the file; its folder is made if need be
   * @param content what fills it
   * @throws IOException if it cannot be written; what was there stays
   */
  static void write(Path file, Content content) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
    try {
      content.writeTo(part);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param file the file; its folder is made if need be
   * @param bytes its bytes, from position to limit
   * @throws IOException if it cannot be written; what was there stays
   */
  static void write(Path file, ByteBuffer bytes) throws IOException {
    write(
        file,
        part -> {
          try (var channel = Files.newByteChannel(part, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
              channel.write(bytes);
            }
          }
        });
  }
}
