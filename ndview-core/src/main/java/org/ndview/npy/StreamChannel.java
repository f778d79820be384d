package org.ndview.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A stream as a channel. It gets arrays, since native code must not read mapped memory, and long
 * ones: the JDK's channel over a stream passes on 8 KB at a time, and each is a call of the system.
 */
final class StreamChannel implements WritableByteChannel {
  /** Little enough for a processor's cache (in bytes). */
  private static final int PART = 256 << 10;

  private final OutputStream out;
  private byte[] part = {};

  StreamChannel(OutputStream out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int n = bytes.remaining();
    if (bytes.hasArray()) {
      out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), n);
      bytes.position(bytes.limit());
      return n;
    }
    if (part.length < Math.min(n, PART)) {
      part = new byte[Math.min(n, PART)];
    }
    while (bytes.hasRemaining()) {
      int length = Math.min(bytes.remaining(), part.length);
      bytes.get(part, 0, length);
      out.write(part, 0, length);
    }
    return n;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** Does nothing: the stream is the caller's. */
  @Override
  public void close() {}
}
