package org.ndview.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.PointerTable;
import org.ndview.io.ChannelProgress;
import org.ndview.io.ViewWriter;

/**
 * A view as it is going to be written.
 *
 * @param metadata what describes it, without a word on where the bytes are
 * @param length the length of its block (in bytes)
 * @param block what writes the block
 */
record ViewStorage(ViewMetadata metadata, long length, Block block) {
  private static final int ZEROS = 1 << 16;

  /** Writes bytes, and tells after each part how many they were. */
  @FunctionalInterface
  interface Block {
    void writeTo(WritableByteChannel channel, LongConsumer written) throws IOException;
  }

  /**
   * How a view is written.
   *
   * @throws UnsupportedOperationException if the format is this machine's alone
   * @throws IllegalArgumentException if the view has more pointers than a table holds
   */
  static ViewStorage of(NdView view, Storage storage) {
    return switch (storage) {
      case C -> compact(view, Order.C);
      case F -> compact(view, Order.F);
      case AS_IT_LIES -> view.layout().hasPointers() ? gathered(view) : lying(view);
    };
  }

  private static ViewStorage compact(NdView view, Order order) {
    Layout layout = Layout.contiguous(order, view.itemsize(), view.shape());
    return new ViewStorage(
        ViewMetadata.of(view, layout),
        layout.nbytes(),
        (channel, written) -> ViewWriter.write(channel, view, order, written));
  }

  private static ViewStorage lying(NdView view) {
    Layout layout = view.layout();
    return new ViewStorage(
        ViewMetadata.of(view, layout.withOffset(layout.offset() - layout.low())),
        layout.high() - layout.low(),
        (channel, written) -> write(channel, view.trimmed().segment(), written));
  }

  private static ViewStorage gathered(NdView view) {
    PointerTable table = PointerTable.of(view);
    return new ViewStorage(
        ViewMetadata.of(view, table),
        table.byteSize(),
        (channel, written) -> {
          long at = 0;
          for (PointerTable.Part part : table.parts()) {
            zeros(channel, part.at() - at, written);
            write(channel, part.memory(), written);
            at = part.at() + part.memory().byteSize();
          }
          zeros(channel, table.byteSize() - at, written);
        });
  }

  private static void write(WritableByteChannel channel, MemorySegment memory, LongConsumer written)
      throws IOException {
    ViewWriter.write(channel, NdView.of(memory), Order.C, written);
  }

  private static void zeros(WritableByteChannel channel, long n, LongConsumer written)
      throws IOException {
    while (n > 0) {
      ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(n, ZEROS));
      n -= zeros.remaining();
      ChannelProgress.writeFully(channel, zeros);
      written.accept(zeros.limit());
    }
  }

  /**
   * {@return the description with the bytes in it}
   *
   * @throws IllegalArgumentException if they are more than a String holds
   */
  ViewMetadata inline(boolean sha256) {
    DataReference.checkInline(length);
    try {
      var bytes = new ByteArrayOutputStream((int) length);
      block.writeTo(Channels.newChannel(bytes), _ -> {});
      byte[] array = bytes.toByteArray();
      DataReference data = DataReference.inline(array);
      return metadata.withData(sha256 ? data.withSha256(Sha256.of(array)) : data);
    } catch (IOException e) {
      throw new AssertionError("memory takes all bytes", e);
    }
  }
}
