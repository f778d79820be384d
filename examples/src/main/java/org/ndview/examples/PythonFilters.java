package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.ndview.NdView;
import org.ndview.cpython.CPython;

/**
 * A function of a Python module of one's own, {@code filters.py} in a folder, called on a view of a
 * mapped file. Python reads the file's pages, and what it returns is a view of NumPy's memory:
 * nothing is copied on the way. It tells each step.
 */
public final class PythonFilters {
  private static final String LEVELS = " .:-=+*#%@";

  private final PrintStream out;

  private PythonFilters(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in; without it, {@code target/python-filters}
   * @throws IOException if a file cannot be read or written
   * @throws IllegalStateException if there is no Python that can be loaded; the message says why
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "target/python-filters");
    new PythonFilters(System.out).run(folder);
  }

  private void run(Path folder) throws IOException {
    Path module = Unpack.copy("/python/filters.py", folder);
    Path file = Unpack.gunzip("/fashion-mnist/t10k-images-idx3-ubyte.gz", folder);
    CPython python = CPython.load();
    tell("%s", python);
    python.exec("import sys");
    python.set("folder", String.valueOf(module.toAbsolutePath().getParent()));
    python.exec("sys.path.insert(0, folder)");

    try (NdView images = IdxFile.open(file, 3).items()) {
      NdView some = images.slice("::100");
      tell("%s mapped; every hundredth image: shape %s", file, Arrays.toString(some.shape()));
      tell("Java   at 0x%x", some.segment().address() + some.layout().offset());
      tell("Python at 0x%x", (long) python.call("filters.address", some));

      try (NdView edges = (NdView) python.call("filters.edges", some)) {
        tell(
            "filters.edges gave format '%s', shape %s, at 0x%x, which is NumPy's",
            edges.format(), Arrays.toString(edges.shape()), edges.segment().address());
        draw(some.select(0, 3), edges.select(0, 3));
        tell("the steepest pixel of each tenth image: %s", steepest(edges.slice("::10")));
      }
    }
  }

  private static String steepest(NdView edges) {
    StringBuilder text = new StringBuilder();
    for (Object image : edges) {
      double most = 0;
      for (Object row : (NdView) image) {
        for (Object level : (NdView) row) {
          most = Math.max(most, (float) level);
        }
      }
      text.append(String.format(Locale.ROOT, "%.2f ", most));
    }
    return text.toString().strip();
  }

  /** Beside each other: grey levels, and edges from 0 to 1. */
  private void draw(NdView image, NdView edges) {
    for (long y = 0; y < image.shape()[0]; y++) {
      StringBuilder line = new StringBuilder();
      for (long x = 0; x < image.shape()[1]; x++) {
        line.append(level(image.getInt(y, x) / 255.0));
      }
      line.append("   ");
      for (long x = 0; x < edges.shape()[1]; x++) {
        line.append(level(edges.getDouble(y, x)));
      }
      tell("%s", line);
    }
  }

  private static char level(double grey) {
    return LEVELS.charAt((int) Math.min(LEVELS.length() - 1, grey * LEVELS.length()));
  }

  private void tell(String text, Object... values) {
    out.printf(Locale.ROOT, "  " + text + "%n", values);
  }
}
