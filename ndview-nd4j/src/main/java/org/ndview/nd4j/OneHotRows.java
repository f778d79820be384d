package org.ndview.nd4j;

import java.math.BigInteger;
import org.ndview.Complex;
import org.ndview.NdView;

/** Labels that are classes: of each example one number, which becomes a row with one 1. */
final class OneHotRows {
  private OneHotRows() {}

  /**
   * {@return the classes of some examples}
   *
   * @param labels a view of one dimension
   * @throws IllegalArgumentException if a label is no class: the message has its index and value
   */
  static int[] classes(NdView labels, long[] rows, long classes) {
    int[] found = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      Object label = labels.get(rows[i]);
      long number = whole(label);
      if (number < 0 || number >= classes) {
        throw new IllegalArgumentException(
            "the label %s at index %d is no class of %d: those are the whole numbers from 0 to %d"
                .formatted(ShortText.of(label), rows[i], classes, classes - 1));
      }
      found[i] = (int) number;
    }
    return found;
  }

  /** The value as a whole number that is not negative, or -1. */
  private static long whole(Object label) {
    return switch (label) {
      case Boolean b -> b ? 1 : 0;
      case BigInteger big -> big.bitLength() < Long.SIZE ? big.longValue() : -1;
      case Float f -> f == (long) (float) f ? (long) (float) f : -1;
      case Double d -> d == (long) (double) d ? (long) (double) d : -1;
      case Complex _ -> -1;
      case Number n -> n.longValue();
      default -> -1;
    };
  }

  static void write(int[] classes, NdView target) {
    target.fill(0);
    for (int i = 0; i < classes.length; i++) {
      target.setDouble(1, i, classes[i]);
    }
  }
}
