package org.ndview.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/**
 * Random programs of calls of the library, held to a model that shares no code with it: {@link
 * Fuzzer} runs more of them by hand.
 */
class FuzzTest {
  private static void run(long seed, long steps, boolean large) {
    System.out.printf("fuzz: seed %d, %d steps%s%n", seed, steps, large ? ", large" : "");
    Fuzzer.Found found = Fuzzer.run(seed, steps, Duration.ofMinutes(5), large);
    assertThat(found.failure()).as("program %d", found.program()).isNull();
    assertThat(found.steps()).isGreaterThanOrEqualTo(steps);
  }

  @Test
  void programsOfAFixedSeedDoAsTheModel() {
    run(1, 160_000, false);
  }

  /** Sizes beyond every tile, block and scratch, and from which threads help. */
  @Test
  void programsOfLargeViewsDoAsTheModel() {
    run(1, 300, true);
  }

  /** Printed, so that what fails one day is replayed on another. */
  @Test
  void programsOfASeedOfTheDayDoAsTheModel() {
    run(LocalDate.now().toEpochDay() * 1_000_000, 90_000, false);
  }
}
