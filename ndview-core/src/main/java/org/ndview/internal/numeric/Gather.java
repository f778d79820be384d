package org.ndview.internal.numeric;

import java.util.Arrays;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.ChosenRows;
import org.ndview.internal.bulk.IndexedRows;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.memory.StridedMemory;

/**
 * Takes indices of a dimension, in any order and number, into memory that is there. Where the
 * source has no pointers, what was chosen is a view like others, whose first dimension is a table
 * of places, so that whatever converts a view converts it.
 *
 * @param from the source
 * @param rows the indices, which have been checked
 * @param dim the dimension, counted from the first
 * @param to the target, of the shape that results
 */
public record Gather(RawView from, ChosenRows rows, int dim, RawView to) {
  /** As many places as stay in the cache while rows are copied. */
  private static final int CACHED = 1 << 12;

  /** Bytes that stay in the cache. */
  private static final long SMALL = 1 << 20;

  /** Rows of as many bytes as this are worth their own cost. */
  private static final long LONG_ROW = 1 << 14;

  /** Copies items of one format. */
  public void copy(Execution execution) {
    if (to.size() == 0) {
      return;
    }
    // what has pointers may overlap: nothing is written before all of them have been followed
    if (ByteCopies.mayOverlap(from.memory(), to.memory()) || ByteCopies.orderMatters(to.memory())) {
      ByteCopies.withRoom(
          to.memory(),
          room -> {
            copyTo(room, execution);
            ByteCopies.assign(room, to.memory(), execution);
          });
    } else {
      copyTo(to.memory(), execution);
    }
  }

  /**
   * Converts the items on the way.
   *
   * @throws IllegalArgumentException as {@link Conversion#run} throws it; nothing is written
   */
  public void convert(Casting casting, Scaling scaling, Execution execution) {
    if (to.size() == 0) {
      // checked like others; of a copy the lengths beside the 0 may be too large
      long[] shape = to.layout().shape();
      Layout none = Layout.of(from.layout().itemsize(), 0, shape, new long[shape.length]);
      RawView source = from.over(StridedMemory.of(from.memory().segment(), none));
      Conversion.run(source, to, casting, scaling, execution);
      return;
    }
    if (isSmall(to.size() * from.layout().itemsize(), rows.count())
        || ByteCopies.mayOverlap(from.memory(), to.memory())
        || ByteCopies.orderMatters(to.memory())) {
      throughCopy(casting, scaling, execution);
      return;
    }
    Scaling moved =
        switch (scaling) {
          case Scaling.PerIndex channels -> moved(channels);
          case Scaling.Uniform _, Scaling.None _ -> scaling;
        };
    try {
      RawView target = to.over(first(to.memory(), dim));
      Conversion.run(from.over(chosen()), target, casting, moved, execution);
    } catch (IllegalArgumentException refusal) {
      if (dim == 0) {
        throw placed(refusal, casting, scaling);
      }
      // the same again, with the dimensions in the order that the message is to have
      throughCopy(casting, scaling, execution);
    }
  }

  /** Whether rows are short, and what was taken of all stays in the cache: it is brought once. */
  static boolean isSmall(long bytes, int rows) {
    return rows > 1 && bytes <= SMALL && bytes / rows < LONG_ROW;
  }

  private void throughCopy(Casting casting, Scaling scaling, Execution execution) {
    Layout layout = Layout.contiguous(Order.C, from.layout().itemsize(), to.layout().shape());
    StridedMemory like = new StridedMemory(to.memory().space(), to.memory().segment(), layout);
    ByteCopies.withRoom(
        like,
        room -> {
          copyTo(room, execution);
          try {
            Conversion.run(from.over(room), to, casting, scaling, execution);
          } catch (IllegalArgumentException refusal) {
            throw placed(refusal, casting, scaling);
          }
        });
  }

  /** A refusal with the index that the item was taken from, if it was for an item. */
  private IllegalArgumentException placed(
      IllegalArgumentException refusal, Casting casting, Scaling scaling) {
    boolean byRow =
        scaling instanceof Scaling.PerIndex channels && channels.dimOf(to.layout()) == dim;
    if (byRow || isRefused(0, 0, casting, scaling)) {
      return refusal;
    }
    long[] all = rows.all();
    for (int i = 0; i < all.length; i++) {
      if (isRefused(all[i], all[i] + 1, casting, scaling)) {
        return new IllegalArgumentException(
            "at position %d of the indices, which is index %d of dimension %d: %s"
                .formatted(i, all[i], dim, refusal.getMessage()),
            refusal);
      }
    }
    return refusal; // another thread has changed the item meanwhile
  }

  private boolean isRefused(long row, long end, Casting casting, Scaling scaling) {
    RawView part = from.over(from.memory().part(dim, row, end));
    Layout layout = Layout.contiguous(Order.C, to.layout().itemsize(), part.layout().shape());
    try {
      ByteCopies.withRoom(
          StridedMemory.of(to.memory().segment(), layout),
          room ->
              Conversion.run(
                  part, RawView.of(room, to.format()), casting, scaling, Execution.SEQUENTIAL));
      return false;
    } catch (IllegalArgumentException _) {
      return true;
    }
  }

  /** The same scaling, once the dimension is the first. */
  private Scaling moved(Scaling.PerIndex channels) {
    int old = channels.dimOf(to.layout());
    double[] scale = new double[channels.length()];
    double[] shift = new double[channels.length()];
    for (int i = 0; i < scale.length; i++) {
      scale[i] = channels.at(i).scale();
      shift[i] = channels.at(i).shift();
    }
    return Scaling.perIndex(scale, shift, old == dim ? 0 : old < dim ? old + 1 : old);
  }

  private StridedMemory chosen() {
    return first(from.memory(), dim).rows(rows.all());
  }

  /** With the dimension before all others. */
  private static StridedMemory first(StridedMemory memory, int dim) {
    return dim == 0
        ? memory
        : new StridedMemory(memory.space(), memory.segment(), memory.layout().moveAxis(dim, 0));
  }

  /** Copies to memory that overlaps neither the source nor itself. */
  private void copyTo(StridedMemory target, Execution execution) {
    boolean pointers = target.layout().hasPointers();
    if (!from.layout().hasPointers() && (dim == 0 || !pointers)) {
      StridedMemory source = first(from.memory(), dim);
      StridedMemory turned = first(target, dim);
      boolean shared =
          execution == Execution.PARALLEL && target.layout().nbytes() >= ParallelSplit.WORTHWHILE;
      if (!shared && IndexedRows.copy(source, rows, turned)) {
        return;
      }
      long[] all = rows.all();
      int most = execution == Execution.SEQUENTIAL ? CACHED : Integer.MAX_VALUE;
      if (all.length <= most) {
        TiledTransfer.copy(source.rows(all), turned, ByteCopies.acrossPointers(target, execution));
        return;
      }
      for (int i = 0; i < all.length; i += most) {
        int to = Math.min(all.length, i + most);
        StridedMemory part = source.rows(Arrays.copyOfRange(all, i, to));
        TiledTransfer.copy(part, turned.part(0, i, to), execution);
      }
      return;
    }
    if (isBestCopied()) {
      ByteCopies.withCopy(
          from.memory(),
          execution,
          copy -> new Gather(from.over(copy), rows, dim, to).copyTo(target, execution));
      return;
    }
    long[] all = rows.all();
    for (int i = 0; i < all.length; i++) {
      TiledTransfer.copy(
          from.memory().part(dim, all[i], all[i] + 1),
          target.part(dim, i, i + 1L),
          ByteCopies.acrossPointers(target, execution));
    }
  }

  /** Whether all pointers are followed for each index, which costs more than all items do. */
  private boolean isBestCopied() {
    Layout layout = from.layout();
    long each = layout.size() / layout.shape(dim) * layout.itemsize();
    return layout.hasPointers() // or the target alone has some
        && dim > layout.lastPointer()
        && each < LONG_ROW
        && layout.size() / 4 <= to.size();
  }
}
