package org.ndview.npy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The directory of a zip file, read as Python's {@code zipfile} reads it, since that is what reads
 * NumPy's files. It is at the file's end, and tells of each entry where it begins; what it tells of
 * an entry is believed only when the entry is opened, and checked then.
 */
final class ZipDirectory {
  /** The end record without its comment. */
  private static final int END = 22;

  private static final int MAX_COMMENT = 0xFFFF;
  private static final int LOCATOR = 20;
  private static final int END_64 = 56;
  private static final int RECORD = 46;

  /** What precedes an entry's bytes, without its name and its extra field. */
  private static final int LOCAL = 30;

  private static final int END_MARK = 0x06054b50;
  private static final int LOCATOR_MARK = 0x07064b50;
  private static final int END_64_MARK = 0x06064b50;
  private static final int RECORD_MARK = 0x02014b50;
  private static final int LOCAL_MARK = 0x04034b50;
  private static final int ZIP64 = 1;
  private static final int UNICODE_NAME = 0x7075;
  private static final long UNSAID = 0xFFFF_FFFFL;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment file;

  private ZipDirectory(MemorySegment file) {
    this.file = file;
  }

  /**
   * What a directory tells of an entry.
   *
   * @param name its name, decoded
   * @param stored its name as the file has it
   * @param flags of which the lowest is for encryption
   * @param method 0 for stored, 8 for deflated
   * @param crc the checksum of its bytes, unpacked
   * @param packed how many bytes it has in the file
   * @param size how many bytes it has unpacked
   * @param header where it begins in the file (in bytes), in front of what repeats its name
   */
  record Entry(
      String name,
      byte[] stored,
      int flags,
      int method,
      long crc,
      long packed,
      long size,
      long header) {
    boolean isEncrypted() {
      return (flags & 1) != 0;
    }
  }

  /**
   * Reads a directory.
   *
   * @param file all of its bytes
   * @param place what an error calls it
   */
  static List<Entry> read(MemorySegment file, String place) throws NpyException {
    try {
      return new ZipDirectory(file).entries();
    } catch (Malformed e) {
      boolean npy = NpyHeader.isNpy(file);
      throw new NpyException(
          place,
          npy ? "this is a .npy file: Npy.read" : "this is not a zip file: " + e.getMessage(),
          e);
    }
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String message) {
      super(message);
    }
  }

  private List<Entry> entries() throws Malformed {
    long end = end();
    long size = unsigned(end + 12);
    long offset = unsigned(end + 16);
    long stop = end;
    long end64 = end64(end);
    if (end64 >= 0) {
      size = file.get(LONG, end64 + 40);
      offset = file.get(LONG, end64 + 48);
      stop = end64;
    }
    long start = stop - size;
    // what precedes the zip file, as in a program that unpacks itself, moves all of its offsets
    long moved = start - offset;
    if (size < 0 || offset < 0 || start < 0 || moved < 0) {
      throw new Malformed(
          "its directory of %d bytes at byte %d does not end at byte %d"
              .formatted(size, offset, stop));
    }
    List<Entry> entries = new ArrayList<>();
    for (long at = start; at < stop; ) {
      if (stop - at < RECORD || file.get(INT, at) != RECORD_MARK) {
        throw new Malformed("byte %d is not an entry of its directory".formatted(at));
      }
      long extra = at + RECORD + length(at + 28);
      long next = extra + length(at + 30) + length(at + 32);
      if (next > stop) {
        throw new Malformed("an entry of its directory, at byte %d, is cut".formatted(at));
      }
      entries.add(entry(at, extra, moved));
      at = next;
    }
    return entries;
  }

  /** Where the end record begins: the last one whose comment could reach the end. */
  private long end() throws Malformed {
    long last = file.byteSize() - END;
    for (long at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
      if (file.get(INT, at) == END_MARK) {
        return at;
      }
    }
    throw new Malformed("no end of a directory is among its %d bytes".formatted(file.byteSize()));
  }

  /** Where the end record with numbers of 64 bits begins, or -1. */
  private long end64(long end) throws Malformed {
    long locator = end - LOCATOR;
    if (locator < 0 || file.get(INT, locator) != LOCATOR_MARK) {
      return -1;
    }
    if (file.get(INT, locator + 4) != 0 || file.get(INT, locator + 16) > 1) {
      throw new Malformed("it is one of several parts");
    }
    for (long at : new long[] {locator - END_64, file.get(LONG, locator + 8)}) {
      if (at >= 0 && at <= locator - END_64 && file.get(INT, at) == END_64_MARK) {
        return at;
      }
    }
    return -1;
  }

  private Entry entry(long at, long extra, long moved) throws Malformed {
    byte[] stored = bytes(at + RECORD, length(at + 28));
    int flags = length(at + 8);
    String name = ZipNames.decode(stored, (flags & ZipNames.UTF_8) != 0);
    long packed = unsigned(at + 20);
    long size = unsigned(at + 24);
    long header = unsigned(at + 42);
    long stop = extra + length(at + 30);
    for (long field = extra; stop - field >= 4; ) {
      int kind = length(field);
      long value = field + 4;
      long next = value + length(field + 2);
      if (next > stop) {
        throw new Malformed("an extra field of its directory, at byte %d, is cut".formatted(field));
      }
      if (kind == ZIP64) {
        // only those that do not fit above are here, in this order
        if (size == UNSAID && next - value >= 8) {
          size = file.get(LONG, value);
          value += 8;
        }
        if (packed == UNSAID && next - value >= 8) {
          packed = file.get(LONG, value);
          value += 8;
        }
        if (header == UNSAID && next - value >= 8) {
          header = file.get(LONG, value);
        }
      } else if (kind == UNICODE_NAME) {
        name = unicodeName(value, next, stored, name);
      }
      field = next;
    }
    return new Entry(
        ZipNames.upToNul(name),
        stored,
        flags,
        length(at + 10),
        unsigned(at + 16),
        packed,
        size,
        header < 0 || header > Long.MAX_VALUE - moved ? -1 : header + moved);
  }

  private String unicodeName(long from, long to, byte[] stored, String otherwise) {
    CRC32 crc = new CRC32();
    crc.update(stored);
    boolean means =
        to - from > 5
            && file.get(ValueLayout.JAVA_BYTE, from) == 1
            && unsigned(from + 1) == crc.getValue();
    return means
        ? new String(bytes(from + 5, (int) (to - from - 5)), StandardCharsets.UTF_8)
        : otherwise;
  }

  /**
   * Where the bytes of an entry begin, or -1 where the directory tells of no entry.
   *
   * @param file all bytes of the zip file
   */
  static long start(MemorySegment file, Entry entry) {
    ZipDirectory zip = new ZipDirectory(file);
    long at = entry.header();
    if (at < 0 || at > file.byteSize() - LOCAL || file.get(INT, at) != LOCAL_MARK) {
      return -1;
    }
    long start = at + LOCAL + zip.length(at + 26) + zip.length(at + 28);
    if (start > file.byteSize()
        || zip.length(at + 26) != entry.stored().length
        || !Arrays.equals(zip.bytes(at + LOCAL, entry.stored().length), entry.stored())) {
      return -1;
    }
    return start;
  }

  private byte[] bytes(long at, int n) {
    return file.asSlice(at, n).toArray(ValueLayout.JAVA_BYTE);
  }

  private int length(long at) {
    return file.get(SHORT, at) & 0xFFFF;
  }

  private long unsigned(long at) {
    return file.get(INT, at) & 0xFFFF_FFFFL;
  }
}
