package org.ndview.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;
import org.ndview.Index;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.internal.check.CutMemory;

/** The items of a view as a stream of bytes, whatever its layout and however large it is. */
public final class ViewWriter {
  /** Bytes written at a time: enough for a disk, little enough for a progress bar. */
  private static final long CHUNK = 4L << 20;

  private final WritableByteChannel channel;
  private final LongConsumer written;
  private byte[] ordered = {};

  private ViewWriter(WritableByteChannel channel, LongConsumer written) {
    this.channel = channel;
    this.written = written;
  }

  /**
   * Writes {@link NdView#nbytes()} bytes: the items in an order, as {@link NdView#toBytes(Order)}
   * has them. Memory that lies in that order is written as it is; else some millions of bytes are
   * put in order at a time.
   *
   * @param channel what to write to; stays open
   * @param view the items
   * @param order C for the last index fastest, F for the first, A for the one that the view lies in
   * @param written told after each part how many bytes it had
   * @throws IOException if the channel cannot be written to, or the view is of a mapped file that
   *     was cut short
   * @throws IllegalStateException if the view is closed
   */
  public static void write(
      WritableByteChannel channel, NdView view, Order order, LongConsumer written)
      throws IOException {
    try {
      writeItems(channel, view, order, written);
    } catch (InternalError e) {
      CutMemory.check(e);
      throw new IOException("the mapped file " + view.obj() + " was cut short", e);
    }
  }

  private static void writeItems(
      WritableByteChannel channel, NdView view, Order order, LongConsumer written)
      throws IOException {
    boolean turned = view.layout().resolve(order) == Order.F;
    ViewWriter bytes = new ViewWriter(channel, written);
    if (turned && view.layout().hasPointers()) {
      // rows behind pointers cannot become columns where they are
      try (NdView direct = view.copy(Order.F)) {
        writeItems(channel, direct, Order.F, written);
      }
    } else if (turned) {
      bytes.write(view.transpose());
    } else {
      bytes.write(view);
    }
  }

  /** In C order. */
  private void write(NdView view) throws IOException {
    if (view.size() == 0 || view.itemsize() == 0) {
      return;
    }
    if (view.isCContiguous() && writeLying(view)) {
      return;
    }
    long n = view.ndim() == 0 ? 1 : view.shape()[0];
    long one = view.nbytes() / n;
    if (view.nbytes() <= CHUNK || view.ndim() == 0) {
      writeOrdered(view);
    } else if (one > CHUNK) {
      for (long i = 0; i < n; i++) {
        write(view.select(0, i));
      }
    } else {
      long step = Math.max(1, CHUNK / one);
      for (long i = 0; i < n; i += step) {
        writeOrdered(view.slice(Index.range(i, Math.min(n, i + step))));
      }
    }
  }

  /** {@return whether the memory lends itself to be written without a copy} */
  private boolean writeLying(NdView view) throws IOException {
    MemorySegment memory = view.segment();
    if (view.layout().hasPointers()
        || (!memory.isNative() && !(memory.heapBase().orElse(null) instanceof byte[]))) {
      return false;
    }
    long at = view.layout().offset();
    for (long done = 0; done < view.nbytes(); done += CHUNK) {
      long n = Math.min(CHUNK, view.nbytes() - done);
      drain(memory.asSlice(at + done, n).asByteBuffer());
    }
    Reference.reachabilityFence(view);
    return true;
  }

  /** The items, put in C order in an array that serves every part. */
  private void writeOrdered(NdView view) throws IOException {
    if (ordered.length < view.nbytes()) {
      ordered = new byte[Math.toIntExact(view.nbytes())];
    }
    Layout layout = Layout.contiguous(Order.C, view.itemsize(), view.shape());
    NdView.of(MemorySegment.ofArray(ordered), view.format(), layout).assign(view);
    drain(ByteBuffer.wrap(ordered, 0, (int) view.nbytes()));
  }

  private void drain(ByteBuffer buffer) throws IOException {
    int n = buffer.remaining();
    ChannelProgress.writeFully(channel, buffer);
    written.accept(n);
  }
}
