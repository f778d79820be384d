package org.ndview;

import java.util.Arrays;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.numeric.Gather;

/** What must hold before items at some indices of a dimension are taken. */
final class Taking {
  private Taking() {}

  static void checkFormat(NdView source, NdView target) {
    if (!target.format.isEquivalentTo(source.format)) {
      throw new IllegalArgumentException(
          "the formats differ: '%s' taken into '%s'; takeTo() converts"
              .formatted(BriefText.of(source.format), BriefText.of(target.format)));
    }
  }

  static Gather of(NdView source, long[] given, int dim, NdView target) {
    int axis = LayoutAxes.axis(dim, source.layout.ndim());
    long[] indices = given.clone();
    long[] shape = source.layout.shape();
    long n = shape[axis];
    shape[axis] = indices.length;
    if (!Arrays.equals(shape, target.layout.shape())) {
      throw new IllegalArgumentException(
          "%d indices along dimension %d of the shape %s take the shape %s, and the target has %s"
              .formatted(
                  indices.length,
                  axis,
                  BriefText.numbers(source.layout.shape()),
                  BriefText.numbers(shape),
                  BriefText.numbers(target.layout.shape())));
    }
    resolve(indices, n, axis);
    return new Gather(source.raw(), indices, axis, target.raw());
  }

  /** Counts negative indices from the end. Two loops that become vector code, and rare others. */
  private static void resolve(long[] indices, long n, int axis) {
    long outside = 0;
    long negative = 0;
    for (long index : indices) {
      outside |= (index + n) | (n - 1 - index); // what wraps around is negative, too
      negative |= index;
    }
    if (outside < 0) {
      throw outOfBounds(indices, n, axis);
    }
    if (negative < 0) {
      for (int i = 0; i < indices.length; i++) {
        indices[i] += indices[i] >> (Long.SIZE - 1) & n;
      }
    }
  }

  private static IndexOutOfBoundsException outOfBounds(long[] indices, long n, int axis) {
    int i = 0;
    while (indices[i] >= -n && indices[i] < n) {
      i++;
    }
    return new IndexOutOfBoundsException(
        "index %d at position %d of the indices is out of bounds for dimension %d of length %d"
            .formatted(indices[i], i, axis, n));
  }
}
