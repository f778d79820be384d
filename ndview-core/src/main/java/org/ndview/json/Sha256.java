package org.ndview.json;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.ndview.io.Progress;

/** Checksums, of memory or of what is written. */
final class Sha256 {
  private static final long CHUNK = 4L << 20;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** {@return the checksum of a block} */
  static String of(MemorySegment block, Progress progress) {
    Sha256 sum = new Sha256();
    long total = block.byteSize();
    progress.moved(0, total);
    for (long done = 0; done < total; ) {
      long n = Math.min(CHUNK, total - done);
      sum.digest.update(block.asSlice(done, n).asByteBuffer());
      done += n;
      progress.moved(done, total);
    }
    return sum.digits();
  }

  static String of(byte[] block) {
    return of(MemorySegment.ofArray(block), Progress.NONE);
  }

  /** Counts in the first n bytes of an array. */
  void update(byte[] bytes, int n) {
    digest.update(bytes, 0, n);
  }

  /** {@return what passes all bytes on, and counts them in} */
  WritableByteChannel over(WritableByteChannel channel) {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer bytes) throws IOException {
        ByteBuffer written = bytes.duplicate();
        int n = channel.write(bytes);
        digest.update(written.limit(written.position() + n));
        return n;
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  /** {@return the checksum, once, as hexadecimal digits} */
  String digits() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
