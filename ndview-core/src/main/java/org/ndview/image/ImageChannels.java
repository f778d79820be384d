package org.ndview.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;

/** What the bands of an image are. */
final class ImageChannels {
  private ImageChannels() {}

  /**
   * {@return a letter for each band of an image, as {@link ChannelOrder} has them; null if its
   * samples are indices of a palette, or of another colour space than grey and RGB}
   */
  static @Nullable String letters(ColorModel model) {
    String letters = letters(model.getColorSpace());
    if (letters == null || model instanceof IndexColorModel) {
      return null;
    }
    return model.hasAlpha() ? letters + "A" : letters;
  }

  private static @Nullable String letters(ColorSpace space) {
    return switch (space.getType()) {
      case ColorSpace.TYPE_GRAY -> "Y";
      case ColorSpace.TYPE_RGB -> "RGB";
      default -> null;
    };
  }

  /**
   * {@return the usual order of the channels that a copy has: of a palette's colours, if there is
   * one}
   *
   * @throws UnsupportedOperationException if the colours are neither grey nor RGB
   */
  static ChannelOrder usual(ColorModel model) {
    if (model instanceof IndexColorModel palette) {
      return isGray(palette)
          ? ChannelOrder.GRAY
          : palette.hasAlpha() ? ChannelOrder.RGBA : ChannelOrder.RGB;
    }
    String letters = letters(model);
    if (letters == null) {
      throw new UnsupportedOperationException(
          "its %d components are neither grey nor RGB; java.awt.image.ColorConvertOp converts them"
              .formatted(model.getNumComponents()));
    }
    return ChannelOrder.of(letters).orElseThrow();
  }

  private static boolean isGray(IndexColorModel palette) {
    for (int i = 0; i < palette.getMapSize(); i++) {
      int blue = palette.getBlue(i);
      if (palette.getRGB(i) != (0xff << 24 | blue << 16 | blue << 8 | blue)) {
        return false;
      }
    }
    return true;
  }

  /** The order in which {@link #view(BufferedImage)} has the channels. */
  static ChannelOrder order(BufferedImage image) {
    return order(image, memory(image));
  }

  private static ChannelOrder order(BufferedImage image, RasterMemory memory) {
    if (memory.isPacked()) {
      return switch (image.getType()) {
        case BufferedImage.TYPE_USHORT_565_RGB -> ChannelOrder.RGB565;
        case BufferedImage.TYPE_USHORT_555_RGB -> ChannelOrder.RGB555;
        default ->
            throw RasterMemory.refused(
                "its channels are not whole bytes; Images.view(image.getRaster()) views its pixels");
      };
    }
    String letters = Objects.requireNonNull(letters(image.getColorModel()));
    StringBuilder lying = new StringBuilder();
    for (int band : memory.order()) {
      lying.append(letters.charAt(band));
    }
    return ChannelOrder.of(lying.toString())
        .orElseGet(() -> ChannelOrder.of(letters).orElseThrow());
  }

  static NdView view(BufferedImage image) {
    RasterMemory memory = memory(image);
    ChannelOrder order = order(image, memory);
    NdView view = order.isPacked() ? memory.pixels() : samples(image, memory, order);
    if (view == null) {
      throw RasterMemory.refused("its channels do not lie in even steps");
    }
    return view;
  }

  static NdView view(BufferedImage image, ChannelOrder order) {
    RasterMemory memory = memory(image);
    if (memory.isPacked()) {
      if (order(image, memory) != order) {
        throw refused(image, memory, order);
      }
      return memory.pixels();
    }
    NdView view = samples(image, memory, order);
    if (view == null) {
      throw refused(image, memory, order);
    }
    return view;
  }

  private static UnsupportedOperationException refused(
      BufferedImage image, RasterMemory memory, ChannelOrder order) {
    return new UnsupportedOperationException(
        "the channels lie as %s, which no strides make %s; Images.copy(image, ChannelOrder.%s) copies it"
            .formatted(order(image, memory), order, order));
  }

  /** The samples in an order, or null if they cannot be had so by strides. */
  static @Nullable NdView samples(BufferedImage image, ChannelOrder order) {
    return refusal(image) != null
        ? null
        : samples(image, RasterMemory.of(image.getRaster(), image), order);
  }

  private static @Nullable NdView samples(
      BufferedImage image, RasterMemory memory, ChannelOrder order) {
    String letters = letters(image.getColorModel());
    if (order.isPacked() || letters == null || memory.isPacked()) {
      return null;
    }
    int[] bands = new int[order.channels()];
    for (int i = 0; i < bands.length; i++) {
      char letter = order.letters().charAt(i);
      bands[i] = letters.indexOf(letter);
      if (bands[i] < 0 && letters.startsWith("Y") && letter != 'A') {
        // grey is as much red, green and blue
        bands[i] = 0;
      }
      if (bands[i] < 0) {
        return null;
      }
    }
    return memory.samples(bands);
  }

  private static RasterMemory memory(BufferedImage image) {
    String refusal = refusal(image);
    if (refusal != null) {
      throw RasterMemory.refused(refusal);
    }
    return RasterMemory.of(image.getRaster(), image);
  }

  private static @Nullable String refusal(BufferedImage image) {
    ColorModel model = image.getColorModel();
    if (model instanceof IndexColorModel) {
      return "its samples are indices of a palette (Images.view(image.getRaster()) views them)";
    }
    String letters = letters(model);
    int bands = image.getRaster().getNumBands();
    if (letters == null || letters.length() != bands) {
      return "its %d bands are neither grey nor RGB (Images.view(image.getRaster()) views them)"
          .formatted(bands);
    }
    return RasterMemory.refusal(image.getRaster());
  }

  static NdView view(Raster raster) {
    RasterMemory memory = RasterMemory.of(raster, raster);
    int[] bands = IntStream.range(0, raster.getNumBands()).toArray();
    NdView view = memory.isPacked() ? memory.pixels() : memory.samples(bands);
    if (view == null) {
      throw RasterMemory.refused("its bands do not lie in even steps");
    }
    return raster instanceof WritableRaster ? view : view.toReadOnly();
  }
}
