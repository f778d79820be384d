package org.ndview.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Records as a matrix: {@link NdArrays#columns}.
 *
 * @param array a row for each record, a column for each name
 * @param names what the columns are, in their order
 * @param shared whether the array shares the records' memory: what is written to one is then read
 *     from the other
 */
public record Columns(INDArray array, List<String> names, boolean shared) {
  /** Copies the list of names. */
  public Columns {
    names = List.copyOf(names);
  }
}
