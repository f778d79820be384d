package org.ndview.examples.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.ndview.NdView;

/**
 * A DataFrame over the shards in a folder: {@code
 * spark.read().format(ShardSource.class.getName()).option("path", folder).option("arrays",
 * "labels,images").load()}. It has the columns {@code shard} and {@code row}, and one for each
 * array: of its items if it has one dimension, else of arrays of the items of each row, in C order.
 *
 * <p>The files are mapped where they are read, and Spark reads the views' memory through its own
 * interface for columns. Arrays whose columns no query needs are not opened. A shard is read in
 * parts of so many {@code rows}, an option, 4096 unless it is given.
 */
public final class ShardSource implements TableProvider {
  /** The names of the columns that say where a row is from. */
  static final String SHARD = "shard";

  static final String ROW = "row";

  /** Makes the source, as Spark does by the name of the class. */
  public ShardSource() {}

  /**
   * {@return the columns, as the first shard has them}
   *
   * @param options {@code path} and {@code arrays}
   * @throws IllegalArgumentException if an option is missing, or there are no shards
   */
  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    StructType schema =
        new StructType()
            .add(SHARD, DataTypes.StringType, false)
            .add(ROW, DataTypes.LongType, false);
    Shard first = shards(options).getFirst();
    for (String name : option(options, "arrays").split(",", -1)) {
      if (Arrays.asList(schema.fieldNames()).contains(name)) {
        throw new IllegalArgumentException(
            "two columns would have the name " + name + ": " + option(options, "arrays"));
      }
      try (NdView array = first.open(name)) {
        schema = schema.add(name, SqlTypes.ofRow(array), false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return schema;
  }

  /**
   * {@return the table of the shards}
   *
   * @param schema its columns
   * @param partitioning none
   * @param properties the options
   */
  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new ShardTable(schema, new CaseInsensitiveStringMap(properties));
  }

  private static String option(CaseInsensitiveStringMap options, String name) {
    String value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "the option " + name + " is missing: path is a folder, arrays are names such as a,b");
    }
    return value;
  }

  private static List<Shard> shards(CaseInsensitiveStringMap options) {
    String folder = option(options, "path");
    try {
      List<Shard> shards = Shard.list(Path.of(folder));
      if (shards.isEmpty()) {
        throw new IllegalArgumentException(
            folder + " has no files that end in .npy, .safetensors or .json");
      }
      return shards;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record ShardTable(StructType all, CaseInsensitiveStringMap options)
      implements SupportsRead {
    @Override
    public String name() {
      return "shards in " + options.get("path");
    }

    @Override
    public Column[] columns() {
      return Arrays.stream(all.fields())
          .map(field -> Column.create(field.name(), field.dataType(), field.nullable()))
          .toArray(Column[]::new);
    }

    @Override
    public Set<TableCapability> capabilities() {
      return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ofQuery) {
      String first = all.fieldNames()[2];
      return new Pruned(all, shards(options), first, options.getLong("rows", 4096));
    }
  }

  /** Leaves out the columns that a query does not need. */
  private static final class Pruned implements ScanBuilder, SupportsPushDownRequiredColumns {
    private StructType needed;
    private final List<Shard> shards;
    private final String first;
    private final long rows;

    Pruned(StructType all, List<Shard> shards, String first, long rows) {
      if (rows < 1) {
        throw new IllegalArgumentException("the option rows is " + rows + ": no part has so few");
      }
      needed = all;
      this.shards = shards;
      this.first = first;
      this.rows = rows;
    }

    @Override
    public void pruneColumns(StructType required) {
      needed = required;
    }

    @Override
    public Scan build() {
      return new ShardScan(needed, shards, first, rows);
    }
  }

  private record ShardScan(StructType readSchema, List<Shard> shards, String first, long rows)
      implements Scan, Batch {
    @Override
    public Batch toBatch() {
      return this;
    }

    @Override
    public String description() {
      return "%d shards, columns %s, parts of %d rows"
          .formatted(shards.size(), String.join(", ", readSchema.fieldNames()), rows);
    }

    @Override
    public InputPartition[] planInputPartitions() {
      List<Part> parts = new ArrayList<>();
      for (Shard shard : shards) {
        long n = length(shard);
        for (long from = 0; from < n; from += rows) {
          parts.add(new Part(shard, from, Math.min(n, from + rows)));
        }
      }
      return parts.toArray(InputPartition[]::new);
    }

    /** How many rows a shard has, as the first array says. */
    private long length(Shard shard) {
      try (NdView array = shard.open(first)) {
        return array.shape()[0];
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
      return new ShardReader.Factory(readSchema);
    }
  }

  /**
   * Some rows of a shard: what travels to the machine that reads them.
   *
   * @param shard the shard
   * @param from the first row
   * @param to the row behind the last
   */
  record Part(Shard shard, long from, long to) implements InputPartition, Serializable {}
}
