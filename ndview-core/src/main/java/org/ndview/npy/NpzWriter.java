package org.ndview.npy;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.ndview.NdView;
import org.ndview.io.AtomicFile;
import org.ndview.io.Progress;

/** Writes {@code .npz} files. */
final class NpzWriter {
  /**
   * Of the first byte of a stored entry. Headers are multiples of it, so items begin at one too.
   */
  private static final int ALIGN = 64;

  private final ZipArchiveOutputStream zip;
  private final Compression compression;
  private final Progress progress;
  private final long total;
  private long done;

  private NpzWriter(
      ZipArchiveOutputStream zip, Compression compression, Progress progress, long total) {
    this.zip = zip;
    this.compression = compression;
    this.progress = progress;
    this.total = total;
  }

  static void write(
      Path file, Map<String, NdView> arrays, Compression compression, Progress progress)
      throws IOException {
    SequencedMap<String, NpyContent> contents = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, NdView> array : arrays.entrySet()) {
        contents.put(entryName(array.getKey()), content(array.getKey(), array.getValue()));
      }
      long total = 0;
      for (NpyContent content : contents.values()) {
        total = Math.addExact(total, content.length());
      }
      long all = total;
      AtomicFile.write(
          file,
          part -> {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
                ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
              NpzWriter writer = new NpzWriter(zip, compression, progress, all);
              progress.moved(0, all);
              for (Map.Entry<String, NpyContent> entry : contents.entrySet()) {
                writer.entry(entry.getKey(), entry.getValue());
              }
              zip.finish();
            }
          });
    } finally {
      contents.values().forEach(NpyContent::close);
    }
  }

  private static NpyContent content(String name, NdView view) {
    try {
      return NpyContent.of(view);
    } catch (UnsupportedOperationException e) {
      throw new UnsupportedOperationException(
          "the array " + PythonRepr.quote(name) + ": " + e.getMessage(), e);
    }
  }

  /** A name that Python and others read back as it is. */
  private static String entryName(String name) {
    if (name.indexOf('\\') >= 0
        || name.indexOf(0) >= 0
        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)
        || name.getBytes(StandardCharsets.UTF_8).length > 0xFFF0) {
      throw new IllegalArgumentException(
          "an array cannot be named "
              + PythonRepr.quote(name.length() <= 80 ? name : name.substring(0, 80) + "...")
              + " in a zip file: no backslash, NUL or half surrogate pair, and 65,520 bytes at most");
    }
    return name + ".npy";
  }

  private void entry(String name, NpyContent content) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setSize(content.length());
    // NumPy's own date, so that the same arrays make the same bytes
    entry.setTime(
        LocalDateTime.of(1980, 1, 1, 0, 0)
            .atZone(ZoneId.systemDefault())
            .toInstant()
            .toEpochMilli());
    if (compression.level() == 0) {
      entry.setMethod(ZipArchiveOutputStream.STORED);
      entry.setAlignment(ALIGN);
    } else {
      entry.setMethod(ZipArchiveOutputStream.DEFLATED);
      zip.setLevel(compression.level());
    }
    zip.putArchiveEntry(entry);
    WritableByteChannel channel = Channels.newChannel(zip);
    content.writeTo(
        channel,
        n -> {
          done += n;
          progress.moved(done, total);
        });
    zip.closeArchiveEntry();
  }
}
