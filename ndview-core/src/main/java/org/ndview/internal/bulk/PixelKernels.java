package org.ndview.internal.bulk;

/**
 * Loops that bring pixels of a few items to as many planes, and back. An item has a width (in
 * bytes) of 1, 2, 4 or 8.
 */
public interface PixelKernels {
  /** The fewest items of a pixel. */
  int FEWEST_CHANNELS = 2;

  /** The most items of a pixel. */
  int MOST_CHANNELS = 8;

  /** {@return the most items of a pixel that there are loops for} */
  int mostChannels();

  /** {@return the fewest pixels of so many items in a row that a loop is made for} */
  int fewest(int channels);

  /** {@return whether a loop is of no use before it is compiled: see {@link WarmUp}} */
  boolean needWarmUp();

  /**
   * {@return a loop that splits pixels, which lie one after the other}
   *
   * @param channels the items of a pixel: {@link #FEWEST_CHANNELS} to {@link #mostChannels()}
   */
  SplitKernel split(int channels, int width);

  /** {@return a loop that joins planes to pixels} */
  JoinKernel join(int channels, int width);
}
