package org.ndview.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages lead to files and headings that are there, and name tests that are there. */
class DocsLinksTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]*)(#[^)\\s]*)?\\)");
  private static final Pattern DEPENDENCY =
      Pattern.compile("<artifactId>(ndview-\\w+)</artifactId>\\s*<version>([^<]+)</version>");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  static Stream<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages.stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    List<String> broken = new ArrayList<>();
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      String path = link.group(1);
      if (path.contains("://") || path.startsWith("mailto:")) {
        continue;
      }
      Path target = path.isEmpty() ? page : page.resolveSibling(path);
      if (!Files.exists(target)) {
        broken.add(link.group());
      } else if (link.group(2) != null && !headings(target).contains(link.group(2))) {
        broken.add(link.group());
      }
    }
    assertThat(broken).isEmpty();
  }

  /** As GitHub makes anchors of them. */
  private static Set<String> headings(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> "#" + line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void testsThatGuaranteesNameAreThere() throws IOException {
    Set<String> tests = new HashSet<>();
    for (String module : List.of("ndview-core", "ndview-nd4j", "examples")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .map(name -> name.substring(0, name.length() - ".java".length()))
            .forEach(tests::add);
      }
    }
    List<String> named =
        TEST.matcher(Files.readString(ROOT.resolve("docs/guarantees.md")))
            .results()
            .map(test -> test.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(tests).containsAll(named);
  }

  @Test
  void dependenciesOfPagesAreOfTheVersionThatIsBuilt() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    Matcher built = DEPENDENCY.matcher(pom);
    assertThat(built.find()).isTrue();
    String version = built.group(2).replace("-SNAPSHOT", "");
    Set<String> found = new HashSet<>();
    for (Path page : pages().toList()) {
      for (Matcher m = DEPENDENCY.matcher(Files.readString(page)); m.find(); ) {
        assertThat(m.group(2)).as("%s in %s", m.group(1), page).isEqualTo(version);
        found.add(m.group(1));
      }
    }
    assertThat(found).containsExactlyInAnyOrder("ndview-core", "ndview-nd4j");
  }
}
