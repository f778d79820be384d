package org.ndview.nd4j.peers;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The document: a table for each group of rows. */
final class Table {
  private static final int SHOWN = 10;

  private final Options options;
  private final Results results;
  private final StringBuilder text = new StringBuilder();

  Table(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  String text() {
    head();
    List<Group> groups = Group.all();
    overview(groups);
    groups.forEach(this::group);
    if (!results.failures().isEmpty()) {
      line("## Rows that did not run\n");
      results.failures().forEach((row, why) -> line("- " + row + ": " + why));
    }
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void head() {
    line("# Beside NumPy and ND4J\n");
    line("This file is written by a program, from one run of it:\n");
    line("    mvn -q -Pjmh -pl ndview-nd4j -am test-compile exec:exec@jmh -DskipTests \\");
    line("      -Djmh.main=org.ndview.nd4j.peers.PeerTable -Djmh.args=\"" + command() + "\"\n");
    line(
        "%s; %s; %s. Kernels: %s. %d of %d JVMs of each provider, batches of %d ms."
            .formatted(
                Machine.text(),
                results.versions(),
                LocalDate.now(),
                results.kernels(),
                results.jvms(),
                options.jvms(),
                options.millis()));
    line(
        """

        One thread against one, in turn: a batch of ndview, one of NumPy, one of ND4J, and again; the best batch of each counts. A ratio is the
        peer's time by ndview's: above 1, ndview is faster. Each cell has the best and the worst of the JVMs; what is below the goal is bold.
        %s
        """
            .formatted(
                options.alone()
                    ? "Each row has JVMs of its own, which do nothing else."
                    : "Before anything is measured, each JVM reads, writes, copies and converts items of every type, byte order and kind of memory."));
  }

  private String command() {
    return "--jvms %d --providers %s%s --millis %d%s"
        .formatted(
            options.jvms(),
            String.join(",", options.providers()),
            options.rows().isEmpty() ? "" : " --rows " + options.rows(),
            options.millis(),
            options.alone() ? " --alone" : "");
  }

  /** How many rows of each group are below their goal. */
  private void overview(List<Group> groups) {
    line("| rows | | " + String.join(" | ", options.providers()) + " |");
    line("|---|---|" + "---|".repeat(options.providers().size()));
    for (Group group : groups) {
      for (Side peer : peers(group)) {
        StringBuilder cells = new StringBuilder();
        for (String provider : options.providers()) {
          List<Row> rows = rows(provider, group, peer);
          long best =
              rows.stream()
                  .filter(r -> below(provider, r, peer, results.best(provider, group, r, peer)))
                  .count();
          long worst =
              rows.stream()
                  .filter(r -> below(provider, r, peer, results.worst(provider, group, r, peer)))
                  .count();
          cells.append(
              " %d of %d below the goal in every JVM, %d in one |"
                  .formatted(best, rows.size(), worst));
        }
        line("| " + group.title() + " | " + label(group, peer) + " |" + cells);
      }
    }
    line("");
  }

  private List<Row> rows(String provider, Group group, Side peer) {
    return group.rows().stream()
        .filter(row -> !Double.isNaN(results.best(provider, group, row, peer)))
        .toList();
  }

  private boolean below(String provider, Row row, Side peer, double ratio) {
    return ratio < row.goal().of(peer, provider.equals("vector"));
  }

  private List<Side> peers(Group group) {
    List<Side> peers = new ArrayList<>();
    for (Side side : Side.values()) {
      if (side != Side.NDVIEW
          && options.providers().stream().anyMatch(p -> !rows(p, group, side).isEmpty())) {
        peers.add(side);
      }
    }
    return peers;
  }

  private static String label(Group group, Side peer) {
    return switch (peer) {
      case NDVIEW -> "ndview";
      case NUMPY -> "NumPy";
      case ND4J -> "ND4J";
      case REFERENCE -> group.reference();
    };
  }

  private void group(Group group) {
    List<Side> peers = peers(group);
    List<Row> rows =
        group.rows().stream()
            .filter(r -> options.providers().stream().anyMatch(p -> results.has(p, group, r)))
            .toList();
    if (rows.isEmpty()) {
      return;
    }
    line("## " + group.title() + "\n");
    line(group.note() + "\n");
    switch (group.form()) {
      case ALL -> table(group, rows, peers);
      case SUMMARY -> {
        summary(group, peers);
        if (rows.size() > SHOWN) {
          line("The " + SHOWN + " lowest of them:\n");
        }
        table(group, lowest(group, rows, peers), peers);
      }
    }
  }

  private void summary(Group group, List<Side> peers) {
    line("| | rows | worst | a tenth is below | median | below the goal |");
    line("|---|---|---|---|---|---|");
    for (String provider : options.providers()) {
      for (Side peer : peers) {
        List<Row> rows = rows(provider, group, peer);
        double[] best =
            rows.stream()
                .mapToDouble(r -> results.best(provider, group, r, peer))
                .sorted()
                .toArray();
        double[] worst =
            rows.stream()
                .mapToDouble(r -> results.worst(provider, group, r, peer))
                .sorted()
                .toArray();
        if (best.length == 0) {
          continue;
        }
        long belowBest =
            rows.stream()
                .filter(r -> below(provider, r, peer, results.best(provider, group, r, peer)))
                .count();
        long belowWorst =
            rows.stream()
                .filter(r -> below(provider, r, peer, results.worst(provider, group, r, peer)))
                .count();
        line(
            "| %s, %s | %d | %s | %s | %s | %d / %d |"
                .formatted(
                    provider,
                    label(group, peer),
                    rows.size(),
                    both(best[0], worst[0]),
                    both(best[best.length / 10], worst[worst.length / 10]),
                    both(best[best.length / 2], worst[worst.length / 2]),
                    belowBest,
                    belowWorst));
      }
    }
    line("");
  }

  private static String both(double best, double worst) {
    return number(best) + " / " + number(worst);
  }

  private List<Row> lowest(Group group, List<Row> rows, List<Side> peers) {
    Comparator<Row> byRatio =
        Comparator.comparingDouble(row -> {
          double lowest = Double.MAX_VALUE;
          for (String provider : options.providers()) {
            for (Side peer : peers) {
              double ratio = results.best(provider, group, row, peer);
              lowest = Double.isNaN(ratio) ? lowest : Math.min(lowest, ratio);
            }
          }
          return lowest;
        });
    return rows.stream().sorted(byRatio).limit(SHOWN).toList();
  }

  private void table(Group group, List<Row> rows, List<Side> peers) {
    StringBuilder head = new StringBuilder("| |");
    for (String provider : options.providers()) {
      head.append(' ').append(provider).append(" |");
      peers.forEach(peer -> head.append(" / ").append(label(group, peer)).append(" |"));
    }
    line(head.toString());
    line("|---|" + "---|".repeat(options.providers().size() * (1 + peers.size())));
    for (Row row : rows) {
      StringBuilder cells = new StringBuilder("| " + row.name() + " |");
      for (String provider : options.providers()) {
        cells.append(' ').append(time(results.time(provider, group, row))).append(" |");
        for (Side peer : peers) {
          cells.append(' ').append(cell(provider, group, row, peer)).append(" |");
        }
      }
      line(cells.toString());
    }
    line("");
  }

  private String cell(String provider, Group group, Row row, Side peer) {
    double best = results.best(provider, group, row, peer);
    double worst = results.worst(provider, group, row, peer);
    if (Double.isNaN(best)) {
      return "";
    }
    return marked(best, below(provider, row, peer, best))
        + " / "
        + marked(worst, below(provider, row, peer, worst));
  }

  private static String marked(double ratio, boolean below) {
    return below ? "**" + number(ratio) + "**" : number(ratio);
  }

  private static String number(double ratio) {
    return String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%,.0f", ratio);
  }

  private static String time(double seconds) {
    if (Double.isNaN(seconds)) {
      return "";
    }
    double ns = seconds * 1e9;
    if (ns < 1e3) {
      return String.format(Locale.ROOT, ns < 10 ? "%.2f ns" : "%.0f ns", ns);
    }
    return ns < 1e6
        ? String.format(Locale.ROOT, ns < 1e4 ? "%.2f us" : "%.0f us", ns / 1e3)
        : String.format(Locale.ROOT, ns < 1e7 ? "%.2f ms" : "%.0f ms", ns / 1e6);
  }
}
