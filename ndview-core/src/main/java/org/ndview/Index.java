package org.ndview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One part of an index in NumPy's basic indexing: an integer, a slice, {@code ...} or {@code
 * newaxis}.
 *
 * <p>An index says nothing of the layout that it will be used on: whether an integer lies in its
 * dimension, and what a negative one means, is decided by {@link Layout#slice(Index...)}. {@code
 * toString} is the text that {@link #parse} reads.
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * NdView v = NdView.of(new int[] {0, 1, 2, 3, 4, 5}).reshape(2, 3);
 * System.out.println(v.slice(Index.at(1), Index.step(-1)).toList()); // [5, 4, 3]
 * System.out.println(Index.parse("1:, ..., newaxis")); // [1:, ..., newaxis]
 * }
 */
public sealed interface Index {

  /**
   * One position of a dimension, which the result no longer has.
   *
   * @param index the position; a negative one counts from the end
   */
  record At(long index) implements Index {
    @Override
    public String toString() {
      return Long.toString(index);
    }
  }

  /**
   * A slice of a dimension, by the rules of Python's {@code slice.indices}: bounds outside the
   * dimension are clamped, negative ones count from the end.
   *
   * @param start the first position, or null for the end that the step leaves from
   * @param stop the position before which the slice ends, or null for the end that it goes to
   * @param step the distance between positions, not 0, or null for 1
   */
  record Range(@Nullable Long start, @Nullable Long stop, @Nullable Long step) implements Index {
    /**
     * Makes a slice.
     *
     * @throws IllegalArgumentException if the step is 0
     */
    public Range {
      if (step != null && step == 0) {
        throw new IllegalArgumentException("slice step cannot be zero");
      }
    }

    @Override
    public String toString() {
      return text(start) + ":" + text(stop) + (step == null ? "" : ":" + step);
    }

    private static String text(@Nullable Long bound) {
      return bound == null ? "" : bound.toString();
    }
  }

  /** As many whole dimensions as the rest of the index leaves over, possibly none. */
  enum Ellipsis implements Index {
    /** The only one. */
    INSTANCE;

    @Override
    public String toString() {
      return "...";
    }
  }

  /** A new dimension of length 1. */
  enum NewAxis implements Index {
    /** The only one. */
    INSTANCE;

    @Override
    public String toString() {
      return "newaxis";
    }
  }

  /**
   * {@return one position of a dimension}
   *
   * @param index the position; a negative one counts from the end
   */
  static Index at(long index) {
    return new At(index);
  }

  /**
   * {@return the slice {@code start:stop}}
   *
   * @param start the first position
   * @param stop the position before which the slice ends
   */
  static Index range(long start, long stop) {
    return new Range(start, stop, null);
  }

  /**
   * {@return the slice {@code start:stop:step}}
   *
   * @param start the first position
   * @param stop the position before which the slice ends
   * @param step the distance between positions
   * @throws IllegalArgumentException if the step is 0
   */
  static Index range(long start, long stop, long step) {
    return new Range(start, stop, step);
  }

  /**
   * {@return the slice {@code start:}}
   *
   * @param start the first position
   */
  static Index from(long start) {
    return new Range(start, null, null);
  }

  /**
   * {@return the slice {@code start::step}}
   *
   * @param start the first position
   * @param step the distance between positions, backwards when negative
   * @throws IllegalArgumentException if the step is 0
   */
  static Index from(long start, long step) {
    return new Range(start, null, step);
  }

  /**
   * {@return the slice {@code :stop}}
   *
   * @param stop the position before which the slice ends
   */
  static Index to(long stop) {
    return new Range(null, stop, null);
  }

  /**
   * {@return the slice {@code :stop:step}}
   *
   * @param stop the position before which the slice ends
   * @param step the distance between positions; a negative one begins at the end
   * @throws IllegalArgumentException if the step is 0
   */
  static Index to(long stop, long step) {
    return new Range(null, stop, step);
  }

  /**
   * {@return the slice {@code ::step} of a whole dimension, backwards when the step is negative}
   *
   * @param step the distance between positions
   * @throws IllegalArgumentException if the step is 0
   */
  static Index step(long step) {
    return new Range(null, null, step);
  }

  /** {@return the slice {@code :} that keeps a whole dimension} */
  static Index all() {
    return new Range(null, null, null);
  }

  /** {@return {@code ...}} */
  static Index ellipsis() {
    return Ellipsis.INSTANCE;
  }

  /** {@return {@code newaxis}} */
  static Index newAxis() {
    return NewAxis.INSTANCE;
  }

  /**
   * Reads an index as it stands between the brackets of NumPy: {@code "1:10:2, ..., ::-1, newaxis,
   * -3"}. {@code None} is {@code newaxis}; blanks and one comma at the end are allowed; text of
   * blanks alone is not an index at all. An integer of more than 64 bits is clamped to them: in a
   * slice that is Python's rule, and as a position it stays outside every dimension.
   *
   * @param text the index
   * @return its parts, in order
   * @throws IllegalArgumentException if the text is not such an index, or a step is 0; with the
   *     text and the place
   */
  static List<Index> parse(String text) {
    return IndexCache.parse(text);
  }
}
