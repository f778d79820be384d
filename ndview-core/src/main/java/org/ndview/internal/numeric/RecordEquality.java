package org.ndview.internal.numeric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Sequence;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.StridedMemory;

/**
 * Equality of items that are made of several numbers: structs, complex numbers, bytes. Each number
 * of an item is a column of all of them, which is compared as numbers are. No item becomes an
 * object.
 */
final class RecordEquality {
  /** Fewer items are compared one by one in less time. */
  private static final int FEWEST = 16;

  /** More numbers of an item than this make columns that are read too often for the cache. */
  private static final int MOST = 64;

  private static final NumericFormat BYTES = new NumericFormat(ScalarType.UINT8, Byte.SIZE, false);

  /** What numbers stand for: values of different kinds are never, or not so, equal. */
  private enum Kind {
    NUMBER,
    COMPLEX,
    BYTES
  }

  /** A value as n numbers that follow each other. */
  private record Value(Kind kind, NumericFormat numbers, long n) {}

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
   * {@return how items of two formats are compared, or null if that is not number by number: they
   * have different values, or others than these}
   */
  static @Nullable RecordEquality of(RawView a, RawView b) {
    if (a.size() < FEWEST || a.layout().ndim() == Layout.MAX_NDIM) {
      return null;
    }
    List<Column> columns = new ArrayList<>();
    return add(columns, 1, a.format(), 0, b.format(), 0) ? new RecordEquality(columns) : null;
  }

  /** Adds the columns of two structs; {@return whether all of their values have one} */
  private static boolean add(
      List<Column> columns, Compound a, long offsetA, Compound b, long offsetB) {
    List<Field> valuesA = values(a);
    List<Field> valuesB = values(b);
    boolean same = valuesA.size() == valuesB.size() && isBare(a) == isBare(b);
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
    Value one = value(a);
    Value other = value(b);
    if (one != null && other != null) {
      return one.kind == other.kind
          && one.n == other.n
          && columns.size() < MOST
          && columns.add(new Column(n * one.n, one.numbers, offsetA, other.numbers, offsetB));
    }
    if (a instanceof SubArray x && b instanceof SubArray y) {
      SubArray all = x.merged();
      SubArray others = y.merged();
      return all.shape().equals(others.shape())
          && value(all.element()) != null
          && add(columns, all.length(), all.element(), offsetA, others.element(), offsetB);
    }
    return n == 1
        && a instanceof Compound x
        && b instanceof Compound y
        && add(columns, x, offsetA, y, offsetB);
  }

  private static @Nullable Value value(Format format) {
    if (format instanceof Text text) {
      return text.code() == 's' ? new Value(Kind.BYTES, BYTES, text.length()) : null;
    }
    if (!(format instanceof Scalar scalar)) {
      return null;
    }
    if (scalar.type() == ScalarType.CHAR) {
      return new Value(Kind.BYTES, BYTES, 1);
    }
    NumericFormat parts = NumericFormat.ofParts(scalar);
    if (parts != null) {
      return new Value(Kind.COMPLEX, parts, 2);
    }
    NumericFormat numbers = NumericFormat.of(format);
    return numbers == null ? null : new Value(Kind.NUMBER, numbers, 1);
  }

  private static List<Field> values(Compound format) {
    return format.fields().stream().filter(ItemCodec::isValue).toList();
  }

  private static boolean isBare(Compound format) {
    return format instanceof Sequence sequence && ItemCodec.isBare(sequence);
  }

  /** {@return whether all items of two memories of one shape are equal} */
  boolean equal(StridedMemory a, StridedMemory b) {
    for (Column column : columns) {
      if (column.n == 0) {
        continue; // no bytes, or a sub-array of no items
      }
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
