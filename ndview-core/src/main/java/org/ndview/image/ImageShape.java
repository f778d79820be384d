package org.ndview.image;

import java.awt.image.DataBuffer;
import java.util.Arrays;
import org.ndview.NdView;
import org.ndview.format.Scalar;

/**
 * A view as an image sees it.
 *
 * @param view the samples, (height, width, channels); or the pixels, (height, width), where the
 *     order is packed
 * @param order the channels
 * @param type which of the constants of DataBuffer the items are
 */
record ImageShape(NdView view, ChannelOrder order, int type) {
  /** {@return the order that a view has unless somebody says otherwise} */
  static ChannelOrder usual(NdView view) {
    long[] shape = view.shape();
    long channels = shape.length == 2 ? 1 : shape.length == 3 ? shape[2] : 0;
    return ChannelOrder.usual(channels)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the view has the shape %s: an image has (height, width), or (height, width, channels) of 1 to 4 channels"
                    .formatted(Arrays.toString(shape))));
  }

  /**
   * {@return a view as an image}
   *
   * @throws IllegalArgumentException if its shape or its format is not that of an image
   */
  static ImageShape of(NdView view, ChannelOrder order) {
    long[] shape = view.shape();
    boolean fits =
        shape.length == 2
            ? order.channels() <= 1
            : shape.length == 3 && !order.isPacked() && shape[2] == order.channels();
    if (!fits) {
      throw new IllegalArgumentException(
          "the view has the shape %s: an image of %s has %s"
              .formatted(
                  Arrays.toString(shape),
                  order,
                  order.isPacked()
                      ? "(height, width)"
                      : "(height, width, " + order.channels() + ")"));
    }
    if (shape[0] < 1 || shape[1] < 1 || shape[0] > Integer.MAX_VALUE / shape[1]) {
      throw new IllegalArgumentException(
          "the view has the shape %s: an image has 1 to 2^31-1 pixels"
              .formatted(Arrays.toString(shape)));
    }
    boolean samples = shape.length == 2 && !order.isPacked();
    return new ImageShape(samples ? view.slice("..., newaxis") : view, order, type(view, order));
  }

  private static int type(NdView view, ChannelOrder order) {
    int type = DataBuffer.TYPE_UNDEFINED;
    if (view.format() instanceof Scalar scalar) {
      type =
          switch (scalar.type()) {
            case UINT8 -> DataBuffer.TYPE_BYTE;
            case UINT16 -> DataBuffer.TYPE_USHORT;
            case FLOAT32 -> DataBuffer.TYPE_FLOAT;
            case FLOAT64 -> DataBuffer.TYPE_DOUBLE;
            default -> DataBuffer.TYPE_UNDEFINED;
          };
    }
    if (type == DataBuffer.TYPE_UNDEFINED || (order.isPacked() && type != DataBuffer.TYPE_USHORT)) {
      throw new IllegalArgumentException(
          "the view has the format '%s': the items of an image of %s are %s"
              .formatted(
                  view.format(),
                  order,
                  order.isPacked()
                      ? "'H'"
                      : "'B', 'H', or 'f' and 'd' from 0 to 1 (cast(\"B\") takes the signs of 'b', convertTo converts)"));
    }
    return type;
  }

  int height() {
    return (int) view.layout().shape(0);
  }

  int width() {
    return (int) view.layout().shape(1);
  }

  /** How many items a pixel has. */
  int items() {
    return Math.max(1, order.channels());
  }

  /** {@return the place in a pixel of each band: grey or red, green and blue, then alpha} */
  int[] bands() {
    String bands = (order.isGray() ? "Y" : "RGB") + (order.hasAlpha() ? "A" : "");
    return bands.chars().map(order.letters()::indexOf).toArray();
  }
}
