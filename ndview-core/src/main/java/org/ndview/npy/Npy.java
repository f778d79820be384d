package org.ndview.npy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.ndview.Index;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.format.SubArray;
import org.ndview.io.AtomicFile;
import org.ndview.io.ChannelProgress;
import org.ndview.io.FileBytes;
import org.ndview.io.Progress;

/**
 * NumPy's {@code .npy} files: one array each.
 *
 * <p>Versions 1, 2 and 3 are read; the version that is written is the lowest that fits, as NumPy
 * does it. The dtypes are those that {@link NumpyDtype} translates.
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * Path file = Files.createTempDirectory("npy").resolve("a.npy");
 * Npy.write(file, NdView.of(new double[] {1, 2, 3, 4}).reshape(2, 2).transpose());
 * try (NdView a = Npy.read(file)) {
 *   System.out.println(a.toList()); // [[1.0, 3.0], [2.0, 4.0]]
 *   System.out.println(a.isFContiguous()); // true
 * }
 * }
 */
public final class Npy {
  /** The longest header that is read unless a caller allows more, in characters: NumPy's limit. */
  public static final int MAX_HEADER = 10_000;

  private Npy() {}

  // reading

  /**
   * {@return the array in a file, which is mapped: a read-only view of its bytes, without a copy}
   * Fortran order is in the strides. Closing the view unmaps the file. Bytes after the array are
   * skipped, as NumPy does.
   *
   * @param file the file
   * @throws NpyException if it is not such a file, is shorter than its header says, or its dtype is
   *     one that a view cannot have
   * @throws IOException if the file cannot be read
   */
  public static NdView read(Path file) throws IOException {
    return read(file, MAX_HEADER);
  }

  /**
   * {@return the array in a file, as by {@link #read(Path)}, with a longer header than usual}
   *
   * @param file the file
   * @param maxHeader the longest header to read, in characters
   * @throws NpyException if it is not such a file, is shorter than its header says, or its dtype is
   *     one that a view cannot have
   * @throws IOException if the file cannot be read
   */
  public static NdView read(Path file, int maxHeader) throws IOException {
    return read(file, MapMode.READ_ONLY, maxHeader);
  }

  /**
   * {@return the array in a file, mapped in another way: {@link MapMode#PRIVATE} for a view that
   * may be written without changing the file, which ND4J asks for; {@link MapMode#READ_WRITE} to
   * change the items in the file}
   *
   * @param file the file
   * @param mode how to map it
   * @param maxHeader the longest header to read, in characters
   * @throws NpyException if it is not such a file, is shorter than its header says, or its dtype is
   *     one that a view cannot have
   * @throws IOException if the file cannot be read, or not be written though it should
   */
  public static NdView read(Path file, MapMode mode, int maxHeader) throws IOException {
    return read(file, NpyOptions.DEFAULT.withMode(mode).withMaxHeader(maxHeader));
  }

  /**
   * {@return the array in a file, as by {@link #read(Path)}: mapped in another way, with another
   * limit, or dates as integers}
   *
   * @param file the file
   * @param options how
   * @throws NpyException if it is not such a file, is shorter than its header says, or its dtype is
   *     one that a view cannot have
   * @throws IOException if the file cannot be read, or not be written though it should
   */
  public static NdView read(Path file, NpyOptions options) throws IOException {
    NdView bytes = FileBytes.map(file, options.mode());
    try {
      return read(bytes, options, file.toString()).owning();
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * {@return the array in memory that holds a whole file: a view of it without a copy, read-only if
   * the memory is} Who made the memory keeps it as long as the view is used.
   *
   * @param bytes the bytes of the file
   * @throws NpyException if they are not such a file, fewer than the header says, or the dtype is
   *     one that a view cannot have
   */
  public static NdView read(MemorySegment bytes) throws IOException {
    return read(NdView.of(bytes), NpyOptions.DEFAULT, "npy in memory");
  }

  /**
   * {@return what the header of a file says: dtype, order and shape, also of dtypes that a view
   * cannot have}
   *
   * @param file the file
   * @throws NpyException if it is not such a file
   * @throws IOException if the file cannot be read
   */
  public static NpyInfo info(Path file) throws IOException {
    try (NdView bytes = FileBytes.map(file, MapMode.READ_ONLY)) {
      return NpyHeader.read(bytes.segment(), bytes.nbytes(), MAX_HEADER, file.toString()).info();
    } catch (InternalError e) {
      throw NpyException.cutShort(file.toString(), e);
    }
  }

  /** The array in the bytes of a view. */
  static NdView read(NdView bytes, NpyOptions options, String place) throws IOException {
    try {
      return array(bytes, options, place);
    } catch (InternalError e) {
      throw NpyException.cutShort(place, e);
    }
  }

  private static NdView array(NdView bytes, NpyOptions options, String place) throws IOException {
    MemorySegment segment = bytes.segment().asSlice(bytes.layout().offset(), bytes.nbytes());
    NpyHeader header = NpyHeader.read(segment, bytes.nbytes(), options.maxHeader(), place);
    Format format = header.format(options.datesAsIntegers(), place);
    long nbytes = header.nbytes(format, bytes.nbytes(), place);
    try {
      if (format.itemsize() == 0) {
        // no bytes that a cast could count
        return bytes.asStrided(format, Layout.contiguous(header.order(), 0, header.shape()));
      }
      return bytes
          .slice(Index.range(header.start(), header.start() + nbytes))
          .cast(format, header.order(), header.shape());
    } catch (IllegalArgumentException e) {
      throw new NpyException(place, e.getMessage(), e);
    }
  }

  // writing

  /**
   * {@return a new file of zeros, mapped to be filled in place: NumPy's {@code open_memmap}} It
   * takes the place of a file that is there. Closing the view unmaps the file.
   *
   * @param file the file, in a folder that is there
   * @param format the format of an item
   * @param order of the items: C, or F; A is C
   * @param shape the lengths of the dimensions
   * @throws UnsupportedOperationException if NumPy has no dtype for the format
   * @throws IllegalArgumentException if a length is negative, or the size overflows
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static NdView create(Path file, Format format, Order order, long... shape)
      throws IOException {
    SubArray array = format instanceof SubArray nested ? nested.merged() : null;
    Format element = array != null ? array.element() : format;
    long[] whole = array != null ? joined(shape, array.shape()) : shape.clone();
    Order kept = order == Order.F ? Order.F : Order.C;
    long nbytes = Layout.contiguous(kept, element.itemsize(), whole).nbytes();
    byte[] header = NpyHeader.write(NumpyDtype.of(element), kept, whole);
    checkSize(nbytes, header.length);
    AtomicFile.write(
        file,
        part -> {
          try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ChannelProgress.writeFully(channel, ByteBuffer.wrap(header));
            if (nbytes > 0) {
              // the system fills what lies between with zeros
              channel.write(ByteBuffer.allocate(1), header.length + nbytes - 1);
            }
          }
        });
    return read(
        file,
        NpyOptions.DEFAULT
            .withMode(MapMode.READ_WRITE)
            .withMaxHeader(Math.max(MAX_HEADER, header.length)));
  }

  /**
   * {@return a new file of zeros, mapped to be filled in place, as by {@link #create(Path, Format,
   * Order, long...)}}
   *
   * @param file the file, in a folder that is there
   * @param format the format of an item
   * @param order of the items: C, or F; A is C
   * @param shape the lengths of the dimensions
   * @throws org.ndview.format.FormatException if the format does not parse
   * @throws UnsupportedOperationException if NumPy has no dtype for the format
   * @throws IllegalArgumentException if a length is negative, or the size overflows
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static NdView create(Path file, String format, Order order, long... shape)
      throws IOException {
    return create(file, Format.parse(format), order, shape);
  }

  private static void checkSize(long nbytes, int header) {
    if (nbytes > Long.MAX_VALUE - header) {
      throw new IllegalArgumentException(
          "%d bytes behind a header of %d are more than 2^63-1".formatted(nbytes, header));
    }
  }

  private static long[] joined(long[] shape, List<Long> inner) {
    return LongStream.concat(Arrays.stream(shape), inner.stream().mapToLong(Long::longValue))
        .toArray();
  }

  /**
   * Writes a file with the bytes that {@code numpy.save} writes for the equal array, in place of
   * one that is there. Any view will do: strides, pointers, byte orders. A view in Fortran's order
   * is written in it, all others in C order.
   *
   * @param file the file, in a folder that is there
   * @param view the array
   * @throws UnsupportedOperationException if NumPy has no dtype for the format
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void write(Path file, NdView view) throws IOException {
    write(file, view, Progress.NONE);
  }

  /**
   * Writes a file as {@link #write(Path, NdView)}, and tells how far it is.
   *
   * @param file the file, in a folder that is there
   * @param view the array
   * @param progress is told of the bytes that were written; what it throws ends the writing
   * @throws UnsupportedOperationException if NumPy has no dtype for the format
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void write(Path file, NdView view, Progress progress) throws IOException {
    try (NpyContent content = NpyContent.of(view)) {
      AtomicFile.write(
          file,
          part -> {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
              write(channel, content, progress);
            }
          });
    }
  }

  /**
   * Writes the bytes of a file to a channel.
   *
   * @param channel what to write to; stays open
   * @param view the array
   * @throws UnsupportedOperationException if NumPy has no dtype for the format; nothing is written
   * @throws IOException if the channel cannot be written to
   */
  public static void write(WritableByteChannel channel, NdView view) throws IOException {
    write(channel, view, Progress.NONE);
  }

  /**
   * Writes the bytes of a file to a channel, and tells how far it is.
   *
   * @param channel what to write to; stays open
   * @param view the array
   * @param progress is told of the bytes that were written; what it throws ends the writing
   * @throws UnsupportedOperationException if NumPy has no dtype for the format; nothing is written
   * @throws IOException if the channel cannot be written to
   */
  public static void write(WritableByteChannel channel, NdView view, Progress progress)
      throws IOException {
    try (NpyContent content = NpyContent.of(view)) {
      write(channel, content, progress);
    }
  }

  private static void write(WritableByteChannel channel, NpyContent content, Progress progress)
      throws IOException {
    content.writeTo(channel, new ChannelProgress(progress, content.length()));
  }
}
