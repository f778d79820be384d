package org.ndview.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.SubArray;
import org.ndview.io.ChannelProgress;
import org.ndview.io.ViewWriter;

/**
 * A file that is to be written: its header, and a view of its items.
 *
 * @param header the bytes before the items
 * @param order of the items, C or F
 * @param items a view of its own, which is closed with this
 */
record NpyContent(byte[] header, Order order, NdView items) implements AutoCloseable {
  /**
   * The content for a view.
   *
   * @throws UnsupportedOperationException if NumPy has no dtype for the format
   */
  static NpyContent of(NdView view) {
    NumpyDtype.of(view.format()); // refused before anything is copied
    NdView items = withoutSubArray(view);
    Order order = items.layout().resolve(Order.A);
    NumpyDtype dtype = NumpyDtype.of(items.format());
    return new NpyContent(NpyHeader.write(dtype, order, items.shape()), order, items);
  }

  /** The dimensions of a sub-array are the array's own in NumPy, which has no such items. */
  private static NdView withoutSubArray(NdView view) {
    if (!(view.format() instanceof SubArray nested)) {
      return view.duplicate();
    }
    SubArray array = nested.merged();
    long[] shape = array.shape().stream().mapToLong(Long::longValue).toArray();
    boolean copied = view.layout().hasPointers();
    NdView direct = copied ? view.copy() : view;
    NdView elements =
        direct.asStrided(
            array.element(), direct.layout().field(0, array.element().itemsize(), shape));
    return copied ? elements.owning() : elements;
  }

  long length() {
    return header.length + items.nbytes();
  }

  void writeTo(WritableByteChannel channel, LongConsumer written) throws IOException {
    ChannelProgress.writeFully(channel, ByteBuffer.wrap(header));
    written.accept(header.length);
    ViewWriter.write(channel, items, order, written);
  }

  @Override
  public void close() {
    items.close();
  }
}
