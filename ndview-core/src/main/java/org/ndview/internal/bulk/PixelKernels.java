package org.ndview.internal.bulk;

/**
 * Loops that bring pixels of three items to three planes, and back. An item has a width (in bytes)
 * of 1, 2, 4 or 8.
 */
public interface PixelKernels {
  /** The items of a pixel. */
  int CHANNELS = 3;

  /** {@return the fewest pixels in a row that a loop is worth being asked for} */
  int fewest();

  /** {@return whether a loop is of no use before it is compiled: see {@link WarmUp}} */
  boolean needWarmUp();

  /** {@return a loop that splits pixels, which lie one after the other} */
  SplitKernel split(int width);

  /** {@return a loop that joins planes to pixels} */
  JoinKernel join(int width);
}
