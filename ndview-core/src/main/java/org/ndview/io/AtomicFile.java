package org.ndview.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes files beside and moves them, so that a file under its own name is whole: a failure, or the
 * loss of power, leaves the old content or the new.
 *
 * <p>What a file was, it stays: a symbolic link is followed, and permissions and group are kept
 * where the system allows it. A file that is read-only is refused. What is not a regular file, such
 * as a pipe or a device, is written to directly. Where a file cannot be replaced as a whole, since
 * its folder cannot be written to, it has other hard links, or it is mounted, the new content is
 * first written elsewhere and then copied over the old one, what makes it longer first: that alone
 * can end in the middle, though not for want of room.
 */
public final class AtomicFile {
  private static final int MOST_LINKS = 40;
  private static final int CHUNK = 1 << 20;

  private AtomicFile() {}

  /** What fills the file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes the content.
     *
     * @param part the file to write, which is there: empty, or a pipe or a device
     * @throws IOException if it cannot be written
     */
    void writeTo(Path part) throws IOException;
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param file the file, in a folder that is there
   * @param content what fills it
   * @throws FileSystemException if the file is read-only or a folder, or its folder is not there
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, Content content) throws IOException {
    write(file, null, content);
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param file the file, in a folder that is there
   * @param like a file whose permissions and group a new file takes, if it is there; null for those
   *     that new files have
   * @param content what fills it
   * @throws FileSystemException if the file is read-only or a folder, or its folder is not there
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, @Nullable Path like, Content content) throws IOException {
    write(file, like, content, AtomicFile::create);
  }

  /** Makes the new file beside the old one. */
  @FunctionalInterface
  interface Beside {
    Path create(Path target) throws IOException;
  }

  static void write(Path file, @Nullable Path like, Content content, Beside beside)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder, not a file");
    }
    boolean there = Files.exists(file);
    if (there && !Files.isRegularFile(file)) {
      content.writeTo(file);
      return;
    }
    Path target = there ? file.toRealPath() : linked(file);
    checkFolder(file, target);
    if (there) {
      FileAttributes.checkWritable(file, target);
    }
    if (there && FileAttributes.hasOtherNames(target)) {
      overwrite(target, content);
      return;
    }
    Path part;
    try {
      part = beside.create(target);
    } catch (AccessDeniedException e) {
      if (!there) {
        throw named(new AccessDeniedException(file.toString(), null, inFolder(target)), e);
      }
      overwrite(target, content);
      return;
    } catch (FileSystemException e) {
      String why = inFolder(target) + ": " + reason(e);
      throw named(new FileSystemException(file.toString(), null, why), e);
    }
    try {
      content.writeTo(part);
      FileAttributes.copy(there ? target : like, part);
      force(part);
      replace(part, target, there);
    } catch (FileSystemException e) {
      remove(part, e);
      throw part.toString().equals(e.getFile()) ? told(file, e) : e;
    } catch (IOException | RuntimeException | Error e) {
      remove(part, e);
      throw e;
    }
  }

  private static String inFolder(Path target) {
    return "no file can be made in " + target.toAbsolutePath().getParent();
  }

  /** The file that was asked for, rather than the one beside it that nobody knows. */
  private static FileSystemException named(FileSystemException error, FileSystemException cause) {
    error.initCause(cause);
    return error;
  }

  private static FileSystemException told(Path file, FileSystemException e) {
    String name = file.toString();
    return named(
        e instanceof AccessDeniedException
            ? new AccessDeniedException(name, null, e.getReason())
            : new FileSystemException(name, null, reason(e)),
        e);
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  /** Removes what a failed write leaves, which must not hide why it failed. */
  private static void remove(Path part, Throwable failure) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Writes a file, in place of one that is there.
   *
   * @param file the file, in a folder that is there
   * @param bytes its bytes, from position to limit
   * @throws FileSystemException if the file is read-only or a folder, or its folder is not there
   * @throws IOException if it cannot be written; what was there stays
   */
  public static void write(Path file, ByteBuffer bytes) throws IOException {
    write(
        file,
        part -> {
          try (var channel = Files.newByteChannel(part, StandardOpenOption.WRITE)) {
            ChannelProgress.writeFully(channel, bytes);
          }
        });
  }

  /** Where a link leads to that leads to no file yet. */
  private static Path linked(Path file) throws IOException {
    Path target = file;
    for (int i = 0; Files.isSymbolicLink(target); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static void checkFolder(Path file, Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          file.toString(), null, "there is no folder " + folder + " to write it to");
    }
  }

  /** A new file beside another. Its name is short, whatever the other's is. */
  private static Path create(Path target) throws IOException {
    // not a temporary file: those are their owner's alone, and would stay so
    return Files.createFile(target.resolveSibling("." + UUID.randomUUID() + ".part"));
  }

  private static void replace(Path part, Path target, boolean there) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      // mounted, where files can be; elsewhere it is in use, and what uses it would see a torn one
      if (!there || !FileAttributes.isUnix(target)) {
        throw e;
      }
      copyOver(part, target);
      removeWritten(part);
      return;
    }
    forceFolder(target);
  }

  /** Keeps the file that is there, and gives it new content. */
  private static void overwrite(Path target, Content content) throws IOException {
    Path part = Files.createTempFile("ndview", ".part");
    try {
      content.writeTo(part);
      copyOver(part, target);
    } catch (IOException | RuntimeException | Error e) {
      remove(part, e);
      throw e;
    }
    removeWritten(part);
  }

  /** The target is written: a file that stays beside it harms nobody, and is no failure. */
  private static void removeWritten(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException _) {
      // see above
    }
  }

  private static void copyOver(Path part, Path target) throws IOException {
    try (FileChannel from = FileChannel.open(part, StandardOpenOption.READ);
        FileChannel to = FileChannel.open(target, StandardOpenOption.WRITE)) {
      copyOver(from, to);
      to.force(true);
    }
  }

  /** What makes the file longer goes first: where the disk is full, the old content stays. */
  static void copyOver(FileChannel from, FileChannel to) throws IOException {
    long old = to.size();
    long size = from.size();
    try {
      copy(from, to, Math.min(old, size), size);
    } catch (IOException | RuntimeException | Error e) {
      shorten(to, old, e);
      throw e;
    }
    copy(from, to, 0, Math.min(old, size));
    to.truncate(size);
  }

  private static void shorten(FileChannel to, long size, Throwable failure) {
    try {
      to.truncate(size);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void copy(FileChannel from, FileChannel to, long begin, long end)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK);
    from.position(begin);
    to.position(begin);
    for (long at = begin; at < end; at += bytes.limit()) {
      bytes.clear().limit((int) Math.min(CHUNK, end - at));
      while (bytes.hasRemaining()) {
        if (from.read(bytes) < 0) {
          throw new EOFException("the new content ends at byte " + from.position());
        }
      }
      ChannelProgress.writeFully(to, bytes.flip());
    }
  }

  private static void force(Path part) throws IOException {
    if (FileAttributes.isOfTheMachine(part)) {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  /** So that the move is on the disk too; not every system opens folders. */
  private static void forceFolder(Path target) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !FileAttributes.isOfTheMachine(target)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // the file is whole either way
    }
  }
}
