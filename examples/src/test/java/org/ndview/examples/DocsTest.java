package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.cpython.CPython;
import org.ndview.cpython.PythonException;

/**
 * Every java snippet of the README and of docs is compiled and run, page by page; what it prints
 * must be what the comments say: the one behind a println, or the lines of comment below it.
 */
class DocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SNIPPET = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern PRINTS =
      Pattern.compile("^\\s*System\\.out\\.println\\(.*\\);\\s*(?:// (.*))?$");
  private static final Pattern COMMENT = Pattern.compile("^\\s*//(?: (.*))?$");

  static Stream<Path> pages() throws Exception {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted().toList().stream())
          .filter(page -> page.toString().endsWith(".md"))
          .filter(page -> SNIPPET.matcher(read(page)).find());
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
    Matcher snippets = SNIPPET.matcher(read(page));
    while (snippets.find()) {
      code.append(snippets.group(1));
      expected.addAll(expectations(snippets.group(1).lines().toList()));
    }
    assertThat(expected).isNotEmpty();
    assertThat(run(code.toString(), folder).strip().lines().map(String::stripTrailing))
        .containsExactlyElementsOf(expected);
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
      expected.addAll(expectations(snippet.lines().toList()));
    }
    assertThat(expected).isNotEmpty();
    assertThat(run(code.toString(), folder).strip().lines().map(String::stripTrailing))
        .containsExactlyElementsOf(expected);
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

  private static List<String> expectations(List<String> lines) {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher prints = PRINTS.matcher(lines.get(i));
      if (!prints.matches()) {
        continue;
      }
      if (prints.group(1) != null) {
        expected.add(prints.group(1));
        continue;
      }
      for (Matcher comment;
          i + 1 < lines.size() && (comment = COMMENT.matcher(lines.get(i + 1))).matches();
          i++) {
        expected.add(comment.group(1) == null ? "" : comment.group(1));
      }
    }
    return expected;
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

  private static String run(String code, Path folder) throws Exception {
    Path source = folder.resolve("Snippets.java");
    Files.writeString(
        source,
        """
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
        import org.ndview.safetensors.*;

        public class Snippets {
          public static void main(String[] args) throws Exception {
        """
            + code
            + "\n}\n}\n");
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = javac.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          javac
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    if (code.contains("CPython.load()")) {
      assumeTrue(hasNumpy(), "compiled, and not run: no python3 with a shared library and NumPy");
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader
          .loadClass("Snippets")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
