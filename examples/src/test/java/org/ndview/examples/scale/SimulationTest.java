package org.ndview.examples.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
  private static double seconds(Cluster cluster, double... shards) {
    return Simulation.seconds(cluster, shards, Stragglers.NONE, 1);
  }

  @ParameterizedTest
  @CsvSource({
    // tasks of 1 s: whole waves, and the last one may be nearly empty
    "1, 1, 1",
    "2, 1, 1",
    "3, 1, 2",
    "4, 1, 2",
    "5, 1, 3",
    // a task's own cost comes with each
    "4, 2, 4"
  })
  void equalShardsRunInWaves(int shards, double launch, double expected) {
    Cluster two = new Cluster(1, 2, 100, launch - 1, 0);
    assertThat(seconds(two, ShardSizes.equal(100.0 * shards, shards))).isEqualTo(expected);
  }

  @Test
  void theLargestShardLastKeepsOneCoreBusyAndFirstDoesNot() {
    Cluster two = new Cluster(2, 1, 1, 0, 0);
    double[] sizes = {1, 1, 1, 1, 4};
    assertThat(seconds(two, sizes)).isEqualTo(6);
    assertThat(seconds(two, ShardSizes.largestFirst(sizes))).isEqualTo(4);
    assertThat(seconds(two, ShardSizes.split(sizes, 1))).isEqualTo(4);
  }

  @Test
  void theDriverHandsOutOneTaskAfterTheOther() {
    Cluster many = new Cluster(100, 1, 1, 0, 0.5);
    assertThat(seconds(many, 1, 1, 1)).isEqualTo(2);
  }

  @Test
  void speculationEndsATaskThatRunsLong() {
    Cluster cluster = new Cluster(20, 1, 1, 0, 0);
    double[] sizes = ShardSizes.equal(40, 40);
    double slow = Simulation.seconds(cluster, sizes, new Stragglers(0.1, 20, false), 3);
    double again = Simulation.seconds(cluster, sizes, new Stragglers(0.1, 20, true), 3);
    assertThat(slow).isGreaterThanOrEqualTo(20);
    assertThat(again).isBetween(2.5, 8.0);
  }

  @Test
  void sizesAddUpAndPartsAreSmall() {
    double[] sizes = ShardSizes.logNormal(1000, 50, 1, 7);
    assertThat(Arrays.stream(sizes).sum()).isCloseTo(1000, within(1e-9));
    double[] parts = ShardSizes.split(sizes, 10);
    assertThat(Arrays.stream(parts).sum()).isCloseTo(1000, within(1e-9));
    assertThat(Arrays.stream(parts).max().orElseThrow()).isLessThanOrEqualTo(10);
  }

  @Test
  void theTablesOfTheDocumentsAreWhatTheProgramPrints() throws Exception {
    String page = Files.readString(Path.of("../docs/scale.md")).replace("\r\n", "\n");
    for (String table : ScaleTables.tables()) {
      assertThat(page).contains(table);
    }
  }
}
