package org.ndview.json;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.check.CutMemory;
import org.ndview.io.FileBytes;
import org.ndview.io.Progress;

/** The blocks of bytes that documents refer to. */
final class DataOpener {
  private DataOpener() {}

  /** The view that a document describes; without a folder, no file is looked for. */
  static NdView open(ViewMetadata metadata, @Nullable Path folder, MapMode mode, Progress progress)
      throws ViewDataException {
    return open(metadata, null, folder, mode, progress);
  }

  /**
   * The view that a document describes.
   *
   * @param known the bytes that the document has as base64, nobody else's; null if they have not
   *     been decoded, or are elsewhere
   */
  static NdView open(
      ViewMetadata metadata,
      Base64Text.@Nullable Decoded known,
      @Nullable Path folder,
      MapMode mode,
      Progress progress)
      throws ViewDataException {
    DataReference data = metadata.data();
    if (data == null) {
      throw new ViewDataException(
          "/data", "the document does not tell where the bytes are; view(block) is given them");
    }
    Base64Text.Decoded decoded = known == null ? decoded(data, progress) : told(known, progress);
    NdView block =
        decoded == null
            ? block(data, folder, metadata.readonly() ? MapMode.READ_ONLY : mode)
            : NdView.of(decoded.bytes());
    try {
      long length = block.nbytes();
      if (length < metadata.extent()) {
        throw new ViewDataException(
            "/data", "the block has " + length + " bytes, the items span " + metadata.extent());
      }
      verify(data, decoded == null ? sum(data, block, progress) : decoded.sha256());
      return view(metadata, block).owning();
    } catch (InternalError e) {
      block.close();
      CutMemory.check(e);
      throw new ViewDataException(
          "/data/uri",
          "\""
              + BriefText.of(String.valueOf(data.uri()))
              + "\" has been cut short since it was opened, or cannot be read",
          e);
    } catch (ViewDataException | RuntimeException | Error e) {
      block.close();
      throw e;
    }
  }

  private static Base64Text.@Nullable Decoded decoded(DataReference data, Progress progress) {
    String base64 = data.base64();
    return base64 == null ? null : Base64Text.decode(base64, data.sha256() != null, progress);
  }

  /** What was hashed before anybody could be told. */
  private static Base64Text.Decoded told(Base64Text.Decoded decoded, Progress progress) {
    if (decoded.sha256() != null) {
      int total = decoded.bytes().length;
      progress.moved(0, total);
      progress.moved(total, total);
    }
    return decoded;
  }

  private static NdView view(ViewMetadata metadata, NdView block) throws ViewDataException {
    try {
      return metadata.view(block);
    } catch (IllegalArgumentException e) {
      throw new ViewDataException("/indirect", String.valueOf(e.getMessage()), e);
    }
  }

  private static NdView block(DataReference data, @Nullable Path folder, MapMode mode)
      throws ViewDataException {
    String uri = String.valueOf(data.uri());
    if (folder == null) {
      throw new ViewDataException(
          "/data/uri",
          "the bytes are in the file \""
              + BriefText.of(uri)
              + "\", and no folder is given to look for it");
    }
    Path file = SafePath.resolve(folder, uri);
    try {
      return FileBytes.map(file, mode, size -> part(data, uri, size));
    } catch (ViewDataException e) {
      throw e;
    } catch (IOException e) {
      throw new ViewDataException("/data/uri", "\"" + uri + "\" cannot be mapped: " + e, e);
    }
  }

  private static FileBytes.Part part(DataReference data, String uri, long size)
      throws ViewDataException {
    Long told = data.length();
    long length = told == null ? size - data.offset() : told;
    if (length < 0 || data.offset() > size - length) {
      throw new ViewDataException(
          "/data",
          "\"%s\" has %d bytes, too few for %s from byte %d"
              .formatted(BriefText.of(uri), size, told == null ? "any" : told, data.offset()));
    }
    return new FileBytes.Part(data.offset(), length);
  }

  private static @Nullable String sum(DataReference data, NdView block, Progress progress) {
    return data.sha256() == null ? null : Sha256.of(block.segment(), progress);
  }

  private static void verify(DataReference data, @Nullable String found) throws ViewDataException {
    String told = data.sha256();
    if (told != null && !told.equals(found)) {
      throw new ViewDataException(
          "/data/sha256", "the block's SHA-256 is " + found + ", not " + told);
    }
  }
}
