package org.ndview.nd4j.peers;

import java.util.function.Supplier;

/**
 * A row of the table.
 *
 * @param name what is done
 * @param goal the ratios that it should reach
 * @param work makes the memory and the code of each side, when its turn comes
 */
record Row(String name, Goal goal, Supplier<Work> work) {
  /**
   * What a row should reach: how many times as long the peers take.
   *
   * @param numpy beside NumPy; 0 for no goal
   * @param nd4j beside ND4J
   * @param reference beside the group's reference
   * @param plain by which the goals are multiplied where the plain kernels work
   */
  record Goal(double numpy, double nd4j, double reference, double plain) {
    /** At least as fast as NumPy and ND4J. */
    static final Goal EVEN = of(1, 1);

    static Goal of(double numpy, double nd4j) {
      return new Goal(numpy, nd4j, 0, 1);
    }

    /** {@return a goal beside the reference alone} */
    static Goal reference(double ratio) {
      return new Goal(0, 0, ratio, 1);
    }

    /** {@return the same goal, of which the plain kernels need to reach a part only} */
    Goal plain(double part) {
      return new Goal(numpy, nd4j, reference, part);
    }

    double of(Side side, boolean vector) {
      double goal =
          switch (side) {
            case NDVIEW -> 0;
            case NUMPY -> numpy;
            case ND4J -> nd4j;
            case REFERENCE -> reference;
          };
      return vector ? goal : goal * plain;
    }
  }
}
