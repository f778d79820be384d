package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;

/**
 * Loops that bring pixels of three items to three planes, and back, in native memory. The two
 * memories have no byte in common. There are at least {@link RunKernel#FEWEST} pixels.
 */
public interface PixelKernels {
  /** The items of a pixel. */
  int CHANNELS = 3;

  /**
   * Splits pixels, which lie one after the other.
   *
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @param planeB how far apart the planes begin (in bytes)
   * @param n how many pixels
   */
  void split(int width, MemorySegment a, long atA, MemorySegment b, long atB, long planeB, int n);

  /**
   * Joins planes to pixels, which lie one after the other.
   *
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @param planeA how far apart the planes begin (in bytes)
   * @param n how many pixels
   */
  void join(int width, MemorySegment a, long atA, long planeA, MemorySegment b, long atB, int n);
}
