package org.ndview.examples.spark;

import java.io.Serializable;

/**
 * What a task has found out from its rows, for all of them together: plain numbers, which travel.
 *
 * @param sum the sum of the rows' gradients, weight by weight
 * @param loss the sum of their cross entropies
 * @param right how many were classified right
 * @param rows how many there are
 */
record Gradient(float[] sum, double loss, long right, long rows) implements Serializable {

  /**
   * {@return those of these rows and others}
   *
   * @param others of as many weights
   */
  Gradient plus(Gradient others) {
    float[] both = sum.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] += others.sum[i];
    }
    return new Gradient(both, loss + others.loss, right + others.right, rows + others.rows);
  }

  /** {@return the mean loss of a row} */
  double meanLoss() {
    return loss / rows;
  }

  /** {@return the share that was classified right, from 0 to 1} */
  double accuracy() {
    return (double) right / rows;
  }
}
