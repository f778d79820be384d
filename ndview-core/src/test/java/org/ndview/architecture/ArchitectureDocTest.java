package org.ndview.architecture;

import static java.util.stream.Collectors.toSet;
import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page and the picture of the architecture have every package, and the page its arrows. */
class ArchitectureDocTest {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9.]+)` \\| (.*) \\|\\R");
  private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`");
  private static final Pattern TITLE = Pattern.compile("<text class=\"t\"[^>]*>([^<]+)</text>");

  @Test
  void theTableHasTheArrowsThatThePackagesMayHave() throws IOException {
    assertThat(
            ROW.matcher(text("architecture.md"))
                .results()
                .collect(toUnmodifiableMap(row -> full(row.group(1)), row -> names(row.group(2)))))
        .containsExactlyInAnyOrderEntriesOf(Arrows.mayName());
  }

  @Test
  void thePictureHasABoxForEachPackage() throws IOException {
    Set<String> drawn = names(TITLE, text("architecture.svg")).collect(toSet());
    Stream<String> packages =
        Arrows.mayName().keySet().stream()
            .map(name -> name.equals("org.ndview") ? name : name.replaceFirst(".*\\.", ""));
    assertThat(drawn)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(packages, Stream.of("nd4j")).collect(toSet()));
  }

  private static Set<String> names(String cell) {
    return names(NAME, cell).map(ArchitectureDocTest::full).collect(toSet());
  }

  private static Stream<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
  }

  private static String full(String name) {
    return name.equals("org.ndview") ? name : "org.ndview." + name;
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of("../docs", file));
  }
}
