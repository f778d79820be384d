package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.RowBlocks;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.memory.StridedMemory;

/**
 * Converts structures, sub-arrays and text, by columns of numbers or item by item: byte orders,
 * padding, widths and types of numbers may differ. Fields are taken by position, whatever their
 * names, as NumPy assigns structures.
 */
record ItemConversion(RawView from, RawView to, ItemTransfer transfer, Casting casting) {
  /** Whether a conversion is one of these: not between two scalars. */
  static boolean isOf(Format from, Format to) {
    return hasValues(from) && hasValues(to);
  }

  private static boolean hasValues(Format format) {
    return format instanceof Text || format instanceof Compound || format instanceof SubArray;
  }

  /** Checks everything that needs no look at the items. */
  static ItemConversion of(RawView from, RawView to, Casting casting) {
    ItemTransfer transfer = ItemTransfer.of(from.format(), to.format(), casting);
    if (transfer == null) {
      throw new IllegalArgumentException(
          ("the rule %s converts no items of '%s' to '%s': fields, by position, shapes and kinds of"
                  + " text must be the same, and each number allowed; field() gives one field")
              .formatted(casting, BriefText.of(from.format()), BriefText.of(to.format())));
    }
    to.checkSameShape(from);
    to.checkWritable();
    return new ItemConversion(from, to, transfer, casting);
  }

  void run(Execution execution) {
    if (from.size() == 0) {
      return;
    }
    to.checkReachable();
    // a source that has pointers may overlap, and is followed whole before anything is written
    if (ByteCopies.mayOverlap(from.memory(), to.memory())) {
      ByteCopies.withCopy(
          from.memory(),
          execution,
          copy ->
              new ItemConversion(RawView.of(copy, from.format()), to, transfer, casting)
                  .convert(execution));
    } else {
      convert(execution);
    }
  }

  private void convert(Execution execution) {
    RecordColumns columns = RecordColumns.of(from, to);
    if (columns != null && columns.isSure(casting)) {
      from.checkReachable();
      Execution allowed = ByteCopies.acrossPointers(to.memory(), execution);
      ParallelSplit.each(allowed, from.memory(), to.memory(), RowBlocks.of(columns::convert));
    } else {
      itemByItem(execution);
    }
  }

  /** All items into scratch memory first, where one that does not fit is refused. */
  private void itemByItem(Execution execution) {
    int size =
        ArrayLimits.checkLength(
            to.format().itemsize(), () -> "an item is longer than a Java array");
    AtomicReference<@Nullable IllegalArgumentException> refusal = new AtomicReference<>();
    ParallelSplit.each(
        execution,
        from.memory(),
        from.memory(),
        (a, b) -> {
          if (refusal.get() == null) {
            StridedWalk walk = StridedWalk.anyOrder(a, b);
            refusal.compareAndSet(null, look(walk, size, new long[1]));
          }
        });
    IllegalArgumentException found = refusal.get();
    if (found != null) {
      throw first(size, found);
    }
    Execution allowed = ByteCopies.acrossPointers(to.memory(), execution);
    ParallelSplit.each(allowed, from.memory(), to.memory(), this::write);
  }

  private void write(StridedMemory source, StridedMemory target) {
    StridedWalk walk = StridedWalk.anyOrder(source, target);
    walk.rows((a, atA, b, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        transfer.move(a, atA + i * walk.strideA(), b, atB + i * walk.strideB());
      }
      return true;
    });
  }

  /** The refusal of the first item that does not fit, in the order of the walk; counts the rest. */
  private @Nullable IllegalArgumentException look(StridedWalk walk, int size, long[] fitting) {
    MemorySegment scratch = MemorySegment.ofArray(new byte[size]);
    try {
      walk.rows((a, atA, _, _) -> {
        for (long i = 0; i < walk.n(); i++) {
          transfer.move(a, atA + i * walk.strideA(), scratch, 0);
          fitting[0]++;
        }
        return true;
      });
      return null;
    } catch (IllegalArgumentException e) {
      return e;
    }
  }

  /** The same in C order, with the index. */
  private IllegalArgumentException first(int size, IllegalArgumentException found) {
    long[] fitting = new long[1];
    IllegalArgumentException first = look(StridedWalk.inOrder(from.memory()), size, fitting);
    if (first == null) {
      return found; // another thread has changed the item meanwhile
    }
    long[] index = new long[from.layout().ndim()];
    long rest = fitting[0];
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] = rest % from.layout().shape(d);
      rest /= from.layout().shape(d);
    }
    String place =
        index.length == 0 ? "" : "in the item at index " + BriefText.numbers(index) + ": ";
    return new IllegalArgumentException(place + first.getMessage(), first);
  }
}
