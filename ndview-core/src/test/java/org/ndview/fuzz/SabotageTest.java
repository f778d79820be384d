package org.ndview.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The list of mutations that the profile sabotage runs. */
class SabotageTest {
  private static final Path SOURCES = Path.of("src/main/java");

  /** So that the list does not rot. */
  @Test
  void eachOriginalIsOnceInItsFile() throws Exception {
    List<Sabotage.Mutation> all = Sabotage.all();
    assertThat(all).hasSizeGreaterThanOrEqualTo(30);
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    for (Sabotage.Mutation mutation : all) {
      String source = Files.readString(mutation.path(SOURCES));
      assertThat(mutation.places(source)).as(mutation.toString()).isEqualTo(1);
      assertThat(mutation.mutated(source)).isNotEqualTo(source);
    }
  }
}
