package org.ndview.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.npy.Npy;
import org.ndview.npy.NpyOptions;

/** Work on 64 MB and more: in parts, with a bar on a terminal. */
class LargeFilesTest {
  private static final long ROWS = 1_100;
  private static final long COLUMNS = 16_000;

  @TempDir private Path folder;
  private Commands commands;

  @BeforeEach
  void aLargeArray() throws IOException {
    commands = new Commands(folder);
    try (NdView view = Npy.create(folder.resolve("a.npy"), "<f", Order.C, ROWS, COLUMNS)) {
      view.select(0, 3).fill(5);
      view.set(-2.5, ROWS - 1, COLUMNS - 1);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npz", "a.safetensors", "b.npy"})
  void whatIsConvertedInPartsIsWhole(String target) throws IOException {
    assertThat(commands.run("convert @a.npy @" + target + " --dtype >d --scale 2"))
        .isEqualTo(new Commands.Run(0, "", ""));
    assertThat(files()).containsExactlyInAnyOrder("a.npy", target);
    assertThat(commands.run("convert @" + target + " @c.npy --dtype <f --scale 0.5").code())
        .isZero();
    assertThat(commands.run("diff @a.npy @c.npy")).isEqualTo(new Commands.Run(0, "", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "F"})
  void theFirstDifferenceIsTheFirstInCOrderInWhicheverPartItIs(String order) throws IOException {
    commands.run("convert @a.npy @b.npy --order " + order);
    try (NdView view =
        Npy.read(folder.resolve("b.npy"), NpyOptions.DEFAULT.withMode(MapMode.READ_WRITE))) {
      view.set(1.5, ROWS - 100, 3);
      view.set(2.5, 700, 2);
      view.set(3.5, 700, COLUMNS - 2);
      view.set(4.5, 699, COLUMNS - 2);
    }
    for (String tolerance : List.of("", " --atol 1e-3")) {
      assertThat(commands.run("diff @b.npy @a.npy" + tolerance))
          .isEqualTo(new Commands.Run(1, "first difference at [699, 15998]: 4.5 and 0.0\n", ""));
    }
  }

  @Test
  void oneLargeItemIsConverted() throws IOException {
    Files.write(folder.resolve("item"), new byte[20_000_000]);
    String item = " --format 20000000s --shape 1";
    assertThat(commands.run("slice @item 0 @item.npy" + item).err()).isEmpty();
    assertThat(commands.run("convert @item.npy @f.npz --order F"))
        .isEqualTo(new Commands.Run(0, "", ""));
    assertThat(commands.run("diff @item.npy @f.npz")).isEqualTo(new Commands.Run(0, "", ""));
  }

  @Test
  void aNumberThatDoesNotFitIsNamedByItsIndexInTheWhole() throws IOException {
    Commands.Run run = commands.run("convert @a.npy @a.npz --dtype <i --rule same_value");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("[1099, 15999]").contains("-2.5");
    assertThat(files()).containsExactly("a.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " --per 0", " --per -1"})
  void statisticsOfPartsAreThoseOfTheWhole(String kept) throws IOException {
    Commands.Run parts = commands.run("stats @a.npy --json" + kept);
    try (NdView view = Npy.read(folder.resolve("a.npy"))) {
      int[] dims = kept.isEmpty() ? new int[0] : new int[] {kept.endsWith("0") ? 0 : -1};
      view.statistics(dims)
          .summaries()
          .forEach(summary -> assertThat(parts.out()).contains("\"mean\":" + summary.mean()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stats a.npy",
        "convert a.npy b.npy --dtype float64",
        "convert a.npy b.npz",
        "diff a.npy a.npy --rtol 0.1"
      })
  void aTerminalHasABarAndALogHasNone(String command) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no program `script`");
    String java = ProcessHandle.current().info().command().orElseThrow();
    String words =
        "%s --enable-native-access=ALL-UNNAMED -cp '%s' %s %s"
            .formatted(
                java,
                System.getProperty("java.class.path"),
                NdViewCommand.class.getName(),
                command);
    assertThat(printed("/usr/bin/script", "-qec", words, "/dev/null")).contains("100%");
    assertThat(printed("/bin/sh", "-c", words)).doesNotContain("%");
  }

  private String printed(String... words) throws Exception {
    Path out = Files.createTempFile("printed", ".txt");
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    process.getOutputStream().close();
    int code = process.waitFor();
    String text = Files.readString(out);
    Files.delete(out);
    assertThat(code).as(text).isZero();
    return text;
  }
}
