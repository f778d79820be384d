package org.ndview.examples.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.ndview.Index;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.io.Progress;

/** The parts of a large array along one dimension: a bar moves between them. */
final class Parts {
  /** About as much is done at once (in bytes). */
  private static final long PART = 1 << 24;

  private Parts() {}

  /** {@return the dimension whose items lie farthest apart, so that a part is a piece of memory} */
  static int dim(NdView view) {
    return view.layout().resolve(Order.A) == Order.F ? view.ndim() - 1 : 0;
  }

  /**
   * Works on all parts in order.
   *
   * @param view the array
   * @param dim the dimension that is divided, unless the array is small
   * @param progress is told of its bytes
   * @param work does what is at an index
   */
  static void each(NdView view, int dim, Progress progress, Consumer<Index[]> work) {
    first(
        view,
        dim,
        progress,
        index -> {
          work.accept(index);
          return false;
        });
  }

  /**
   * {@return the index of the first part that is looked for, if there is one; those behind it are
   * not looked at}
   *
   * @param view the array
   * @param dim the dimension that is divided, unless the array is small
   * @param progress is told of its bytes
   * @param found whether the part at an index is looked for
   */
  static Optional<Index[]> first(
      NdView view, int dim, Progress progress, Predicate<Index[]> found) {
    long total = view.nbytes();
    progress.moved(0, total);
    Index[] whole = {};
    if (total <= PART || view.ndim() == 0) {
      if (found.test(whole)) {
        return Optional.of(whole);
      }
      progress.moved(total, total);
      return Optional.empty();
    }
    Index[] index = new Index[dim + 1];
    Arrays.fill(index, Index.all());
    long n = view.shape()[dim];
    long step = Math.max(1, PART / (total / n));
    for (long from = 0; from < n; from += step) {
      long to = Math.min(n, from + step);
      index[dim] = Index.range(from, to);
      Index[] part = index.clone();
      if (found.test(part)) {
        return Optional.of(part);
      }
      progress.moved(total / n * to, total);
    }
    return Optional.empty();
  }
}
