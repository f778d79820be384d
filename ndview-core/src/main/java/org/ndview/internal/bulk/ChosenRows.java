package org.ndview.internal.bulk;

import org.jspecify.annotations.Nullable;

/**
 * Indices of a dimension, as they were given: in any order and number, negative ones counted from
 * the end. They are copied only as far as they are needed at a time, since a copy of all of them
 * takes longer than what is taken by them; what another thread changes meanwhile is checked again.
 */
public final class ChosenRows {
  private final long[] given;
  private final long length;
  private final int axis;
  private long @Nullable [] all;

  private ChosenRows(long[] given, long length, int axis) {
    this.given = given;
    this.length = length;
    this.axis = axis;
  }

  /**
   * {@return the rows at some indices}
   *
   * @param given the indices
   * @param length of the dimension
   * @param axis the number of the dimension, for messages
   * @throws IndexOutOfBoundsException if one lies outside the dimension
   */
  public static ChosenRows of(long[] given, long length, int axis) {
    ChosenRows rows = new ChosenRows(given, length, axis);
    rows.check(given, given.length);
    return rows;
  }

  /** {@return how many} */
  public int count() {
    return given.length;
  }

  /** {@return all indices, none of which is negative; the same array each time} */
  public long[] all() {
    if (all == null) {
      all = new long[given.length];
      part(0, all, given.length);
    }
    return all;
  }

  /**
   * Copies some of the indices, and makes those that are negative others that are not.
   *
   * @param from the first of them
   * @param to takes them
   * @param n how many
   * @throws IndexOutOfBoundsException if one has been changed, and lies outside the dimension now
   */
  void part(int from, long[] to, int n) {
    System.arraycopy(given, from, to, 0, n);
    if (check(to, n)) {
      for (int i = 0; i < n; i++) {
        to[i] += to[i] >> (Long.SIZE - 1) & length;
      }
    }
  }

  /** Whether an index is negative. A loop that becomes vector code. */
  private boolean check(long[] indices, int n) {
    long outside = 0;
    long negative = 0;
    for (int i = 0; i < n; i++) {
      long index = indices[i];
      outside |= (index + length) | (length - 1 - index); // what wraps around is negative, too
      negative |= index;
    }
    if (outside < 0) {
      throw outOfBounds(indices, n);
    }
    return negative < 0;
  }

  private IndexOutOfBoundsException outOfBounds(long[] indices, int n) {
    int i = 0;
    while (i < n - 1 && indices[i] >= -length && indices[i] < length) {
      i++;
    }
    return new IndexOutOfBoundsException(
        "index %s at position %s of the indices is out of bounds for dimension %d of length %s"
            .formatted(indices[i], i, axis, length));
  }
}
