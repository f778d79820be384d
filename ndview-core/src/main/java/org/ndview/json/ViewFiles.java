package org.ndview.json;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.library.OptionalLibrary;
import org.ndview.io.AtomicFile;
import org.ndview.io.ChannelProgress;
import org.ndview.io.Progress;

/**
 * Views in two files: a document, {@code batch.json}, and beside it the bytes, in a block such as
 * {@code batch-0123456789abcdef.bin}.
 *
 * <p>Each block has a new name. The document that names it is moved in place last, and the block of
 * the document before is removed then: so both change at once, and whoever reads sees a document
 * and its own block. A failure leaves the old document and its block.
 */
public final class ViewFiles {
  private static final String JSON = ".json";

  /** What a block's name has behind the document's: of those alone, old ones are removed. */
  private static final Pattern BLOCK = Pattern.compile("-[0-9a-f]{16}\\.bin");

  /** Bytes of a name that leave room for the block's own part, of the 255 that systems have. */
  private static final int MAX_STEM = 200;

  /** A document that is replaced while it is read is read again, this many times. */
  private static final int MAX_READS = 100;

  private ViewFiles() {}

  /**
   * Writes a view, in place of one that is there. Links are followed, and permissions kept, as
   * {@link AtomicFile} does.
   *
   * @param json the document, whose name ends in {@code .json}, in a folder that is there; the
   *     bytes are written beside it
   * @param view the view
   * @param storage what is written: only the items, or all that the view spans
   * @throws IllegalArgumentException if the name has another ending, or characters that a reference
   *     must not have, or the view has more pointers than a table holds
   * @throws UnsupportedOperationException if the view has a format that other machines do not
   *     understand
   * @throws IOException if a file cannot be written; what was there stays
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
   * @param progress is told how much has been written
   * @throws IllegalArgumentException as there
   * @throws UnsupportedOperationException as there
   * @throws IOException as there
   */
  public static void write(
      Path json, NdView view, Storage storage, boolean sha256, Progress progress)
      throws IOException {
    checkName(json);
    OptionalLibrary.JACKSON.require("ViewFiles.write");
    Path document = Files.exists(json) ? json.toRealPath() : json;
    String stem = stem(document);
    byte[] random = new byte[Long.BYTES];
    new SecureRandom().nextBytes(random);
    String name = stem + "-" + HexFormat.of().formatHex(random) + ".bin";
    SafePath.check(name);
    ViewStorage stored = ViewStorage.of(view, storage);
    Path old = block(document, stem);
    Path block = document.resolveSibling(name);
    Sha256 sum = sha256 ? new Sha256() : null;
    try {
      AtomicFile.write(
          block, old == null ? document : old, part -> writeBlock(part, stored, sum, progress));
      DataReference data = DataReference.of(name, 0, stored.length());
      data = sum == null ? data : data.withSha256(sum.digits());
      String text = stored.metadata().withData(data).toJson();
      AtomicFile.write(document, StandardCharsets.UTF_8.encode(text + "\n"));
    } catch (IOException | RuntimeException | Error e) {
      // what failed may have come after the document was replaced
      if (!block.equals(block(document, stem))) {
        remove(block);
      }
      throw e;
    }
    if (old != null) {
      remove(old);
    }
  }

  private static void checkName(Path json) {
    String name = String.valueOf(json.getFileName());
    if (!name.endsWith(JSON) || name.equals(JSON)) {
      throw new IllegalArgumentException(
          "the document's name ends in %s, which \"%s\" does not"
              .formatted(JSON, BriefText.of(name)));
    }
  }

  /** The document's name without its ending, cut where it leaves no room for more. */
  private static String stem(Path document) {
    String name = String.valueOf(document.getFileName());
    String stem = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
    while (stem.getBytes(StandardCharsets.UTF_8).length > MAX_STEM) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return stem;
  }

  /** The block of the document that is there, if this class wrote it. */
  private static @Nullable Path block(Path document, String stem) {
    try {
      DataReference data = JsonDocuments.read(document, Files.readAllBytes(document)).data();
      String uri = data == null ? null : data.uri();
      boolean own =
          uri != null
              && uri.startsWith(stem)
              && BLOCK.matcher(uri.substring(stem.length())).matches();
      return own ? document.resolveSibling(uri) : null;
    } catch (IOException _) {
      return null; // there is none, or it is not such a document
    }
  }

  /** Removes a block that no document refers to: if it stays, it harms nobody. */
  private static void remove(Path block) {
    try {
      Files.deleteIfExists(block);
    } catch (IOException _) {
      // see above
    }
  }

  private static void writeBlock(
      Path part, ViewStorage stored, @Nullable Sha256 sum, Progress progress) throws IOException {
    try (var file = Files.newByteChannel(part, StandardOpenOption.WRITE)) {
      WritableByteChannel channel = sum == null ? file : sum.over(file);
      stored.block().writeTo(channel, new ChannelProgress(progress, stored.length()));
    }
  }

  /**
   * {@return the view that a document describes, over the bytes that it refers to, read-only if
   * they are in a file}
   *
   * @param json the document; a reference is resolved in its folder, and never leaves it
   * @throws ViewDataException if it is not such a document, or there are no such bytes; the message
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
   * @param progress is told how much has been read where a SHA-256 is to be checked
   * @throws ViewDataException as there
   * @throws IOException as there
   */
  public static NdView read(Path json, MapMode mode, Progress progress) throws IOException {
    OptionalLibrary.JACKSON.require("ViewFiles.read");
    byte[] document = Files.readAllBytes(json);
    for (int i = 1; ; i++) {
      MetadataReader.Openable read = JsonDocuments.readToOpen(json, document);
      try {
        // what can be read as a file is not a root, so it is in a folder
        Path folder = Objects.requireNonNull(json.toRealPath().getParent());
        return DataOpener.open(read.metadata(), read.decoded(), folder, mode, progress);
      } catch (ViewDataException e) {
        byte[] now = Files.readAllBytes(json);
        if (i == MAX_READS || Arrays.equals(document, now)) {
          throw ViewDataException.in(json, e, e.getMessage(), e.pointer());
        }
        document = now; // it was replaced, and its block was removed
      }
    }
  }
}
