package org.ndview.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;
import org.ndview.io.ChannelProgress;

/** A channel as a stream, all of whose bytes are written or refused. */
final class ChannelStream extends OutputStream {
  private final WritableByteChannel channel;

  ChannelStream(WritableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ChannelProgress.writeFully(channel, ByteBuffer.wrap(bytes, offset, length));
  }

  /** {@return the checksum of a file that is to be written} */
  static long checksum(NpyContent content) throws IOException {
    CRC32 crc = new CRC32();
    // a stream gets arrays: native code must not read mapped memory
    OutputStream sum =
        new OutputStream() {
          @Override
          public void write(int b) {
            crc.update(b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            crc.update(bytes, offset, length);
          }
        };
    content.writeTo(new StreamChannel(sum), _ -> {});
    return crc.getValue();
  }
}
