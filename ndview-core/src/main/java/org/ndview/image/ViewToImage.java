package org.ndview.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferDouble;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferUShort;
import java.awt.image.DirectColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.SinglePixelPackedSampleModel;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Scalar;

/** An image over the memory of a view. */
final class ViewToImage {
  private static final int[] RGB565 = {0xf800, 0x7e0, 0x1f};
  private static final int[] RGB555 = {0x7c00, 0x3e0, 0x1f};

  private final ImageShape shape;
  private final NdView view;
  private final long size;
  private final long row;
  private final long pixel;
  private final long channel;

  /** Where the first item in memory is (in bytes). */
  private final long first;

  /** Where the last one ends (in bytes). */
  private final long end;

  private ViewToImage(ImageShape shape) {
    this.shape = shape;
    view = shape.view();
    size = view.itemsize();
    Layout layout = view.layout();
    int items = shape.items();
    // strides of one step do not matter: any will do that an image can have
    channel = items > 1 ? layout.stride(2) : size;
    pixel = shape.width() > 1 ? layout.stride(1) : Math.abs(channel) * items;
    row = shape.height() > 1 ? layout.stride(0) : Math.abs(pixel) * shape.width();
    first = layout.offset() + Math.min(0, channel * (items - 1));
    end =
        layout.offset()
            + row * (shape.height() - 1)
            + pixel * (shape.width() - 1)
            + Math.max(0, channel * (items - 1))
            + size;
  }

  static BufferedImage image(ImageShape shape) {
    String refusal = refusal(shape.view());
    ViewToImage image = refusal == null ? new ViewToImage(shape) : null;
    if (image != null) {
      refusal = image.refusal();
    }
    if (image == null || refusal != null) {
      throw new UnsupportedOperationException(
          "an image cannot share the view: " + refusal + "; Images.copy(view) copies it");
    }
    return image.image();
  }

  private static @Nullable String refusal(NdView view) {
    if (view.isReadOnly()) {
      return "the view is read-only, an image is not";
    }
    return view.layout().hasPointers() ? "its items lie behind pointers" : null;
  }

  private @Nullable String refusal() {
    long[] strides = {row, pixel, channel};
    long[] lengths = {shape.height(), shape.width(), shape.items()};
    for (int d = 0; d < strides.length; d++) {
      String stride = "the stride of dimension %d is %d bytes".formatted(d, strides[d]);
      if (strides[d] < 0 && d < 2) {
        return stride + ", backwards";
      } else if (strides[d] == 0 && lengths[d] > 1) {
        return stride + ", so that pixels share their memory";
      } else if (strides[d] % size != 0) {
        return stride + ", no multiple of the itemsize of " + size;
      }
    }
    if (end - first > Integer.MAX_VALUE * size) {
      return "it spans %d items, an image at most 2^31-1".formatted((end - first) / size);
    }
    if (shape.order().isPacked() && pixel != size) {
      return "the stride of dimension 1 is %d bytes, and pixels of %s follow each other in %d"
          .formatted(pixel, shape.order(), size);
    }
    return array() instanceof int[] && !isWholeInts()
        ? "its bytes are in an int[], and do not lie there as the channels of %s in whole ints"
            .formatted(shape.order())
        : null;
  }

  private @Nullable Object array() {
    return view.segment().heapBase().orElse(null);
  }

  /** The place of the first item in the Java array, if there is one (in bytes). */
  private long inArray() {
    return view.segment().address() + first;
  }

  private boolean isWholeInts() {
    return shape.type() == DataBuffer.TYPE_BYTE
        && !shape.order().isGray()
        && Math.abs(channel) == 1
        && pixel == Integer.BYTES
        && row % Integer.BYTES == 0
        && inArray() % Integer.BYTES + shape.items() <= Integer.BYTES;
  }

  private BufferedImage image() {
    if (array() instanceof int[] ints) {
      return ofInts(ints);
    }
    DataBuffer data = data();
    if (shape.order().isPacked()) {
      int[] masks = shape.order() == ChannelOrder.RGB565 ? RGB565 : RGB555;
      return image(
          new DirectColorModel(
              shape.order() == ChannelOrder.RGB565 ? 16 : 15, masks[0], masks[1], masks[2]),
          new SinglePixelPackedSampleModel(
              shape.type(), shape.width(), shape.height(), items(row), masks),
          data);
    }
    return image(colours(shape), samples(), data);
  }

  private static BufferedImage image(ColorModel colours, SampleModel samples, DataBuffer data) {
    return new BufferedImage(
        colours, Raster.createWritableRaster(samples, data, null), false, null);
  }

  private int items(long bytes) {
    return Math.toIntExact(bytes / size);
  }

  private SampleModel samples() {
    long lowest = view.layout().offset() - first;
    int[] offsets =
        Arrays.stream(shape.bands()).map(band -> items(lowest + band * channel)).toArray();
    int widest = IntStream.of(offsets).max().orElseThrow();
    int pixelItems = items(pixel);
    int rowItems = items(row);
    boolean interleaved =
        widest < pixelItems && (long) pixelItems * shape.width() <= rowItems && widest < rowItems;
    return interleaved
        ? new PixelInterleavedSampleModel(
            shape.type(), shape.width(), shape.height(), pixelItems, rowItems, offsets)
        : new ComponentSampleModel(
            shape.type(), shape.width(), shape.height(), pixelItems, rowItems, offsets);
  }

  static ColorModel colours(ImageShape shape) {
    boolean alpha = shape.order().hasAlpha();
    return new ComponentColorModel(
        ColorSpace.getInstance(shape.order().isGray() ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
        alpha,
        false,
        alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
        shape.type());
  }

  /** The Java array itself, where it is one of such items; else a data buffer over the view. */
  private DataBuffer data() {
    Object array = array();
    boolean own =
        ((Scalar) view.format()).order() == ByteOrder.nativeOrder() && inArray() % size == 0;
    int at = own && array != null ? items(inArray()) : 0;
    int type = shape.type();
    if (array instanceof byte[] a && type == DataBuffer.TYPE_BYTE) {
      return new DataBufferByte(a, a.length - at, at);
    } else if (own && array instanceof short[] a && type == DataBuffer.TYPE_USHORT) {
      return new DataBufferUShort(a, a.length - at, at);
    } else if (own && array instanceof float[] a && type == DataBuffer.TYPE_FLOAT) {
      return new DataBufferFloat(a, a.length - at, at);
    } else if (own && array instanceof double[] a && type == DataBuffer.TYPE_DOUBLE) {
      return new DataBufferDouble(a, a.length - at, at);
    }
    long[] shape = {(end - first) / size};
    Layout elements = Layout.of(size, first, shape, new long[] {size});
    return new ViewDataBuffer(view.asStrided(view.format(), elements), type);
  }

  /** Bytes as the channels of pixels that are ints, such as those of TYPE_INT_ARGB. */
  private BufferedImage ofInts(int[] array) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    long firstChannel = view.segment().address() + view.layout().offset();
    int[] masks =
        Arrays.stream(shape.bands())
            .map(band -> (int) ((firstChannel + band * channel) % Integer.BYTES))
            .map(place -> 0xff << (8 * (little ? place : Integer.BYTES - 1 - place)))
            .toArray();
    int at = (int) (inArray() / Integer.BYTES);
    int bits = Arrays.stream(masks).anyMatch(mask -> mask < 0) ? 32 : 24;
    return image(
        new DirectColorModel(bits, masks[0], masks[1], masks[2], masks.length > 3 ? masks[3] : 0),
        new SinglePixelPackedSampleModel(
            DataBuffer.TYPE_INT, shape.width(), shape.height(), (int) (row / Integer.BYTES), masks),
        new DataBufferInt(array, array.length - at, at));
  }
}
