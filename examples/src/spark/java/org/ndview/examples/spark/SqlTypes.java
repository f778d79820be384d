package org.ndview.examples.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Scalar;

/** Which SQL type holds all values of a format. Spark has no unsigned ones: the next wider does. */
final class SqlTypes {
  private SqlTypes() {}

  /**
   * {@return the type of a row of an array: of an item, or an array of items}
   *
   * @param array an array whose first dimension is that of the rows
   */
  static DataType ofRow(NdView array) {
    if (array.ndim() == 0) {
      throw new IllegalArgumentException("a single item has no rows: its view has no dimension");
    }
    DataType item = of(array.format());
    return array.ndim() == 1 ? item : DataTypes.createArrayType(item, false);
  }

  private static DataType of(Format format) {
    if (!(format instanceof Scalar scalar)) {
      throw none(format);
    }
    return switch (scalar.type()) {
      case BOOL -> DataTypes.BooleanType;
      case INT8 -> DataTypes.ByteType;
      case UINT8, INT16 -> DataTypes.ShortType;
      case UINT16, INT32 -> DataTypes.IntegerType;
      case UINT32, INT64 -> DataTypes.LongType;
      case FLOAT16, BFLOAT16, FLOAT32 -> DataTypes.FloatType;
      case FLOAT64 -> DataTypes.DoubleType;
      case UINT64, CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          throw none(format);
    };
  }

  private static UnsupportedOperationException none(Format format) {
    return new UnsupportedOperationException(
        "no SQL type holds items of the format '%s': write its fields or parts as arrays of their own"
            .formatted(format));
  }
}
