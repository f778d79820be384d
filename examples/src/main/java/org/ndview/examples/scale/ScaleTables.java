package org.ndview.examples.scale;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ndview.NdView;
import org.ndview.json.DataReference;

/**
 * Prints what a pass over 4 TB costs on 64 machines of 8 cores: with more and fewer shards, with
 * shards that are not equal, with tasks that take longer than others; and how much goes through the
 * driver.
 */
public final class ScaleTables {
  private static final Cluster CLUSTER = new Cluster(64, 8, 150, 0.02, 0.001);
  private static final double ALL = 4e6;
  private static final long SEED = 2026;

  private ScaleTables() {}

  /**
   * Prints the tables, in Markdown.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.out.print(String.join("\n", tables()));
  }

  /** {@return the tables, in Markdown} */
  static List<String> tables() {
    return List.of(counts(), skew(), stragglers(), driver());
  }

  private static String counts() {
    return table(
        List.of("shards", "MB each", "seconds", "of the ideal %.0f s".formatted(ideal())),
        Stream.of(256, 512, 520, 1024, 4096, 16384, 65536)
            .map(n -> {
              double seconds = seconds(ShardSizes.equal(ALL, n), Stragglers.NONE);
              return row("%,d", n) + row("%,.0f", ALL / n) + time(seconds);
            }));
  }

  private static String skew() {
    return table(
        List.of(
            "sizes of 4,096 shards",
            "largest, MB",
            "as they come",
            "largest first",
            "in parts of 256 MB"),
        Stream.of(0.0, 0.5, 1.0, 1.5)
            .map(sigma -> {
              double[] sizes = ShardSizes.logNormal(ALL, 4096, sigma, SEED);
              return row(sigma == 0 ? "equal" : "log-normal, sigma " + sigma)
                  + row("%,.0f", Arrays.stream(sizes).max().orElseThrow())
                  + row("%.0f s", seconds(sizes, Stragglers.NONE))
                  + row("%.0f s", seconds(ShardSizes.largestFirst(sizes), Stragglers.NONE))
                  + row("%.0f s", seconds(ShardSizes.split(sizes, 256), Stragglers.NONE));
            }));
  }

  private static String stragglers() {
    return table(
        List.of(
            "five times as slow",
            "1,024 shards",
            "with speculation",
            "16,384 shards",
            "with speculation"),
        Stream.of(0.0, 0.01, 0.05)
            .map(share -> {
              StringBuilder row = new StringBuilder(row("%.0f %% of the tasks", 100 * share));
              for (int n : new int[] {1024, 16384}) {
                for (boolean speculation : new boolean[] {false, true}) {
                  Stragglers slow = new Stragglers(share, 5, speculation);
                  row.append(row("%.0f s", seconds(ShardSizes.equal(ALL, n), slow)));
                }
              }
              return row.toString();
            }));
  }

  private static String driver() {
    NdView images = NdView.allocate("B", 2, 3, 28, 28);
    String document =
        images
            .metadata()
            .withData(DataReference.of("shard-000000.bin", 0, images.nbytes()))
            .toJson();
    long statistics = serialised(images.statistics(1));
    long gradient = serialised(new float[(3 * 28 * 28 + 1) * 10]);
    images.close();
    return table(
        List.of(
            "what goes through the driver",
            "bytes each",
            "1,024 shards",
            "16,384",
            "65,536",
            "one of each machine"),
        Stream.of(
                new Travels("document", document.getBytes(StandardCharsets.UTF_8).length),
                new Travels("statistics of 3 channels", statistics),
                new Travels("gradient of 23,530 weights", gradient))
            .map(it ->
                row(it.what)
                    + row("%,d", twoDigits(it.bytes))
                    + row(megabytes(1024 * it.bytes))
                    + row(megabytes(16384 * it.bytes))
                    + row(megabytes(65536 * it.bytes))
                    + row(megabytes(CLUSTER.machines() * it.bytes))));
  }

  /**
   * What goes through the driver for each shard.
   *
   * @param what its name
   * @param bytes how many
   */
  private record Travels(String what, long bytes) {}

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, bytes < 1_000_000 ? "%.2f MB" : "%,.0f MB", bytes / 1e6);
  }

  private static long twoDigits(long n) {
    long unit = 1;
    while (n / unit >= 100) {
      unit *= 10;
    }
    return Math.round((double) n / unit) * unit;
  }

  private static long serialised(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.size();
  }

  private static double ideal() {
    return CLUSTER.ideal(ALL);
  }

  private static double seconds(double[] shards, Stragglers stragglers) {
    return Simulation.seconds(CLUSTER, shards, stragglers, SEED);
  }

  private static String time(double seconds) {
    return row("%.1f", seconds) + row("%.0f %%", 100 * ideal() / seconds);
  }

  private static String row(String text, Object... values) {
    return String.format(Locale.ROOT, text, values) + " | ";
  }

  private static String table(List<String> heads, Stream<String> rows) {
    return "| "
        + String.join(" | ", heads)
        + " |\n"
        + "|---".repeat(heads.size())
        + "|\n"
        + rows.map(row -> "| " + row.strip() + "\n").collect(Collectors.joining());
  }
}
