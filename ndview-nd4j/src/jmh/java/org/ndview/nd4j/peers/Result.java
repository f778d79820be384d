package org.ndview.nd4j.peers;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one JVM measured of one row.
 *
 * @param group the group's key
 * @param row the row's name
 * @param times a call of each side, in seconds
 */
record Result(String group, String row, Map<Side, Double> times) {
  String toLine() {
    StringBuilder line = new StringBuilder(group + "\t" + row);
    for (Side side : Side.values()) {
      line.append('\t').append(times.containsKey(side) ? times.get(side) : "");
    }
    return line.toString();
  }

  static Result parse(String line) {
    String[] cells = line.split("\t", -1);
    Map<Side, Double> times = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      String cell = cells[2 + side.ordinal()];
      if (!cell.isEmpty()) {
        times.put(side, Double.parseDouble(cell));
      }
    }
    return new Result(cells[0], cells[1], times);
  }

  /** {@return how many times as long as ndview a peer takes; NaN where it did not run} */
  double ratio(Side peer) {
    return times.getOrDefault(peer, Double.NaN) / times.get(Side.NDVIEW);
  }
}
