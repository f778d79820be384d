package org.ndview.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The java snippets of a page as one program. What it prints must be what the comments say: the one
 * behind a println, or the lines of comment below it.
 */
public final class DocSnippets {
  private static final Pattern SNIPPET = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
  private static final Pattern PRINTS =
      Pattern.compile("^\\s*System\\.out\\.println\\(.*\\);\\s*(?:// (.*))?$");
  private static final Pattern COMMENT = Pattern.compile("^\\s*//(?: (.*))?$");

  private DocSnippets() {}

  /** {@return the snippets of a page} */
  public static List<String> of(String page) {
    return SNIPPET.matcher(page).results().map(snippet -> snippet.group(1)).toList();
  }

  /** {@return the lines that a snippet prints, as it says itself} */
  public static List<String> expectations(String snippet) {
    List<String> lines = snippet.lines().toList();
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

  /**
   * {@return the lines that a program prints}
   *
   * @param code statements, and imports among them
   * @param imports more imports, a line each
   * @param folder for its source and classes
   * @param compiled run when it has been compiled, before it runs
   * @throws IllegalArgumentException if it does not compile
   */
  public static List<String> run(String code, String imports, Path folder, Runnable compiled)
      throws Exception {
    Matcher own = IMPORT.matcher(code);
    Path source = folder.resolve("Snippets.java");
    Files.writeString(
        source,
        own.results().map(MatchResult::group).collect(Collectors.joining("\n"))
            + "\n"
            + imports
            + """

            public class Snippets {
              public static void main(String[] args) throws Exception {
            """
            + own.replaceAll("")
            + "\n}\n}\n");
    compile(source, folder);
    compiled.run();
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
    return printed
        .toString(StandardCharsets.UTF_8)
        .strip()
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  private static void compile(Path source, Path folder) throws Exception {
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
      if (!compiled) {
        throw new IllegalArgumentException(messages.toString());
      }
    }
  }
}
