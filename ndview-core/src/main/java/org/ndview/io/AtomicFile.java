package org.ndview.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes files beside and moves them, so that a file under its own name is whole. */
public final class AtomicFile {
  private AtomicFile() {}

  /** What fills the file. */
  @FunctionalInterface
  public interface Content {
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
   * @param file the file, in a folder that is there
   * @param content what fills it
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, Content content) throws IOException {
    // not a temporary file: those are their owner's alone, and would stay so
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    Files.createFile(part);
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
   * @param file the file, in a folder that is there
   * @param bytes its bytes, from position to limit
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, ByteBuffer bytes) throws IOException {
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
