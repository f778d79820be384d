package org.ndview.examples.cli;

import java.util.HexFormat;

/** Colours of numbers, from the least to the greatest. */
enum Palette {
  /**
   * The viridis of matplotlib, in the public domain (CC0): equal steps of numbers look like equal
   * steps, also to the colour-blind and in print without colours. Between its 21 colours, straight.
   */
  VIRIDIS(
      "440154481467482576463480414487",
      "3b528b355f8d2f6c8e2a788e25848e",
      "21918c1e9c8922a8842fb47c44bf70",
      "5ec9627ad1519bd93cbddf26dfe318",
      "fde725"),
  /** From black to white. */
  GRAY("000000", "ffffff");

  private final byte[] colours;

  Palette(String... colours) {
    this.colours = HexFormat.of().parseHex(String.join("", colours));
  }

  /**
   * {@return red, green or blue of a number, 0 to 255}
   *
   * @param share how far the number is from the least to the greatest, 0 to 1
   * @param channel 0 for red, 1 for green, 2 for blue
   */
  byte at(double share, int channel) {
    int last = colours.length / 3 - 1;
    double place = share * last;
    int low = Math.min((int) place, last - 1);
    int from = Byte.toUnsignedInt(colours[3 * low + channel]);
    int to = Byte.toUnsignedInt(colours[3 * low + 3 + channel]);
    return (byte) Math.round(from + (place - low) * (to - from));
  }
}
