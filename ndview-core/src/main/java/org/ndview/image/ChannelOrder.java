package org.ndview.image;

import java.util.Arrays;
import java.util.Optional;

/**
 * What the channels of an image are, and in which order they follow each other in the last
 * dimension of its view.
 */
public enum ChannelOrder {
  /** Grey. */
  GRAY("Y"),
  /** Grey, then how opaque it is. */
  GRAY_ALPHA("YA"),
  /** Red, green, blue: the order of NumPy, Pillow and of files. */
  RGB("RGB"),
  /** Blue, green, red: the order of {@code TYPE_3BYTE_BGR} and OpenCV. */
  BGR("BGR"),
  /** Red, green, blue, then how opaque it is. */
  RGBA("RGBA"),
  /** Blue, green, red, then how opaque it is. */
  BGRA("BGRA"),
  /** How opaque it is, then red, green, blue: the order of {@code TYPE_INT_ARGB}. */
  ARGB("ARGB"),
  /** How opaque it is, then blue, green, red: the order of {@code TYPE_4BYTE_ABGR}. */
  ABGR("ABGR"),
  /**
   * Red, green and blue in 5, 6 and 5 bits of one item {@code H}, red in the highest. The view has
   * no dimension of channels.
   */
  RGB565(""),
  /**
   * Red, green and blue in 5 bits each of one item {@code H}, red in the highest. The view has no
   * dimension of channels.
   */
  RGB555("");

  private final String letters;

  ChannelOrder(String letters) {
    this.letters = letters;
  }

  /**
   * {@return the length of the dimension of channels; 0 where there is none, since an item holds a
   * whole pixel}
   */
  public int channels() {
    return letters.length();
  }

  /** {@return whether one item holds a whole pixel: RGB565, RGB555} */
  public boolean isPacked() {
    return letters.isEmpty();
  }

  /** {@return whether one of the channels says how opaque a pixel is} */
  public boolean hasAlpha() {
    return letters.indexOf('A') >= 0;
  }

  /** A letter for each channel: Y for grey, A for alpha. */
  String letters() {
    return letters;
  }

  boolean isGray() {
    return letters.startsWith("Y");
  }

  static Optional<ChannelOrder> of(String letters) {
    return Arrays.stream(values())
        .filter(order -> !order.isPacked() && order.letters.equals(letters))
        .findFirst();
  }

  /** What so many channels are unless somebody says otherwise. */
  static Optional<ChannelOrder> usual(long channels) {
    return channels == 1
        ? Optional.of(GRAY)
        : channels == 2
            ? Optional.of(GRAY_ALPHA)
            : channels == 3
                ? Optional.of(RGB)
                : channels == 4 ? Optional.of(RGBA) : Optional.empty();
  }
}
