package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.cpython.CPython;

/** The examples with a Python, each in a process of its own. */
@EnabledIf(value = "hasNumpy", disabledReason = "no python3 with a shared library and NumPy")
class PythonExamplesTest {
  static boolean hasNumpy() throws Exception {
    Process asked = start(List.of(Numpy.class.getName()), Path.of("."));
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    boolean there = asked.waitFor() == 0;
    if (!there) {
      System.out.println("examples with Python are skipped: " + answer.lines().findFirst());
    }
    return there;
  }

  /** Fails where there is no NumPy. */
  static final class Numpy {
    private Numpy() {}

    public static void main(String[] args) {
      CPython.load().exec("import numpy");
    }
  }

  private static Process start(List<String> main, Path folder) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(main);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            main.size() == 1
                ? ProcessBuilder.Redirect.PIPE
                : ProcessBuilder.Redirect.to(new File(folder.toFile(), "told")))
        .start();
  }

  private static String told(Class<?> example, Path folder) throws Exception {
    Process run = start(List.of(example.getName(), folder.toString()), folder);
    int exit = run.waitFor();
    String told = Files.readString(folder.resolve("told"));
    assertThat(exit).as(told).isZero();
    return told;
  }

  private static List<String> found(String pattern, String told) {
    Matcher matcher = Pattern.compile(pattern).matcher(told);
    List<String> found = new ArrayList<>();
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void numpyNd4jAndJavaWorkOnOneArray(@TempDir Path folder) throws Exception {
    String told = told(SharedArray.class, folder);
    List<String> places = found("  (?:NumPy|Java|ND4J) +at (0x[0-9a-f]+)", told);
    assertThat(places).hasSize(3).containsOnly(places.getFirst());
    List<String> axes = found("axes: \\w+ +at (0x[0-9a-f]+)", told);
    assertThat(axes).hasSize(2).containsOnly(axes.getFirst());
    List<String> measured = found("variance ([0-9.]+)", told);
    List<String> foretold = found("foretold ([0-9.]+)", told);
    assertThat(measured).hasSize(8).hasSameSizeAs(foretold);
    for (int i = 0; i < measured.size(); i++) {
      double expected = Double.parseDouble(foretold.get(i));
      assertThat(Double.parseDouble(measured.get(i))).isCloseTo(expected, within(0.02));
    }
    String pixel = found("Java ([-0-9.]+),", told).getFirst();
    assertThat(found("(?:NumPy|ND4J) (-?[0-9.]+)", told)).containsExactly(pixel, pixel);
  }

  @Test
  void aModuleOfOnesOwnFiltersAMappedFile(@TempDir Path folder) throws Exception {
    String told = told(PythonFilters.class, folder);
    List<String> places = found("  (?:Java|Python) +at (0x[0-9a-f]+)", told);
    assertThat(places).hasSize(2).containsOnly(places.getFirst());
    assertThat(told)
        .contains("filters.edges gave format 'f', shape [100, 28, 28]")
        .contains("the steepest pixel of each tenth image: 0.91 0.78 0.67")
        .contains("-++*#%%#*+=.");
  }
}
