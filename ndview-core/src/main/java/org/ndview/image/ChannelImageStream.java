package org.ndview.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;
import org.ndview.io.FileBytes;

/** A file of any file system as ImageIO reads it: with a buffer, and no cache of its own. */
final class ChannelImageStream extends ImageInputStreamImpl {
  /** Up to this size a file is read in one go, and once, though checksums are looked at before. */
  private static final int SMALL = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private final SeekableByteChannel channel;
  private final long length;
  private final ByteBuffer buffer;

  /** The place of the buffer's first byte. */
  private long start;

  ChannelImageStream(Path file) throws IOException {
    FileBytes.checkRegular(file);
    channel = Files.newByteChannel(file);
    try {
      length = channel.size();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    int room = length <= SMALL ? Math.max(1, (int) length) : BUFFER;
    buffer = ByteBuffer.allocate(room).limit(0);
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (!fill()) {
      return -1;
    }
    streamPos++;
    return buffer.get() & 0xff;
  }

  @Override
  public int read(byte[] b, int off, int len) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (len == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int n = Math.min(len, buffer.remaining());
    buffer.get(b, off, n);
    streamPos += n;
    return n;
  }

  /** Moves the buffer to where the stream is; {@return whether there is a byte} */
  private boolean fill() throws IOException {
    long at = streamPos - start;
    if (at >= 0 && at < buffer.limit()) {
      buffer.position((int) at);
      return true;
    }
    channel.position(streamPos);
    start = streamPos;
    buffer.clear();
    int n = channel.read(buffer);
    buffer.flip();
    return n > 0;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    super.close();
    channel.close();
  }
}
