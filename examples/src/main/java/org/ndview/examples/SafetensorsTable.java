package org.ndview.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.nd4j.NdArrays;
import org.ndview.npy.Npz;
import org.ndview.npy.NpzOptions;
import org.ndview.safetensors.Safetensors;
import org.ndview.safetensors.SafetensorsFile;
import org.ndview.safetensors.Tensor;

/**
 * Lists a safetensors file as a table, however large it is, and hands its first tensor of numbers
 * that ND4J has to ND4J without a copy.
 */
public final class SafetensorsTable {
  private final PrintStream out;

  private SafetensorsTable(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param args a safetensors file; or the folder in which one is made, without it {@code
   *     target/safetensors}
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Path path = Path.of(args.length > 0 ? args[0] : "target/safetensors");
    run(Files.isRegularFile(path) ? path : make(path), System.out);
  }

  /**
   * {@return a file of the weights that {@link NumpyWeights} has, some as bfloat16}
   *
   * @param folder where it is made
   * @throws IOException if it cannot be written
   */
  static Path make(Path folder) throws IOException {
    Path weights = Unpack.copy("/numpy-weights/weights.npz", folder);
    // safetensors has no texts
    SequencedMap<String, NdView> arrays =
        Npz.read(weights, NpzOptions.ALL.withNames(name -> !name.equals("names")));
    SequencedMap<String, NdView> tensors = new LinkedHashMap<>();
    arrays.forEach((name, view) -> tensors.put("model." + name, view));
    NdView half = NdView.allocate("[bfloat16]", arrays.get("w1").shape());
    arrays.get("w1").convertTo(half, Casting.SAME_KIND);
    tensors.put("half.w1", half);
    Path file = folder.resolve("weights.safetensors");
    try (Bar bar = new Bar("weights.safetensors")) {
      Safetensors.write(file, tensors, Map.of("format", "np"), bar);
    }
    tensors.values().forEach(NdView::close);
    return file;
  }

  /**
   * {@return ND4J's array over the first tensor that it can share}
   *
   * @param path a safetensors file
   * @param out where the table is printed
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if there is no such tensor
   */
  static INDArray run(Path path, PrintStream out) throws IOException {
    return new SafetensorsTable(out).list(path);
  }

  private INDArray list(Path path) throws IOException {
    // private, so that ND4J may write without changing the file
    try (SafetensorsFile file = Safetensors.open(path, MapMode.PRIVATE)) {
      tell("%s, %,d bytes", path, Files.size(path));
      file.metadata().forEach((key, value) -> tell("%s: %s", key, value));
      int width = file.tensors().keySet().stream().mapToInt(String::length).max().orElse(0);
      String row = "%-" + Math.max(4, width) + "s  %-11s  %-16s  %,15d";
      tell(row.replace(",15d", "15s"), "name", "dtype", "shape", "bytes");
      file.tensors()
          .forEach((name, tensor) ->
              tell(row, name, tensor.dtype(), tensor.shape(), tensor.view().nbytes()));
      for (Map.Entry<String, Tensor> tensor : file.tensors().entrySet()) {
        NdView view = tensor.getValue().view();
        if (view.ndim() > 1 && NdArrays.plan(view).shares()) {
          INDArray array = NdArrays.wrap(view);
          boolean shared =
              array.data().pointer().address() == view.segment().address() + view.layout().offset();
          tell(
              "%s in ND4J: %s, mean %.6f; %s",
              tensor.getKey(),
              array.dataType(),
              array.meanNumber().doubleValue(),
              shared ? "the same memory, nothing was copied" : "a copy");
          // the array keeps the mapping when the file is closed
          return array;
        }
      }
      throw new IllegalArgumentException(path + " has no tensor that ND4J can share");
    }
  }

  private void tell(String text, Object... values) {
    out.printf(Locale.ROOT, text + "%n", values);
  }
}
