package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.memory.StridedMemory;

/**
 * Counts, extremes, means and deviations of the items at each index of some dimensions, in one pass
 * over memory. The items are divided into parts by shape and strides alone, and what the parts give
 * is merged in their order: the results are the same whoever does the work.
 */
public final class Reduction {
  /** Items of a part. */
  private static final long PART = 1 << 19;

  private static final int MOST_PARTS = 64;

  /** The most cells that all parts together hold, where each holds all. */
  private static final long MOST_CELLS = 1 << 18;

  /** Bytes of a cell. */
  private static final int CELL_BYTES = 9 * Long.BYTES;

  private final RawView view;

  /** The number of each item's cell as a place: its strides are 0 along other dimensions. */
  private final StridedMemory cells;

  private final int count;

  private Reduction(RawView view, StridedMemory cells, int count) {
    this.view = view;
    this.cells = cells;
    this.count = count;
  }

  /**
   * {@return the moments of each cell, in the order of the kept dimensions}
   *
   * @param kept dimensions, counted from the first, of which none is repeated
   * @throws IllegalArgumentException if the items are no real numbers, or there are more cells than
   *     the heap holds
   */
  public static Moments of(RawView view, int[] kept, Execution execution) {
    checkNumbers(view);
    Layout layout = view.layout();
    long number = 1;
    long[] steps = new long[layout.ndim()];
    for (int k = kept.length - 1; k >= 0; k--) {
      steps[kept[k]] = number;
      number = product(number, layout.shape(kept[k]));
    }
    long all = number;
    int count =
        ArrayLimits.checkLength(all, () -> all + " indices are more than a Java array holds");
    ArrayLimits.checkHeap((double) all * CELL_BYTES, () -> "the statistics of " + all + " indices");
    if (view.size() == 0) {
      return new Moments(count);
    }
    RawView once = view;
    long times = 1;
    for (int d = 0; d < steps.length; d++) {
      if (steps[d] == 0 && view.repeats(d)) {
        times *= layout.shape(d);
        once = once.firstOf(d);
      }
    }
    MemorySegment none = MemorySegment.ofArray(new byte[0]);
    StridedMemory cells = StridedMemory.of(none, Layout.of(1, 0, once.layout().shape(), steps));
    Moments moments = new Reduction(once, cells, count).run(execution);
    moments.repeat(times);
    return moments;
  }

  /** No more than the greatest long: lengths beside one of 0 are bounded by nothing. */
  private static long product(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  private static void checkNumbers(RawView view) {
    boolean real =
        view.format() instanceof Scalar scalar
            && switch (scalar.type().kind()) {
              case BOOL, INT, UINT, FLOAT -> true;
              case CHAR, COMPLEX -> false;
            };
    if (!real) {
      boolean complex =
          view.format() instanceof Scalar scalar && scalar.type().kind() == ScalarType.Kind.COMPLEX;
      throw new IllegalArgumentException(
          "statistics are of real numbers, and '%s' is %s"
              .formatted(
                  BriefText.of(view.format()),
                  complex
                      ? "complex, which has no order; viewAs() gives its parts as numbers"
                      : "none" + Conversion.wayOut(view.format())));
    }
  }

  private Moments run(Execution execution) {
    Layout layout = view.layout();
    int dim = divided(layout, cells.layout(), count);
    long n = dim < 0 ? 1 : layout.shape(dim);
    int parts = (int) Math.min(n, wantedParts(layout));
    boolean apart = dim >= 0 && cells.layout().stride(dim) != 0 && !countsBytes();
    Moments all = new Moments(count);
    if (parts == 1 || apart) {
      ParallelSplit.numbered(
          execution, view.memory(), parts, i -> part(dim, n, parts, i, collector(all)).giveTo(all));
      return all;
    }
    Moments[] each = new Moments[parts];
    ParallelSplit.numbered(
        execution,
        view.memory(),
        parts,
        i -> {
          each[i] = new Moments(count);
          part(dim, n, parts, i, collector(each[i])).giveTo(each[i]);
        });
    for (Moments part : each) {
      all.addAll(part);
    }
    return all;
  }

  private boolean countsBytes() {
    NumericFormat format = NumericFormat.of(view.format());
    return format != null && format.bits() == 8 && count <= ByteCounts.MOST_CELLS;
  }

  private CellCollector collector(Moments moments) {
    return countsBytes()
        ? new ByteCounts(((Scalar) view.format()).type(), count)
        : new NumberBlocks(view, moments);
  }

  private static long wantedParts(Layout layout) {
    return Math.min(MOST_PARTS, 1 + (layout.size() - 1) / PART);
  }

  /**
   * The dimension that is divided into parts, or -1: one that has enough indices, of those the one
   * that lies farthest apart. Behind a pointer there is none but the first.
   *
   * @param cells the number of each item's cell as a place
   * @param count how many cells there are
   */
  static int divided(Layout layout, Layout cells, int count) {
    int most = layout.hasPointers() ? Math.min(1, layout.ndim()) : layout.ndim();
    long wanted = wantedParts(layout);
    int best = -1;
    long bestParts = 1;
    for (int d = 0; d < most; d++) {
      long parts = Math.min(wanted, layout.shape(d));
      boolean fits = cells.stride(d) != 0 || parts * count <= MOST_CELLS;
      boolean farther =
          best >= 0
              && parts == bestParts
              && Math.abs(layout.stride(d)) > Math.abs(layout.stride(best));
      if (fits && (parts > bestParts || farther)) {
        best = d;
        bestParts = parts;
      }
    }
    return best;
  }

  private CellCollector part(int dim, long n, int parts, int i, CellCollector collector) {
    StridedMemory cell = cells;
    StridedMemory memory = view.memory();
    if (parts > 1) {
      long from = n / parts * i + Math.min(i, n % parts);
      long to = from + n / parts + (i < n % parts ? 1 : 0);
      cell = cells.part(dim, from, to);
      memory = memory.part(dim, from, to);
    }
    StridedWalk walk = StridedWalk.anyOrder(cell, memory);
    Tables tables = new Tables(walk, collector);
    walk.blocks((_, first, where, at) -> {
      tables.each(0, where, at, first);
      return true;
    });
    return collector;
  }

  /** The tables that a walk's blocks consist of. */
  private static final class Tables {
    private static final StridedWalk.Dim ONE = new StridedWalk.Dim(1, 0, 0);

    private final CellCollector collector;
    private final StridedWalk.Dim inner;
    private final StridedWalk.Dim outer;
    private final StridedWalk.Dim[] others;

    Tables(StridedWalk walk, CellCollector collector) {
      this.collector = collector;
      int last = walk.ndim() - 1;
      inner = walk.dim(last);
      int rows = last - 1;
      // rows of the same cells, one below the other, are summed by columns
      for (int d = last - 1; d >= 0 && inner.a() != 0; d--) {
        if (walk.dim(d).a() == 0) {
          rows = d;
          break;
        }
      }
      outer = rows < 0 ? ONE : walk.dim(rows);
      others = new StridedWalk.Dim[Math.max(0, last - 1)];
      for (int d = 0, to = 0; d < last; d++) {
        if (d != rows) {
          others[to++] = walk.dim(d);
        }
      }
    }

    void each(int d, MemorySegment memory, long at, long cell) {
      if (d == others.length) {
        collector.table(memory, at, outer, inner, cell);
        return;
      }
      StridedWalk.Dim dim = others[d];
      for (long i = 0; i < dim.n(); i++) {
        each(d + 1, memory, at + i * dim.b(), cell + i * dim.a());
      }
    }
  }
}
