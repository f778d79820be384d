package org.ndview.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Statistics;
import org.ndview.Views;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Npy;
import org.ndview.safetensors.Safetensors;

class ShardSourceTest {
  private static SparkEngine spark;
  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    spark = new SparkEngine("local[2]");
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  private Dataset<Row> frame(String arrays, String... options) {
    var reader =
        spark
            .session()
            .read()
            .format(ShardSource.class.getName())
            .option("path", folder.toString())
            .option("arrays", arrays);
    for (int i = 0; i < options.length; i += 2) {
      reader = reader.option(options[i], options[i + 1]);
    }
    return reader.load();
  }

  /** Random bytes of the shape (rows, 2, 3), and labels 0, 1, 2 and so on. */
  private List<NdView> write(ShardKind kind, String shard, int rows) throws Exception {
    byte[] bytes = new byte[rows * 6];
    new Random(rows).nextBytes(bytes);
    NdView x = NdView.of(bytes).cast("B", rows, 2, 3);
    NdView y = NdView.of(LongStream.range(0, rows).toArray());
    switch (kind) {
      case NPY -> {
        Npy.write(folder.resolve(shard + ".x.npy"), x);
        Npy.write(folder.resolve(shard + ".y.npy"), y);
      }
      case SAFETENSORS ->
          Safetensors.write(
              folder.resolve(shard + ".safetensors"), Map.of("x", x, "y", y), Map.of());
      case RAW -> {
        NdView last = x.permute(0, 2, 1).copy().permute(0, 2, 1);
        ViewFiles.write(folder.resolve(shard + ".x.json"), last, Storage.AS_IT_LIES);
        ViewFiles.write(folder.resolve(shard + ".y.json"), y, Storage.C);
      }
    }
    return List.of(x, y);
  }

  @Test
  void rowsAreThoseOfTheViewsWhateverTheFilesAndStrides() throws Exception {
    for (ShardKind kind : ShardKind.values()) {
      List<NdView> arrays = write(kind, "shard-" + kind.ordinal(), 5 + kind.ordinal());
      NdView x = arrays.getFirst();
      List<Row> rows =
          frame("y,x", "rows", "3")
              .where("shard = 'shard-" + kind.ordinal() + "'")
              .orderBy("row")
              .collectAsList();
      assertThat(rows).hasSize(5 + kind.ordinal());
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).getLong(1)).isEqualTo(i);
        assertThat(rows.get(i).getLong(2)).isEqualTo(i);
        NdView row = x.select(0, i).copy().reshape(6);
        List<Short> expected = LongStream.range(0, 6).mapToObj(k -> (short) row.getInt(k)).toList();
        assertThat(rows.get(i).<Short>getList(3)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?, boolean",
    "b, tinyint",
    "B, smallint",
    ">h, smallint",
    "<H, int",
    "i, int",
    "I, bigint",
    "<q, bigint",
    ">e, float",
    "f, float",
    ">d, double"
  })
  void eachFormatHasATypeThatHoldsItsValues(String format, String type) throws Exception {
    try (NdView items = NdView.allocate(format, 3)) {
      NdView.of(new int[] {0, 1, 1}).convertTo(items, Casting.UNSAFE);
      Npy.write(folder.resolve("s.a.npy"), items);
      Dataset<Row> frame = frame("a");
      assertThat(frame.schema().apply("a").dataType().simpleString()).isEqualTo(type);
      assertThat(frame.selectExpr("sum(cast(a as int))").first().getLong(0)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"<Q", "<Zd", "<i:a: <i:b:"})
  void formatsThatNoTypeHoldsAreRefused(String format) throws Exception {
    try (NdView items = NdView.allocate(format.contains(":") ? "T{" + format + "}" : format, 3)) {
      Npy.write(folder.resolve("s.a.npy"), items);
      assertThatThrownBy(() -> frame("a"))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("no SQL type holds items of the format");
    }
  }

  @Test
  void arraysThatNoQueryNeedsAreNotOpened() throws Exception {
    write(ShardKind.NPY, "a", 4);
    Dataset<Row> frame = frame("y,x");
    Files.delete(folder.resolve("a.x.npy"));
    assertThat(frame.selectExpr("sum(y)").first().getLong(0)).isEqualTo(6);
    assertThat(frame.count()).isEqualTo(4);
    assertThatThrownBy(() -> frame.select("x").collectAsList()).hasMessageContaining("a.x.npy");
  }

  @Test
  void aShardIsReadInPartsOfSoManyRows() throws Exception {
    write(ShardKind.NPY, "a", 10);
    write(ShardKind.SAFETENSORS, "b", 3);
    assertThat(frame("x", "rows", "4").javaRDD().getNumPartitions()).isEqualTo(4);
    assertThat(frame("x", "rows", "4").count()).isEqualTo(13);
    assertThatThrownBy(() -> frame("x", "rows", "0").count()).hasMessageContaining("rows is 0");
  }

  @Test
  void whatDoesNotFitTheFirstShardIsRefusedByName() throws Exception {
    write(ShardKind.NPY, "a", 3);
    write(ShardKind.NPY, "b", 3);
    Npy.write(folder.resolve("b.x.npy"), NdView.of(new float[9]).reshape(3, 3));
    assertThatThrownBy(() -> frame("y,x").select("x").collectAsList())
        .hasMessageContaining("array<float>, and in the first shard array<smallint>");
    Npy.write(folder.resolve("b.x.npy"), NdView.of(new byte[12]).cast("B", 2, 6));
    assertThatThrownBy(() -> frame("y,x").select("x").collectAsList())
        .hasMessageContaining("has 2 rows, and another of its arrays 3 or more");
  }

  @Test
  void twoKindsOfFilesForOneShardAreRefused() throws Exception {
    write(ShardKind.NPY, "a", 3);
    write(ShardKind.RAW, "a", 3);
    assertThatThrownBy(() -> Shard.list(folder)).hasMessageContaining("which one is meant?");
  }

  @ParameterizedTest
  @CsvSource({"'x,x'", "'y,row'", "shard"})
  void columnsHaveNamesOfTheirOwn(String arrays) throws Exception {
    write(ShardKind.NPY, "a", 3);
    assertThatThrownBy(() -> frame(arrays)).hasMessageContaining("two columns would have the name");
  }

  @Test
  void aFolderWithoutShardsAndAMissingOptionAreRefused() {
    assertThatThrownBy(() -> frame("x")).hasMessageContaining("has no files that end in .npy");
    assertThatThrownBy(() -> spark.session().read().format(ShardSource.class.getName()).load())
        .hasMessageContaining("option path is missing");
  }

  @Test
  void statisticsMergedInTheOrderOfTheShardsAreThoseOfOnePass() throws Exception {
    NdView[] parts = new NdView[7];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = write(ShardKind.values()[i % 3], "s" + i, 100 + i).getFirst();
    }
    List<Shard> shards = Shard.list(folder);
    List<Statistics> found =
        spark.onEach(
            shards,
            "",
            (shard, _) -> {
              try (NdView x = shard.open("x")) {
                return x.statistics(1);
              }
            },
            () -> {});
    Statistics merged = found.stream().reduce(Statistics::merge).orElseThrow();
    Statistics onePass = Views.concatenate(0, parts).statistics(1);
    assertThat(merged.count()).isEqualTo(onePass.count());
    assertThat(merged.min()).isEqualTo(onePass.min());
    assertThat(merged.max()).isEqualTo(onePass.max());
    for (int c = 0; c < 2; c++) {
      double mean = onePass.mean()[c];
      assertThat(Math.abs(merged.mean()[c] - mean)).isLessThanOrEqualTo(Math.ulp(mean));
      double std = onePass.std()[c];
      assertThat(Math.abs(merged.std()[c] - std)).isLessThanOrEqualTo(Math.ulp(std));
    }
  }
}
