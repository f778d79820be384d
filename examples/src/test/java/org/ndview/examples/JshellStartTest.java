package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.Test;

/** What docs/README.md shows of jshell. */
class JshellStartTest {
  @Test
  void theStartScriptRunsAndItsViewIsThere() throws Exception {
    // in this JVM, which has native access
    try (JShell jshell = JShell.builder().executionEngine("local").build()) {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        jshell.addToClasspath(entry);
      }
      List<String> lines = Files.readAllLines(Path.of("../docs/start.jsh"));
      for (String line : lines.stream().filter(line -> !line.startsWith("//")).toList()) {
        // a line of jshell's needs no semicolon
        assertThat(jshell.eval(line + (line.endsWith(";") ? "" : ";")))
            .as(line)
            .allSatisfy(event -> assertThat(event.status()).isEqualTo(Snippet.Status.VALID))
            .allSatisfy(event -> assertThat(event.exception()).isNull());
      }
      List<SnippetEvent> result = jshell.eval("m.slice(\"::-2, 1:3\").toList()");
      assertThat(result.getFirst().value()).isEqualTo("[[9.0, 10.0], [1.0, 2.0]]");
    }
  }
}
