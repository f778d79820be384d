package org.ndview.examples.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.ndview.Scaling;
import org.ndview.Statistics;
import org.ndview.examples.FashionMnist;
import org.ndview.examples.Steps;

/**
 * From shards of a data set larger than the heap to a trained classifier, with Spark: statistics of
 * each channel, gradient descent with ND4J where the shards are, a DataFrame over the same files.
 * It tells each step, and what a single process takes for the same.
 */
public final class ShardTraining {
  private static final double MB = 1 << 20;
  private static final int ROUNDS = 32;

  /** The middle of the first channel. */
  private static final int MIDDLE = 14 * 28 + 14;

  private final Steps steps;
  private final Path folder;

  private ShardTraining(Path folder, PrintStream out) {
    this.folder = folder;
    steps = new Steps(out);
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in, the master, how many shards there are (of 18 MB each)
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    // JavaCPP would count the mapped files as memory of its own, and stop at twice the heap
    System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    new ShardTraining(Path.of(args[0]), System.out).run(args[1], Integer.parseInt(args[2]));
  }

  private void run(String master, int count) throws IOException {
    steps.step("Write %d shards: .npy, safetensors, and raw bytes with JSON", count);
    ShardWriter.write(folder, count);
    List<Shard> shards = Shard.list(folder.resolve("train")).subList(0, count);
    double size = count * ShardWriter.bytes() / MB;
    steps.tell(
        "%.0f MB of images; this heap has at most %.0f MB",
        size, Runtime.getRuntime().maxMemory() / MB);

    steps.step("Start Spark, master %s", master);
    try (SparkEngine spark = new SparkEngine(master)) {
      Training there = new Training(spark, shards);
      Training here = new Training(new OneProcess(), shards);
      steps.step("Statistics of each channel");
      timed("one process", size, here);
      Statistics alone = timed("one process, again", size, here);
      timed("Spark", size, there);
      Statistics merged = timed("Spark, again", size, there);
      steps.tell("mean %s", Arrays.toString(merged.mean()));
      steps.tell("std  %s", Arrays.toString(merged.std()));
      steps.tell("the same bits as in one process: %s", merged.equals(alone));
      train(here, there, Scaling.standardize(merged));
      query(spark, shards.getFirst().folder());
    }
  }

  private Statistics timed(String where, double size, Training training) throws IOException {
    long began = System.nanoTime();
    Statistics statistics;
    try (ProgressBar bar = Steps.bar(where, "shards", training.shards().size())) {
      statistics = training.statistics(bar::step);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    steps.tell("%s: %.2f s, %,.0f MB/s", where, seconds, size / seconds);
    return statistics;
  }

  private void train(Training here, Training there, Scaling scaling) throws IOException {
    steps.step("Train: weights travel to the shards, gradients back");
    Softmax untrained = there.untrained(scaling);
    Softmax once = there.train(untrained, 1, _ -> {});
    Softmax alone = here.train(untrained, 1, _ -> {});
    steps.tell(
        "the same weights as of one process after a round: %s",
        Arrays.equals(once.weights(), alone.weights()));
    rate("one process", here, untrained, 2);
    Softmax model = rate("Spark", there, untrained, ROUNDS);
    List<Shard> test = Shard.list(folder.resolve("test"));
    Gradient tested = new Training(there.engine(), test).gradient(model, -1, () -> {});
    steps.tell("accuracy on %,d other images: %.3f", tested.rows(), tested.accuracy());
  }

  private Softmax rate(String where, Training training, Softmax untrained, int rounds)
      throws IOException {
    List<Gradient> found = new ArrayList<>();
    long began = System.nanoTime();
    Softmax model;
    try (ProgressBar bar = Steps.bar(where, "rounds", rounds)) {
      model =
          training.train(
              untrained,
              rounds,
              gradient -> {
                found.add(gradient);
                bar.step();
              });
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    steps.tell(
        "%s: %d rounds, loss %.3f to %.3f, %,.0f images a second",
        where,
        rounds,
        found.getFirst().meanLoss(),
        found.getLast().meanLoss(),
        found.stream().mapToLong(Gradient::rows).sum() / seconds);
    return model;
  }

  private void query(SparkEngine spark, String train) {
    steps.step("A DataFrame over the shards, and the middle pixel of each class by SQL");
    Dataset<Row> frame =
        spark
            .session()
            .read()
            .format(ShardSource.class.getName())
            .option("path", train)
            .option("arrays", ShardWriter.LABELS + "," + ShardWriter.IMAGES)
            .load();
    steps.tell("%s", frame.schema().simpleString());
    Dataset<Row> query =
        frame
            .groupBy(ShardWriter.LABELS)
            .agg(count("*"), avg(col(ShardWriter.IMAGES).getItem(MIDDLE)))
            .orderBy(ShardWriter.LABELS);
    long began = System.nanoTime();
    List<Row> classes = query.collectAsList();
    double first = (System.nanoTime() - began) / 1e9;
    query.collectAsList();
    double both = (System.nanoTime() - began) / 1e9;
    for (Row row : classes) {
      steps.tell(
          "%-12s %,7d images, %5.1f",
          FashionMnist.names().get(row.getShort(0)), row.getLong(1), row.getDouble(2));
    }
    steps.tell("%.2f s with the compilation of the query, %.2f s again", first, both - first);
  }
}
