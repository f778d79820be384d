package org.ndview;

import java.util.Arrays;
import org.ndview.internal.bulk.ChosenRows;
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
    long[] shape = source.layout.shape();
    long n = shape[axis];
    shape[axis] = given.length;
    if (!Arrays.equals(shape, target.layout.shape())) {
      throw new IllegalArgumentException(
          "%d indices along dimension %d of the shape %s take the shape %s, and the target has %s"
              .formatted(
                  given.length,
                  axis,
                  BriefText.numbers(source.layout.shape()),
                  BriefText.numbers(shape),
                  BriefText.numbers(target.layout.shape())));
    }
    return new Gather(source.raw(), ChosenRows.of(given, n, axis), axis, target.raw());
  }
}
