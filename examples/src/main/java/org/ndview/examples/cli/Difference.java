package org.ndview.examples.cli;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.io.Progress;

/** Where two arrays of one shape differ first, in C order. */
final class Difference {
  private Difference() {}

  /**
   * {@return the index of the first items that differ, if any do}
   *
   * @param a an array
   * @param b another of the same shape
   * @param progress is told how much of the first is known to be the same
   * @param same whether all items of two parts are the same
   */
  static Optional<long[]> first(
      NdView a, NdView b, Progress progress, BiPredicate<NdView, NdView> same) {
    Optional<Index[]> part =
        Parts.first(a, Parts.dim(a), progress, index -> !same.test(a.slice(index), b.slice(index)));
    return part.map(index -> within(index, a, b, same));
  }

  /** Parts of the first dimension come in C order, those of the last do not. */
  private static long[] within(Index[] part, NdView a, NdView b, BiPredicate<NdView, NdView> same) {
    if (part.length == 1 && part[0] instanceof Index.Range(Long start, _, _) && start != null) {
      long[] index = first(a.slice(part), b.slice(part), same);
      index[0] += start;
      return index;
    }
    return first(a, b, same);
  }

  /** The first difference of arrays that have one. */
  private static long[] first(NdView a, NdView b, BiPredicate<NdView, NdView> same) {
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
    return index;
  }
}
