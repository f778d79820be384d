package org.ndview.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** The samples of an image, on their way into a view that has asked for some of them. */
final class SampleCopy {
  private final BufferedImage image;
  private final ChannelOrder order;
  private final int bits;

  private SampleCopy(BufferedImage image, ChannelOrder order, int bits) {
    this.image = image;
    this.order = order;
    this.bits = bits;
  }

  /** What a target takes: channels and their order, in so many rows and columns. */
  record Wanted(NdView target, ChannelOrder order) {
    /**
     * Looks at a target, before any file is.
     *
     * @throws IllegalArgumentException if it cannot hold an image
     * @throws ReadOnlyBufferException if it is read-only
     */
    static Wanted of(NdView target, @Nullable ChannelOrder asked) {
      if (target.isReadOnly()) {
        throw new ReadOnlyBufferException();
      }
      long[] shape = target.shape();
      if (shape.length != 2 && shape.length != 3) {
        throw new IllegalArgumentException(
            "the target has the shape %s: an image takes (height, width) or (height, width, channels)"
                .formatted(Arrays.toString(shape)));
      }
      long channels = shape.length == 2 ? 1 : shape[2];
      ChannelOrder order = asked != null ? asked : ChannelOrder.usual(channels).orElse(null);
      if (order == null || order.channels() != channels) {
        throw new IllegalArgumentException(
            "the target has the shape %s, whose last dimension would be %d channels: %s"
                .formatted(
                    Arrays.toString(shape),
                    channels,
                    order == null ? "1 to 4 are known" : order + " has " + order.channels()));
      }
      if (!(target.format() instanceof Scalar)) {
        throw new IllegalArgumentException(
            "the target has the format '%s': a sample is a number".formatted(target.format()));
      }
      return new Wanted(target, order);
    }

    /** Refuses an image of another size. */
    void checkSize(long width, long height, String what) {
      long[] shape = target.shape();
      if (shape[0] != height || shape[1] != width) {
        throw new IllegalArgumentException(
            "%s is %d x %d (width x height), the target of the shape %s takes %d x %d"
                .formatted(what, width, height, Arrays.toString(shape), shape[1], shape[0]));
      }
    }
  }

  /**
   * Copies an image.
   *
   * @param what the image, as messages have it
   * @throws IllegalArgumentException if the target is not for such samples; nothing is written
   * @throws UnsupportedOperationException if the image has no grey or RGB samples
   */
  static void copy(BufferedImage image, Wanted wanted, int bits, Scaling scaling, String what) {
    wanted.checkSize(image.getWidth(), image.getHeight(), what);
    int own = bits(image.getColorModel());
    int asked = bits == 0 ? own : bits;
    Casting rule = rule(wanted.target(), asked, own, scaling, what);
    new SampleCopy(image, wanted.order(), asked).copyTo(wanted.target(), rule, scaling);
  }

  /** {@return an image as a new view, of its own channels and bits unless others are asked for} */
  static NdView copy(BufferedImage image, ReadOptions options, String what) {
    ChannelOrder asked = options.order();
    ChannelOrder order = asked != null ? asked : ImageChannels.usual(image.getColorModel());
    int bits = options.bits() == 0 ? bits(image.getColorModel()) : options.bits();
    boolean scaled = !options.scaling().equals(Scaling.none());
    ScalarType type = scaled && bits <= 32 ? ScalarType.FLOAT32 : type(bits);
    NdView copy =
        NdView.allocate(
            Scalar.of(type, Mark.NATIVE), image.getHeight(), image.getWidth(), order.channels());
    try {
      copy(image, new Wanted(copy, order), options.bits(), options.scaling(), what);
      return copy;
    } catch (RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  /** {@return the bits of a sample as a copy has it: 8 or 16; 32 or 64 of floating point} */
  static int bits(ColorModel model) {
    if (model instanceof ComponentColorModel) {
      return switch (model.getTransferType()) {
        case DataBuffer.TYPE_BYTE -> 8;
        case DataBuffer.TYPE_USHORT -> 16;
        case DataBuffer.TYPE_FLOAT -> 32;
        case DataBuffer.TYPE_DOUBLE -> 64;
        default ->
            throw new UnsupportedOperationException(
                "its samples are neither bytes, unsigned shorts nor floating point, but "
                    + model.getComponentSize(0)
                    + " bits; Images.view(image.getRaster()) views them");
      };
    }
    // palettes and packed pixels: what getRGB tells
    return 8;
  }

  private static Casting rule(NdView target, int bits, int own, Scaling scaling, String what) {
    ScalarType to = ((Scalar) target.format()).type();
    boolean scaled = !scaling.equals(Scaling.none());
    boolean whole = to.kind() != ScalarType.Kind.FLOAT;
    if (whole && scaled) {
      throw new IllegalArgumentException(
          "%s cannot be scaled into '%s': a scaling wants a target of floats"
              .formatted(what, target.format()));
    }
    if (own > 16 && bits != own) {
      throw new IllegalArgumentException(
          "%s has samples of floating point, which are not brought to %d bits"
              .formatted(what, bits));
    }
    Casting rule = scaled ? Casting.SAME_KIND : Casting.SAFE;
    boolean fits =
        switch (to) {
          case UINT8 -> bits == 8;
          case UINT16 -> bits == 16;
          default -> rule.allows(type(bits), to);
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "%s has samples of %d bits, the target the format '%s'; %s"
              .formatted(
                  what,
                  bits,
                  target.format(),
                  bits <= 16
                      ? "ReadOptions.withBits brings them to 8 or 16"
                      : "take a target of 'f' or 'd'"));
    }
    return rule;
  }

  private static ScalarType type(int bits) {
    return switch (bits) {
      case 8 -> ScalarType.UINT8;
      case 16 -> ScalarType.UINT16;
      case 32 -> ScalarType.FLOAT32;
      default -> ScalarType.FLOAT64;
    };
  }

  private void copyTo(NdView target, Casting rule, Scaling scaling) {
    ColorModel model = image.getColorModel();
    int own = bits(model);
    boolean asTheyAre = bits == own && !(model.hasAlpha() && model.isAlphaPremultiplied());
    NdView shared = asTheyAre ? ImageChannels.samples(image, order) : null;
    if (shared != null) {
      like(ReversedChannels.turned(shared), target).convertTo(target, rule, scaling);
      return;
    }
    if (own > 16) {
      throw new UnsupportedOperationException(
          "its samples of floating point do not lie as %s; Images.view(image.getRaster()) views them"
              .formatted(order));
    }
    // all of it first: what fails must not have written a part
    try (NdView staged =
        NdView.allocate(
            bits == 8 ? "B" : "H", image.getHeight(), image.getWidth(), order.channels())) {
      new PixelRows(image, order, own, bits).copyTo(staged);
      like(staged, target).convertTo(target, rule, scaling);
    }
  }

  private static NdView like(NdView samples, NdView target) {
    return target.ndim() == 2 ? samples.select(2, 0) : samples;
  }
}
