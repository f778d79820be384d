package org.ndview.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.io.Progress;
import org.ndview.io.ViewBytes;
import org.ndview.io.WholeFile;

/** Writes a header and the tensors behind it. */
final class TensorWriter {
  private TensorWriter() {}

  static void write(
      Path file, byte[] header, List<Map.Entry<String, Tensor>> tensors, Progress progress)
      throws IOException {
    // the header has added them up
    long total = header.length;
    for (Map.Entry<String, Tensor> tensor : tensors) {
      total += tensor.getValue().view().nbytes();
    }
    long all = total;
    WholeFile.write(
        file,
        part -> {
          try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            long[] done = {0};
            LongConsumer written =
                n -> {
                  done[0] += n;
                  progress.moved(done[0], all);
                };
            progress.moved(0, all);
            ByteBuffer head = ByteBuffer.wrap(header);
            while (head.hasRemaining()) {
              channel.write(head);
            }
            written.accept(header.length);
            for (Map.Entry<String, Tensor> tensor : tensors) {
              try (NdView bytes = littleEndian(tensor.getValue().view())) {
                ViewBytes.write(channel, bytes, Order.C, written);
              }
            }
          }
        });
  }

  /** Big-endian numbers as bytes that are read backwards: nothing is converted. */
  private static NdView littleEndian(NdView view) {
    if (!(view.format() instanceof Scalar scalar)
        || scalar.itemsize() == 1
        || scalar.order() == ByteOrder.LITTLE_ENDIAN) {
      return view.slice("...");
    }
    NdView direct = view.layout().hasPointers() ? view.copy() : view;
    boolean complex = scalar.type().kind() == ScalarType.Kind.COMPLEX;
    long[] bytes = complex ? new long[] {2, scalar.itemsize() / 2} : new long[] {scalar.itemsize()};
    Layout layout = direct.layout().field(0, 1, bytes);
    // kept reachable by the new view, and with it the memory
    try (NdView forwards = NdView.of(direct.segment(), Format.parse("B"), layout, direct)) {
      return forwards.slice("..., ::-1");
    }
  }
}
