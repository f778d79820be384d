package org.ndview.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferDouble;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferUShort;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ndview.Casting;
import org.ndview.NdView;

/** An image of its own memory, with the items of a view. */
final class ImageCopy {
  private ImageCopy() {}

  /** {@return an image of that type of BufferedImage that has such samples, if there is one} */
  static BufferedImage image(ImageShape shape) {
    long items = (long) shape.height() * shape.width() * shape.items();
    if (items > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "%d x %d pixels of %s are %d items: an image has at most 2^31-9"
              .formatted(shape.width(), shape.height(), shape.order(), items));
    }
    int type = standard(shape);
    BufferedImage image =
        type == BufferedImage.TYPE_CUSTOM
            ? custom(shape, (int) items)
            : new BufferedImage(shape.width(), shape.height(), type);
    if (shape.order().isPacked()) {
      shape.view().convertTo(ImageChannels.view(image), Casting.SAFE);
      return image;
    }
    NdView whole = ImageChannels.samples(image, shape.order());
    if (whole != null) {
      shape.view().convertTo(whole, Casting.SAFE);
      return image;
    }
    RasterMemory memory = RasterMemory.of(image.getRaster(), image);
    int[] places = shape.bands();
    for (int band = 0; band < places.length; band++) {
      NdView samples = Objects.requireNonNull(memory.samples(band));
      shape.view().select(2, places[band]).convertTo(samples.select(2, 0), Casting.SAFE);
    }
    return image;
  }

  private static int standard(ImageShape shape) {
    boolean bytes = shape.type() == DataBuffer.TYPE_BYTE;
    boolean shorts = shape.type() == DataBuffer.TYPE_USHORT;
    return switch (shape.order()) {
      case GRAY ->
          bytes
              ? BufferedImage.TYPE_BYTE_GRAY
              : shorts ? BufferedImage.TYPE_USHORT_GRAY : BufferedImage.TYPE_CUSTOM;
      case RGB, BGR -> bytes ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_CUSTOM;
      case RGBA, BGRA, ARGB, ABGR ->
          bytes ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_CUSTOM;
      case GRAY_ALPHA -> BufferedImage.TYPE_CUSTOM;
      case RGB565 -> BufferedImage.TYPE_USHORT_565_RGB;
      case RGB555 -> BufferedImage.TYPE_USHORT_555_RGB;
    };
  }

  /** Samples in the order of the bands: grey or red, green and blue, then alpha. */
  private static BufferedImage custom(ImageShape shape, int items) {
    DataBuffer data =
        switch (shape.type()) {
          case DataBuffer.TYPE_BYTE -> new DataBufferByte(items);
          case DataBuffer.TYPE_USHORT -> new DataBufferUShort(items);
          case DataBuffer.TYPE_FLOAT -> new DataBufferFloat(items);
          default -> new DataBufferDouble(items);
        };
    PixelInterleavedSampleModel samples =
        new PixelInterleavedSampleModel(
            shape.type(),
            shape.width(),
            shape.height(),
            shape.items(),
            Math.multiplyExact(shape.items(), shape.width()),
            IntStream.range(0, shape.items()).toArray());
    return new BufferedImage(
        ViewToImage.colours(shape), Raster.createWritableRaster(samples, data, null), false, null);
  }
}
