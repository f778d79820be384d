package org.ndview.npy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipExtraField;
import org.ndview.NdView;
import org.ndview.io.AtomicFile;
import org.ndview.io.ChannelProgress;
import org.ndview.io.Progress;

/** Writes {@code .npz} files. */
final class NpzWriter {
  /**
   * Of the first byte of a stored entry. Headers are multiples of it, so items begin at one too.
   */
  private static final int ALIGN = 64;

  private final ZipArchiveOutputStream zip;
  private final Compression compression;
  private final LongConsumer written;

  private NpzWriter(ZipArchiveOutputStream zip, Compression compression, LongConsumer written) {
    this.zip = zip;
    this.compression = compression;
    this.written = written;
  }

  static void write(
      Path file, Map<String, NdView> arrays, Compression compression, Progress progress)
      throws IOException {
    try (Contents contents = new Contents(arrays)) {
      AtomicFile.write(
          file,
          part -> {
            try (WritableByteChannel channel =
                Files.newByteChannel(part, StandardOpenOption.WRITE)) {
              boolean returns = channel instanceof FileChannel && Files.isRegularFile(part);
              if (returns) {
                // a checksum is written when it is known, in front of what it is of
                try (var zip = new ZipArchiveOutputStream((FileChannel) channel)) {
                  write(zip, true, contents, compression, progress);
                }
              } else {
                write(channel, contents, compression, progress);
              }
            }
          });
    }
  }

  static void write(
      WritableByteChannel channel,
      Map<String, NdView> arrays,
      Compression compression,
      Progress progress)
      throws IOException {
    try (Contents contents = new Contents(arrays)) {
      write(channel, contents, compression, progress);
    }
  }

  private static void write(
      WritableByteChannel channel, Contents contents, Compression compression, Progress progress)
      throws IOException {
    // not closed: the channel is the caller's
    ZipArchiveOutputStream zip = new ZipArchiveOutputStream(new ChannelStream(channel));
    write(zip, false, contents, compression, progress);
  }

  private static void write(
      ZipArchiveOutputStream zip,
      boolean returns,
      Contents contents,
      Compression compression,
      Progress progress)
      throws IOException {
    var writer = new NpzWriter(zip, compression, new ChannelProgress(progress, contents.total()));
    for (Map.Entry<String, NpyContent> entry : contents.byName.entrySet()) {
      writer.entry(entry.getKey(), entry.getValue(), returns);
    }
    zip.finish();
    zip.flush();
  }

  /** What is to be written, checked before anything is. */
  private static final class Contents implements AutoCloseable {
    private final SequencedMap<String, NpyContent> byName = new LinkedHashMap<>();

    Contents(Map<String, NdView> arrays) {
      try {
        for (Map.Entry<String, NdView> array : arrays.entrySet()) {
          byName.put(entryName(array.getKey()), content(array.getKey(), array.getValue()));
        }
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      }
    }

    long total() {
      long total = 0;
      for (NpyContent content : byName.values()) {
        total = Math.addExact(total, content.length());
      }
      return total;
    }

    @Override
    public void close() {
      byName.values().forEach(NpyContent::close);
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
              + PythonRepr.brief(name)
              + " in a zip file: no backslash, NUL or half surrogate pair, and 65,520 bytes at most");
    }
    return name + ".npy";
  }

  private void entry(String name, NpyContent content, boolean returns) throws IOException {
    boolean stored = compression.level() == 0;
    // the JDK's entry knows the time first: setTime of the other needs a newer Commons IO than ND4J
    // brings
    ZipEntry plain = new ZipEntry(name);
    // NumPy's own date, 1980-01-01 0:00: what every time before is written as, in any time zone
    plain.setTime(0);
    plain.setMethod(stored ? ZipEntry.STORED : ZipEntry.DEFLATED);
    ZipArchiveEntry entry = new ZipArchiveEntry(plain);
    entry.setSize(content.length());
    entry.setExtraFields(new ZipExtraField[0]);
    if (stored) {
      entry.setAlignment(ALIGN);
      if (!returns) {
        entry.setCrc(ChannelStream.checksum(content));
      }
    } else {
      zip.setLevel(compression.level());
    }
    zip.putArchiveEntry(entry);
    content.writeTo(new StreamChannel(zip), written);
    zip.closeArchiveEntry();
  }
}
