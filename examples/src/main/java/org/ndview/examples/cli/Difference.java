package org.ndview.examples.cli;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.ndview.Index;
import org.ndview.NdView;

/** Where two arrays of one shape differ first, in C order. */
final class Difference {
  private Difference() {}

  /**
   * {@return the index of the first items that differ, if any do}
   *
   * @param a an array
   * @param b another of the same shape
   * @param same whether all items of two parts are the same
   */
  static Optional<long[]> first(NdView a, NdView b, BiPredicate<NdView, NdView> same) {
    if (same.test(a, b)) {
      return Optional.empty();
    }
    long[] index = new long[a.ndim()];
    NdView x = a;
    NdView y = b;
    for (int d = 0; d < index.length; d++) {
      // all before low is the same, and a difference lies before high
      long low = 0;
      long high = x.shape()[0];
      while (high - low > 1) {
        long middle = (low + high) >>> 1;
        Index half = Index.range(low, middle);
        if (same.test(x.slice(half), y.slice(half))) {
          low = middle;
        } else {
          high = middle;
        }
      }
      index[d] = low;
      x = x.select(0, low);
      y = y.select(0, low);
    }
    return Optional.of(index);
  }
}
