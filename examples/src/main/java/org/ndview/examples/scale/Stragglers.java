package org.ndview.examples.scale;

/**
 * Attempts that take longer than others: a disk that fails, a neighbour on the machine.
 *
 * @param share how many of the attempts, from 0 to 1
 * @param factor how many times as long they take
 * @param speculation whether tasks that run long are started once more, as Spark does if asked:
 *     when three quarters of all have ended, those that run for more than one and a half times the
 *     median. The first attempt that ends counts
 */
record Stragglers(double share, double factor, boolean speculation) {
  /** All cores are equally fast. */
  static final Stragglers NONE = new Stragglers(0, 1, false);

  static final double QUANTILE = 0.75;
  static final double MULTIPLIER = 1.5;
}
