package org.ndview.internal.numeric;

import java.util.concurrent.atomic.AtomicBoolean;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.Opaque;
import org.ndview.format.SubArray;
import org.ndview.internal.bulk.ByteEquality;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ItemValues;
import org.ndview.internal.memory.StridedMemory;

/** memoryview's ==: shapes, then values; not formats, layouts or padding. */
public final class ContentEquality {
  private ContentEquality() {}

  public static boolean equal(RawView a, RawView b, Execution execution) {
    if (!shapesEqual(a.layout(), b.layout())) {
      return false;
    }
    if (a.size() == 0) {
      return true;
    }
    StridedMemory onceA = a.memory();
    StridedMemory onceB = b.memory();
    for (int d = 0; d < a.layout().ndim(); d++) {
      if (a.layout().shape(d) > 1 && a.repeats(d) && b.repeats(d)) {
        onceA = onceA.part(d, 0, 1);
        onceB = onceB.part(d, 0, 1);
      }
    }
    NumericFormat rowsA = NumericFormat.of(a.format());
    NumericFormat rowsB = NumericFormat.of(b.format());
    boolean numbers = rowsA != null && rowsB != null;
    RecordEquality records = numbers ? null : RecordEquality.of(a, b);
    AtomicBoolean equal = new AtomicBoolean(true);
    ParallelSplit.each(
        execution,
        onceA,
        onceB,
        (sideA, sideB) -> {
          if (!equal.get()) {
            return;
          }
          boolean same;
          if (records != null) {
            same = records.equal(sideA, sideB);
          } else {
            StridedWalk walk = StridedWalk.anyOrder(sideA, sideB);
            same =
                (rowsA != null && rowsB != null)
                    ? NumericEquality.equal(walk, rowsA, rowsB)
                    : walk.rows(items(walk, a, b));
          }
          if (!same) {
            equal.set(false);
          }
        });
    return equal.get();
  }

  /** Up to and with the first dimension of length 0; what follows it does not matter. */
  public static boolean shapesEqual(Layout a, Layout b) {
    if (a.ndim() != b.ndim()) {
      return false;
    }
    for (int d = 0; d < a.ndim(); d++) {
      if (a.shape(d) != b.shape(d)) {
        return false;
      }
      if (a.shape(d) == 0) {
        return true;
      }
    }
    return true;
  }

  private static StridedWalk.RowVisitor items(StridedWalk walk, RawView a, RawView b) {
    if (hasOpaque(a.format()) || hasOpaque(b.format())) {
      return opaque(walk, a.format(), b.format());
    }
    ItemCodec codecA = a.codec();
    ItemCodec codecB = b.codec();
    return (sa, atA, sb, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        if (!ItemValues.equal(
            codecA.key(sa, atA + i * walk.strideA()), codecB.key(sb, atB + i * walk.strideB()))) {
          return false;
        }
      }
      return true;
    };
  }

  private static boolean hasOpaque(Format format) {
    return switch (format) {
      case Opaque _ -> true;
      case SubArray array -> hasOpaque(array.element());
      case Compound compound ->
          compound.fields().stream().anyMatch(field -> hasOpaque(field.format()));
      default -> false;
    };
  }

  /** What has no value, or has a part without, is equal where format and bytes are. */
  private static StridedWalk.RowVisitor opaque(StridedWalk walk, Format a, Format b) {
    if (!a.equals(b)) {
      return (_, _, _, _) -> false;
    }
    long size = a.itemsize();
    ByteEquality same = new ByteEquality();
    return (sa, atA, sb, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        long x = atA + i * walk.strideA();
        long y = atB + i * walk.strideB();
        if (!same.equal(sa, x, sb, y, size)) {
          return false;
        }
      }
      return true;
    };
  }
}
