package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.memory.StridedMemory;

/**
 * Converts rows whose items have a scale and a shift each, as the columns of a table do: many rows
 * at a time, with the factors laid out beside them.
 */
final class ColumnConversion {
  /** The most columns. */
  private static final long MOST = 1024;

  /** Numbers of a tile: as doubles they stay in the first two levels of the cache. */
  private static final int TILE = 1024;

  private final NumericFormat in;
  private final int columns;
  private final int rows;
  private final Scaling.PerIndex scaling;
  private final double[] scale;
  private final double[] shift;

  ColumnConversion(NumericFormat in, Scaling.PerIndex scaling) {
    this.in = in;
    this.scaling = scaling;
    columns = scaling.length();
    rows = Math.max(1, TILE / columns);
    scale = new double[rows * columns];
    shift = new double[rows * columns];
    for (int c = 0; c < columns; c++) {
      Scaling.Uniform factors = scaling.at(c);
      for (int i = c; i < scale.length; i += columns) {
        scale[i] = factors.scale();
        shift[i] = factors.shift();
      }
    }
  }

  /** {@return whether the items along a dimension are those that lie closest together} */
  static boolean suits(Layout layout, int dim) {
    long n = layout.shape(dim);
    if (n < 2 || n > MOST) {
      return false;
    }
    long step = Math.abs(layout.stride(dim));
    for (int d = layout.lastPointer() + 1; d < layout.ndim(); d++) {
      if (d != dim && layout.shape(d) > 1 && Math.abs(layout.stride(d)) < step) {
        return false;
      }
    }
    return dim > layout.lastPointer();
  }

  void convert(StridedMemory a, StridedMemory b, int dim, NumericFormat out, boolean saturates) {
    StridedWalk walk = StridedWalk.anyOrder(a.part(dim, 0, 1), b.part(dim, 0, 1));
    long stepA = a.layout().stride(dim);
    long stepB = b.layout().stride(dim);
    NumberReader reader = in.reader();
    NumberWriter writer = out.writer(saturates);
    StagingArray from = in.numberBlock();
    StagingArray to = out.numberBlock();
    from.reserve(tile(walk));
    to.reserve(tile(walk));
    walk.rows((ma, atA, mb, atB) -> {
      for (long i = 0; i < walk.n(); i += rows) {
        int m = (int) Math.min(rows, walk.n() - i);
        int n = m * columns;
        from.load(ma, atA + i * walk.strideA(), m, walk.strideA(), columns, stepA, columns);
        if (in.swapped()) {
          from.swapBytes(n);
        }
        double[] numbers = reader.toDoubles(from.array(), writer.doublesFor(to.array(), n), n);
        scale(numbers, scale, shift, n);
        writer.fromDoubles(numbers, to.array(), n);
        if (out.swapped()) {
          to.swapBytes(n);
        }
        to.store(mb, atB + i * walk.strideB(), m, walk.strideB(), columns, stepB, columns);
      }
      return true;
    });
  }

  private int tile(StridedWalk walk) {
    return (int) Math.min(rows, walk.n()) * columns;
  }

  private static void scale(double[] numbers, double[] scale, double[] shift, int n) {
    for (int i = 0; i < n; i++) {
      numbers[i] = numbers[i] * scale[i] + shift[i];
    }
  }

  /** {@return whether no finite number becomes infinite as a float of a type} */
  boolean fits(StridedMemory a, int dim, ScalarType type) {
    StridedMemory first = a.part(dim, 0, 1);
    StridedWalk walk = StridedWalk.anyOrder(first, first);
    long step = a.layout().stride(dim);
    NumberReader reader = in.reader();
    double limit = FiniteFit.limit(type);
    int width = in.bits() / 8;
    FitKernel quick = quick(walk, step, type);
    StagingArray from = in.numberBlock();
    from.reserve(tile(walk));
    return walk.rows((memory, at, _, _) -> {
      if (quick != null
          && RunTransfer.isPlain(memory)
          && RangeCheck.fit(quick, memory, at, width, walk.n() * columns)) {
        return true;
      }
      for (long i = 0; i < walk.n(); i += rows) {
        int m = (int) Math.min(rows, walk.n() - i);
        from.load(memory, at + i * walk.strideA(), m, walk.strideA(), columns, step, columns);
        if (in.swapped()) {
          from.swapBytes(m * columns);
        }
        double[] numbers = reader.toDoubles(from.array(), m * columns);
        if (leaving(numbers, scale, shift, m * columns, limit) > 0) {
          return false;
        }
      }
      return true;
    });
  }

  /** A look at numbers that lie in one run, as if each had the largest of the factors. */
  private @Nullable FitKernel quick(StridedWalk walk, long step, ScalarType type) {
    int width = in.bits() / 8;
    RunKernels kernels = KernelProvider.kernels();
    if (in.swapped()
        || !in.isFloat()
        || step != width
        || walk.strideA() != (long) width * columns
        || walk.n() * columns < kernels.fewest()) {
      return null;
    }
    double bound = Double.POSITIVE_INFINITY;
    for (int c = 0; c < columns; c++) {
      bound = Math.min(bound, new FiniteFit(in.reader(), type, scaling.at(c)).bound());
    }
    long items = walk.size() * columns;
    return RangeCheck.ready(kernels.fit(in.type(), bound), FiniteFit.class, width, items);
  }

  private static int leaving(
      double[] numbers, double[] scale, double[] shift, int n, double limit) {
    int leaving = 0;
    for (int i = 0; i < n; i++) {
      double v = numbers[i];
      boolean leaves =
          Math.abs(v * scale[i] + shift[i]) >= limit && Math.abs(v) <= Double.MAX_VALUE;
      leaving += leaves ? 1 : 0;
    }
    return leaving;
  }
}
