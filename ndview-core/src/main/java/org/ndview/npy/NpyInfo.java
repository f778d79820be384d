package org.ndview.npy;

import java.util.List;
import org.ndview.Order;
import org.ndview.format.Format;

/**
 * What the header of an array says, read without its items.
 *
 * @param dtype what an item is, in NumPy's words; Python objects and dates too, which a view cannot
 *     hold
 * @param order of the items, C or F
 * @param shape the lengths of the dimensions
 */
public record NpyInfo(NumpyDtype dtype, Order order, List<Long> shape) {
  /** Copies the shape. */
  public NpyInfo {
    shape = List.copyOf(shape);
  }

  /**
   * {@return the format of an item}
   *
   * @throws UnsupportedOperationException if a view cannot have such items; the message says what
   *     to do
   * @throws IllegalArgumentException if NumPy has no such dtype
   */
  public Format format() {
    return dtype.format();
  }
}
