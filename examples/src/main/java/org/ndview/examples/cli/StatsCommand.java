package org.ndview.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ndview.NdView;
import org.ndview.Statistics;
import org.ndview.Statistics.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints statistics. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = "Counts, extremes, means and deviations of the numbers in an array.")
final class StatsCommand extends FileCommand {
  private static final List<String> HEAD =
      List.of("index", "count", "nans", "infinities", "min", "max", "mean", "std");

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  @Option(
      names = "--per",
      paramLabel = "DIM",
      split = ",",
      description = "One row for each index of these dimensions; -1 is the last.")
  private int[] kept = {};

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Statistics statistics;
    try (Opened opened = source.open(file);
        Moving moving = new Moving(String.valueOf(file.getFileName()))) {
      statistics = statistics(opened.view(source.name()), moving);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < statistics.summaries().size(); i++) {
      rows.add(row(index(i, statistics.shape()), statistics.summaries().get(i)));
    }
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("dims", statistics.dims());
      document.put("shape", statistics.shape());
      document.put("summaries", rows);
      println(JsonText.of(document));
    } else {
      print(table(rows));
    }
    return NdViewCommand.FINE;
  }

  /** Part by part along a dimension that is not kept, if there is one. */
  private Statistics statistics(NdView view, Moving moving) {
    int dim = Parts.dim(view);
    int last = view.ndim() - 1;
    if (view.ndim() == 0 || IntStream.of(kept).anyMatch(d -> d == dim || d == dim - last - 1)) {
      return view.statistics(kept);
    }
    List<Statistics> parts = new ArrayList<>();
    Parts.each(view, dim, moving, index -> parts.add(view.slice(index).statistics(kept)));
    return parts.stream().reduce(Statistics::merge).orElseThrow();
  }

  /** {@return the index of a place in C order} */
  private static List<Long> index(long place, List<Long> shape) {
    List<Long> index = new ArrayList<>();
    long rest = place;
    for (long length : shape.reversed()) {
      index.addFirst(rest % length);
      rest /= length;
    }
    return index;
  }

  private static Map<String, Object> row(List<Long> index, Summary summary) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("index", index);
    row.put("count", summary.count());
    row.put("nans", summary.nans());
    row.put("infinities", summary.infinities());
    row.put("min", summary.min());
    row.put("max", summary.max());
    row.put("mean", summary.mean());
    row.put("std", summary.std());
    return row;
  }

  private static String table(List<Map<String, Object>> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEAD);
    rows.forEach(row -> cells.add(HEAD.stream().map(row::get).map(StatsCommand::cell).toList()));
    return Texts.table(cells, 1);
  }

  private static String cell(Object value) {
    return List.of().equals(value) ? "all" : value.toString();
  }
}
