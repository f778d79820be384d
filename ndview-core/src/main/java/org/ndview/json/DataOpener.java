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
    DataReference data = metadata.data();
    if (data == null) {
      throw new ViewDataException(
          "/data", "the document does not tell where the bytes are; view(block) is given them");
    }
    NdView block = block(data, folder, metadata.readonly() ? MapMode.READ_ONLY : mode);
    try {
      long length = block.nbytes();
      if (length < metadata.extent()) {
        throw new ViewDataException(
            "/data", "the block has " + length + " bytes, the items span " + metadata.extent());
      }
      verify(data, block, progress);
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

  private static NdView view(ViewMetadata metadata, NdView block) throws ViewDataException {
    try {
      return metadata.view(block);
    } catch (IllegalArgumentException e) {
      throw new ViewDataException("/indirect", String.valueOf(e.getMessage()), e);
    }
  }

  private static NdView block(DataReference data, @Nullable Path folder, MapMode mode)
      throws ViewDataException {
    String base64 = data.base64();
    if (base64 != null) {
      return NdView.of(Base64Text.decode(base64));
    }
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

  private static void verify(DataReference data, NdView block, Progress progress)
      throws ViewDataException {
    String told = data.sha256();
    if (told != null) {
      String found = Sha256.of(block.segment(), progress);
      if (!told.equals(found)) {
        throw new ViewDataException(
            "/data/sha256", "the block's SHA-256 is " + found + ", not " + told);
      }
    }
  }
}
