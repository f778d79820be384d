package org.ndview.fuzz;

/** Shapes and strides at random. */
final class Layouts {
  private Layouts() {}

  static long[] shape(Machine m, int least) {
    Choices c = m.c;
    if (m.large && !c.oneIn(4)) {
      return largeShape(c);
    }
    if (c.oneIn(8)) {
      return mediumShape(c);
    }
    int ndim = Math.max(least, c.oneIn(12) ? c.between(4, 5) : c.below(4));
    long[] shape = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      shape[d] = c.oneIn(14) ? 0 : ndim == 1 ? c.between(1, 40) : c.between(1, 5);
    }
    return shape;
  }

  /** From which vectors are worth while, with a rest behind the last whole one. */
  private static long[] mediumShape(Choices c) {
    return switch (c.below(3)) {
      case 0 -> new long[] {c.between(64, 400)};
      case 1 -> new long[] {c.between(2, 4), c.between(64, 100)};
      default -> new long[] {c.between(8, 20), c.between(8, 20), c.of(1, 3)};
    };
  }

  /** Beyond tiles, blocks, scratch and the size from which threads help. */
  private static long[] largeShape(Choices c) {
    return switch (c.below(7)) {
      case 0 -> new long[] {c.between(1000, 1100)};
      case 1 -> new long[] {c.between(30_000, 140_000)};
      case 2 -> new long[] {c.between(60, 70), c.between(60, 70)};
      case 3 -> new long[] {c.between(200, 400), c.between(200, 400)};
      case 4 ->
          new long[] {c.between(2, 4), c.between(60, 120), c.between(60, 120), c.of(1, 2, 3, 4)};
      case 5 -> new long[] {c.between(2, 5), c.between(10_000, 20_000)};
      default -> new long[] {c.between(3000, 20_000), c.between(1, 5)};
    };
  }

  /**
   * A layout: strides (in bytes), and the extent from the lowest byte to the end of the highest.
   */
  record Placed(long[] shape, long[] strides, long low, long high) {}

  static Placed any(Machine m, int size, long[] shape) {
    Choices c = m.c;
    long[] strides;
    switch (c.below(5)) {
      case 0, 1 -> strides = Model.contiguous(size, false, shape);
      case 2 -> strides = Model.contiguous(size, true, shape);
      case 3 -> {
        // any order of dimensions, some backwards, some with gaps
        strides = new long[shape.length];
        long step = size;
        for (int d : c.order(shape.length)) {
          strides[d] = c.oneIn(2) ? -step : step;
          step = step * Math.max(shape[d], 1) + c.below(3) * c.of(1, size);
        }
      }
      default -> {
        if (m.large) {
          strides = Model.contiguous(size, false, shape);
          if (shape.length > 0 && c.oneIn(2)) {
            strides[c.below(shape.length)] = 0;
          }
        } else {
          // over one another, unaligned
          strides = new long[shape.length];
          for (int d = 0; d < shape.length; d++) {
            strides[d] = c.oneIn(4) ? 0 : c.between(-3, 3) * (long) size + c.below(2);
          }
        }
      }
    }
    long low = 0;
    long high = size;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == 0) {
        return new Placed(shape, strides, 0, 0);
      }
      low += Math.min(0, (shape[d] - 1) * strides[d]);
      high += Math.max(0, (shape[d] - 1) * strides[d]);
    }
    return new Placed(shape, strides, low, high);
  }
}
