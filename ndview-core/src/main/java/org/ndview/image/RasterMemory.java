package org.ndview.image;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferDouble;
import java.awt.image.DataBufferFloat;
import java.awt.image.DataBufferInt;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.awt.image.MultiPixelPackedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.SinglePixelPackedSampleModel;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Where the samples of a raster lie in its memory. */
final class RasterMemory {
  /** All elements of the raster's data buffer. */
  private final NdView elements;

  private final Format format;
  private final long height;
  private final long width;
  private final long rowStride;
  private final long pixelStride;

  /** The place of the first pixel (in bytes). */
  private final long start;

  /** The place of the first sample of each band (in bytes); null where an item is a pixel. */
  private final long @Nullable [] bands;

  /** The bands in the order of their places; of packed pixels from the highest bits on. */
  private final int[] order;

  private RasterMemory(
      NdView elements,
      Format format,
      Raster raster,
      long rowStride,
      long pixelStride,
      long start,
      long @Nullable [] bands,
      int[] order) {
    this.elements = elements;
    this.format = format;
    this.height = raster.getHeight();
    this.width = raster.getWidth();
    this.rowStride = rowStride;
    this.pixelStride = pixelStride;
    this.start = start;
    this.bands = bands;
    this.order = order;
  }

  /**
   * {@return the memory of a raster}
   *
   * @param raster the raster
   * @param obj what the view says that its memory belongs to
   * @throws UnsupportedOperationException if its samples do not lie in steps in one array
   */
  static RasterMemory of(Raster raster, Object obj) {
    String refusal = refusal(raster);
    if (refusal != null) {
      throw refused(refusal);
    }
    SampleModel model = raster.getSampleModel();
    return model instanceof ComponentSampleModel components
        ? components(raster, components, obj)
        : packed(raster, (SinglePixelPackedSampleModel) model, obj);
  }

  /** {@return why a raster's samples are not in reach of strides in one array, or null} */
  static @Nullable String refusal(Raster raster) {
    return switch (raster.getSampleModel()) {
      case ComponentSampleModel model
          when Arrays.stream(model.getBankIndices()).distinct().count() > 1 ->
          "its %d bands are in %d arrays (NdView.ofRows views those)"
              .formatted(
                  model.getNumBands(), Arrays.stream(model.getBankIndices()).distinct().count());
      case ComponentSampleModel _, SinglePixelPackedSampleModel _ ->
          refusal(raster.getDataBuffer());
      case MultiPixelPackedSampleModel model ->
          "its pixels have %d bits each".formatted(model.getPixelBitStride());
      case SampleModel model -> "its samples lie as a " + name(model) + " has them";
    };
  }

  private static @Nullable String refusal(DataBuffer data) {
    return switch (data) {
      case DataBufferByte _,
          DataBufferUShort _,
          DataBufferShort _,
          DataBufferInt _,
          DataBufferFloat _,
          DataBufferDouble _,
          ViewDataBuffer _ ->
          null;
      default -> "its data buffer, a " + name(data) + ", gives no access to its memory";
    };
  }

  private static RasterMemory components(Raster raster, ComponentSampleModel model, Object obj) {
    int[] banks = model.getBankIndices();
    NdView elements = elements(raster.getDataBuffer(), banks[0], obj);
    long size = elements.itemsize();
    long pixel =
        raster.getDataBuffer().getOffsets()[banks[0]]
            + (long) rowOf(raster) * model.getScanlineStride()
            + (long) columnOf(raster) * model.getPixelStride();
    long start = elements.layout().offset() + pixel * size;
    long[] bands =
        Arrays.stream(model.getBandOffsets()).mapToLong(band -> start + band * size).toArray();
    return new RasterMemory(
        elements,
        elements.format(),
        raster,
        model.getScanlineStride() * size,
        model.getPixelStride() * size,
        start,
        bands,
        sorted(bands));
  }

  private static RasterMemory packed(
      Raster raster, SinglePixelPackedSampleModel model, Object obj) {
    NdView elements = elements(raster.getDataBuffer(), 0, obj);
    long size = elements.itemsize();
    long pixel =
        raster.getDataBuffer().getOffset()
            + (long) rowOf(raster) * model.getScanlineStride()
            + columnOf(raster);
    long start = elements.layout().offset() + pixel * size;
    long[] shifts = Arrays.stream(model.getBitOffsets()).asLongStream().toArray();
    boolean bytes =
        IntStream.range(0, shifts.length)
            .allMatch(i -> shifts[i] % 8 == 0 && model.getBitMasks()[i] >>> shifts[i] == 0xff);
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    long[] bands =
        Arrays.stream(shifts)
            .map(shift -> start + (little ? shift / 8 : size - 1 - shift / 8))
            .toArray();
    return new RasterMemory(
        elements,
        bytes ? Format.parse("B") : elements.format(),
        raster,
        model.getScanlineStride() * size,
        size,
        start,
        bytes ? bands : null,
        sorted(Arrays.stream(shifts).map(shift -> -shift).toArray()));
  }

  private static int rowOf(Raster raster) {
    return raster.getMinY() - raster.getSampleModelTranslateY();
  }

  private static int columnOf(Raster raster) {
    return raster.getMinX() - raster.getSampleModelTranslateX();
  }

  /** {@return the indices of keys, that of the smallest first} */
  private static int[] sorted(long[] keys) {
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> keys[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static NdView elements(DataBuffer data, int bank, Object obj) {
    return switch (data) {
      case DataBufferByte b -> elements(MemorySegment.ofArray(b.getData(bank)), "B", obj);
      case DataBufferUShort b -> elements(MemorySegment.ofArray(b.getData(bank)), "H", obj);
      case DataBufferShort b -> elements(MemorySegment.ofArray(b.getData(bank)), "h", obj);
      case DataBufferInt b -> elements(MemorySegment.ofArray(b.getData(bank)), "i", obj);
      case DataBufferFloat b -> elements(MemorySegment.ofArray(b.getData(bank)), "f", obj);
      case DataBufferDouble b -> elements(MemorySegment.ofArray(b.getData(bank)), "d", obj);
      case ViewDataBuffer b -> b.elements();
      default -> throw new AssertionError(data);
    };
  }

  private static NdView elements(MemorySegment array, String format, Object obj) {
    Format element = Format.parse(format);
    long n = array.byteSize() / element.itemsize();
    return NdView.of(array, element, Layout.contiguous(Order.C, element.itemsize(), n), obj);
  }

  /** {@return the bands in the order of their places in memory} */
  int[] order() {
    return order.clone();
  }

  /** {@return whether an item is a whole pixel, since its samples are not whole bytes} */
  boolean isPacked() {
    return bands == null;
  }

  /** {@return the pixels as items: (height, width)} */
  NdView pixels() {
    long size = elements.itemsize();
    long[] shape = {height, width};
    return elements.asStrided(
        elements.format(), Layout.of(size, start, shape, new long[] {rowStride, pixelStride}));
  }

  /**
   * {@return the samples of some bands, (height, width, channels), or null if the bands do not lie
   * in even steps} It is read-only where a band stands more than once.
   *
   * @param wanted the band of each channel
   */
  @Nullable NdView samples(int... wanted) {
    if (bands == null) {
      return null;
    }
    long first = bands[wanted[0]];
    long step = wanted.length == 1 ? format.itemsize() : bands[wanted[1]] - first;
    for (int i = 1; i < wanted.length; i++) {
      if (bands[wanted[i]] - bands[wanted[i - 1]] != step) {
        return null;
      }
    }
    long[] shape = {height, width, wanted.length};
    long[] strides = {rowStride, pixelStride, step};
    NdView view = elements.asStrided(format, Layout.of(format.itemsize(), first, shape, strides));
    return step == 0 && wanted.length > 1 ? view.toReadOnly() : view;
  }

  private static String name(Object object) {
    return object.getClass().getSimpleName();
  }

  static UnsupportedOperationException refused(String reason) {
    return new UnsupportedOperationException(
        "the image cannot be shared: " + reason + "; Images.copy(image) copies it");
  }
}
