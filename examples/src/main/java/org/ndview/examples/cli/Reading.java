package org.ndview.examples.cli;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;
import org.ndview.image.ReadOptions;

/**
 * How files are read.
 *
 * @param raw what all files are, or null where their first bytes tell
 * @param dates whether dates are read as integers
 * @param maxPixels how many pixels an image may have
 * @param whole whether arrays are looked at as they are in the file
 * @param part gives what is looked at of each array otherwise, such as a field
 */
record Reading(
    @Nullable RawBytes raw,
    boolean dates,
    long maxPixels,
    boolean whole,
    UnaryOperator<NdView> part) {
  /** Whole arrays, of files that say what they are. */
  static final Reading PLAIN =
      new Reading(null, false, ReadOptions.MAX_PIXELS, true, UnaryOperator.identity());
}
