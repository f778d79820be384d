package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;
import org.ndview.cpython.CPython;
import org.ndview.nd4j.NdArrays;

/**
 * NumPy, ND4J and Java work on one and the same array in turn. Java reads images into memory of
 * NumPy's, NumPy finds the axes along which they differ most, ND4J moves them to these axes, and
 * Java measures what NumPy foretold. Each prints where its array lies: at the same address, so that
 * nothing was copied.
 */
public final class SharedArray {
  private static final int AXES = 8;

  private final PrintStream out;

  private SharedArray(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param args the folder to work in; without it, {@code target/shared-array}
   * @throws IOException if a file cannot be read or written
   * @throws IllegalStateException if there is no Python that can be loaded; the message says why
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args.length > 0 ? args[0] : "target/shared-array");
    new SharedArray(System.out).run(folder);
  }

  private void run(Path folder) throws IOException {
    Path file = Unpack.gunzip("/fashion-mnist/t10k-images-idx3-ubyte.gz", folder);
    CPython python = CPython.load();
    python.exec("import numpy as np");

    step("NumPy makes an array, Java fills it");
    python.exec("a = np.zeros((2000, 784), np.float32)");
    try (NdView images = IdxFile.open(file, 3).items();
        NdView a = (NdView) python.eval("a")) {
      tell("NumPy at 0x%x", (long) python.eval("a.__array_interface__['data'][0]"));
      tell("Java  at 0x%x", a.segment().address());
      images
          .slice(":2000")
          .reshape(a.shape())
          .convertTo(a, Casting.SAME_KIND, Scaling.of(1 / 255.0, 0));
      tell("mean, by NumPy: %.4f", (double) python.eval("float(a.mean(dtype=float))"));

      step("NumPy centres it, in place, and finds the axes along which the images differ most");
      python.exec(
          """
          a -= a.mean(axis=0)
          variances, axes = np.linalg.eigh(a.T @ a / len(a))
          variances, axes = variances[::-1], np.asfortranarray(axes[:, ::-1])
          """);

      step("ND4J multiplies the array by the first of the axes");
      try (NdView axes = (NdView) python.eval("axes[:, :%d]".formatted(AXES))) {
        INDArray matrix = NdArrays.wrap(a);
        INDArray first = NdArrays.wrap(axes);
        tell("ND4J  at 0x%x", matrix.data().address());
        tell("axes: NumPy at 0x%x", (long) python.eval("axes.__array_interface__['data'][0]"));
        tell("axes: ND4J  at 0x%x", first.data().address());
        INDArray moved = matrix.mmul(first);
        matrix.muli(255); // NumPy and Java see it

        step("Java measures along the axes what NumPy foretold");
        NdView places = NdArrays.view(moved);
        try (NdView foretold = (NdView) python.eval("variances")) {
          for (int axis = 0; axis < AXES; axis++) {
            tell(
                "axis %d: variance %.2f, foretold %.2f",
                axis, variance(places.select(1, axis)), foretold.getDouble(axis));
          }
        }
        tell(
            "pixel 300 of image 7: Java %.3f, NumPy %.3f, ND4J %.3f",
            a.getFloat(7, 300), (double) python.eval("float(a[7, 300])"), matrix.getFloat(7, 300));
        moved.close();
        first.close();
        matrix.close();
      }
    }
    python.exec("del a, axes");
  }

  /** Of numbers around 0. */
  private static double variance(NdView numbers) {
    double sum = 0;
    for (long i = 0; i < numbers.size(); i++) {
      double v = numbers.getDouble(i);
      sum += v * v;
    }
    return sum / numbers.size();
  }

  private void step(String text) {
    out.printf("%n%s%n", text);
  }

  private void tell(String text, Object... values) {
    out.printf(Locale.ROOT, "  " + text + "%n", values);
  }
}
