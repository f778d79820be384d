package org.ndview.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.io.AtomicFile;
import org.ndview.io.ChannelProgress;
import org.ndview.io.Progress;
import org.ndview.io.ViewWriter;

/** Writes a header and the tensors behind it. */
final class TensorWriter {
  /** Bytes turned round at a time. */
  private static final long CHUNK = 1L << 20;

  private TensorWriter() {}

  static void write(
      Path file, byte[] header, List<Map.Entry<String, Tensor>> tensors, Progress progress)
      throws IOException {
    AtomicFile.write(
        file,
        part -> {
          try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            write(channel, header, tensors, progress);
          }
        });
  }

  static void write(
      WritableByteChannel channel,
      byte[] header,
      List<Map.Entry<String, Tensor>> tensors,
      Progress progress)
      throws IOException {
    // the header has added them up
    long total = header.length;
    for (Map.Entry<String, Tensor> tensor : tensors) {
      total += tensor.getValue().view().nbytes();
    }
    ChannelProgress written = new ChannelProgress(progress, total);
    ChannelProgress.writeFully(channel, ByteBuffer.wrap(header));
    written.accept(header.length);
    for (Map.Entry<String, Tensor> tensor : tensors) {
      items(channel, tensor.getValue().view(), written);
    }
  }

  private static void items(WritableByteChannel channel, NdView view, LongConsumer written)
      throws IOException {
    if (!(view.format() instanceof Scalar scalar)
        || scalar.itemsize() == 1
        || scalar.order() == ByteOrder.LITTLE_ENDIAN) {
      ViewWriter.write(channel, view, Order.C, written);
      return;
    }
    try (NdView numbers = integers(view, scalar)) {
      pieces(channel, numbers, written);
    }
  }

  /** Integers of the same bytes: turned round, they lose nothing, where a NaN might. */
  private static NdView integers(NdView view, Scalar scalar) {
    boolean complex = scalar.type().kind() == ScalarType.Kind.COMPLEX;
    long size = complex ? scalar.itemsize() / 2 : scalar.itemsize();
    boolean copied = view.layout().hasPointers();
    NdView direct = copied ? view.copy() : view;
    NdView numbers =
        direct.asStrided(
            Scalar.of(type(size), Mark.BIG),
            direct.layout().field(0, size, complex ? new long[] {2} : new long[0]));
    return copied ? numbers.owning() : numbers;
  }

  private static ScalarType type(long size) {
    return size == 2 ? ScalarType.UINT16 : size == 4 ? ScalarType.UINT32 : ScalarType.UINT64;
  }

  private static void pieces(WritableByteChannel channel, NdView numbers, LongConsumer written)
      throws IOException {
    long n = numbers.ndim() == 0 ? 1 : numbers.shape()[0];
    if (numbers.nbytes() <= CHUNK || n == 0) {
      Scalar little = Scalar.of(type(numbers.itemsize()), Mark.LITTLE);
      try (NdView turned = NdView.allocate(little, numbers.shape())) {
        numbers.convertTo(turned);
        ViewWriter.write(channel, turned, Order.C, written);
      }
      return;
    }
    long step = Math.max(1, CHUNK / Math.max(1, numbers.nbytes() / n));
    for (long i = 0; i < n; i += step) {
      Index rows = step == 1 ? Index.at(i) : Index.range(i, Math.min(n, i + step));
      pieces(channel, numbers.slice(rows), written);
    }
  }
}
