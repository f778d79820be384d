package org.ndview.npy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.io.FileBytes;
import org.ndview.io.Progress;

/**
 * Reads {@code .npz} files. The zip file's numbers are believed only as far as they are checked.
 */
final class NpzReader {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private final String place;
  private final NdView bytes;
  private final NpzOptions options;

  /** Counts bytes that are read or unpacked. */
  private LongConsumer moved = _ -> {};

  /** The first entry of those that begin at a byte. */
  private final NavigableMap<Long, ZipDirectory.Entry> byStart = new TreeMap<>();

  private NpzReader(String place, NdView bytes, NpzOptions options) {
    this.place = place;
    this.bytes = bytes;
    this.options = options;
  }

  static NpzFile read(Path file, NpzOptions options) throws IOException {
    return open(file.toString(), FileBytes.map(file, options.mode()), options);
  }

  /** Opens a file, whose bytes belong to what is returned. */
  static NpzFile open(String place, NdView bytes, NpzOptions options) throws IOException {
    try {
      return new NpzReader(place, bytes, options).open();
    } catch (InternalError e) {
      bytes.close();
      throw NpyException.cutShort(place, e);
    } catch (IOException | RuntimeException | Error e) {
      bytes.close();
      throw e;
    }
  }

  private NpzFile open() throws NpyException {
    List<ZipDirectory.Entry> chosen = new ArrayList<>();
    for (ZipDirectory.Entry entry : ZipDirectory.read(segment(bytes), place)) {
      byStart.putIfAbsent(entry.header(), entry);
      if (options.names().test(ZipNames.withoutSuffix(entry.name()))) {
        chosen.add(entry);
      }
    }
    NpzFile file = new NpzFile(place, bytes, this, chosen);
    try {
      openAll(file);
      return file;
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /** Where somebody listens, all are read at once, so that the work is what is listened to. */
  private void openAll(NpzFile file) {
    Progress progress = options.progress();
    if (progress == Progress.NONE) {
      return;
    }
    long total = 0;
    for (NpzEntry entry : file.entries()) {
      total = Math.addExact(total, believed(entry));
    }
    long all = total;
    long before = 0;
    progress.moved(0, all);
    for (NpzEntry entry : file.entries()) {
      long[] done = {before};
      moved =
          n -> {
            done[0] += n;
            progress.moved(done[0], all);
          };
      try {
        entry.view();
      } catch (IOException _) {
        // told again when this entry is asked for
      }
      before += believed(entry);
      if (done[0] < before) {
        progress.moved(before, all);
      }
    }
    moved = _ -> {};
  }

  /** The size of an entry that could be so large. */
  private static long believed(NpzEntry entry) {
    long most =
        entry.isStored()
            ? entry.packedSize()
            : Math.min(Long.MAX_VALUE / 8192, entry.packedSize()) * EntryInflater.MOST_PER_BYTE;
    return Math.clamp(entry.size(), 0, Math.max(0, most));
  }

  private String place(ZipDirectory.Entry entry) {
    return place + ", entry " + PythonRepr.brief(entry.name());
  }

  private NpyException wrong(ZipDirectory.Entry entry, String message) {
    return new NpyException(place(entry), message);
  }

  /** {@return the packed bytes of an entry that can be read, and lies in the file} */
  private NdView packed(ZipDirectory.Entry entry) throws NpyException {
    if (entry.isEncrypted()) {
      throw wrong(entry, "it is encrypted");
    }
    int method = entry.method();
    if (method != STORED && method != DEFLATED) {
      throw wrong(
          entry,
          "it is packed with the method %s, and stored and deflated entries are read"
              .formatted(method(method)));
    }
    long start = ZipDirectory.start(segment(bytes), entry);
    if (start < 0) {
      throw wrong(
          entry, "no entry of this name begins at byte %d of the file".formatted(entry.header()));
    }
    long packed = entry.packed();
    long size = entry.size();
    if (packed < 0 || size < 0 || packed > bytes.size() - start) {
      throw wrong(
          entry,
          "%d bytes from byte %d on do not lie in the file of %d bytes"
              .formatted(packed, start, bytes.size()));
    }
    checkOverlap(entry, start);
    if (method == STORED && packed != size) {
      throw wrong(entry, "it is stored, and has " + packed + " bytes for " + size);
    }
    if (method == DEFLATED && size / EntryInflater.MOST_PER_BYTE > packed) {
      throw wrong(entry, packed + " deflated bytes cannot make " + size);
    }
    return bytes.slice(Index.range(start, start + packed));
  }

  private static String method(int method) {
    String name =
        switch (method) {
          case 9 -> "deflate64 ";
          case 12 -> "bzip2 ";
          case 14 -> "LZMA ";
          case 93 -> "Zstandard ";
          case 95 -> "xz ";
          default -> "";
        };
    return name + "(" + method + ")";
  }

  /** Entries that share bytes make a small file unpack to much more than it could. */
  private void checkOverlap(ZipDirectory.Entry entry, long start) throws NpyException {
    Long next = byStart.higherKey(entry.header());
    boolean shared = byStart.get(entry.header()) != entry;
    if (shared || (next != null && start + entry.packed() > next)) {
      throw wrong(entry, "it overlaps another entry at byte " + (shared ? entry.header() : next));
    }
  }

  /** {@return what the header of an entry says, if it has one} */
  Optional<NpyInfo> info(ZipDirectory.Entry entry) throws IOException {
    try {
      return header(entry);
    } catch (InternalError e) {
      throw NpyException.cutShort(place(entry), e);
    }
  }

  private Optional<NpyInfo> header(ZipDirectory.Entry entry) throws IOException {
    NdView packed = packed(entry);
    String place = place(entry);
    NpyHeader header;
    if (entry.method() == STORED) {
      header =
          NpyHeader.isNpy(segment(packed))
              ? NpyHeader.read(segment(packed), entry.size(), options.maxHeader(), place)
              : null;
    } else {
      try (EntryInflater inflation = new EntryInflater(segment(packed), place, _ -> {})) {
        header = inflation.head(entry.size(), options.maxHeader()).header();
      }
    }
    return Optional.ofNullable(header).map(NpyHeader::info);
  }

  /** {@return the array of an entry, or its bytes: over the file's, or over memory that it owns} */
  NdView read(ZipDirectory.Entry entry) throws IOException {
    try {
      return content(entry);
    } catch (InternalError e) {
      throw NpyException.cutShort(place(entry), e);
    }
  }

  private NdView content(ZipDirectory.Entry entry) throws IOException {
    NdView packed = packed(entry);
    if (entry.method() == DEFLATED) {
      return inflated(entry, packed);
    }
    NdView view =
        NpyHeader.isNpy(segment(packed))
            ? Npy.read(packed, options.forEach(), place(entry))
            : packed;
    moved.accept(entry.size());
    return view;
  }

  private static MemorySegment segment(NdView view) {
    return view.segment().asSlice(view.layout().offset(), view.nbytes());
  }

  private NdView inflated(ZipDirectory.Entry entry, NdView packed) throws IOException {
    String place = place(entry);
    long size = entry.size();
    try (EntryInflater inflation = new EntryInflater(segment(packed), place, moved)) {
      EntryInflater.Head head = inflation.head(size, options.maxHeader());
      NpyHeader header = head.header();
      if (header != null) {
        // believed before memory is made for it
        header.nbytes(header.format(options.datesAsIntegers(), place), size, place);
      }
      NdView items = NdView.allocate("B", size);
      try {
        MemorySegment memory = items.segment();
        MemorySegment.copy(head.bytes(), 0, memory, 0, head.bytes().byteSize());
        inflation.fill(memory.asSlice(head.bytes().byteSize()));
        inflation.end(entry.crc());
        NdView view = header == null ? items : Npy.read(items, options.forEach(), place);
        return (options.mode() == MapMode.READ_ONLY ? view.toReadOnly() : view).owning();
      } catch (IOException | RuntimeException | Error e) {
        items.close();
        throw e;
      }
    }
  }
}
