package org.ndview.examples.cli;

import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/**
 * An array as a picture.
 *
 * @param view the numbers, (height, width, channels)
 * @param type what they are
 * @param image whether it is an image, not a heat map
 */
record Picture(NdView view, ScalarType type, boolean image) {
  private static final int MOST_CHANNELS = 4;

  /**
   * {@return an array as a picture} Without dimensions it is one item, and with one a row. Leading
   * dimensions of length 1 are no matter.
   *
   * @param array the array
   * @param wish where the channels are; null for a guess: a length of 1 to 4 last or, failing that,
   *     first
   * @throws IllegalArgumentException if it is not a picture
   */
  static Picture of(NdView array, @Nullable Channels wish) {
    if (!(array.format() instanceof Scalar scalar)
        || scalar.type().kind() == ScalarType.Kind.COMPLEX) {
      throw new IllegalArgumentException(
          "a picture is of real numbers, and '%s' is none: --field takes a field of structs, --view sees the parts of complex numbers"
              .formatted(array.format()));
    }
    if (array.size() == 0) {
      throw new IllegalArgumentException(
          "the shape %s has no items to show".formatted(Arrays.toString(array.shape())));
    }
    NdView view = array;
    while (view.ndim() < 2) {
      view = view.slice("newaxis, ...");
    }
    int ndim = wish == Channels.NONE ? 2 : 3;
    while (view.ndim() > ndim && view.shape()[0] == 1) {
      view = view.select(0, 0);
    }
    if (view.ndim() == 2 && (wish == null || wish == Channels.NONE)) {
      boolean bytes = array.ndim() > 1 && scalar.type() == ScalarType.UINT8;
      return new Picture(view.slice("..., newaxis"), scalar.type(), bytes);
    }
    Channels where = wish == null ? guess(view.shape()) : wish;
    if (view.ndim() != 3 || where == Channels.NONE) {
      throw none(array, "is not (height, width), nor that with 1 to 4 channels");
    }
    NdView pixels = where == Channels.FIRST ? view.permute(1, 2, 0) : view;
    if (!fits(pixels.shape()[2])) {
      throw none(array, "has %d channels, not 1 to 4".formatted(pixels.shape()[2]));
    }
    return new Picture(pixels, scalar.type(), true);
  }

  private static Channels guess(long[] shape) {
    return fits(shape[shape.length - 1])
        ? Channels.LAST
        : fits(shape[0]) ? Channels.FIRST : Channels.NONE;
  }

  private static boolean fits(long length) {
    return length >= 1 && length <= MOST_CHANNELS;
  }

  private static IllegalArgumentException none(NdView array, String what) {
    int more = Math.max(1, array.ndim() - 2);
    return new IllegalArgumentException(
        "the shape %s %s: an INDEX takes one picture, such as '%s'"
            .formatted(
                Arrays.toString(array.shape()),
                what,
                String.join(", ", Collections.nCopies(more, "0"))));
  }

  /** {@return how many channels are colours, alpha not among them} */
  int colours() {
    return view.shape()[2] < 3 ? 1 : 3;
  }

  /** {@return the number of white in an image of integers; NaN of other numbers} */
  double white() {
    return switch (type) {
      case BOOL -> 1;
      case UINT8 -> 255;
      case UINT16 -> 65535;
      default -> Double.NaN;
    };
  }
}
