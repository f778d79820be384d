package org.ndview.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.testing.Processes;

/**
 * Whatever a reader is given, it gives a value that can be used, or one of the exceptions of its
 * Javadoc, and takes memory by the size of what it was given. {@link HostileFuzzer} tries more by
 * hand.
 */
class HostileFuzzTest {
  /** Printed, so that what fails one day is replayed on another. */
  private static final long TODAY = LocalDate.now().toEpochDay() * 1_000_000;

  static Stream<Arguments> readers() {
    List<Target> all = Targets.all();
    return Stream.iterate(0, i -> i < all.size(), i -> i + 1)
        .map(i -> Arguments.of(i, all.get(i).name(), all.get(i)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("readers")
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void givesAValueOrADocumentedException(int number, String name, Target target) {
    long before = Judge.nativeMemory();
    long start = System.nanoTime();
    assertThat(HostileFuzzer.run(target, 16, target.inputs() * 2L / 3)).isEmpty();
    assertThat(HostileFuzzer.run(target, TODAY, target.inputs() / 3)).isEmpty();
    System.out.printf(
        "hostile input: %s, seeds 16 and %d, %d inputs, %d ms%n",
        name, TODAY, target.inputs(), (System.nanoTime() - start) / 1_000_000);
    assertThat(Judge.nativeMemory() - before).as("native memory").isLessThan(32L << 20);
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ofFilesNothingStaysOpen(@TempDir Path folder) {
    for (Target target : FileTargets.ofPaths(folder)) {
      assertThat(HostileFuzzer.run(target, 16, 60)).isEmpty(); // jars are opened now
      long before = Processes.areTold() ? Processes.handles() : 0;
      long start = System.nanoTime();
      assertThat(HostileFuzzer.run(target, TODAY, target.inputs())).isEmpty();
      if (Processes.areTold()) {
        assertThat(Processes.handles()).as("open files: %s", target).isLessThanOrEqualTo(before);
        assertThat(Processes.mappings(folder.toString())).as("maps: %s", target).isZero();
      }
      System.out.printf(
          "hostile files: %s, seed %d, %d inputs, %d ms%n",
          target.name(), TODAY, target.inputs(), (System.nanoTime() - start) / 1_000_000);
    }
  }
}
