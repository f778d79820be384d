package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.testing.ChildJvm;

/** Memory and mappings that arrays wrap go when both sides let go, seen in the process itself. */
@EnabledIf("org.ndview.testing.Processes#areTold")
class ArrayMemoryProcessTest {
  private static final long MB = 1 << 20;

  /** Rounds of 64 MB overlap, and the JVM and ND4J have their own. */
  private static final long MOST = 5 * 64 * MB + 400 * MB;

  @TempDir private Path folder;

  private ChildJvm run(String pattern, String... flags) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            ArrayMemoryProgram.class,
            List.of(flags),
            pattern,
            folder.resolve("f").toString(),
            "20");
    assertThat(child.exit()).as(child.output()).isZero();
    return child;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "array first",
        "view first",
        "array and its parts, view first",
        "copy",
        "columns that share",
        "columns that copy",
        "view of a wrapped array"
      })
  void memoryIsFreedWhenBothSidesAreClosed(String pattern) throws Exception {
    ChildJvm child = run(pattern, "-XX:+DisableExplicitGC");
    assertThat(child.number("peak")).isLessThan(MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"map, array first", "map, view first"})
  void mappingsAreGoneWhenBothSidesAreClosed(String pattern) throws Exception {
    ChildJvm child = run(pattern, "-XX:+DisableExplicitGC");
    assertThat(child.number("mappings")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC", "-XX:+UseZGC"})
  void arraysThatNobodyClosesPressTheCollector(String collector) throws Exception {
    assertThat(run("array left to the collector", collector).number("peak"))
        .isLessThan(256 * MB + MOST);
  }

  /** ND4J takes an array with gaps for a part of another, and ignores its close. */
  @Test
  void arraysWithGapsPressTheCollector() throws Exception {
    assertThat(run("array with gaps").number("peak")).isLessThan(256 * MB + MOST);
  }
}
