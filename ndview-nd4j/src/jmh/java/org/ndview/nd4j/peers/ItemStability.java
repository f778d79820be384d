package org.ndview.nd4j.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.ndview.Pollution;

/**
 * Measures single items by index in many fresh JVMs, each of which used every type and memory
 * before, and prints each row's best and worst: what the JIT compiler makes of shared code differs
 * from one JVM to the next.
 *
 * <p>Arguments: the number of JVMs (20), the pattern of the rows (all of {@link ItemRows}), the
 * length of a batch in milliseconds (2). Exits with 1 if a row misses its goal in any JVM.
 */
public final class ItemStability {
  private static final String RESULT = "result\t";

  private final Map<String, List<double[]>> measured = new LinkedHashMap<>();

  private ItemStability() {}

  /** Measures, or is one of the JVMs that do. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("jvm")) {
      measure(Pattern.compile(arguments[1]), Integer.parseInt(arguments[2]) / 1e3);
      return;
    }
    int jvms = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    String rows = arguments.length > 1 ? arguments[1] : "";
    String millis = arguments.length > 2 ? arguments[2] : "2";
    ItemStability stability = new ItemStability();
    for (int jvm = 1; jvm <= jvms; jvm++) {
      System.err.printf("JVM %d of %d%n", jvm, jvms);
      stability.start(rows, millis);
    }
    System.exit(stability.print() ? 0 : 1);
  }

  private static void measure(Pattern rows, double seconds) throws Exception {
    Pollution.run();
    Pollution.bulk();
    for (Row row : ItemRows.group().rows()) {
      if (rows.matcher(row.name()).find()) {
        Work work = row.work().get();
        Map<Side, Double> times = Contest.run(work, null, seconds);
        System.out.println(
            RESULT
                + row.name()
                + "\t"
                + times.get(Side.NDVIEW) / work.items()
                + "\t"
                + times.get(Side.REFERENCE) / work.items());
        work.end().close();
      }
    }
  }

  private void start(String rows, String millis) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            ItemStability.class.getName(),
            "jvm",
            rows,
            millis);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process jvm = builder.start();
    try (var lines = jvm.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(RESULT)) {
          String[] cells = line.split("\t");
          measured
              .computeIfAbsent(cells[1], _ -> new ArrayList<>())
              .add(new double[] {Double.parseDouble(cells[2]), Double.parseDouble(cells[3])});
        }
      }
    }
    if (jvm.waitFor() != 0) {
      throw new IllegalStateException("a JVM ended with " + jvm.exitValue());
    }
  }

  /** {@return whether all rows reach their goal in all JVMs} */
  private boolean print() {
    int missed = 0;
    System.out.println("| row | best ns | worst ns | best ratio | worst ratio | JVMs above 1.3 |");
    System.out.println("|---|---|---|---|---|---|");
    for (Map.Entry<String, List<double[]>> row : measured.entrySet()) {
      List<Double> times = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (double[] pair : row.getValue()) {
        times.add(pair[0] * 1e9);
        ratios.add(pair[0] / pair[1]);
      }
      long above = ratios.stream().filter(ratio -> ratio > 1.3).count();
      missed += above > 0 ? 1 : 0;
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f | %d |%n",
          row.getKey(),
          Collections.min(times),
          Collections.max(times),
          Collections.min(ratios),
          Collections.max(ratios),
          above);
    }
    System.out.printf("%d of %d rows above 1.3 in some JVM%n", missed, measured.size());
    return missed == 0;
  }
}
