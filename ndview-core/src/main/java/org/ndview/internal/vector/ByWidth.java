package org.ndview.internal.vector;

/** One loop for items of each width (in bytes). */
record ByWidth<T>(T one, T two, T four, T eight) {
  /** {@return the loop for a width of 1, 2, 4 or 8} */
  T of(int width) {
    return switch (width) {
      case 1 -> one;
      case 2 -> two;
      case 4 -> four;
      case 8 -> eight;
      default -> throw new IllegalArgumentException("a width of " + width);
    };
  }
}
