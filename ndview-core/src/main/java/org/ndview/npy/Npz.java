package org.ndview.npy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import org.ndview.NdView;
import org.ndview.io.Progress;

/**
 * NumPy's {@code .npz} files: zip files of {@code .npy} files, one for each array.
 *
 * <p>Arrays that are stored as they are ({@code numpy.savez}) are views of the mapped file, without
 * a copy, and their checksums are not looked at, which would read them all. Deflated ones ({@code
 * numpy.savez_compressed}) are unpacked into native memory that their view owns, and their
 * checksums must be right.
 */
public final class Npz {
  private Npz() {}

  /**
   * {@return the arrays in a file by their names, in the file's order, read-only} A name is that of
   * the entry without {@code .npy}. An entry that is no array is a view of its bytes, as NumPy has
   * it. Close each view that is no longer used; the file is unmapped with the last.
   *
   * @param file the file
   * @throws NpyException if it is no such file, two arrays have one name, or an array cannot be
   *     read; no view is left open then
   * @throws IOException if the file cannot be read
   */
  public static SequencedMap<String, NdView> read(Path file) throws IOException {
    return read(file, NpzOptions.ALL);
  }

  /**
   * {@return the arrays in a file, as by {@link #read(Path)}: some only, with a listener, or
   * writable}
   *
   * @param file the file
   * @param options which arrays, and how
   * @throws NpyException if it is no such file, two arrays have one name, or an array cannot be
   *     read; no view is left open then
   * @throws IOException if the file cannot be read
   */
  public static SequencedMap<String, NdView> read(Path file, NpzOptions options)
      throws IOException {
    return NpzReader.read(file, options);
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
   * @param progress hears of the bytes of the arrays, unpacked; what it throws ends the writing
   * @throws IllegalArgumentException if a name cannot be one in a zip file
   * @throws UnsupportedOperationException if NumPy has no dtype for a format; the message has the
   *     name
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void write(
      Path file, Map<String, NdView> arrays, Compression compression, Progress progress)
      throws IOException {
    NpzWriter.write(file, arrays, compression, progress);
  }
}
