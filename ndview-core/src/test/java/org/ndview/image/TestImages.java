package org.ndview.image;

import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_4BYTE_ABGR;
import static java.awt.image.BufferedImage.TYPE_4BYTE_ABGR_PRE;
import static java.awt.image.BufferedImage.TYPE_BYTE_BINARY;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static java.awt.image.BufferedImage.TYPE_INT_ARGB;
import static java.awt.image.BufferedImage.TYPE_INT_ARGB_PRE;
import static java.awt.image.BufferedImage.TYPE_INT_BGR;
import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_555_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_565_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_GRAY;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Random;

/** Images that the tests make: of every type, and parts of larger ones. */
final class TestImages {
  /** The types whose memory is shared as channels, or as packed pixels. */
  static final int[] SHARED = {
    TYPE_BYTE_GRAY, TYPE_3BYTE_BGR, TYPE_4BYTE_ABGR, TYPE_4BYTE_ABGR_PRE, TYPE_INT_RGB,
    TYPE_INT_ARGB, TYPE_INT_ARGB_PRE, TYPE_INT_BGR, TYPE_USHORT_GRAY, TYPE_USHORT_565_RGB,
    TYPE_USHORT_555_RGB
  };

  /** The types whose samples are indices of a palette. */
  static final int[] PALETTES = {TYPE_BYTE_BINARY, TYPE_BYTE_INDEXED};

  private TestImages() {}

  /** An image with random samples; premultiplied ones as they can be. */
  static BufferedImage random(int type, int width, int height, long seed) {
    return filled(new BufferedImage(width, height, type), seed);
  }

  static BufferedImage filled(BufferedImage image, long seed) {
    Random random = new Random(seed);
    WritableRaster raster = image.getRaster();
    int bands = raster.getNumBands();
    boolean multiplied = image.isAlphaPremultiplied();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int alpha = random.nextInt(256);
        for (int b = 0; b < bands; b++) {
          int bits = image.getSampleModel().getSampleSize(b);
          int v = random.nextInt(1 << Math.min(bits, 16));
          raster.setSample(x, y, b, !multiplied ? v : b == bands - 1 ? alpha : v * alpha / 255);
        }
      }
    }
    return image;
  }

  /** RGB or RGBA of 16 bits, as ImageIO reads it from PNG and TIFF files. */
  static BufferedImage ushorts(int width, int height, int bands, int[] offsets, long seed) {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_USHORT, width, height, width * bands, bands, offsets, null);
    return filled(
        new BufferedImage(colours(bands, DataBuffer.TYPE_USHORT), raster, false, null), seed);
  }

  static ComponentColorModel colours(int bands, int type) {
    boolean alpha = bands % 2 == 0;
    int space = bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    return new ComponentColorModel(
        ColorSpace.getInstance(space),
        alpha,
        false,
        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
        type);
  }
}
