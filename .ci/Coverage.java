import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints the coverage that JaCoCo measured, a line for each package. */
final class Coverage {
  public static void main(String[] args) throws Exception {
    Path csv = Path.of(args[0]);
    if (!Files.exists(csv)) {
      return; // a module without classes
    }
    List<String> lines = Files.readAllLines(csv);
    List<String> columns = List.of(lines.getFirst().split(","));
    Map<String, long[]> packages = new TreeMap<>();
    long[] all = new long[4];
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",");
      long[] sums = packages.computeIfAbsent(values[columns.indexOf("PACKAGE")], _ -> new long[4]);
      List<String> counted =
          List.of("LINE_COVERED", "LINE_MISSED", "BRANCH_COVERED", "BRANCH_MISSED");
      for (int i = 0; i < 4; i++) {
        long value = Long.parseLong(values[columns.indexOf(counted.get(i))]);
        sums[i] += value;
        all[i] += value;
      }
    }
    List<String> table = new ArrayList<>();
    table.add("%-36s %8s %8s".formatted("covered by tests", "lines", "branches"));
    packages.forEach((name, sums) -> table.add(row(name, sums)));
    table.add(row("all", all));
    table.forEach(System.out::println);
  }

  private static String row(String name, long[] sums) {
    return "%-36s %8s %8s".formatted(name, share(sums[0], sums[1]), share(sums[2], sums[3]));
  }

  private static String share(long covered, long missed) {
    return covered + missed == 0 ? "-" : "%.1f %%".formatted(100.0 * covered / (covered + missed));
  }
}
