package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.testing.ChildJvm;

/** What the process has of memory and mappings, in a JVM of its own with a heap of 256 MB. */
@EnabledIf("org.ndview.testing.Processes#areTold")
class MemoryProcessTest {
  private static final long MB = 1 << 20;

  /** Rounds of 64 MB may overlap, and the JVM has its own. */
  private static final long MOST = 4 * 64 * MB + 150 * MB;

  private static final Set<String> LONG = Set.of("slice", "rows of a for-each", "map read-write");

  @TempDir private java.nio.file.Path folder;

  private ChildJvm run(String pattern, String... flags) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            MemoryProgram.class,
            List.of(flags),
            pattern,
            folder.resolve("f").toString(),
            LONG.contains(pattern) ? "100" : "25");
    assertThat(child.exit()).as(child.output()).isZero();
    return child;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "slice",
        "rows of a for-each",
        "chain",
        "copy",
        "copy that fails",
        "conversion that fails"
      })
  void closedMemoryIsFreedAtOnceWhateverWasMadeOfIt(String pattern) throws Exception {
    ChildJvm child = run(pattern, "-XX:+DisableExplicitGC");
    assertThat(child.number("peak")).isLessThan(MOST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"map read-only", "map read-write", "map that fails"})
  void closedMappingsAreGone(String pattern) throws Exception {
    ChildJvm child = run(pattern, "-XX:+DisableExplicitGC");
    assertThat(child.number("mappings")).isZero();
    assertThat(child.number("handles")).isLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-XX:+UseSerialGC", "-XX:+UseZGC"})
  void memoryThatNobodyClosesPressesTheCollector(String collector) throws Exception {
    // the heap's limit of garbage, and one round
    assertThat(run("never closed", collector).number("peak"))
        .isLessThan(256 * MB + 2 * 64 * MB + 200 * MB);
  }

  @Test
  void memoryInUseMayGrowBeyondTheHeap() throws Exception {
    assertThat(run("kept").number("collections")).isLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "write", "convert in parallel", "iterate", "copy", "derive"})
  void aCloseWhileEightThreadsUseTheMemoryIsDataOrTheException(String use) throws Exception {
    assertThat(run("close while: " + use).value("faults")).isEqualTo("[]");
  }
}
