package org.ndview.image;

import java.lang.foreign.MemorySegment;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;

/**
 * Bytes of pixels whose channels lie backwards, as ImageIO decodes most files: put in order by a
 * loop over the array, which is several times faster than steps that are as short as a pixel.
 */
final class ReversedChannels {
  private ReversedChannels() {}

  /** {@return the same samples with channels that go forward: a copy, unless they do already} */
  static NdView turned(NdView samples) {
    Layout layout = samples.layout();
    if (layout.stride(2) != -1
        || layout.shape(2) == 1
        || !(samples.segment().heapBase().orElse(null) instanceof byte[] array)) {
      return samples;
    }
    int height = (int) layout.shape(0);
    int width = (int) layout.shape(1);
    int channels = (int) layout.shape(2);
    if ((long) height * width * channels > Integer.MAX_VALUE - 8) {
      return samples;
    }
    byte[] turned = new byte[height * width * channels];
    int pixel = (int) layout.stride(1);
    int first = (int) (samples.segment().address() + layout.offset());
    for (int y = 0; y < height; y++) {
      int row = first + (int) (y * layout.stride(0));
      if (channels == 3) {
        threes(array, row, pixel, turned, y * width * 3, width);
      } else {
        many(array, row, pixel, turned, y * width * channels, width, channels);
      }
    }
    long[] shape = {height, width, channels};
    return NdView.of(
        MemorySegment.ofArray(turned), samples.format(), Layout.contiguous(Order.C, 1, shape));
  }

  private static void threes(byte[] from, int row, int pixel, byte[] to, int at, int width) {
    for (int x = 0, source = row, target = at; x < width; x++, source += pixel, target += 3) {
      to[target] = from[source];
      to[target + 1] = from[source - 1];
      to[target + 2] = from[source - 2];
    }
  }

  private static void many(
      byte[] from, int row, int pixel, byte[] to, int at, int width, int channels) {
    for (int x = 0, source = row, target = at; x < width; x++, source += pixel) {
      for (int c = 0; c < channels; c++) {
        to[target++] = from[source - c];
      }
    }
  }
}
