package org.ndview.examples.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * One job, event by event: the driver hands the next task to the first core that is free. The same
 * seed gives the same times.
 */
final class Simulation {
  /** How often the driver looks for tasks that run long (in seconds). */
  private static final double LOOK = 0.1;

  private static final class Task {
    final double megabytes;
    final List<Attempt> attempts = new ArrayList<>();

    Task(double megabytes) {
      this.megabytes = megabytes;
    }
  }

  /**
   * A task on a core.
   *
   * @param task the task; of a look of the driver, none runs
   * @param start when it starts (in seconds)
   * @param end when it ends
   */
  private record Attempt(Task task, double start, double end) {}

  private final Cluster cluster;
  private final Stragglers stragglers;
  private final Random random;
  private final Deque<Task> waiting = new ArrayDeque<>();
  private final PriorityQueue<Attempt> running =
      new PriorityQueue<>(Comparator.comparingDouble(Attempt::end));
  private final double[] took;
  private int done;
  private int free;
  private double driverFree;

  private Simulation(Cluster cluster, double[] shards, Stragglers stragglers, long seed) {
    this.cluster = cluster;
    this.stragglers = stragglers;
    random = new Random(seed);
    for (double megabytes : shards) {
      waiting.add(new Task(megabytes));
    }
    took = new double[shards.length];
    free = cluster.allCores();
  }

  /**
   * {@return when the last task has ended (in seconds)}
   *
   * @param cluster the machines
   * @param shards the sizes of the shards (in MB), in the order in which they are handed out
   * @param stragglers which attempts take longer
   * @param seed of the random numbers that choose them
   */
  static double seconds(Cluster cluster, double[] shards, Stragglers stragglers, long seed) {
    return new Simulation(cluster, shards, stragglers, seed).run();
  }

  private double run() {
    double now = 0;
    double nextLook = 0;
    while (done < took.length) {
      while (free > 0 && !waiting.isEmpty()) {
        start(waiting.remove(), now);
      }
      if (waiting.isEmpty() && stragglers.speculation() && now >= nextLook) {
        startAgain(now);
        nextLook = now + LOOK;
      }
      boolean looks = waiting.isEmpty() && stragglers.speculation();
      if (looks && running.element().end() > nextLook) {
        now = nextLook;
        continue;
      }
      Attempt first = running.remove();
      now = first.end();
      end(first);
    }
    return now;
  }

  private void start(Task task, double now) {
    double start = Math.max(now, driverFree);
    driverFree = start + cluster.dispatch();
    boolean slow = random.nextDouble() < stragglers.share();
    double seconds = cluster.seconds(task.megabytes) * (slow ? stragglers.factor() : 1);
    Attempt attempt = new Attempt(task, start, start + seconds);
    task.attempts.add(attempt);
    running.add(attempt);
    free--;
  }

  private void end(Attempt attempt) {
    free++;
    took[done++] = attempt.end - attempt.start;
    for (Attempt other : attempt.task.attempts) {
      // it is stopped
      if (other != attempt && running.remove(other)) {
        free++;
      }
    }
  }

  private void startAgain(double now) {
    if (done < Stragglers.QUANTILE * took.length) {
      return;
    }
    double[] ended = Arrays.copyOf(took, done);
    Arrays.sort(ended);
    double most = Stragglers.MULTIPLIER * ended[done / 2];
    for (Attempt attempt : List.copyOf(running)) {
      if (free > 0 && attempt.task.attempts.size() == 1 && now - attempt.start > most) {
        start(attempt.task, now);
      }
    }
  }
}
