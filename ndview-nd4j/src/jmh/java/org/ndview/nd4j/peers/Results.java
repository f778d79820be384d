package org.ndview.nd4j.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** What the JVMs of each provider measured. */
final class Results {
  private final Map<String, Map<String, List<Result>>> byProvider = new LinkedHashMap<>();
  private final Map<String, String> failures = new LinkedHashMap<>();
  private final Map<String, String> kernels = new LinkedHashMap<>();
  private String versions = "";

  void add(String provider, Result result) {
    byProvider
        .computeIfAbsent(provider, _ -> new LinkedHashMap<>())
        .computeIfAbsent(key(result.group(), result.row()), _ -> new ArrayList<>())
        .add(result);
  }

  /** {@return how many JVMs every provider has had} */
  int jvms() {
    return byProvider.values().stream()
        .mapToInt(rows -> rows.values().stream().mapToInt(List::size).max().orElse(0))
        .min()
        .orElse(0);
  }

  void fail(String row, String why) {
    failures.put(row, why);
  }

  void versions(String text) {
    versions = text;
  }

  void kernels(String provider, String name) {
    kernels.put(provider, name);
  }

  /** {@return what the kernels of the providers call themselves} */
  String kernels() {
    return String.join(", ", kernels.values());
  }

  String versions() {
    return versions;
  }

  /** {@return the rows that did not run, and why} */
  Map<String, String> failures() {
    return failures;
  }

  private static String key(String group, String row) {
    return group + "\t" + row;
  }

  /** {@return whether a row of a group was measured} */
  boolean hasGroup(String key) {
    return byProvider.values().stream()
        .flatMap(rows -> rows.keySet().stream())
        .anyMatch(row -> row.startsWith(key + "\t"));
  }

  boolean has(String provider, Group group, Row row) {
    return !runs(provider, group, row).isEmpty();
  }

  private List<Result> runs(String provider, Group group, Row row) {
    return byProvider
        .getOrDefault(provider, Map.of())
        .getOrDefault(key(group.key(), row.name()), List.of());
  }

  /** {@return ndview's best time, in seconds} */
  double time(String provider, Group group, Row row) {
    return runs(provider, group, row).stream()
        .mapToDouble(r -> r.times().get(Side.NDVIEW))
        .min()
        .orElse(Double.NaN);
  }

  /** {@return the best ratio of all JVMs; NaN for none} */
  double best(String provider, Group group, Row row, Side peer) {
    return ratio(provider, group, row, peer, Math::max);
  }

  /** {@return the worst ratio of all JVMs; NaN for none} */
  double worst(String provider, Group group, Row row, Side peer) {
    return ratio(provider, group, row, peer, Math::min);
  }

  private double ratio(
      String provider, Group group, Row row, Side peer, DoubleBinaryOperator choose) {
    return runs(provider, group, row).stream()
        .mapToDouble(r -> r.ratio(peer))
        .filter(x -> !Double.isNaN(x))
        .reduce(choose)
        .orElse(Double.NaN);
  }
}
