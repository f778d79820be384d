package org.ndview.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.arrow.ArrowVectors;
import org.ndview.djl.DjlArrays;
import org.ndview.format.Format;
import org.ndview.json.ViewFiles;
import org.ndview.json.ViewMetadata;
import org.ndview.npy.Compression;
import org.ndview.npy.Npy;
import org.ndview.npy.Npz;
import org.ndview.onnx.OnnxTensors;
import org.ndview.safetensors.Safetensors;

/**
 * Who has no Jackson, Commons Compress and neighbours has views, formats and .npy, and is told the
 * rest.
 */
class OptionalLibrariesTest {
  @TempDir private Path folder;

  @Test
  void withoutThemViewsFormatsAndNpyWorkAndTheRestSaysWhatToAdd() throws Exception {
    Path safetensors = folder.resolve("x.safetensors");
    Files.write(safetensors, new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    Files.writeString(folder.resolve("x.json"), "{}");
    assertThat(run(false))
        .containsExactly(
            "views 4 2 6 true",
            "npy 1 2 3 4",
            "toJson: UnsupportedOperationException: ViewMetadata.toJson needs Jackson, which is not on the class path: add the"
                + " dependency tools.jackson.core:jackson-core, which ndview-core brings unless it is excluded",
            "parse: UnsupportedOperationException: ViewMetadata.parse needs Jackson, which is not on the class path: add the"
                + " dependency tools.jackson.core:jackson-core, which ndview-core brings unless it is excluded",
            "json file: UnsupportedOperationException: ViewFiles.read needs Jackson, which is not on the class path: add the"
                + " dependency tools.jackson.core:jackson-core, which ndview-core brings unless it is excluded",
            "onnx: UnsupportedOperationException: OnnxTensors needs ONNX Runtime, which is not on the class path: add the"
                + " dependency com.microsoft.onnxruntime:onnxruntime, which ndview-core does not bring",
            "arrow: UnsupportedOperationException: ArrowVectors needs Arrow, which is not on the class path: add the"
                + " dependency org.apache.arrow:arrow-vector, which ndview-core does not bring",
            "djl: UnsupportedOperationException: DjlArrays needs DJL, which is not on the class path: add the dependency"
                + " ai.djl:api, which ndview-core does not bring",
            "safetensors: UnsupportedOperationException: Safetensors needs Jackson, which is not on the class path: add the"
                + " dependency tools.jackson.core:jackson-core, which ndview-core brings unless it is excluded",
            "npz: UnsupportedOperationException: Npz.write needs Commons Compress, which is not on the class path: add the"
                + " dependency org.apache.commons:commons-compress, which ndview-core brings unless it is excluded");
  }

  @Test
  void withThemAllWorks() throws Exception {
    Files.write(folder.resolve("x.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
    Files.writeString(folder.resolve("x.json"), "{}");
    assertThat(run(true))
        .startsWith("views 4 2 6 true", "npy 1 2 3 4", "toJson: works")
        .endsWith("safetensors: works", "npz: works")
        .noneMatch(line -> line.contains("UnsupportedOperationException"));
  }

  /** {@return the lines that {@link Program} prints in a JVM of its own} */
  private List<String> run(boolean withLibraries) throws Exception {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> withLibraries || !isOptional(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Program.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    process.waitFor();
    return Files.readAllLines(out);
  }

  private static boolean isOptional(Path entry) {
    String name = entry.getFileName().toString();
    return name.matches("(jackson|commons|onnxruntime|api|arrow)-.*");
  }

  /** What a user does without JSON and zip files, then with. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      NdView view = NdView.of(new short[] {1, 2, 3, 4}).reshape(2, 2);
      System.out.println(
          "views %s %s %s %s"
              .formatted(
                  view.slice("::-1, 1").getInt(0),
                  view.copy(Order.F).getInt(0, 1),
                  Format.parse("<3h").itemsize(),
                  view.contentEquals(NdView.of(new int[] {1, 2, 3, 4}).reshape(2, 2))));
      Npy.write(folder.resolve("x.npy"), view);
      try (NdView read = Npy.read(folder.resolve("x.npy"))) {
        System.out.println(
            "npy %s %s %s %s"
                .formatted(
                    read.getInt(0, 0), read.getInt(0, 1), read.getInt(1, 0), read.getInt(1, 1)));
      }
      attempt("toJson", () -> view.metadata().toJson());
      attempt("parse", () -> ViewMetadata.parse("{}"));
      attempt("json file", () -> ViewFiles.read(folder.resolve("x.json")));
      attempt("onnx", () -> OnnxTensors.plan(view));
      attempt("arrow", () -> ArrowVectors.plan(view));
      attempt("djl", () -> DjlArrays.plan(null, view));
      attempt("safetensors", () -> Safetensors.open(folder.resolve("x.safetensors")).close());
      attempt(
          "npz", () -> Npz.write(folder.resolve("x.npz"), Map.of("a", view), Compression.STORED));
    }

    private static void attempt(String what, Action action) {
      try {
        action.run();
        System.out.println(what + ": works");
      } catch (Throwable e) {
        System.out.println(what + ": " + e.getClass().getSimpleName() + ": " + firstLine(e));
      }
    }

    private static String firstLine(Throwable e) {
      return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private interface Action {
      void run() throws Exception;
    }
  }
}
