package org.ndview.nd4j;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.NdView;
import org.ndview.testing.Processes;

/** The patterns of {@link ArrayMemoryProcessTest}: what users write, again and again. */
final class ArrayMemoryProgram {
  private static final int FLOATS = 16 << 20;

  private ArrayMemoryProgram() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    Files.write(file, new byte[1 << 20]);
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      round(args[0], file);
    }
    // memory is made once more, so that the last array is asked
    NdView.allocate("b").close();
    System.out.println("peak " + Processes.peak());
    System.out.println("mappings " + Processes.mappings(file.toString()));
    System.exit(0);
  }

  private static void round(String pattern, Path file) {
    switch (pattern) {
      case "array first" -> {
        try (NdView v = NdView.allocate("f", FLOATS);
            INDArray w = NdArrays.wrap(v)) {
          w.assign(1);
        }
      }
      case "view first" -> {
        NdView v = NdView.allocate("f", FLOATS);
        INDArray w = NdArrays.wrap(v);
        v.close();
        w.addi(1);
        w.close();
      }
      case "array with gaps" -> {
        try (NdView v = NdView.allocate("f", 16, FLOATS / 16);
            INDArray w = NdArrays.wrap(v.slice("2:, ::2"))) {
          w.addi(1);
        }
      }
      case "array and its parts, view first" -> {
        NdView v = NdView.allocate("f", 16, FLOATS / 16);
        INDArray w = NdArrays.wrap(v);
        INDArray part = w.get(NDArrayIndex.interval(2, 5), NDArrayIndex.all());
        v.close();
        part.addi(1);
        w.close();
      }
      case "array left to the collector" -> {
        try (NdView v = NdView.allocate("f", FLOATS)) {
          NdArrays.wrap(v).assign(1);
        }
      }
      case "copy" -> {
        try (NdView v = NdView.allocate("f", FLOATS);
            INDArray w = NdArrays.copy(v)) {
          w.addi(1);
        }
      }
      case "columns that share" -> {
        try (NdView v = NdView.allocate("T{f:a:f:b:}", FLOATS / 2)) {
          NdArrays.sharedColumns(v).array().close();
        }
      }
      case "columns that copy" -> {
        try (NdView v = NdView.allocate("T{f:a:i:b:}", FLOATS / 2)) {
          NdArrays.columns(v).array().close();
        }
      }
      case "view of a wrapped array" -> {
        try (NdView v = NdView.allocate("f", FLOATS);
            INDArray w = NdArrays.wrap(v);
            NdView back = NdArrays.view(w)) {
          back.setFloat(1, 5);
        }
      }
      case "map, array first" -> {
        try (NdView v = NdView.map(file, MapMode.READ_WRITE, 0, 1 << 20);
            INDArray w = NdArrays.wrap(v.cast("f"))) {
          w.addi(1);
        }
      }
      case "map, view first" -> {
        NdView v = NdView.map(file, MapMode.READ_WRITE, 0, 1 << 20);
        INDArray w = NdArrays.wrap(v.cast("f"));
        v.close();
        w.close();
      }
      default -> throw new IllegalArgumentException(pattern);
    }
  }
}
