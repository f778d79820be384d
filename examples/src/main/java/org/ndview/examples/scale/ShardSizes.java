package org.ndview.examples.scale;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How large the shards of a data set are (in MB). */
final class ShardSizes {
  private ShardSizes() {}

  /**
   * {@return shards of one size}
   *
   * @param megabytes of all together
   * @param count how many there are
   */
  static double[] equal(double megabytes, int count) {
    double[] sizes = new double[count];
    Arrays.fill(sizes, megabytes / count);
    return sizes;
  }

  /**
   * {@return shards whose sizes have a log-normal distribution, which many things that grow have}
   *
   * @param megabytes of all together
   * @param count how many there are
   * @param sigma the deviation of the logarithm; 1: a sixth are more than e times the median
   * @param seed of the random numbers
   */
  static double[] logNormal(double megabytes, int count, double sigma, long seed) {
    Random random = new Random(seed);
    double[] sizes = new double[count];
    for (int i = 0; i < count; i++) {
      double normal = -6;
      for (int k = 0; k < 12; k++) {
        normal += random.nextDouble();
      }
      // the same on every machine
      sizes[i] = StrictMath.exp(sigma * normal);
    }
    double factor = megabytes / Arrays.stream(sizes).sum();
    return Arrays.stream(sizes).map(size -> size * factor).toArray();
  }

  /**
   * {@return the same shards, the largest first}
   *
   * @param sizes their sizes
   */
  static double[] largestFirst(double[] sizes) {
    return Arrays.stream(sizes).map(size -> -size).sorted().map(size -> -size).toArray();
  }

  /**
   * {@return parts of the shards: a view is sliced, so that a part is a task without a file of its
   * own}
   *
   * @param sizes the shards' sizes
   * @param most the size of the largest part
   */
  static double[] split(double[] sizes, double most) {
    List<Double> parts = new ArrayList<>();
    for (double size : sizes) {
      int n = (int) Math.max(1, Math.ceil(size / most));
      for (int i = 0; i < n; i++) {
        parts.add(size / n);
      }
    }
    return parts.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
