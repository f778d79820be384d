package org.ndview;

/**
 * The order in which the items of a view are counted or written: the names of memoryview and NumPy.
 */
public enum Order {
  /** The last index changes fastest. */
  C,
  /** The first index changes fastest, as in Fortran. */
  F,
  /** F if the view is F-contiguous and not C-contiguous, else C. */
  A
}
