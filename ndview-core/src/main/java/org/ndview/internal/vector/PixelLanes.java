package org.ndview.internal.vector;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Where the items of pixels lie in three vectors, and in the vectors of the three planes. */
final class PixelLanes {
  private static final int CHANNELS = 3;

  private PixelLanes() {}

  /**
   * {@return for each pixel, the lane of its item numbered o, if it is in the vector numbered k}
   */
  static <E> VectorShuffle<E> split(VectorSpecies<E> items, int o, int k) {
    int lanes = items.length();
    return VectorShuffle.fromOp(
        items, i -> isIn(k, lanes, CHANNELS * i + o) ? (CHANNELS * i + o) % lanes : 0);
  }

  /** {@return for which pixels it is} */
  static <E> VectorMask<E> ofSplit(VectorSpecies<E> items, int o, int k) {
    int lanes = items.length();
    boolean[] of = new boolean[lanes];
    for (int i = 0; i < lanes; i++) {
      of[i] = isIn(k, lanes, CHANNELS * i + o);
    }
    return VectorMask.fromArray(items, of, 0);
  }

  private static boolean isIn(int vector, int lanes, int item) {
    return item / lanes == vector;
  }

  /** {@return for each lane of the vector numbered o, the pixel whose item it is, if in plane k} */
  static <E> VectorShuffle<E> join(VectorSpecies<E> items, int o, int k) {
    int first = o * items.length();
    return VectorShuffle.fromOp(
        items, i -> (first + i) % CHANNELS == k ? (first + i) / CHANNELS : 0);
  }

  /** {@return for which lanes it is} */
  static <E> VectorMask<E> ofJoin(VectorSpecies<E> items, int o, int k) {
    int lanes = items.length();
    boolean[] of = new boolean[lanes];
    for (int i = 0; i < lanes; i++) {
      of[i] = (o * lanes + i) % CHANNELS == k;
    }
    return VectorMask.fromArray(items, of, 0);
  }
}
