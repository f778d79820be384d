package org.ndview.internal.vector;

import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Where the items of pixels lie in as many vectors as a pixel has items, and in the vectors of the
 * planes.
 *
 * @param channels the items of a pixel
 */
record PixelLanes(int channels) {
  /**
   * {@return for each pixel, the lane of its item numbered o, if it is in the vector numbered k}
   */
  <E> VectorShuffle<E> split(VectorSpecies<E> items, int o, int k) {
    int lanes = items.length();
    return VectorShuffle.fromOp(
        items, i -> isIn(k, lanes, channels * i + o) ? (channels * i + o) % lanes : 0);
  }

  /** {@return for which pixels it is} */
  <E> VectorMask<E> ofSplit(VectorSpecies<E> items, int o, int k) {
    int lanes = items.length();
    boolean[] of = new boolean[lanes];
    for (int i = 0; i < lanes; i++) {
      of[i] = isIn(k, lanes, channels * i + o);
    }
    return VectorMask.fromArray(items, of, 0);
  }

  private static boolean isIn(int vector, int lanes, int item) {
    return item / lanes == vector;
  }

  /** {@return for each lane of the vector numbered o, the pixel whose item it is, if in plane k} */
  <E> VectorShuffle<E> join(VectorSpecies<E> items, int o, int k) {
    int first = o * items.length();
    return VectorShuffle.fromOp(
        items, i -> (first + i) % channels == k ? (first + i) / channels : 0);
  }

  /** {@return for which lanes it is} */
  <E> VectorMask<E> ofJoin(VectorSpecies<E> items, int o, int k) {
    int lanes = items.length();
    boolean[] of = new boolean[lanes];
    for (int i = 0; i < lanes; i++) {
      of[i] = (o * lanes + i) % channels == k;
    }
    return VectorMask.fromArray(items, of, 0);
  }

  /**
   * {@return for each lane, the item that follows those of its channel before, channel by channel}
   */
  <E> VectorShuffle<E> together(VectorSpecies<E> items) {
    int part = items.length() / channels;
    return VectorShuffle.fromOp(items, i -> i % part * channels + i / part);
  }

  /** {@return the way back} */
  <E> VectorShuffle<E> apart(VectorSpecies<E> items) {
    int part = items.length() / channels;
    return VectorShuffle.fromOp(items, i -> i % channels * part + i / channels);
  }

  /** {@return all items moved up by some parts, of which a vector has as many as channels} */
  <E> VectorShuffle<E> up(VectorSpecies<E> items, int by) {
    int lanes = items.length();
    return VectorShuffle.fromOp(items, i -> Math.floorMod(i - by * lanes / channels, lanes));
  }

  /** {@return the parts whose numbers have a bit} */
  <E> VectorMask<E> odd(VectorSpecies<E> items, int by) {
    boolean[] of = new boolean[items.length()];
    for (int i = 0; i < of.length; i++) {
      of[i] = (i / (of.length / channels) & by) != 0;
    }
    return VectorMask.fromArray(items, of, 0);
  }
}
