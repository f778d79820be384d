package org.ndview.examples.spark;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.unsafe.types.UTF8String;
import org.ndview.NdView;

/** Columns over views, without a copy, and those that say where a row is from. */
final class Columns {
  private Columns() {}

  /**
   * {@return a column of one text}
   *
   * @param text the text
   */
  static ColumnVector text(String text) {
    return new Text(UTF8String.fromString(text));
  }

  /**
   * {@return a column of numbers one after the other}
   *
   * @param first the first
   */
  static ColumnVector numbers(long first) {
    return new Numbers(first);
  }

  /**
   * {@return a column of rows of a view, which it reads whenever Spark asks}
   *
   * @param rows the view; its first dimension is that of the rows
   * @param type the type of a row
   */
  static ColumnVector rows(NdView rows, DataType type) {
    if (type instanceof ArrayType array) {
      return new Rows(type, new Items(array.elementType(), rows), rows);
    }
    return new Items(type, rows);
  }

  private static final class Text extends SqlColumn {
    private final UTF8String text;

    Text(UTF8String text) {
      super(DataTypes.StringType);
      this.text = text;
    }

    @Override
    public UTF8String getUTF8String(int row) {
      return text;
    }
  }

  private static final class Numbers extends SqlColumn {
    private final long first;

    Numbers(long first) {
      super(DataTypes.LongType);
      this.first = first;
    }

    @Override
    public long getLong(int row) {
      return first + row;
    }
  }

  /** Arrays: each is a range of the items, which are read where they are. */
  private static final class Rows extends SqlColumn {
    private final Items items;
    private final int length;

    Rows(DataType type, Items items, NdView rows) {
      super(type);
      this.items = items;
      length = Math.toIntExact(rows.size() / rows.shape()[0]);
    }

    @Override
    public ColumnarArray getArray(int row) {
      return new ColumnarArray(items, row * length, length);
    }

    @Override
    public ColumnVector getChild(int ordinal) {
      return items;
    }
  }

  /** All items of a view in C order, wherever they lie. */
  private static final class Items extends SqlColumn {
    private final NdView view;
    private final long[] shape;

    /** Used again by each look: one thread reads a batch. */
    private final long[] index;

    Items(DataType type, NdView rows) {
      super(type);
      view = rows.isCContiguous() ? rows.reshape(-1) : rows;
      shape = view.shape();
      index = new long[shape.length];
    }

    private boolean isFlat() {
      return index.length == 1;
    }

    private long[] index(int item) {
      long rest = item;
      for (int d = shape.length - 1; d >= 0; d--) {
        index[d] = rest % shape[d];
        rest /= shape[d];
      }
      return index;
    }

    @Override
    public boolean getBoolean(int item) {
      return isFlat() ? view.getBoolean(item) : view.getBoolean(index(item));
    }

    @Override
    public byte getByte(int item) {
      return isFlat() ? view.getByte(item) : view.getByte(index(item));
    }

    @Override
    public short getShort(int item) {
      return isFlat() ? view.getShort(item) : view.getShort(index(item));
    }

    @Override
    public int getInt(int item) {
      return isFlat() ? view.getInt(item) : view.getInt(index(item));
    }

    @Override
    public long getLong(int item) {
      return isFlat() ? view.getLong(item) : view.getLong(index(item));
    }

    @Override
    public float getFloat(int item) {
      return isFlat() ? view.getFloat(item) : view.getFloat(index(item));
    }

    @Override
    public double getDouble(int item) {
      return isFlat() ? view.getDouble(item) : view.getDouble(index(item));
    }
  }
}
