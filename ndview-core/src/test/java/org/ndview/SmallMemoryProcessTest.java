package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.testing.ChildJvm;

/** Small memory, many times, in a JVM of its own with a heap of 256 MB. */
@EnabledIf("org.ndview.testing.Processes#areTold")
class SmallMemoryProcessTest {
  private static final long MB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "closed, 1000000, -XX:+UseSerialGC",
    "never closed, 1000000, -XX:+UseSerialGC",
    "never closed, 1000000, -XX:+UseG1GC",
    "every 64th kept, 300000, -XX:+UseSerialGC",
    "threads, 20000, -XX:+UseSerialGC",
    "threads, 20000, -XX:+UseZGC",
    "virtual threads, 20000, -XX:+UseG1GC"
  })
  void itIsFreedAndNeverSharedByTwo(String pattern, int times, String collector) throws Exception {
    ChildJvm child =
        ChildJvm.run(
            SmallMemoryProgram.class, List.of(collector), pattern, Integer.toString(times));
    assertThat(child.output()).contains("done 1");
    // the heap, as much again that waits for the collector, what may be in use then, and the JVM
    assertThat(child.number("peak")).isLessThan(3 * 256 * MB + 200 * MB);
  }

  @Test
  void withoutNativeAccessNothingIsWarnedOf() throws Exception {
    ChildJvm child =
        ChildJvm.runWithoutNativeAccess(SmallMemoryProgram.class, List.of(), "threads", "500");
    assertThat(child.output().lines()).hasSize(2).last().isEqualTo("done 1");
  }
}
