package org.ndview.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ndview.Scaling;
import org.ndview.Statistics;
import org.ndview.Statistics.Summary;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * Statistics and scalings as JSON: their numbers, list by list, so that the same bits come back.
 */
final class StatisticsJson {
  private StatisticsJson() {}

  static void write(Statistics statistics, JsonGenerator json) {
    json.writeStartObject();
    FlatDocument.write(
        json, "dims", statistics.dims().stream().mapToLong(Integer::longValue).toArray());
    FlatDocument.write(
        json, "shape", statistics.shape().stream().mapToLong(Long::longValue).toArray());
    FlatDocument.write(json, "count", statistics.count());
    FlatDocument.write(json, "nans", statistics.nans());
    FlatDocument.write(json, "infinities", statistics.infinities());
    FlatDocument.write(json, "min", statistics.min());
    FlatDocument.write(json, "max", statistics.max());
    FlatDocument.write(json, "mean", statistics.mean());
    FlatDocument.write(json, "meanRest", all(statistics, Summary::meanRest));
    FlatDocument.write(json, "squares", all(statistics, Summary::squares));
    FlatDocument.write(json, "squaresRest", all(statistics, Summary::squaresRest));
    json.writeEndObject();
  }

  private static double[] all(Statistics statistics, ToDoubleFunction<Summary> part) {
    return statistics.summaries().stream().mapToDouble(part).toArray();
  }

  static Statistics readStatistics(JsonParser json) {
    FlatDocument document = new FlatDocument(json);
    List<Integer> dims =
        document.takeLongs("dims").stream().map(d -> FlatDocument.toInt(d, "dims")).toList();
    List<Long> shape = document.takeLongs("shape");
    List<List<Long>> counts = new ArrayList<>();
    for (String key : List.of("count", "nans", "infinities")) {
      counts.add(document.takeLongs(key));
    }
    List<List<Double>> numbers = new ArrayList<>();
    for (String key : List.of("min", "max", "mean", "meanRest", "squares", "squaresRest")) {
      numbers.add(document.takeDoubles(key));
    }
    document.end();
    int n = counts.getFirst().size();
    if (counts.stream().anyMatch(list -> list.size() != n)
        || numbers.stream().anyMatch(list -> list.size() != n)) {
      throw new IllegalArgumentException("the lists are not all as long as count, which has " + n);
    }
    List<Summary> summaries = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      summaries.add(
          new Summary(
              counts.get(0).get(i),
              counts.get(1).get(i),
              counts.get(2).get(i),
              numbers.get(0).get(i),
              numbers.get(1).get(i),
              numbers.get(2).get(i),
              numbers.get(3).get(i),
              numbers.get(4).get(i),
              numbers.get(5).get(i)));
    }
    return new Statistics(dims, shape, summaries);
  }

  static void write(Scaling scaling, JsonGenerator json) {
    json.writeStartObject();
    switch (scaling) {
      case Scaling.None _ -> json.writeStringProperty("kind", "none");
      case Scaling.Uniform(double scale, double shift) -> {
        json.writeStringProperty("kind", "uniform");
        json.writeName("scale");
        FlatDocument.write(json, scale);
        json.writeName("shift");
        FlatDocument.write(json, shift);
      }
      case Scaling.PerIndex each -> {
        json.writeStringProperty("kind", "perIndex");
        FlatDocument.write(json, "scale", each.scales());
        FlatDocument.write(json, "shift", each.shifts());
        json.writeNumberProperty("dim", each.dim());
      }
    }
    json.writeEndObject();
  }

  static Scaling readScaling(JsonParser json) {
    FlatDocument document = new FlatDocument(json);
    String kind = document.take("kind");
    Scaling scaling =
        switch (kind) {
          case "none" -> Scaling.none();
          case "uniform" ->
              new Scaling.Uniform(document.takeDouble("scale"), document.takeDouble("shift"));
          case "perIndex" ->
              Scaling.perIndex(
                  doubles(document.takeDoubles("scale")),
                  doubles(document.takeDoubles("shift")),
                  document.takeInt("dim"));
          default ->
              throw new IllegalArgumentException(
                  "kind: expected none, uniform or perIndex, found " + kind);
        };
    document.end();
    return scaling;
  }

  private static double[] doubles(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
