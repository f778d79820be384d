package org.ndview.json;

import java.io.Serializable;
import java.util.List;

/**
 * The pointers of a view, as offsets into its block of bytes: see {@link org.ndview.PointerTable}.
 *
 * @param suboffsets what is added to the pointers of each dimension (in bytes); -1 where a
 *     dimension has none
 * @param table where the pointers lead, before the suboffset is added (in bytes): one number for
 *     each index of the dimensions up to the last with pointers, in C order; none if the view is
 *     empty
 */
public record Indirect(List<Long> suboffsets, List<Long> table) implements Serializable {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if no dimension has pointers, or a suboffset is less than -1
   */
  public Indirect {
    suboffsets = List.copyOf(suboffsets);
    table = List.copyOf(table);
    if (suboffsets.stream().anyMatch(n -> n < -1)) {
      throw new IllegalArgumentException("suboffsets are -1 or more: " + suboffsets);
    }
    if (suboffsets.stream().allMatch(n -> n < 0)) {
      throw new IllegalArgumentException("no dimension has pointers: suboffsets " + suboffsets);
    }
  }

  /** {@return the last dimension that has pointers, from 0} */
  int last() {
    int d = suboffsets.size() - 1;
    while (suboffsets.get(d) < 0) {
      d--;
    }
    return d;
  }

  /** {@return where the first item begins in the block (in bytes); 0 if there is none} */
  long first() {
    try {
      return table.isEmpty() ? 0 : Math.addExact(table.getFirst(), suboffsets.get(last()));
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the first item, at %d + %d, overflows 64 bits"
              .formatted(table.getFirst(), suboffsets.get(last())),
          e);
    }
  }
}
