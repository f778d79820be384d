package org.ndview.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;

/**
 * Samples of an image that no strides reach, computed row by row: of palettes, of packed pixels,
 * with a channel more or less, of other bits, divided by the alpha that they were multiplied with.
 */
final class PixelRows {
  /** The weights of ITU-R 601 in units of 1/65536, as Pillow has them; their sum is 65536. */
  private static final long RED = 19595;

  private static final long GREEN = 38470;
  private static final long BLUE = 7471;

  private final BufferedImage image;
  private final ChannelOrder order;
  private final int own;
  private final int bits;
  private final int width;

  /** Red, green, blue and alpha of each pixel of a row, in the image's own bits. */
  private final int[] rgba;

  PixelRows(BufferedImage image, ChannelOrder order, int own, int bits) {
    this.image = image;
    this.order = order;
    this.own = own;
    this.bits = bits;
    width = image.getWidth();
    rgba = new int[Math.multiplyExact(4, width)];
  }

  /** Copies all rows into a view of this order and bits. */
  void copyTo(NdView target) {
    Source source = source();
    int channels = order.channels();
    byte[] bytes = new byte[Math.multiplyExact(width, channels)];
    short[] shorts = new short[bits == 8 ? 0 : bytes.length];
    long[] shape = {width, channels};
    Layout layout = Layout.contiguous(Order.C, target.itemsize(), shape);
    NdView row =
        (bits == 8 ? NdView.of(bytes) : NdView.of(shorts)).asStrided(target.format(), layout);
    int[] samples = new int[bytes.length];
    for (int y = 0; y < image.getHeight(); y++) {
      source.read(y);
      pick(samples);
      for (int i = 0; i < samples.length; i++) {
        if (bits == 8) {
          bytes[i] = (byte) samples[i];
        } else {
          shorts[i] = (short) samples[i];
        }
      }
      target.select(0, y).assign(row);
    }
  }

  private void pick(int[] samples) {
    int channels = order.channels();
    for (int c = 0; c < channels; c++) {
      char letter = order.letters().charAt(c);
      if (letter == 'Y') {
        for (int x = 0, at = c; x < width; x++, at += channels) {
          samples[at] = gray(rgba[4 * x], rgba[4 * x + 1], rgba[4 * x + 2]);
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

  /** Fills the row of red, green, blue and alpha. */
  private interface Source {
    void read(int y);
  }

  private Source source() {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel palette) {
      return colours(palette);
    } else if (model instanceof ComponentColorModel || isBytes(model)) {
      return components(model);
    }
    int[] argb = new int[width];
    return y -> {
      image.getRGB(0, y, width, 1, argb, 0, width);
      for (int x = 0; x < width; x++) {
        split(argb[x], x);
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
    int[] indices = new int[width];
    return y -> {
      raster.getPixels(0, y, width, 1, indices);
      for (int x = 0; x < width; x++) {
        if (indices[x] >= colours.length) {
          throw new UnsupportedOperationException(
              "the pixel of row %d, column %d has colour %d of a palette of %d"
                  .formatted(y, x, indices[x], colours.length));
        }
        split(colours[indices[x]], x);
      }
    };
  }

  private void split(int argb, int x) {
    rgba[4 * x] = argb >> 16 & 0xff;
    rgba[4 * x + 1] = argb >> 8 & 0xff;
    rgba[4 * x + 2] = argb & 0xff;
    rgba[4 * x + 3] = argb >>> 24;
  }

  private Source components(ColorModel model) {
    boolean gray = model.getNumColorComponents() == 1;
    boolean alpha = model.hasAlpha();
    boolean multiplied = alpha && model.isAlphaPremultiplied();
    int max = (1 << own) - 1;
    int bands = model.getNumComponents();
    Raster raster = image.getRaster();
    int[] samples = new int[Math.multiplyExact(width, bands)];
    int second = gray ? 0 : 1;
    return y -> {
      raster.getPixels(0, y, width, 1, samples);
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
