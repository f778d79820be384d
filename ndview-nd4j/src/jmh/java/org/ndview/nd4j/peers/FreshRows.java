package org.ndview.nd4j.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;
import org.ndview.npy.Compression;
import org.ndview.npy.Npz;
import org.ndview.safetensors.Safetensors;

/** 64 MB that nobody used before. */
final class FreshRows {
  private static final long N = 16L << 20;
  private static final int PAGE = 4096;

  private FreshRows() {}

  static Group group() {
    return new Group(
        "fresh",
        "Fresh memory",
        "64 MB of float32, made, written and given back. Goal: ahead of NumPy.",
        "",
        Group.Form.ALL,
        List.of(
            new Row("copy() and close", Row.Goal.EVEN, FreshRows::copy),
            new Row("copy() of the transposed and close", Row.Goal.EVEN, FreshRows::turned),
            new Row(
                "allocate, write a byte of each page, close", Row.Goal.EVEN, FreshRows::allocate),
            new Row("Npz.write, stored (np.savez)", Row.Goal.EVEN, FreshRows::npz),
            new Row("Safetensors.write (np.save)", Row.Goal.EVEN, FreshRows::safetensors),
            new Row("Npz.read, deflated (np.load)", Row.Goal.EVEN, FreshRows::inflate)));
  }

  private static Work copy() {
    NdView view = Data.counted("f", N);
    INDArray array = Data.nd4j("f", view);
    return Work.of(() -> view.copy().close())
        .numpy(Data.make("a", "f", N), "a.copy()")
        .nd4j(() -> array.dup().close());
  }

  private static Work turned() {
    NdView view = Data.counted("f", 4096, N / 4096);
    NdView transposed = view.transpose();
    INDArray array = Data.nd4j("f", view).transpose();
    return Work.of(() -> transposed.copy().close())
        .numpy(Data.make("a", "f", 4096, N / 4096), "a.T.copy()")
        .nd4j(() -> array.dup('c').close());
  }

  private static Work allocate() {
    return Work.of(
            () -> {
              NdView view = NdView.allocate("f", N);
              touch(view.segment());
              view.close();
            })
        .numpy("", "z = np.zeros(%d, 'f4')\nz[::%d] = 1\ndel z".formatted(N, PAGE / 4))
        .nd4j(() -> {
          try (INDArray array = Nd4j.create(DataType.FLOAT, N)) {
            touch(org.ndview.nd4j.NdArrays.view(array).segment());
          }
        });
  }

  private static void touch(MemorySegment memory) {
    for (long i = 0; i < memory.byteSize(); i += PAGE) {
      memory.set(ValueLayout.JAVA_BYTE, i, (byte) 1);
    }
  }

  private interface Writing {
    void to(Path file) throws IOException;
  }

  private static Work writing(Writing writing, String numpy) {
    Path folder = folder();
    Path file = folder.resolve("a");
    String path = folder.resolve("b").toString();
    return Work.of(
            () -> {
              try {
                writing.to(file);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .numpy(Data.make("a", "f", N) + "path = '" + path + "'\n", numpy)
        .end(() -> delete(folder));
  }

  private static Work npz() {
    Map<String, NdView> arrays = Map.of("a", Data.counted("f", N));
    return writing(
        file -> Npz.write(file, arrays, Compression.STORED),
        "with open(path, 'wb') as file:\n    np.savez(file, a=a)");
  }

  private static Work safetensors() {
    Map<String, NdView> arrays = Map.of("a", Data.counted("f", N));
    return writing(
        file -> Safetensors.write(file, arrays, Map.of()),
        "with open(path, 'wb') as file:\n    np.save(file, a)");
  }

  private static Work inflate() {
    Path folder = folder();
    Path file = folder.resolve("a.npz");
    try {
      Npz.write(file, Map.of("a", Data.counted("f", N)), new Compression(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Work.of(
            () -> {
              try (var arrays = Npz.read(file)) {
                arrays.view("a").getFloat(N - 1);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .numpy("path = '" + file + "'\n", "with np.load(path) as file:\n    file['a']")
        .end(() -> delete(folder));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("peers");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
