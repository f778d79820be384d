package org.ndview.npy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Unpacks a deflated entry from memory to memory, no more of it than is asked for. */
final class EntryInflater implements AutoCloseable {
  /** No bit of a deflated stream makes more bytes than this. */
  static final long MOST_PER_BYTE = 1032;

  private static final long CHUNK = 4L << 20;

  /** Handed to zlib at a time. */
  private static final int INPUT = 1 << 16;

  private final MemorySegment packed;

  /** A copy: native code must not read a mapped file, which another process may cut short. */
  private final byte[] input = new byte[INPUT];

  private final String place;
  private final LongConsumer unpacked;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private long read;
  private long made;

  EntryInflater(MemorySegment packed, String place, LongConsumer unpacked) {
    this.packed = packed;
    this.place = place;
    this.unpacked = unpacked;
  }

  /**
   * The first bytes of an entry.
   *
   * @param bytes as many as the header has, or as it takes to know that there is none
   * @param header what they say; null if the entry is not an array
   */
  record Head(MemorySegment bytes, @Nullable NpyHeader header) {}

  /** Unpacks the header, where the entry has one. */
  Head head(long size, int maxHeader) throws NpyException {
    MemorySegment prefix = MemorySegment.ofArray(new byte[(int) Math.min(size, NpyHeader.PREFIX)]);
    fill(prefix);
    if (!NpyHeader.isNpy(prefix)) {
      return new Head(prefix, null);
    }
    long start = Math.min(size, NpyHeader.start(prefix, maxHeader, place));
    byte[] bytes = new byte[Math.toIntExact(Math.max(start, prefix.byteSize()))];
    MemorySegment head = MemorySegment.ofArray(bytes).copyFrom(prefix);
    fill(head.asSlice(prefix.byteSize()));
    return new Head(head, NpyHeader.read(head, size, maxHeader, place));
  }

  /** Fills memory with the bytes that come next. */
  void fill(MemorySegment target) throws NpyException {
    for (long at = 0; at < target.byteSize(); ) {
      ByteBuffer part = target.asSlice(at, Math.min(CHUNK, target.byteSize() - at)).asByteBuffer();
      while (part.hasRemaining()) {
        if (some(part) == 0) {
          throw new NpyException(
              place, "the deflated bytes end after " + made + ", before the entry's size");
        }
      }
      at += part.limit();
      crc.update(part.flip());
      unpacked.accept(part.limit());
    }
  }

  /** How many bytes were made; 0 at the end. */
  private int some(ByteBuffer target) throws NpyException {
    try {
      while (true) {
        int n = inflater.inflate(target);
        made += n;
        if (n > 0 || inflater.finished()) {
          return n;
        }
        if (inflater.needsDictionary() || read == packed.byteSize()) {
          return 0;
        }
        int size = (int) Math.min(INPUT, packed.byteSize() - read);
        MemorySegment.copy(packed, ValueLayout.JAVA_BYTE, read, input, 0, size);
        inflater.setInput(input, 0, size);
        read += size;
      }
    } catch (DataFormatException e) {
      throw new NpyException(place, "the deflated bytes after " + made + " are malformed", e);
    }
  }

  /** Checks that nothing is left, and that what was made is right. */
  void end(long checksum) throws NpyException {
    if (some(ByteBuffer.allocate(1)) > 0) {
      throw new NpyException(place, "more than the entry's size of " + (made - 1) + " bytes");
    }
    if (!inflater.finished()) {
      throw new NpyException(place, "the deflated bytes end in the middle");
    }
    if (crc.getValue() != checksum) {
      throw new NpyException(
          place,
          "the checksum is %08x, and the entry's bytes make %08x"
              .formatted(checksum, crc.getValue()));
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
