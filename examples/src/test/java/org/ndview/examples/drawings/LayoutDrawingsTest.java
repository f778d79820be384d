package org.ndview.examples.drawings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures in docs are those that today's layouts make. */
class LayoutDrawingsTest {
  static Stream<String> names() {
    return LayoutDrawings.drawings().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void picturesInDocsAreThoseOfTheLayouts(String name) throws Exception {
    assertThat(Files.readString(Path.of("../docs/pictures").resolve(name)))
        .isEqualTo(LayoutDrawings.drawings().get(name));
  }
}
