package org.ndview.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;

/** The jar on the module path: what a program in a module of its own sees of it. */
class ModulePathIT {
  private static final String PROGRAM =
      """
      package user;

      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.Map;
      import org.ndview.NdView;
      import org.ndview.format.Format;
      import org.ndview.json.Storage;
      import org.ndview.json.ViewMetadata;
      import org.ndview.npy.Compression;
      import org.ndview.npy.Npz;
      import tools.jackson.databind.json.JsonMapper;

      public final class Program {
        private Program() {}

        public record Image(String name, NdView pixels) {}

        public static void main(String[] args) throws Exception {
          NdView view = NdView.of(new short[] {1, 2, 3, 4}).reshape(2, 2);
          System.out.println(view.slice("::-1, 1").toList() + " " + Format.parse("<3h").itemsize());
          String json = ViewMetadata.inline(view, Storage.C).toJson();
          System.out.println(ViewMetadata.parse(json).open().contentEquals(view));
          JsonMapper mapper = JsonMapper.builder().findAndAddModules().build();
          String image = mapper.writeValueAsString(new Image("x", view));
          System.out.println(mapper.readValue(image, Image.class).pixels().toList());
          Path npz = Path.of(args[0], "views.npz");
          Npz.write(npz, Map.of("view", view), Compression.DEFLATED);
          System.out.println(Files.size(npz) > 0);
          System.out.println(NdView.class.getModule().getName());
        }
      }
      """;

  @TempDir private Path folder;
  private String modulePath = "";

  @BeforeEach
  void modulePathOfTheJarAndWhatItRequires() throws Exception {
    modulePath =
        Stream.concat(
                Stream.of(jar().toString()),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry ->
                        Path.of(entry)
                            .getFileName()
                            .toString()
                            .matches(
                                "(jackson-(core|databind)-3|jackson-annotations|commons-|jspecify).*\\.jar")))
            .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void thePublicPackagesAreExportedAndNoOther() throws Exception {
    ModuleDescriptor module = ModuleFinder.of(jar()).find("org.ndview").orElseThrow().descriptor();
    assertThat(module.isAutomatic()).isFalse();
    assertThat(module.exports().stream().map(ModuleDescriptor.Exports::source))
        .containsExactlyInAnyOrder(
            "org.ndview",
            "org.ndview.arrow",
            "org.ndview.bridge",
            "org.ndview.cpython",
            "org.ndview.djl",
            "org.ndview.dlpack",
            "org.ndview.format",
            "org.ndview.image",
            "org.ndview.io",
            "org.ndview.json",
            "org.ndview.npy",
            "org.ndview.onnx",
            "org.ndview.safetensors");
    assertThat(module.packages().stream().filter(name -> name.contains(".internal."))).isNotEmpty();
    assertThat(module.exports()).noneMatch(ModuleDescriptor.Exports::isQualified);
  }

  @Test
  void aProgramInAModuleCompilesAndRuns() throws Exception {
    assertThat(compile(PROGRAM)).isEmpty();
    assertThat(run()).containsExactly("[4, 2] 6", "true", "[[1, 2], [3, 4]]", "true", "org.ndview");
  }

  @Test
  void anInternalPackageIsNotVisible() throws Exception {
    String naming =
        PROGRAM.replace(
            "import java.util.Map;",
            "import java.util.Map;\nimport org.ndview.internal.item.ItemCodec;");
    assertThat(compile(naming))
        .contains("package org.ndview.internal.item is not visible")
        .contains("does not export it");
  }

  /** {@return what the compiler prints} */
  private String compile(String program) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src/user"));
    Path module = sources.resolveSibling("module-info.java");
    Files.writeString(module, "module user { requires transitive org.ndview; exports user; }");
    Path main = Files.writeString(sources.resolve("Program.java"), program);
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(
            writer,
            writer,
            "-d",
            folder.resolve("user").toString(),
            // else it is this JVM's, where all packages are visible
            "--class-path",
            folder.toString(),
            "--module-path",
            modulePath,
            "-Xlint:all",
            module.toString(),
            main.toString());
    return out.toString();
  }

  /** {@return the lines that the program prints, in a JVM of its own} */
  private List<String> run() throws Exception {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                folder.resolve("user") + File.pathSeparator + modulePath,
                "-m",
                "user/user.Program",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    process.waitFor();
    return Files.readAllLines(out);
  }

  private static Path jar() throws URISyntaxException {
    Path jar = Path.of(NdView.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(jar).isRegularFile();
    return jar;
  }
}
