import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fills RowLoops.java.template for rows that lie evenly, and for rows at indices: RowLoops and
 * IndexedRowLoops; and VectorRows.java.template for lengths of rows: VectorRows32 to VectorRows256.
 */
public final class GenerateRows {
  /** Arguments: the folder of the templates, and the root of the sources to write. */
  public static void main(String[] args) throws IOException {
    Path templates = Path.of(args[0]);
    Path internal = Path.of(args[1], "org", "ndview", "internal");
    Template loops = Template.of(templates.resolve("RowLoops.java.template"));
    loops.write(
        internal.resolve("bulk", "RowLoops.java"),
        loops("RowLoops", "PlaneKernel", "which lie evenly", "", "", "r"));
    loops.write(
        internal.resolve("bulk", "IndexedRowLoops.java"),
        loops(
            "IndexedRowLoops",
            "RowKernel",
            "which lie at indices",
            ", long[] indices",
            ", indices",
            "indices[r]"));
    Template vectors = Template.of(templates.resolve("VectorRows.java.template"));
    for (int most = 32; most <= 256; most *= 2) {
      vectors.write(internal.resolve("vector", "VectorRows" + most + ".java"), vectors(most));
    }
  }

  /** Rows of the first memory: what they are, and how a loop is given and finds them. */
  private static Map<String, String> loops(
      String name, String kernel, String which, String parameter, String argument, String row) {
    return Map.of(
        "name", name,
        "kernel", kernel,
        "which", which,
        "from", "MemorySegment a, long p, long rowA" + parameter,
        "half", "a, p + at, rowA" + argument,
        "row", row);
  }

  /**
   * Rows of more than half as many bytes: some parts from their start, and as many to their end.
   */
  private static Map<String, String> vectors(int most) {
    int part = Math.min(most / 2, 32);
    int half = most / 2;
    IntStream parts = IntStream.range(0, half / part).map(k -> k * part);
    IntStream last = IntStream.range(0, half / part).map(k -> half - k * part);
    return Map.of(
        "least", Integer.toString(half + 1),
        "most", Integer.toString(most),
        "species", "SPECIES_" + part * Byte.SIZE,
        "places",
            Stream.concat(parts.mapToObj(at -> "" + at), last.mapToObj(at -> "n - " + at))
                .collect(Collectors.joining("|")));
  }
}
