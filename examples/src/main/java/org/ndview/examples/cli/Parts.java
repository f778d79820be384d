package org.ndview.examples.cli;

import java.util.Arrays;
import java.util.function.Consumer;
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
    long total = view.nbytes();
    progress.moved(0, total);
    if (total <= PART) {
      work.accept(new Index[0]);
      progress.moved(total, total);
      return;
    }
    Index[] index = new Index[dim + 1];
    Arrays.fill(index, Index.all());
    long n = view.shape()[dim];
    long step = Math.max(1, PART / (total / n));
    for (long from = 0; from < n; from += step) {
      long to = Math.min(n, from + step);
      index[dim] = Index.range(from, to);
      work.accept(index.clone());
      progress.moved(total / n * to, total);
    }
  }
}
