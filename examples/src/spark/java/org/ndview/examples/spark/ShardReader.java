package org.ndview.examples.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import org.ndview.Index;
import org.ndview.NdView;

/** Maps the arrays of a part of a shard, and shows them to Spark as columns, batch by batch. */
final class ShardReader implements PartitionReader<ColumnarBatch> {
  private static final int ROWS = 4096;

  private final ShardSource.Part part;
  private final StructType schema;
  private final List<NdView> opened = new ArrayList<>();

  /** One for each column; null for those that are no arrays. */
  private final List<@Nullable NdView> arrays = new ArrayList<>();

  private final int most;
  private long next;
  private @Nullable ColumnarBatch batch;

  private ShardReader(ShardSource.Part part, StructType schema) throws IOException {
    this.part = part;
    this.schema = schema;
    next = part.from();
    int rows = ROWS;
    try {
      for (StructField field : schema.fields()) {
        String name = field.name();
        boolean isArray = !name.equals(ShardSource.SHARD) && !name.equals(ShardSource.ROW);
        NdView array = isArray ? open(field) : null;
        arrays.add(array);
        if (array != null) {
          rows = (int) Math.min(rows, Integer.MAX_VALUE / Math.max(1, perRow(array)));
        }
      }
      most = rows;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private NdView open(StructField field) throws IOException {
    NdView array = part.shard().open(field.name());
    opened.add(array);
    if (!SqlTypes.ofRow(array).equals(field.dataType())) {
      throw new IllegalArgumentException(
          "%s of %s is %s, and in the first shard %s"
              .formatted(
                  field.name(),
                  part.shard(),
                  SqlTypes.ofRow(array).simpleString(),
                  field.dataType().simpleString()));
    }
    if (array.shape()[0] < part.to()) {
      throw new IllegalArgumentException(
          "%s of %s has %d rows, and another of its arrays %d or more"
              .formatted(field.name(), part.shard(), array.shape()[0], part.to()));
    }
    if (perRow(array) > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "a row of %s of %s has %d items, and an array of Spark's at most %d"
              .formatted(field.name(), part.shard(), perRow(array), Integer.MAX_VALUE));
    }
    return array;
  }

  private static long perRow(NdView array) {
    return array.shape()[0] == 0 ? 0 : array.size() / array.shape()[0];
  }

  @Override
  public boolean next() {
    if (next == part.to()) {
      return false;
    }
    long end = Math.min(part.to(), next + most);
    ColumnVector[] columns = new ColumnVector[schema.length()];
    for (int i = 0; i < columns.length; i++) {
      NdView array = arrays.get(i);
      StructField field = schema.fields()[i];
      columns[i] =
          array != null
              ? Columns.rows(array.slice(Index.range(next, end)), field.dataType())
              : field.name().equals(ShardSource.ROW)
                  ? Columns.numbers(next)
                  : Columns.text(part.shard().name());
    }
    batch = new ColumnarBatch(columns, (int) (end - next));
    next = end;
    return true;
  }

  @Override
  public ColumnarBatch get() {
    if (batch == null) {
      throw new IllegalStateException("next() comes first");
    }
    return batch;
  }

  @Override
  public void close() {
    opened.forEach(NdView::close);
  }

  /**
   * Makes readers where the parts are read.
   *
   * @param schema the columns that are needed
   */
  record Factory(StructType schema) implements PartitionReaderFactory {
    @Override
    public boolean supportColumnarReads(InputPartition part) {
      return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition part) {
      try {
        return new ShardReader((ShardSource.Part) part, schema);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition part) {
      throw new UnsupportedOperationException("shards are read by columns");
    }
  }
}
