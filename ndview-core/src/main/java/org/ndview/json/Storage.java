package org.ndview.json;

/** How the items of a view lie in the block of bytes that is written. */
public enum Storage {
  /**
   * Only the items, the last index fastest. What lies between them stays behind, pointers are
   * followed.
   */
  C,

  /** Only the items, the first index fastest. */
  F,

  /**
   * All that the view spans, with its strides: from the lowest byte of an item to the highest, what
   * lies between the items included. Where the view has pointers, what they lead to is gathered
   * into one block, and they become offsets into it.
   */
  AS_IT_LIES
}
