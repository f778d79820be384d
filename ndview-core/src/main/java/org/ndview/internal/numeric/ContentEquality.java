package org.ndview.internal.numeric;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;
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
    BiPredicate<StridedMemory, StridedMemory> way = way(a, b);
    AtomicBoolean equal = new AtomicBoolean(true);
    ParallelSplit.each(
        execution,
        onceA,
        onceB,
        (sideA, sideB) -> {
          if (equal.get() && !way.test(sideA, sideB)) {
            equal.set(false);
          }
        });
    return equal.get();
  }

  /** {@return how parts of the two are compared: as numbers, by columns of numbers, or by items} */
  private static BiPredicate<StridedMemory, StridedMemory> way(RawView a, RawView b) {
    NumericFormat numbersA = NumericFormat.of(a.format());
    NumericFormat numbersB = NumericFormat.of(b.format());
    if (numbersA != null && numbersB != null) {
      return (sideA, sideB) ->
          NumericEquality.equal(StridedWalk.anyOrder(sideA, sideB), numbersA, numbersB);
    }
    RecordColumns records = RecordColumns.of(a, b);
    if (records != null) {
      return records::equal;
    }
    return (sideA, sideB) -> {
      StridedWalk walk = StridedWalk.anyOrder(sideA, sideB);
      return walk.rows(items(walk, a, b));
    };
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
