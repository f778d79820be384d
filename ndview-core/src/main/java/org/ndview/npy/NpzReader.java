package org.ndview.npy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.ndview.Index;
import org.ndview.NdView;

/**
 * Reads {@code .npz} files. The zip file's numbers are believed only as far as they are checked.
 */
final class NpzReader {
  private final Path file;
  private final NdView bytes;
  private final NpzOptions options;
  private long total;
  private long done;

  private NpzReader(Path file, NdView bytes, NpzOptions options) {
    this.file = file;
    this.bytes = bytes;
    this.options = options;
  }

  static SequencedMap<String, NdView> read(Path file, NpzOptions options) throws IOException {
    return new NpzReader(file, Npy.map(file, options.mode()), options).read(entries(file));
  }

  private static List<ZipArchiveEntry> entries(Path file) throws NpyException {
    try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
      return Collections.list(zip.getEntries());
    } catch (IOException | RuntimeException e) {
      // the zip library's own checks are of many types, and the inner one says what is wrong
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new NpyException(file.toString(), "this is no zip file: " + cause.getMessage(), e);
    }
  }

  private SequencedMap<String, NdView> read(List<ZipArchiveEntry> entries) throws IOException {
    Set<String> seen = new HashSet<>();
    SequencedMap<String, ZipArchiveEntry> chosen = new LinkedHashMap<>();
    for (ZipArchiveEntry entry : entries) {
      String name = name(entry);
      if (!seen.add(name)) {
        throw wrong(entry, "a second array of the name " + PythonRepr.quote(name));
      }
      if (options.names().test(name)) {
        check(entry);
        total = Math.addExact(total, entry.getSize());
        chosen.put(name, entry);
      }
    }
    checkOverlap(List.copyOf(chosen.values()));
    options.progress().moved(0, total);
    SequencedMap<String, NdView> views = new LinkedHashMap<>();
    try {
      for (var entry : chosen.entrySet()) {
        views.put(entry.getKey(), view(entry.getValue()));
      }
      return Collections.unmodifiableSequencedMap(views);
    } catch (IOException | RuntimeException | Error e) {
      views.values().forEach(NdView::close);
      throw e;
    }
  }

  private static String name(ZipArchiveEntry entry) {
    String name = entry.getName();
    return name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
  }

  private String place(ZipArchiveEntry entry) {
    return file + ", entry " + PythonRepr.quote(entry.getName());
  }

  private NpyException wrong(ZipArchiveEntry entry, String message) {
    return new NpyException(place(entry), message);
  }

  /** That an entry can be read, and lies in the file. */
  private void check(ZipArchiveEntry entry) throws NpyException {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      throw wrong(entry, "it is encrypted");
    }
    int method = entry.getMethod();
    if (method != ZipArchiveEntry.STORED && method != ZipArchiveEntry.DEFLATED) {
      throw wrong(
          entry,
          "it is packed with the method %s (%d), and stored and deflated entries are read"
              .formatted(ZipMethod.getMethodByCode(method), method));
    }
    long start = entry.getDataOffset();
    long packed = entry.getCompressedSize();
    long size = entry.getSize();
    if (start < 0 || packed < 0 || size < 0 || packed > bytes.size() - start) {
      throw wrong(
          entry,
          "%d bytes from byte %d on do not lie in the file of %d bytes"
              .formatted(packed, start, bytes.size()));
    }
    if (method == ZipArchiveEntry.STORED && packed != size) {
      throw wrong(entry, "it is stored, and has " + packed + " bytes for " + size);
    }
    if (method == ZipArchiveEntry.DEFLATED && size / EntryInflater.MOST_PER_BYTE > packed) {
      throw wrong(entry, packed + " deflated bytes cannot make " + size);
    }
  }

  /** Entries that share bytes make a small file unpack to much more than it could. */
  private void checkOverlap(List<ZipArchiveEntry> entries) throws NpyException {
    long end = 0;
    for (ZipArchiveEntry entry :
        entries.stream().sorted(Comparator.comparing(ZipArchiveEntry::getDataOffset)).toList()) {
      if (entry.getDataOffset() < end) {
        throw wrong(entry, "it lies over another one at byte " + entry.getDataOffset());
      }
      end = entry.getDataOffset() + entry.getCompressedSize();
    }
  }

  private NdView view(ZipArchiveEntry entry) throws IOException {
    long start = entry.getDataOffset();
    NdView packed = bytes.slice(Index.range(start, start + entry.getCompressedSize()));
    if (entry.getMethod() == ZipArchiveEntry.DEFLATED) {
      return inflated(entry, packed);
    }
    NdView view =
        NpyHeader.isNpy(segment(packed))
            ? Npy.read(packed, options.maxHeader(), place(entry))
            : packed;
    moved(entry.getSize());
    return view;
  }

  private static MemorySegment segment(NdView view) {
    return view.segment().asSlice(view.layout().offset(), view.nbytes());
  }

  private void moved(long n) {
    done += n;
    options.progress().moved(done, total);
  }

  private NdView inflated(ZipArchiveEntry entry, NdView packed) throws IOException {
    String place = place(entry);
    long size = entry.getSize();
    try (EntryInflater inflation = new EntryInflater(segment(packed), place, this::moved)) {
      byte[] prefix = new byte[(int) Math.min(size, NpyHeader.PREFIX)];
      inflation.fill(MemorySegment.ofArray(prefix));
      MemorySegment head = MemorySegment.ofArray(prefix);
      boolean array = NpyHeader.isNpy(head);
      if (array) {
        long start = Math.min(size, NpyHeader.start(head, options.maxHeader(), place));
        head = MemorySegment.ofArray(new byte[Math.toIntExact(Math.max(start, prefix.length))]);
        head.copyFrom(MemorySegment.ofArray(prefix));
        inflation.fill(head.asSlice(prefix.length));
        // believed before memory is made for it
        NpyHeader.read(head, size, options.maxHeader(), place);
      }
      NdView items = NdView.allocate("B", size);
      try {
        MemorySegment memory = items.segment();
        memory.copyFrom(head);
        inflation.fill(memory.asSlice(head.byteSize()));
        inflation.end(entry.getCrc());
        NdView view = array ? Npy.read(items, options.maxHeader(), place) : items;
        return (options.mode() == MapMode.READ_ONLY ? view.toReadOnly() : view).owning();
      } catch (IOException | RuntimeException | Error e) {
        items.close();
        throw e;
      }
    }
  }
}
