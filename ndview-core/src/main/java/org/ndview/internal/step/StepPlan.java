package org.ndview.internal.step;

import java.util.List;

/**
 * What a loop makes of each record: of numbers at places of one memory, numbers at places of
 * another.
 *
 * @param stepA from record to record of the first memory (in bytes)
 * @param stepB from record to record of the second (in bytes)
 * @param reversed whether the numbers that are read have the other byte order; those that are
 *     written have the machine's
 * @param to how numbers are written: floats, and what is scaled, to floats alone
 * @param scaled whether each is multiplied and added to, as a double
 * @param columns the numbers of a record
 */
public record StepPlan(
    long stepA, long stepB, boolean reversed, StepType to, boolean scaled, List<Column> columns) {
  /** The most numbers of a record. */
  public static final int MOST = 12;

  /**
   * A number of each record.
   *
   * @param from how it is read
   * @param atA where it is read in a record of the first memory (in bytes)
   * @param atB where it is written in a record of the second (in bytes)
   */
  public record Column(StepType from, long atA, long atB) {}

  /** Checks how many columns there are. */
  public StepPlan {
    columns = List.copyOf(columns);
    if (columns.isEmpty() || columns.size() > MOST) {
      throw new IllegalArgumentException("a loop of " + columns.size() + " columns");
    }
  }

  /** {@return how far the numbers of a record reach (in bytes), at most} */
  public long widest() {
    long last = 0;
    for (Column column : columns) {
      last = Math.max(last, Math.max(column.atA, column.atB));
    }
    return last + Long.BYTES;
  }

  /** {@return factors that change no number} */
  public double[] factors() {
    double[] factors = new double[2 * MOST];
    for (int k = 0; k < MOST; k++) {
      factors[2 * k] = 1;
    }
    return factors;
  }
}
