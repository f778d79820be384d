package org.ndview.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.ndview.NdView;

/** The bytes of files, as readers take them: from one opening of the file. */
public final class FileBytes {
  /** Read at a time. */
  private static final int CHUNK = 1 << 20;

  private FileBytes() {}

  /**
   * {@return the bytes of a file, mapped; of a file system that cannot map, such as a zip file's,
   * read into memory} Size and bytes are those of one opening, whatever takes the file's name
   * meanwhile. The view owns them.
   *
   * @param file the file
   * @param mode how to map it
   * @throws FileSystemException if it is a folder or another thing without a size, or is to be
   *     written and cannot be mapped
   * @throws IOException if it cannot be read, or not be written though it should
   */
  public static NdView map(Path file, MapMode mode) throws IOException {
    return map(file, mode, size -> new Part(0, size));
  }

  /**
   * A part of a file.
   *
   * @param position where it begins (in bytes)
   * @param size its size (in bytes)
   */
  public record Part(long position, long size) {}

  /** Chooses the part of a file that is mapped, by its size. */
  @FunctionalInterface
  public interface Choice {
    /**
     * {@return the part}
     *
     * @param size the size of the file (in bytes)
     * @throws IOException if the file is too short
     */
    Part of(long size) throws IOException;
  }

  /**
   * {@return a part of the bytes of a file, as by {@link #map(Path, MapMode)}}
   *
   * @param file the file
   * @param mode how to map it
   * @param choice the part, which must lie in the file
   * @throws FileSystemException if it is a folder or another thing without a size, or is to be
   *     written and cannot be mapped
   * @throws IOException if it cannot be read, or not be written though it should
   */
  public static NdView map(Path file, MapMode mode, Choice choice) throws IOException {
    checkRegular(file);
    if (!FileAttributes.isOfTheMachine(file)) {
      return read(file, mode, choice);
    }
    // the JDK asks for a channel that may write even to map privately
    Set<StandardOpenOption> options =
        mode == MapMode.READ_ONLY
            ? Set.of(StandardOpenOption.READ)
            : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (FileChannel channel = FileChannel.open(file, options)) {
      Part part = choice.of(channel.size());
      return NdView.map(channel, mode, part.position(), part.size(), file);
    }
  }

  /**
   * Refuses what is no file with a size, before it is opened, which waits at a pipe for ever.
   *
   * @param file the file
   * @throws FileSystemException if it is a folder or another thing without a size
   */
  public static void checkRegular(Path file) throws FileSystemException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder, not a file");
    } else if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "is not a regular file");
    }
  }

  private static NdView read(Path file, MapMode mode, Choice choice) throws IOException {
    if (mode == MapMode.READ_WRITE) {
      throw new FileSystemException(
          file.toString(), null, "its file system cannot map it for writing");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Part part = choice.of(channel.size());
      NdView bytes = NdView.allocate("B", part.size());
      try {
        channel.position(part.position());
        fill(channel, bytes.segment(), file);
        return mode == MapMode.READ_ONLY ? bytes.toReadOnly().owning() : bytes;
      } catch (IOException | RuntimeException | Error e) {
        bytes.close();
        throw e;
      }
    }
  }

  private static void fill(SeekableByteChannel channel, MemorySegment target, Path file)
      throws IOException {
    ByteBuffer part = ByteBuffer.allocate((int) Math.min(CHUNK, target.byteSize()));
    for (long at = 0; at < target.byteSize(); ) {
      part.clear().limit((int) Math.min(part.capacity(), target.byteSize() - at));
      int n = channel.read(part);
      if (n < 0) {
        throw new FileSystemException(file.toString(), null, "it ends at byte " + at);
      }
      MemorySegment.copy(MemorySegment.ofArray(part.array()), 0, target, at, n);
      at += n;
    }
  }
}
