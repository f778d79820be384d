package org.ndview.examples.cli;

import java.util.Arrays;
import org.ndview.NdView;

/**
 * How numbers become colours.
 *
 * @param min the number of the first colour
 * @param max the number of the last colour
 * @param palette the colours of single numbers
 * @param nan the colour of NaN: red, green and blue
 * @param opaque the number of an opaque pixel, where there is alpha
 */
record Painting(double min, double max, Palette palette, byte[] nan, double opaque) {
  /**
   * {@return the pixels, (height, width), (height, width, 3) or (height, width, 4) of format B}
   *
   * @param cells their numbers
   * @param high how many rows of pixels a row of cells has
   * @param wide how many columns of pixels a column has
   */
  NdView paint(Cells cells, int high, int wide) {
    boolean alpha = cells.channels() == 2 || cells.channels() == 4;
    int samples = alpha ? 4 : isGray(cells) ? 1 : 3;
    int height = Math.multiplyExact(cells.height(), high);
    int width = Math.multiplyExact(cells.width(), wide);
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height, width), samples)];
    int row = width * samples;
    for (int y = 0; y < cells.height(); y++) {
      int start = y * high * row;
      for (int x = 0; x < cells.width(); x++) {
        byte[] colour = colour(cells, y * cells.width() + x, samples);
        for (int i = 0; i < wide; i++) {
          System.arraycopy(colour, 0, pixels, start + (x * wide + i) * samples, samples);
        }
      }
      for (int i = 1; i < high; i++) {
        System.arraycopy(pixels, start, pixels, start + i * row, row);
      }
    }
    NdView bytes = NdView.of(pixels).cast("B");
    return samples == 1 ? bytes.reshape(height, width) : bytes.reshape(height, width, samples);
  }

  /** {@return whether one sample tells all colours} */
  private boolean isGray(Cells cells) {
    return palette == Palette.GRAY
        && cells.channels() == 1
        && Arrays.stream(cells.values()).noneMatch(Double::isNaN);
  }

  private byte[] colour(Cells cells, int cell, int samples) {
    int channels = cells.channels();
    int at = cell * channels;
    byte[] colour = new byte[samples];
    Arrays.fill(colour, (byte) -1);
    int colours = channels < 3 ? 1 : 3;
    for (int c = 0; c < colours; c++) {
      if (Double.isNaN(cells.values()[at + c])) {
        System.arraycopy(nan, 0, colour, 0, 3);
        return colour;
      }
    }
    for (int i = 0; i < Math.min(3, samples); i++) {
      double number = cells.values()[at + (colours == 1 ? 0 : i)];
      colour[i] = (colours == 1 ? palette : Palette.GRAY).at(share(number, min, max), i);
    }
    if (channels % 2 == 0) {
      double number = cells.values()[at + colours];
      colour[3] = Double.isNaN(number) ? -1 : Palette.GRAY.at(share(number, 0, opaque), 0);
    }
    return colour;
  }

  /** {@return how far a number is from one to another, 0 to 1; halfway where these are the same} */
  private static double share(double number, double min, double max) {
    if (min == max) {
      return number < min ? 0 : number > max ? 1 : 0.5;
    }
    if (number <= min || number >= max) {
      return number <= min ? 0 : 1;
    }
    // halves, since the range of doubles is wider than a double
    return (number / 2 - min / 2) / (max / 2 - min / 2);
  }
}
