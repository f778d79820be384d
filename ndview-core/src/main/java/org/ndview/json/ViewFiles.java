package org.ndview.json;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.internal.library.OptionalLibrary;
import org.ndview.io.AtomicFile;
import org.ndview.io.Progress;

/**
 * Views in two files: a document, {@code batch.json}, and beside it the bytes, {@code batch.bin}.
 */
public final class ViewFiles {
  private static final String JSON = ".json";
  private static final String BYTES = ".bin";

  private ViewFiles() {}

  /**
   * Writes a view, in place of one that is there: the bytes first, each file whole or not at all.
   *
   * @param json the document, whose name ends in {@code .json}, in a folder that is there; the
   *     bytes are written beside it under the same name with {@code .bin}
   * @param view the view
   * @param storage what is written: only the items, or all that the view spans
   * @throws IllegalArgumentException if the name has another ending, or characters that a reference
   *     must not have, or the view has more pointers than a table holds
   * @throws UnsupportedOperationException if the view has a format that other machines do not
   *     understand
   * @throws IOException if a file cannot be written
   */
  public static void write(Path json, NdView view, Storage storage) throws IOException {
    write(json, view, storage, false, Progress.NONE);
  }

  /**
   * Writes a view as {@link #write(Path, NdView, Storage)}, and tells how far it is.
   *
   * @param json the document, whose name ends in {@code .json}
   * @param view the view
   * @param storage what is written: only the items, or all that the view spans
   * @param sha256 whether the document tells the SHA-256 of the bytes, which a reader checks then
   * @param progress hears how much has been written
   * @throws IllegalArgumentException as there
   * @throws UnsupportedOperationException as there
   * @throws IOException as there
   */
  public static void write(
      Path json, NdView view, Storage storage, boolean sha256, Progress progress)
      throws IOException {
    String name = String.valueOf(json.getFileName());
    if (!name.endsWith(JSON) || name.equals(JSON)) {
      throw new IllegalArgumentException(
          "the document's name ends in %s, which \"%s\" does not".formatted(JSON, name));
    }
    String bytes = name.substring(0, name.length() - JSON.length()) + BYTES;
    SafePath.check(bytes);
    ViewStorage stored = ViewStorage.of(view, storage);
    Sha256 sum = sha256 ? new Sha256() : null;
    AtomicFile.write(json.resolveSibling(bytes), part -> writeBlock(part, stored, sum, progress));
    DataReference data = DataReference.of(bytes, 0, stored.length());
    data = sum == null ? data : data.withSha256(sum.digits());
    String document = stored.metadata().withData(data).toJson();
    AtomicFile.write(json, StandardCharsets.UTF_8.encode(document + "\n"));
  }

  private static void writeBlock(
      Path part, ViewStorage stored, @Nullable Sha256 sum, Progress progress) throws IOException {
    long total = stored.length();
    progress.moved(0, total);
    long[] done = {0};
    try (var file = Files.newByteChannel(part, StandardOpenOption.WRITE)) {
      WritableByteChannel channel = sum == null ? file : sum.over(file);
      stored
          .block()
          .writeTo(
              channel,
              n -> {
                done[0] += n;
                progress.moved(done[0], total);
              });
    }
  }

  /**
   * {@return the view that a document describes, over the bytes that it refers to, read-only if
   * they are in a file}
   *
   * @param json the document; a reference is resolved in its folder, and never leaves it
   * @throws ViewDataException if it is no such document, or there are no such bytes; the message
   *     names the file, the place in the document and the numbers
   * @throws IOException if the document cannot be read
   */
  public static NdView read(Path json) throws IOException {
    return read(json, MapMode.READ_ONLY, Progress.NONE);
  }

  /**
   * {@return the view as by {@link #read(Path)}, with the bytes mapped in a mode}
   *
   * @param json the document
   * @param mode READ_WRITE to write to the file through the view, PRIVATE to write to the view and
   *     not to the file; a view that the document says is read-only stays so in any mode
   * @param progress hears how much has been read where a SHA-256 is to be checked
   * @throws ViewDataException as there
   * @throws IOException as there
   */
  public static NdView read(Path json, MapMode mode, Progress progress) throws IOException {
    OptionalLibrary.JACKSON.require("ViewFiles.read");
    ViewMetadata metadata = JsonDocuments.read(json, Files.readAllBytes(json));
    // what can be read as a file is no root, so it is in a folder
    Path folder = Objects.requireNonNull(json.toAbsolutePath().getParent());
    try {
      return metadata.open(folder, mode, progress);
    } catch (ViewDataException e) {
      throw ViewDataException.in(json, e, e.getMessage(), e.pointer());
    }
  }
}
