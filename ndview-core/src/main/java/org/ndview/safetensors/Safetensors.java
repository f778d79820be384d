package org.ndview.safetensors;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.internal.check.CutMemory;
import org.ndview.internal.library.OptionalLibrary;
import org.ndview.io.FileBytes;
import org.ndview.io.Progress;

/**
 * Files of named tensors, as machine learning keeps its weights in. *
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * Path weights = Files.createTempDirectory("safetensors").resolve("w.safetensors");
 * Safetensors.write(weights, Map.of("w", NdView.of(new float[] {1, 2})), Map.of());
 * try (SafetensorsFile open = Safetensors.open(weights)) {
 *   System.out.println(open.view("w").toList()); // [1.0, 2.0]
 * }
 * }
 */
public final class Safetensors {
  /** The longest header (in bytes): the reference implementation's limit. */
  public static final int MAX_HEADER = 100_000_000;

  private Safetensors() {}

  // reading

  /**
   * {@return a file, mapped, its tensors read-only} Only the header is read, however large the file
   * is.
   *
   * @param file the file
   * @throws SafetensorsException if it is not such a file, by the checks of the reference
   *     implementation: the header's length, strict JSON, every tensor's size, no holes between
   *     them and none over another
   * @throws IOException if the file cannot be read
   */
  public static SafetensorsFile open(Path file) throws IOException {
    return open(file, MapMode.READ_ONLY);
  }

  /**
   * {@return a file, mapped in another way: {@link MapMode#PRIVATE} for tensors that may be written
   * without changing the file, which ND4J asks for; {@link MapMode#READ_WRITE} to change the
   * numbers in the file}
   *
   * @param file the file
   * @param mode how to map it
   * @throws SafetensorsException if it is not such a file, as by {@link #open(Path)}
   * @throws IOException if the file cannot be read, or not be written though it should
   */
  public static SafetensorsFile open(Path file, MapMode mode) throws IOException {
    return open(file.toString(), FileBytes.map(file, mode));
  }

  /**
   * {@return the tensors in memory that holds a whole file: views of it without a copy, read-only
   * if the memory is} The caller must keep the memory alive while they are used.
   *
   * @param bytes the bytes of the file
   * @throws SafetensorsException if they are not such a file, as by {@link #open(Path)}
   */
  public static SafetensorsFile open(MemorySegment bytes) throws IOException {
    return open("safetensors in memory", NdView.of(bytes));
  }

  private static SafetensorsFile open(String file, NdView bytes) throws IOException {
    try {
      long header = headerLength(bytes, file);
      SafetensorsHeader read;
      try {
        OptionalLibrary.JACKSON.require("Safetensors");
        read = HeaderReader.read(text(bytes, header, file), bytes.size() - Long.BYTES - header);
      } catch (IllegalArgumentException e) {
        throw new SafetensorsException(file, e.getMessage(), e);
      }
      return new SafetensorsFile(
          file, bytes, tensors(read, bytes, Long.BYTES + header), read.metadata());
    } catch (InternalError e) {
      bytes.close();
      CutMemory.check(e);
      throw new SafetensorsException(
          file, "the file has been cut short since it was opened, or cannot be read", e);
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  private static long headerLength(NdView bytes, String file) throws IOException {
    if (bytes.size() < Long.BYTES) {
      throw new SafetensorsException(
          file, "%d bytes, and the length of the header takes 8".formatted(bytes.size()));
    }
    byte[] first = CutMemory.copy(bytes.segment(), 0, Long.BYTES);
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > MAX_HEADER) {
      throw new SafetensorsException(
          file,
          "a header of %s bytes, more than the limit of %d"
              .formatted(Long.toUnsignedString(length), MAX_HEADER));
    }
    if (length > bytes.size() - Long.BYTES) {
      throw new SafetensorsException(
          file,
          "a header of %d bytes, and the file has %d after its length"
              .formatted(length, bytes.size() - Long.BYTES));
    }
    return length;
  }

  private static String text(NdView bytes, long length, String file) throws IOException {
    byte[] header = CutMemory.copy(bytes.segment(), Long.BYTES, (int) length);
    ByteBuffer encoded = ByteBuffer.wrap(header);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException(
          file, "byte " + (Long.BYTES + encoded.position()) + ": the header is no UTF-8", e);
    }
  }

  private static SequencedMap<String, Tensor> tensors(
      SafetensorsHeader header, NdView bytes, long start) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    header
        .tensors()
        .forEach((name, entry) -> {
          Index range = Index.range(start + entry.begin(), start + entry.end());
          NdView view = bytes.slice(range).cast(entry.dtype().format(), shape(entry));
          tensors.put(name, new Tensor(entry.dtype(), entry.shape(), view));
        });
    return tensors;
  }

  /** In items, of which some hold several numbers. */
  private static long[] shape(SafetensorsHeader.Entry entry) {
    long[] shape = entry.shape().stream().mapToLong(Long::longValue).toArray();
    int packed = entry.dtype().packed();
    if (packed == 1) {
      return shape;
    }
    if (shape.length > 0 && shape[shape.length - 1] % packed == 0) {
      shape[shape.length - 1] /= packed;
      return shape;
    }
    // rows that begin within a byte
    return new long[] {(entry.end() - entry.begin()) / entry.dtype().format().itemsize()};
  }

  // writing

  /**
   * Writes a file with the bytes that the reference implementation writes, in place of one that is
   * there: tensors sorted by type and name, C order, little-endian.
   *
   * @param file the file, in a folder that is there
   * @param views the tensors by name, in any layout and byte order
   * @param metadata what to say beside them, in this order; nothing if empty
   * @throws UnsupportedOperationException if safetensors has no type for a format; the message has
   *     the name
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}, a text is not
   *     Unicode, or the header would be too long
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void write(Path file, Map<String, NdView> views, Map<String, String> metadata)
      throws IOException {
    write(file, views, metadata, Progress.NONE);
  }

  /**
   * Writes a file as {@link #write(Path, Map, Map)}, and tells how far it is.
   *
   * @param file the file, in a folder that is there
   * @param views the tensors by name, in any layout and byte order
   * @param metadata what to say beside them, in this order; nothing if empty
   * @param progress is told of the bytes that were written; what it throws ends the writing
   * @throws UnsupportedOperationException if safetensors has no type for a format; the message has
   *     the name
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}, a text is not
   *     Unicode, or the header would be too long
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void write(
      Path file, Map<String, NdView> views, Map<String, String> metadata, Progress progress)
      throws IOException {
    writeTensors(file, named(views), metadata, progress);
  }

  /**
   * Writes the bytes of a file to a channel, as {@link #write(Path, Map, Map)} does to a file.
   *
   * @param channel what to write to; stays open
   * @param views the tensors by name, in any layout and byte order
   * @param metadata what to say beside them, in this order; nothing if empty
   * @throws UnsupportedOperationException if safetensors has no type for a format; the message has
   *     the name
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}, a text is not
   *     Unicode, or the header would be too long
   * @throws IOException if the channel cannot be written to
   */
  public static void write(
      WritableByteChannel channel, Map<String, NdView> views, Map<String, String> metadata)
      throws IOException {
    List<Map.Entry<String, Tensor>> sorted = sorted(named(views));
    TensorWriter.write(channel, HeaderWriter.write(sorted, metadata), sorted, Progress.NONE);
  }

  private static SequencedMap<String, Tensor> named(Map<String, NdView> views) {
    SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, NdView> view : views.entrySet()) {
      try {
        tensors.put(view.getKey(), Tensor.of(view.getValue()));
      } catch (UnsupportedOperationException e) {
        throw new UnsupportedOperationException(
            "the tensor \"" + view.getKey() + "\": " + e.getMessage(), e);
      }
    }
    return tensors;
  }

  /**
   * Writes a file as {@link #write(Path, Map, Map, Progress)}, of tensors whose type and shape are
   * given: those of another file, or bytes that are small floats.
   *
   * @param file the file, in a folder that is there; the tensors may be those of a file of this
   *     name that is open
   * @param tensors the tensors by name
   * @param metadata what to say beside them, in this order; nothing if empty
   * @param progress is told of the bytes that were written; what it throws ends the writing
   * @throws IllegalArgumentException if a tensor is named {@code __metadata__}, a text is not
   *     Unicode, or the header would be too long
   * @throws IOException if the file cannot be written; what was there stays
   */
  public static void writeTensors(
      Path file, Map<String, Tensor> tensors, Map<String, String> metadata, Progress progress)
      throws IOException {
    List<Map.Entry<String, Tensor>> sorted = sorted(tensors);
    TensorWriter.write(file, HeaderWriter.write(sorted, metadata), sorted, progress);
  }

  private static List<Map.Entry<String, Tensor>> sorted(Map<String, Tensor> tensors) {
    // header and data are written of the same tensors, whatever becomes of the map
    Map<String, Tensor> own = new LinkedHashMap<>(tensors);
    if (own.containsKey("__metadata__")) {
      throw new IllegalArgumentException(
          "a tensor cannot be named __metadata__: that is where the metadata is");
    }
    return HeaderWriter.sorted(own);
  }
}
