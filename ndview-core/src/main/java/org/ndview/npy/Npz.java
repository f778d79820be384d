package org.ndview.npy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Map;
import org.ndview.NdView;
import org.ndview.internal.library.OptionalLibrary;
import org.ndview.io.Progress;

/**
 * NumPy's {@code .npz} files: zip files of {@code .npy} files, one for each array.
 *
 * <p>Arrays that are stored as they are ({@code numpy.savez}) are views of the mapped file, without
 * a copy, and their checksums are not verified, since that would read every byte. Deflated ones
 * ({@code numpy.savez_compressed}) are unpacked into native memory when they are asked for, and
 * their checksums must be right. An entry that is not an array is a view of its bytes, as NumPy has
 * it. All of that belongs to the {@link NpzFile}, and is freed when it is closed.
 */
public final class Npz {
  private Npz() {}

  /**
   * {@return a file, open: a map of the names of its arrays to read-only views, which opens an
   * array when it is asked for} Close it when its arrays are no longer used: it owns them all.
   *
   * @param file the file
   * @throws NpyException if it is not a zip file
   * @throws IOException if the file cannot be read
   */
  public static NpzFile read(Path file) throws IOException {
    return read(file, NpzOptions.ALL);
  }

  /**
   * {@return a file, open, as by {@link #read(Path)}: some arrays only, with a listener, or
   * writable} With a listener all arrays are read at once, so that it is told of the work; an array
   * that cannot be read says so when it is asked for.
   *
   * @param file the file
   * @param options which arrays, and how
   * @throws NpyException if it is not a zip file
   * @throws IOException if the file cannot be read
   */
  public static NpzFile read(Path file, NpzOptions options) throws IOException {
    return NpzReader.read(file, options);
  }

  /**
   * {@return the arrays in memory that holds a whole file} Stored ones are views of it without a
   * copy, read-only. The caller must keep the memory alive while they are used.
   *
   * @param bytes the bytes of the file
   * @throws NpyException if they are not a zip file
   */
  public static NpzFile read(MemorySegment bytes) throws IOException {
    return NpzReader.open("npz in memory", NdView.of(bytes).toReadOnly(), NpzOptions.ALL);
  }

  /**
   * Writes a file of arrays, in place of one that is there, in the order of the map. Stored items
   * begin at a multiple of 64 bytes of the file, so that they can be mapped and used as they are.
   * The same arrays make the same bytes.
   *
   * @param file the file, in a folder that is there
   * @param arrays the arrays by their names, which are written with {@code .npy} behind
   * @param compression how they are packed
   * @throws IllegalArgumentException if a name cannot be one in a zip file
   * @throws UnsupportedOperationException if NumPy has no dtype for a format; the message has the
   *     name
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void write(Path file, Map<String, NdView> arrays, Compression compression)
      throws IOException {
    write(file, arrays, compression, Progress.NONE);
  }

  /**
   * Writes a file as {@link #write(Path, Map, Compression)}, and tells how far it is.
   *
   * @param file the file, in a folder that is there
   * @param arrays the arrays by their names
   * @param compression how they are packed
   * @param progress is told of the bytes of the arrays, unpacked; what it throws ends the writing
   * @throws IllegalArgumentException if a name cannot be one in a zip file
   * @throws UnsupportedOperationException if NumPy has no dtype for a format; the message has the
   *     name
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void write(
      Path file, Map<String, NdView> arrays, Compression compression, Progress progress)
      throws IOException {
    requireZip();
    NpzWriter.write(file, arrays, compression, progress);
  }

  /**
   * Writes the bytes of a file to a channel, as {@link #write(Path, Map, Compression)} does to a
   * file. Stored arrays are read twice, since their checksums come first.
   *
   * @param channel what to write to; stays open
   * @param arrays the arrays by their names
   * @param compression how they are packed
   * @throws IllegalArgumentException if a name cannot be one in a zip file
   * @throws UnsupportedOperationException if NumPy has no dtype for a format; the message has the
   *     name
   * @throws IOException if the channel cannot be written to
   */
  public static void write(
      WritableByteChannel channel, Map<String, NdView> arrays, Compression compression)
      throws IOException {
    requireZip();
    NpzWriter.write(channel, arrays, compression, Progress.NONE);
  }

  private static void requireZip() {
    OptionalLibrary.COMPRESS.require("Npz.write");
    OptionalLibrary.COMMONS_IO.require("Npz.write");
    OptionalLibrary.COMMONS_LANG.require("Npz.write");
  }
}
