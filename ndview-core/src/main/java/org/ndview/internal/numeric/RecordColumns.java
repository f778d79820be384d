package org.ndview.internal.numeric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.Layout;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Sequence;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.StridedMemory;

/**
 * Items of two formats that are made of several numbers: structs, complex numbers, bytes, text.
 * Each number of an item is a column of all of them, and those at the same place among the values
 * of both formats are a pair.
 */
record RecordColumns(List<Column> columns) {
  /** For fewer items, one by one takes less time. */
  private static final int FEWEST = 16;

  /** More numbers of an item than this make columns that are read too often for the cache. */
  private static final int MOST = 64;

  /** Bytes of both memories that stay in the second-level cache. */
  private static final long BLOCK = 1 << 18;

  private static final NumericFormat BYTES = new NumericFormat(ScalarType.UINT8, Byte.SIZE, false);

  /** What numbers stand for: values of different kinds are never, or not so, equal. */
  private enum Kind {
    NUMBER,
    COMPLEX,
    BYTES,
    UCS2,
    UCS4
  }

  /** A value as n numbers that follow each other. */
  private record Value(Kind kind, NumericFormat numbers, long n) {}

  /**
   * Numbers that have the same place among the values of both formats.
   *
   * @param n how many follow each other in an item
   * @param offsetA of the first in an item (in bytes)
   */
  record Column(long n, NumericFormat a, long offsetA, NumericFormat b, long offsetB) {
    StridedMemory ofA(StridedMemory items) {
      return numbers(items, offsetA, a, n);
    }

    StridedMemory ofB(StridedMemory items) {
      return numbers(items, offsetB, b, n);
    }

    /** {@return whether no number of it can be refused} */
    private boolean isSure(Casting casting) {
      return RecordConversion.isSure(a.type(), b.type(), casting);
    }
  }

  /**
   * {@return the columns, or null if not all values have one, or the formats have different values}
   */
  static @Nullable RecordColumns of(RawView a, RawView b) {
    if (a.size() < FEWEST || a.layout().ndim() == Layout.MAX_NDIM) {
      return null;
    }
    List<Column> columns = new ArrayList<>();
    return add(columns, 1, a.format(), 0, b.format(), 0) ? new RecordColumns(columns) : null;
  }

  /**
   * {@return the parts of complex numbers that become those of others, or real numbers, or are made
   * of real ones; null if these are none such, or what becomes of them depends on both parts}
   */
  static @Nullable RecordColumns ofComplex(RawView a, RawView b, Casting casting) {
    NumericFormat partsA = NumericFormat.ofParts(a.format());
    NumericFormat partsB = NumericFormat.ofParts(b.format());
    if (partsA != null && partsB != null) {
      return of(a, b);
    }
    NumericFormat numbersA = partsA == null ? NumericFormat.of(a.format()) : partsA;
    NumericFormat numbersB = partsB == null ? NumericFormat.of(b.format()) : partsB;
    if (numbersA == null
        || numbersB == null
        || a.size() < FEWEST
        || numbersB.type() == ScalarType.BOOL
        || (casting == Casting.SATURATING && numbersB.isInteger())) {
      return null;
    }
    return new RecordColumns(List.of(new Column(1, numbersA, 0, numbersB, 0)));
  }

  /** Adds the columns of two structs; {@return whether all of their values have one} */
  private static boolean add(
      List<Column> columns, Compound a, long offsetA, Compound b, long offsetB) {
    List<Field> valuesA = ItemTransfer.values(a);
    List<Field> valuesB = ItemTransfer.values(b);
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
          && (n * one.n == 0 // no bytes, or a sub-array of no items
              || columns.add(new Column(n * one.n, one.numbers, offsetA, other.numbers, offsetB)));
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
      return switch (text.code()) {
        case 's' -> new Value(Kind.BYTES, BYTES, text.length());
        case 'u' -> new Value(Kind.UCS2, NumericFormat.ofUnits(text), text.length());
        case 'w' -> new Value(Kind.UCS4, NumericFormat.ofUnits(text), text.length());
        default -> null; // of a Pascal string the bytes after its end may be any
      };
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

  private static boolean isBare(Compound format) {
    return format instanceof Sequence sequence && ItemCodec.isBare(sequence);
  }

  /** {@return whether no item can be refused} */
  boolean isSure(Casting casting) {
    return columns.stream().allMatch(column -> column.isSure(casting));
  }

  /** {@return whether all items of two memories of one shape are equal} */
  boolean equal(StridedMemory a, StridedMemory b) {
    return byBlocks(a, b, this::blocksEqual);
  }

  private boolean blocksEqual(StridedMemory a, StridedMemory b) {
    for (Column column : columns) {
      StridedWalk walk = StridedWalk.anyOrder(column.ofA(a), column.ofB(b));
      if (!NumericEquality.equal(walk, column.a, column.b)) {
        return false;
      }
    }
    return true;
  }

  /** Converts all items of a memory to those of another, where none is refused. */
  void convert(StridedMemory a, StridedMemory b) {
    byBlocks(
        a,
        b,
        (x, y) -> {
          for (Column column : columns) {
            Conversion.numbers(column.ofA(x), column.a, column.ofB(y), column.b);
          }
          return true;
        });
  }

  /**
   * Goes through the columns of some items after the other, which stay in the cache meanwhile;
   * {@return whether the work was true of all}
   */
  private boolean byBlocks(
      StridedMemory a, StridedMemory b, BiPredicate<StridedMemory, StridedMemory> work) {
    // an item may have no bytes
    long items = BLOCK / Math.max(1, a.layout().itemsize() + b.layout().itemsize());
    long blocks = a.layout().size() / Math.max(1, items);
    if (columns.size() == 1 || blocks < 2) {
      return work.test(a, b);
    }
    return ParallelSplit.inTurn((int) Math.min(Integer.MAX_VALUE, blocks), a, b, work);
  }

  private static StridedMemory numbers(
      StridedMemory items, long offset, NumericFormat format, long n) {
    long width = format.bits() / Byte.SIZE;
    Layout layout =
        n == 1 ? items.layout().field(offset, width) : items.layout().field(offset, width, n);
    return new StridedMemory(items.space(), items.segment(), layout);
  }
}
