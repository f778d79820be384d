package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.cpython.CPython;
import org.ndview.cpython.PythonException;
import org.ndview.testing.DocSnippets;

/**
 * Every java snippet of the README and of docs is compiled and run, page by page; what it prints
 * must be what the comments say: the one behind a println, or the lines of comment below it.
 */
class DocsTest {
  private static final Path ROOT = Path.of("..");

  /** Its engine needs a process of its own, and other libraries: DjlDocsTest of ndview-core. */
  private static final String RUN_ELSEWHERE = "djl.md";

  private static final String IMPORTS =
      """
      import ai.onnxruntime.OrtEnvironment;
      import ai.onnxruntime.OrtSession;
      import java.awt.image.BufferedImage;
      import java.lang.foreign.*;
      import java.nio.channels.FileChannel;
      import java.nio.file.*;
      import java.util.*;
      import org.apache.arrow.memory.*;
      import org.apache.arrow.vector.*;
      import org.nd4j.linalg.api.buffer.DataType;
      import org.nd4j.linalg.api.ndarray.INDArray;
      import org.nd4j.linalg.dataset.DataSet;
      import org.nd4j.linalg.factory.Nd4j;
      import org.ndview.*;
      import org.ndview.arrow.*;
      import org.ndview.bridge.*;
      import org.ndview.cpython.*;
      import org.ndview.dlpack.*;
      import org.ndview.format.*;
      import org.ndview.image.*;
      import org.ndview.json.*;
      import org.ndview.nd4j.*;
      import org.ndview.npy.*;
      import org.ndview.onnx.*;
      import org.ndview.safetensors.*;
      """;

  static Stream<Path> pages() throws Exception {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted().toList().stream())
          .filter(page -> page.toString().endsWith(".md") && !page.endsWith(RUN_ELSEWHERE))
          .filter(page -> !DocSnippets.of(read(page)).isEmpty());
    }
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void snippetsPrintWhatTheySay(Path page, @TempDir Path folder) throws Exception {
    StringBuilder code = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (String snippet : DocSnippets.of(read(page))) {
      code.append(snippet);
      expected.addAll(DocSnippets.expectations(snippet));
    }
    assertThat(expected).isNotEmpty();
    assertThat(run(code.toString(), folder)).containsExactlyElementsOf(expected);
  }

  private static final String JAVADOC_SNIPPET = "{@snippet lang=\"java\" :";

  static Stream<Path> sources() throws Exception {
    List<Path> found = new ArrayList<>();
    for (String module : List.of("ndview-core", "ndview-nd4j")) {
      try (Stream<Path> sources = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        sources
            .filter(source -> source.toString().endsWith(".java"))
            .filter(source -> read(source).contains(JAVADOC_SNIPPET))
            .forEach(found::add);
      }
    }
    return found.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("sources")
  void snippetsOfTheJavadocPrintWhatTheySay(Path source, @TempDir Path folder) throws Exception {
    StringBuilder code = new StringBuilder();
    List<String> expected = new ArrayList<>();
    String text = read(source);
    for (int at = 0; (at = text.indexOf(JAVADOC_SNIPPET, at)) >= 0; ) {
      int start = at + JAVADOC_SNIPPET.length();
      at = closing(text, start);
      String snippet = text.substring(start, at).replaceAll("(?m)^\\s*\\* ?", "");
      code.append("{\n").append(snippet).append("\n}\n");
      expected.addAll(DocSnippets.expectations(snippet));
    }
    assertThat(expected).isNotEmpty();
    assertThat(run(code.toString(), folder)).containsExactlyElementsOf(expected);
  }

  /** As Javadoc has it: where a brace closes that none before it opened. */
  private static int closing(String text, int start) {
    int open = 1;
    for (int i = start; ; i++) {
      open += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
  }

  private static boolean hasNumpy() {
    try {
      CPython.load().exec("import numpy");
      return true;
    } catch (IllegalStateException | PythonException e) {
      System.out.println("snippets with Python are not run: " + e.getMessage());
      return false;
    }
  }

  private static List<String> run(String code, Path folder) throws Exception {
    return DocSnippets.run(
        code,
        IMPORTS,
        folder,
        () -> {
          if (code.contains("CPython.load()")) {
            assumeTrue(
                hasNumpy(), "compiled, and not run: no python3 with a shared library and NumPy");
          }
        });
  }
}
