package org.ndview.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** A channel that is written to, and the listener that is told how far that is. */
public final class ChannelProgress implements LongConsumer {
  /** Times in a row that a channel may take nothing. */
  private static final int MOST_REFUSALS = 16;

  private final Progress progress;
  private final long total;
  private long done;

  /**
   * Tells the listener that nothing is done yet.
   *
   * @param progress the listener
   * @param total how much there is to do (in bytes)
   */
  public ChannelProgress(Progress progress, long total) {
    this.progress = progress;
    this.total = total;
    progress.moved(0, total);
  }

  /**
   * Tells the listener that more is done.
   *
   * @param n how much more (in bytes)
   */
  @Override
  public void accept(long n) {
    done += n;
    progress.moved(done, total);
  }

  /**
   * Writes all bytes of a buffer.
   *
   * @param channel what to write to
   * @param bytes the bytes, from position to limit
   * @throws IOException if the channel cannot be written to, or takes nothing, as a full channel
   *     does that is in non-blocking mode
   */
  public static void writeFully(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    int refusals = 0;
    while (bytes.hasRemaining()) {
      refusals = channel.write(bytes) == 0 ? refusals + 1 : 0;
      if (refusals == MOST_REFUSALS) {
        throw new IOException(
            "the channel takes none of the next %d bytes: it is full, and in non-blocking mode"
                .formatted(bytes.remaining()));
      }
    }
  }
}
