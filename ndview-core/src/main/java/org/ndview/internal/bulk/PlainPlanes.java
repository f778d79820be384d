package org.ndview.internal.bulk;

import java.util.List;

/**
 * Loops over planes in plain Java, which any JVM has.
 *
 * @param lines how many rows or columns are turned at once
 * @param turn rows become columns
 * @param reverse copies many short rows backwards
 */
record PlainPlanes(int lines, PlaneKernel turn, PlaneKernel reverse) {
  private static final List<PlainPlanes> OF_WIDTHS =
      List.of(
          new PlainPlanes(KnownSteps8.LINES, KnownSteps8::turn, KnownSteps8::reverse),
          new PlainPlanes(KnownSteps16.LINES, KnownSteps16::turn, KnownSteps16::reverse),
          new PlainPlanes(KnownSteps32.LINES, KnownSteps32::turn, KnownSteps32::reverse),
          new PlainPlanes(KnownSteps64.LINES, KnownSteps64::turn, KnownSteps64::reverse));

  /** {@return the loops over items of a width (in bytes): 1, 2, 4 or 8} */
  static PlainPlanes of(int width) {
    return OF_WIDTHS.get(Integer.numberOfTrailingZeros(width));
  }
}
