package org.ndview.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import org.ndview.Casting;
import org.ndview.Index;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;

/**
 * Samples of an image that no strides reach, computed some rows at a time: of palettes, of packed
 * pixels, with a channel more or less, of other bits, divided by the alpha that they were
 * multiplied with.
 */
final class PixelRows {
  /** The weights of ITU-R 601 in units of 1/65536, as Pillow has them; their sum is 65536. */
  private static final long RED = 19595;

  private static final long GREEN = 38470;
  private static final long BLUE = 7471;

  /** Pixels at a time, where rows are shorter. */
  private static final int BLOCK = 1 << 14;

  private final BufferedImage image;
  private final ChannelOrder order;
  private final int own;
  private final int bits;
  private final int width;
  private final int rows;

  /** Red, green, blue and alpha of each pixel of some rows, in the image's own bits. */
  private final int[] rgba;

  PixelRows(BufferedImage image, ChannelOrder order, int own, int bits) {
    this.image = image;
    this.order = order;
    this.own = own;
    this.bits = bits;
    width = image.getWidth();
    rows = Math.clamp(BLOCK / width, 1, image.getHeight());
    rgba = new int[Math.multiplyExact(4, rows * width)];
  }

  /** Copies all rows into a view of this order and bits. */
  void copyTo(NdView target) {
    Source source = source();
    int channels = order.channels();
    int[] samples = new int[Math.multiplyExact(rows * width, channels)];
    byte[] bytes = new byte[bits == 8 ? samples.length : 0];
    short[] shorts = new short[bits == 8 ? 0 : samples.length];
    NdView memory = bits == 8 ? NdView.of(bytes) : NdView.of(shorts);
    for (int y = 0; y < image.getHeight(); y += rows) {
      int n = Math.min(rows, image.getHeight() - y);
      source.read(y, n);
      pick(samples);
      if (bits == 8) {
        for (int i = 0; i < samples.length; i++) {
          bytes[i] = (byte) samples[i];
        }
      } else {
        for (int i = 0; i < samples.length; i++) {
          shorts[i] = (short) samples[i];
        }
      }
      long[] shape = {n, width, channels};
      Layout layout = Layout.contiguous(Order.C, target.itemsize(), shape);
      target.slice(Index.range(y, y + n)).assign(memory.asStrided(target.format(), layout));
    }
  }

  private void pick(int[] samples) {
    int channels = order.channels();
    for (int c = 0; c < channels; c++) {
      char letter = order.letters().charAt(c);
      if (letter == 'Y') {
        for (int from = 0, at = c; from < rgba.length; from += 4, at += channels) {
          samples[at] = gray(rgba[from], rgba[from + 1], rgba[from + 2]);
        }
      } else {
        for (int from = "RGBA".indexOf(letter), at = c; from < rgba.length; from += 4) {
          samples[at] = rgba[from];
          at += channels;
        }
      }
    }
    if (own != bits) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = bits == 8 ? (samples[i] + 128) / 257 : samples[i] * 257;
      }
    }
  }

  private static int gray(int r, int g, int b) {
    return (int) ((r * RED + g * GREEN + b * BLUE + 0x8000) >> 16);
  }

  /** Fills some rows of red, green, blue and alpha, or of samples as they are. */
  private interface Source {
    void read(int y, int n);
  }

  private Source source() {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return colours(palette);
    } else if (model instanceof ComponentColorModel || isBytes(model)) {
      return components(model);
    }
    int[] argb = new int[rows * width];
    return (y, n) -> {
      image.getRGB(0, y, width, n, argb, 0, width);
      for (int i = 0; i < n * width; i++) {
        split(argb[i], i);
      }
    };
  }

  /**
   * Whether packed channels are bytes, which getRGB would compute anew where they are multiplied.
   */
  private static boolean isBytes(ColorModel model) {
    return model instanceof DirectColorModel
        && Arrays.stream(model.getComponentSize()).allMatch(size -> size == 8);
  }

  private Source colours(IndexColorModel palette) {
    int[] colours = new int[palette.getMapSize()];
    palette.getRGBs(colours);
    Raster raster = image.getRaster();
    int[] indices = new int[rows * width];
    return (y, n) -> {
      raster.getPixels(0, y, width, n, indices);
      for (int i = 0; i < n * width; i++) {
        if (indices[i] >= colours.length) {
          throw new UnsupportedOperationException(
              "the pixel of row %d, column %d has colour %d of a palette of %d"
                  .formatted(y + i / width, i % width, indices[i], colours.length));
        }
        split(colours[indices[i]], i);
      }
    };
  }

  private void split(int argb, int pixel) {
    rgba[4 * pixel] = argb >> 16 & 0xff;
    rgba[4 * pixel + 1] = argb >> 8 & 0xff;
    rgba[4 * pixel + 2] = argb & 0xff;
    rgba[4 * pixel + 3] = argb >>> 24;
  }

  private Source components(ColorModel model) {
    boolean alpha = model.hasAlpha();
    boolean multiplied = alpha && model.isAlphaPremultiplied();
    int max = (1 << own) - 1;
    int bands = model.getNumComponents();
    // of grey, all three colours are the first band
    int second = model.getNumColorComponents() == 1 ? 0 : 1;
    int[] samples = new int[Math.multiplyExact(rows * width, bands)];
    Source asTheyAre = samples(samples, bands);
    return (y, n) -> {
      asTheyAre.read(y, n);
      for (int at = 0, to = 0; to < rgba.length; at += bands, to += 4) {
        rgba[to] = samples[at];
        rgba[to + 1] = samples[at + second];
        rgba[to + 2] = samples[at + 2 * second];
        rgba[to + 3] = alpha ? samples[at + bands - 1] : max;
      }
      if (multiplied) {
        divide(max);
      }
    };
  }

  /** Fills an array with the samples of some rows: in one go, where they lie in steps. */
  private Source samples(int[] samples, int bands) {
    NdView shared = ImageChannels.samples(image, ImageChannels.usual(image.getColorModel()));
    if (shared == null) {
      Raster raster = image.getRaster();
      return (y, n) -> raster.getPixels(0, y, width, n, samples);
    }
    NdView forward = ReversedChannels.turned(shared);
    NdView memory = NdView.of(samples);
    return (y, n) -> {
      long[] shape = {n, width, bands};
      Layout layout = Layout.contiguous(Order.C, Integer.BYTES, shape);
      forward
          .slice(Index.range(y, y + n))
          .convertTo(memory.asStrided(memory.format(), layout), Casting.SAFE);
    };
  }

  private void divide(int max) {
    for (int i = 0; i < rgba.length; i++) {
      if (i % 4 != 3) {
        rgba[i] = divided(rgba[i], rgba[i | 3], max);
      }
    }
  }

  /** A colour without its alpha, rounded; of what cannot be seen nothing is left. */
  private static int divided(int v, int alpha, int max) {
    return alpha == 0 ? 0 : (int) Math.min(max, ((long) v * max + alpha / 2) / alpha);
  }
}
