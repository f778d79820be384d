package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.memory.StridedMemory;

/**
 * Converts items with a scale and a shift for each index of a dimension, where they lie together or
 * each index has few: those of many indices at a time, with the factors laid out beside them.
 */
final class ColumnConversion {
  /** Numbers of a tile: as doubles they stay in the first two levels of the cache. */
  private static final int TILE = 1024;

  /** An index of more items is worth a way of its own. */
  private static final long FEW = 512;

  private final NumericFormat in;
  private final Scaling.PerIndex scaling;
  private final int dim;
  private final int indices;
  private double[] scale = {};
  private double[] shift = {};

  ColumnConversion(NumericFormat in, Scaling.PerIndex scaling, int dim) {
    this.in = in;
    this.scaling = scaling;
    this.dim = dim;
    indices = scaling.length();
  }

  /** Visits tiles whose factors are laid out. */
  @FunctionalInterface
  private interface TileVisitor {
    /** {@return whether to go on} */
    boolean visit(MemorySegment a, long atA, MemorySegment b, long atB, Tile tile);
  }

  /** Few enough rows and columns for an array. */
  private record Tile(StridedWalk.Dim rows, StridedWalk.Dim columns) {
    int size() {
      return (int) (rows.n() * columns.n());
    }

    void load(StagingArray to, MemorySegment memory, long at) {
      int n = (int) columns.n();
      to.load(memory, at, (int) rows.n(), rows.a(), n, columns.a(), n);
    }

    void store(StagingArray from, MemorySegment memory, long at) {
      int n = (int) columns.n();
      from.store(memory, at, (int) rows.n(), rows.b(), n, columns.b(), n);
    }
  }

  /**
   * {@return whether the items along a dimension are those that lie closest together, or each index
   * has few of them}
   */
  static boolean suits(Layout a, Layout b, int dim) {
    int last = Math.max(a.lastPointer(), b.lastPointer());
    if (b.shape(dim) < 2 || dim <= last) {
      return false;
    }
    int closer = closer(b, dim);
    return closer < 0 || (closer > last && b.size() / b.shape(dim) <= FEW);
  }

  /** The dimension whose items lie closest, if they lie closer than those of one; -1 if none do. */
  private static int closer(Layout layout, int dim) {
    int closest = -1;
    long least = Math.abs(layout.stride(dim));
    for (int d = layout.lastPointer() + 1; d < layout.ndim(); d++) {
      if (d != dim && layout.shape(d) > 1 && Math.abs(layout.stride(d)) < least) {
        closest = d;
        least = Math.abs(layout.stride(d));
      }
    }
    return closest;
  }

  void convert(StridedMemory a, StridedMemory b, NumericFormat out, boolean saturates) {
    NumberReader reader = in.reader();
    NumberWriter writer = out.writer(saturates);
    StagingArray from = in.numberBlock();
    StagingArray to = out.numberBlock();
    tiles(
        a,
        b,
        (ma, atA, mb, atB, tile) -> {
          int n = tile.size();
          load(from, ma, atA, tile);
          to.reserve(n);
          double[] numbers = reader.toDoubles(from.array(), writer.doublesFor(to.array(), n), n);
          scale(numbers, scale, shift, n);
          writer.fromDoubles(numbers, to.array(), n);
          if (out.swapped()) {
            to.swapBytes(n);
          }
          tile.store(to, mb, atB);
          return true;
        });
  }

  /** {@return whether no finite number becomes infinite as a float of a type} */
  boolean fits(StridedMemory a, ScalarType type) {
    NumberReader reader = in.reader();
    double limit = FiniteFit.limit(type);
    StagingArray from = in.numberBlock();
    return tiles(
        a,
        a,
        (memory, at, _, _, tile) -> {
          int n = tile.size();
          load(from, memory, at, tile);
          return leaving(reader.toDoubles(from.array(), n), scale, shift, n, limit) == 0;
        });
  }

  private void load(StagingArray to, MemorySegment memory, long at, Tile tile) {
    to.reserve(tile.size());
    tile.load(to, memory, at);
    if (in.swapped()) {
      to.swapBytes(tile.size());
    }
  }

  /** An index is a row of a tile along the dimension whose items lie closer, else a column. */
  private boolean tiles(StridedMemory a, StridedMemory b, TileVisitor visitor) {
    int inner = closer(b.layout(), dim);
    boolean isRow = inner >= 0;
    StridedWalk walk = StridedWalk.anyOrder(others(a, inner), others(b, inner));
    StridedWalk.Dim all = along(dim, a, b);
    StridedWalk.Dim row = isRow ? along(inner, a, b) : all;
    int most = isRow ? (int) Math.max(1, TILE / row.n()) : TILE;
    for (int i = 0; i < indices; i += most) {
      int first = i;
      StridedWalk.Dim some = new StridedWalk.Dim(Math.min(most, indices - i), all.a(), all.b());
      long together = isRow ? 1 : Math.clamp(TILE / some.n(), 1, walk.n());
      if (isRow) {
        layOutRows(first, (int) some.n(), (int) row.n());
      } else {
        layOutColumns(first, (int) some.n(), (int) together);
      }
      boolean goesOn =
          walk.rows((ma, atA, mb, atB) -> {
            for (long k = 0; k < walk.n(); k += together) {
              long n = Math.min(together, walk.n() - k);
              Tile tile =
                  isRow
                      ? new Tile(some, row)
                      : new Tile(new StridedWalk.Dim(n, walk.strideA(), walk.strideB()), some);
              if (!visitor.visit(
                  ma,
                  atA + first * all.a() + k * walk.strideA(),
                  mb,
                  atB + first * all.b() + k * walk.strideB(),
                  tile)) {
                return false;
              }
            }
            return true;
          });
      if (!goesOn) {
        return false;
      }
    }
    return true;
  }

  /** The first items of the dimensions of a tile, and all of the others. */
  private StridedMemory others(StridedMemory memory, int inner) {
    StridedMemory first = memory.part(dim, 0, 1);
    return inner < 0 ? first : first.part(inner, 0, 1);
  }

  private static StridedWalk.Dim along(int d, StridedMemory a, StridedMemory b) {
    return new StridedWalk.Dim(b.layout().shape(d), a.layout().stride(d), b.layout().stride(d));
  }

  /** The first row, which is copied on: what is laid out already is as much again. */
  private void layOutColumns(int first, int columns, int rows) {
    int n = rows * columns;
    reserveFactors(n);
    for (int c = 0; c < columns; c++) {
      Scaling.Uniform factors = scaling.at(first + c);
      scale[c] = factors.scale();
      shift[c] = factors.shift();
    }
    for (int done = columns; done < n; done *= 2) {
      int more = Math.min(done, n - done);
      System.arraycopy(scale, 0, scale, done, more);
      System.arraycopy(shift, 0, shift, done, more);
    }
  }

  private void layOutRows(int first, int rows, int columns) {
    reserveFactors(rows * columns);
    for (int r = 0; r < rows; r++) {
      Scaling.Uniform factors = scaling.at(first + r);
      for (int i = r * columns; i < (r + 1) * columns; i++) {
        scale[i] = factors.scale();
        shift[i] = factors.shift();
      }
    }
  }

  private void reserveFactors(int n) {
    if (scale.length < n) {
      scale = new double[n];
      shift = new double[n];
    }
  }

  private static void scale(double[] numbers, double[] scale, double[] shift, int n) {
    for (int i = 0; i < n; i++) {
      numbers[i] = numbers[i] * scale[i] + shift[i];
    }
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
