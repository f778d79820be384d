package org.ndview.examples.scale;

/**
 * Machines that share a folder of shards, and a driver that hands out the tasks.
 *
 * @param machines how many there are
 * @param cores of each; one task runs on one
 * @param rate how much a core reads and works through (in MB a second)
 * @param launch what a task costs a core beside that (in seconds)
 * @param dispatch what a task costs the driver, which hands out one after the other (in seconds)
 */
record Cluster(int machines, int cores, double rate, double launch, double dispatch) {
  int allCores() {
    return machines * cores;
  }

  /**
   * {@return what a task takes on a core that is not slow (in seconds)}
   *
   * @param megabytes the size of its shard
   */
  double seconds(double megabytes) {
    return launch + megabytes / rate;
  }

  /**
   * {@return what all would take if every core worked all the time, and tasks cost nothing (in
   * seconds)}
   *
   * @param megabytes the size of all shards
   */
  double ideal(double megabytes) {
    return megabytes / rate / allCores();
  }
}
