package org.ndview.internal.numeric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.StridedMemory;

/**
 * Equality of structs that are made of numbers alone: each number of an item is a column of all of
 * them, which is compared as numbers are. No item becomes an object.
 */
final class RecordEquality {
  /** Fewer items are compared one by one in less time. */
  private static final int FEWEST = 16;

  /** More numbers of an item than this make columns that are read too often for the cache. */
  private static final int MOST = 64;

  /**
   * Numbers that have the same place among the values of both formats.
   *
   * @param n how many follow each other in an item
   * @param offsetA of the first in an item (in bytes)
   */
  private record Column(long n, NumericFormat a, long offsetA, NumericFormat b, long offsetB) {}

  private final List<Column> columns;

  private RecordEquality(List<Column> columns) {
    this.columns = columns;
  }

  /**
   * {@return how items of two formats are compared, or null if that is not number by number: one is
   * no struct, they have different values, or values that are not numbers}
   */
  static @Nullable RecordEquality of(RawView a, RawView b) {
    if (!(a.format() instanceof Compound one)
        || !(b.format() instanceof Compound other)
        || a.size() < FEWEST
        || a.layout().ndim() == Layout.MAX_NDIM) {
      return null;
    }
    List<Column> columns = new ArrayList<>();
    return add(columns, one, 0, other, 0) ? new RecordEquality(columns) : null;
  }

  /** Adds the columns of two structs; {@return whether all of their values have one} */
  private static boolean add(
      List<Column> columns, Compound a, long offsetA, Compound b, long offsetB) {
    List<Field> valuesA = values(a);
    List<Field> valuesB = values(b);
    boolean same = valuesA.size() == valuesB.size() && isList(a) == isList(b);
    for (int i = 0; same && i < valuesA.size(); i++) {
      Field x = valuesA.get(i);
      Field y = valuesB.get(i);
      same =
          x.count() == y.count()
              && add(
                  columns,
                  x.count(),
                  x.format(),
                  offsetA + x.offset(),
                  y.format(),
                  offsetB + y.offset());
    }
    return same;
  }

  private static boolean add(
      List<Column> columns, long n, Format a, long offsetA, Format b, long offsetB) {
    if (n == 0) {
      return true; // a sub-array of no items
    }
    if (a instanceof Scalar && b instanceof Scalar) {
      NumericFormat x = NumericFormat.of(a);
      NumericFormat y = NumericFormat.of(b);
      return x != null
          && y != null
          && columns.size() < MOST
          && columns.add(new Column(n, x, offsetA, y, offsetB));
    }
    if (a instanceof SubArray x && b instanceof SubArray y) {
      SubArray one = x.merged();
      SubArray other = y.merged();
      return one.shape().equals(other.shape())
          && one.element() instanceof Scalar
          && add(columns, one.length(), one.element(), offsetA, other.element(), offsetB);
    }
    return n == 1
        && a instanceof Compound x
        && b instanceof Compound y
        && add(columns, x, offsetA, y, offsetB);
  }

  private static List<Field> values(Compound format) {
    return format.fields().stream().filter(ItemCodec::isValue).toList();
  }

  /** A sequence of one value is that value. */
  private static boolean isList(Compound format) {
    return format instanceof Struct || format.valueCount() != 1;
  }

  /** {@return whether all items of two memories of one shape are equal} */
  boolean equal(StridedMemory a, StridedMemory b) {
    for (Column column : columns) {
      StridedMemory numbersA = numbers(a, column.offsetA, column.a, column.n);
      StridedMemory numbersB = numbers(b, column.offsetB, column.b, column.n);
      StridedWalk walk = StridedWalk.anyOrder(numbersA, numbersB);
      if (!NumericEquality.equal(walk, column.a, column.b)) {
        return false;
      }
    }
    return true;
  }

  private static StridedMemory numbers(
      StridedMemory items, long offset, NumericFormat format, long n) {
    long width = format.bits() / Byte.SIZE;
    Layout layout =
        n == 1 ? items.layout().field(offset, width) : items.layout().field(offset, width, n);
    return new StridedMemory(items.space(), items.segment(), layout);
  }
}
