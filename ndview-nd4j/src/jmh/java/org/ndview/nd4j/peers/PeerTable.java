package org.ndview.nd4j.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Measures ndview beside NumPy and ND4J, one thread against one, in several JVMs, and writes the
 * table.
 */
public final class PeerTable {
  private PeerTable() {}

  /**
   * Runs the JVMs and writes what they measured.
   *
   * @param arguments see {@link Options}
   * @throws IOException if the table cannot be written
   * @throws InterruptedException if a JVM is waited for in vain
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = Options.parse(arguments);
    Results results = new Results();
    // the providers in turn, so that a noisy hour meets both
    for (int jvm = 1; jvm <= options.jvms(); jvm++) {
      for (String provider : options.providers()) {
        System.err.printf("JVM %d of %d, %s%n", jvm, options.jvms(), provider);
        for (String rows : rowsOfJvms(options)) {
          run(provider, rows, options, results);
        }
        if (!options.check()) {
          write(options, results);
        }
      }
    }
    results.failures().forEach((row, why) -> System.err.println("failed: " + row + ": " + why));
    System.exit(results.failures().isEmpty() ? 0 : 1);
  }

  /** {@return for each JVM the pattern of its rows} */
  private static List<String> rowsOfJvms(Options options) {
    if (!options.alone()) {
      return List.of(options.rows());
    }
    Pattern asked = Pattern.compile(options.rows());
    return Group.all().stream()
        .flatMap(group -> group.rows().stream().map(row -> Measurer.fullName(group, row)))
        .filter(name -> asked.matcher(name).find())
        .map(name -> "^" + Pattern.quote(name) + "$")
        .toList();
  }

  /** Writes what is known by now, so that a run that is stopped leaves a table too. */
  private static void write(Options options, Results results) throws IOException {
    Files.writeString(options.write(), new Table(options, results).text(), StandardCharsets.UTF_8);
    if (results.hasGroup(GridRows.KEY)) {
      Path picture = options.write().resolveSibling("performance-grid.svg");
      Files.writeString(picture, new Grid(options, results).svg(), StandardCharsets.UTF_8);
    }
    System.err.println("written: " + options.write());
  }

  private static void run(String provider, String rows, Options options, Results results)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(provider, rows, options));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process jvm = builder.start();
    try (var lines = jvm.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line, provider, results);
      }
    }
    if (jvm.waitFor() != 0) {
      results.fail("a JVM of " + provider, "exit code " + jvm.exitValue());
    }
  }

  private static void take(String line, String provider, Results results) {
    if (line.startsWith(Measurer.RESULT)) {
      String cells = line.substring(Measurer.RESULT.length());
      results.add(provider, Result.parse(cells));
      System.err.println(provider + "\t" + cells);
    } else if (line.startsWith(Measurer.FAILED)) {
      String[] cells = line.split("\t", 4);
      results.fail(provider + ", " + cells[1] + ", " + cells[2], cells[3]);
    } else if (line.startsWith(Measurer.KERNELS)) {
      String kernels = line.substring(Measurer.KERNELS.length());
      results.kernels(provider, kernels);
      if (!kernels.startsWith(provider)) {
        results.fail("the provider " + provider, "the JVM has the kernels " + kernels);
      }
    } else if (line.startsWith(Measurer.VERSIONS)) {
      results.versions(line.substring(Measurer.VERSIONS.length()));
    }
  }

  private static List<String> command(String provider, String rows, Options options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    // the first use of a page of the heap costs more than the call that makes the garbage
    command.addAll(List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"));
    // JavaCPP counts all native memory as its own, and then allocates no more
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    if (provider.equals("vector")) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    command.add(Measurer.class.getName());
    command.add(Integer.toString(options.millis()));
    command.add(rows);
    command.add(Boolean.toString(options.check()));
    command.add(Boolean.toString(options.alone()));
    return command;
  }
}
