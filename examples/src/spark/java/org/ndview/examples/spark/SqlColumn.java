package org.ndview.examples.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/** A column without nulls, which has values of no type unless a subclass says so. */
abstract class SqlColumn extends ColumnVector {
  SqlColumn(DataType type) {
    super(type);
  }

  private UnsupportedOperationException no(String asked) {
    return new UnsupportedOperationException(
        "a column of %s has no %s".formatted(dataType().simpleString(), asked));
  }

  @Override
  public void close() {
    // the reader closes what it mapped
  }

  @Override
  public boolean hasNull() {
    return false;
  }

  @Override
  public int numNulls() {
    return 0;
  }

  @Override
  public boolean isNullAt(int row) {
    return false;
  }

  @Override
  public boolean getBoolean(int row) {
    throw no("booleans");
  }

  @Override
  public byte getByte(int row) {
    throw no("bytes");
  }

  @Override
  public short getShort(int row) {
    throw no("shorts");
  }

  @Override
  public int getInt(int row) {
    throw no("ints");
  }

  @Override
  public long getLong(int row) {
    throw no("longs");
  }

  @Override
  public float getFloat(int row) {
    throw no("floats");
  }

  @Override
  public double getDouble(int row) {
    throw no("doubles");
  }

  @Override
  public ColumnarArray getArray(int row) {
    throw no("arrays");
  }

  @Override
  public ColumnarMap getMap(int row) {
    throw no("maps");
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    throw no("decimals");
  }

  @Override
  public UTF8String getUTF8String(int row) {
    throw no("strings");
  }

  @Override
  public byte[] getBinary(int row) {
    throw no("binaries");
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    throw no("children");
  }
}
