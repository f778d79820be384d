package org.ndview.nd4j;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs a few benchmarks for a few seconds each, and prints a table of ratios: how many times as
 * long as ndview each peer takes.
 */
public final class QuickTable {
  private static final String NDVIEW = "ndview";

  private QuickTable() {}

  /** A name such as transposeNd4j, in two: the work, and who does it. */
  private record Entry(String work, String who) {
    static Entry of(RunResult run) {
      String[] path = run.getParams().getBenchmark().split("\\.");
      String method = path[path.length - 1];
      StringBuilder parameters = new StringBuilder();
      run.getParams().getParamsKeys().stream()
          .sorted()
          .forEach(key -> parameters.append(' ').append(run.getParams().getParam(key)));
      if (path[path.length - 2].equals("PeerItemsBenchmark")) {
        return new Entry("sum of items," + parameters, method);
      }
      int upper = 0;
      while (!Character.isUpperCase(method.charAt(upper))) {
        upper++;
      }
      String who = Character.toLowerCase(method.charAt(upper)) + method.substring(upper + 1);
      return new Entry(method.substring(0, upper) + parameters, who);
    }
  }

  /**
   * Runs and prints.
   *
   * @param arguments the classes to run, as a regular expression; by default all Peer benchmarks
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    String which = arguments.length == 0 || arguments[0].startsWith("-") ? "Peer" : arguments[0];
    Collection<RunResult> runs =
        new Runner(
                new OptionsBuilder()
                    .include(which)
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(500))
                    .addProfiler(GCProfiler.class)
                    .shouldFailOnError(true)
                    .build())
            .run();
    Map<String, Map<String, RunResult>> table = new TreeMap<>();
    for (RunResult run : runs) {
      Entry entry = Entry.of(run);
      table.computeIfAbsent(entry.work, _ -> new LinkedHashMap<>()).put(entry.who, run);
    }
    System.out.println();
    System.out.println("| work | who | microseconds | as ndview | bytes allocated |");
    System.out.println("|---|---|---|---|---|");
    table.forEach(QuickTable::print);
  }

  private static void print(String work, Map<String, RunResult> row) {
    RunResult own = row.get(NDVIEW);
    row.forEach((who, run) -> {
      double time = run.getPrimaryResult().getScore();
      String ratio = own == null ? "" : "%.2f".formatted(time / own.getPrimaryResult().getScore());
      Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
      String bytes = allocated == null ? "" : "%.0f".formatted(allocated.getScore());
      System.out.printf("| %s | %s | %.1f | %s | %s |%n", work, who, time, ratio, bytes);
    });
  }
}
