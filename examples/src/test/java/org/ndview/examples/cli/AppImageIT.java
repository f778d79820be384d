package org.ndview.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;
import org.ndview.npy.Npy;

/** The application that the profile app has made, run as its users do. */
class AppImageIT {
  private static final Path IMAGE = Path.of("target", "app").toAbsolutePath();

  @TempDir Path folder;

  private static Path only(String... names) throws IOException {
    try (Stream<Path> files = Files.walk(IMAGE)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> List.of(names).contains(file.getFileName().toString()))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String run(String... words) throws IOException, InterruptedException {
    return run(0, only("ndview", "ndview.exe"), words);
  }

  private static String run(int code, Path launcher, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isEqualTo(code);
    return text;
  }

  @Test
  void itTellsItsVersionAndWhatIsInAFile() throws IOException, InterruptedException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, NdView.of(new int[] {1, 2, 3}));
    assertThat(run("--version")).isEqualTo("ndview " + version() + System.lineSeparator());
    assertThat(run("info", file.toString())).contains("a.npy: npy, ").contains("[3]");
    Path archive = folder.resolve("a.npz");
    assertThat(run("convert", file.toString(), archive.toString())).isEmpty();
    Path picture = folder.resolve("a.png");
    assertThat(run("show", archive.toString(), "-o", picture.toString())).contains("viridis");
    assertThat(run("info", archive.toString(), picture.toString())).contains("arr_0", "image");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void itRunsThroughLinksWithAnyWordsAndItsOwnCodes() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("nd view"), only("ndview"));
    Path odd = folder.resolve("a $HOME 'b' *.npy");
    Npy.write(odd, NdView.of(new int[] {1, 2, 3}));
    Path other = folder.resolve("other.npy");
    Npy.write(other, NdView.of(new int[] {1, 2, 4}));
    assertThat(run(0, link, "info", odd.toString())).contains("a $HOME 'b' *.npy: npy, ");
    assertThat(run(1, link, "diff", odd.toString(), other.toString())).contains("[2]");
    assertThat(run(2, link, "info", folder.resolve("none").toString())).contains("no such file");
  }

  private static String version() throws IOException {
    return new Version().getVersion()[0].substring("ndview ".length());
  }

  @Test
  void itHasACacheAndNothingOfNd4j() throws IOException {
    Path cache = only("ndview.aot");
    assertThat(Files.size(cache)).isGreaterThan(1 << 20);
    try (Stream<Path> files = Files.list(cache.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.matches("(nd4j|deeplearning4j|javacpp|openblas).*"));
    }
    try (Stream<Path> files = Files.walk(IMAGE)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertThat(bytes).isLessThan(150_000_000);
    }
    assertThat(only("ndview.1")).content().startsWith(".TH NDVIEW 1");
    assertThat(only("ndview-completion.sh")).content().contains("_complete_ndview");
  }
}
