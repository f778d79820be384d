package org.ndview.nd4j.peers;

import java.util.Map;
import java.util.regex.Pattern;
import org.ndview.Pollution;
import org.ndview.internal.numeric.KernelProvider;

/**
 * One JVM of the table: uses many types and memories, measures the rows, and prints a line each.
 *
 * <p>Arguments: a batch's length in milliseconds, the pattern of the rows, whether they are only
 * run once, and whether nothing is used before.
 */
public final class Measurer {
  /** Begins the lines that are results. */
  static final String RESULT = "result\t";

  /** Begins the lines that tell of rows that failed. */
  static final String FAILED = "failed\t";

  /** Begins the line that tells the versions of the peers. */
  static final String VERSIONS = "versions\t";

  /** Begins the line that tells which kernels ndview uses. */
  static final String KERNELS = "kernels\t";

  private Measurer() {}

  /** Measures. */
  public static void main(String[] arguments) throws Exception {
    double seconds = Integer.parseInt(arguments[0]) / 1e3;
    Pattern rows = Pattern.compile(arguments[1]);
    boolean check = Boolean.parseBoolean(arguments[2]);
    boolean alone = Boolean.parseBoolean(arguments[3]);
    System.out.println(KERNELS + KernelProvider.kernels().name());
    Nd4jSetting.oneThread();
    try (Python python = Python.start().orElse(null)) {
      String numpy = python == null ? "no python3 with NumPy" : python.version();
      System.out.println(VERSIONS + numpy + ", ND4J " + Nd4jSetting.version());
      if (!check && !alone) {
        Pollution.run();
        Pollution.bulk();
      }
      for (Group group : Group.all()) {
        for (Row row : group.rows()) {
          if (rows.matcher(fullName(group, row)).find()) {
            measure(group, row, python, seconds, check);
          }
        }
      }
    }
    System.exit(0); // ND4J's threads would wait
  }

  /** {@return what patterns of rows are looked for in} */
  static String fullName(Group group, Row row) {
    return group.key() + " " + row.name();
  }

  private static void measure(Group group, Row row, Python python, double seconds, boolean check) {
    try {
      Work work = row.work().get();
      try (AutoCloseable _ = work.end()) {
        if (check) {
          Contest.check(work, python);
          return;
        }
        Map<Side, Double> times = Contest.run(work, python, seconds);
        times.replaceAll((_, time) -> time / work.items());
        System.out.println(RESULT + new Result(group.key(), row.name(), times).toLine());
      }
    } catch (Exception | LinkageError | AssertionError e) {
      String why = e.toString().replaceAll("\\s+", " ");
      System.out.println(FAILED + group.key() + "\t" + row.name() + "\t" + why);
    }
  }
}
