package org.ndview.internal.bulk;

import org.jspecify.annotations.Nullable;

/**
 * Where the items of a block of several short dimensions lie, in two memories. What is read and
 * written by such a table needs no loop for each of the dimensions, which would cost more than the
 * few items of its rows.
 */
final class BlockTable {
  /** The items of a block at most; their bytes stay in the first-level cache. */
  private static final int MOST = 1024;

  /** Planes of fewer items than this are too small for loops of their own. */
  private static final int SMALL = 256;

  /** The dimension that is cut into parts: the outermost of the block. */
  final StridedWalk.Dim cut;

  /** The items of a part of a cut dimension, at most. */
  final int part;

  /** The items behind one index of the cut dimension. */
  final int inner;

  /** The first dimensions that are outside the block, as many as this. */
  final int outside;

  /** Places from the block's first item (in bytes). */
  final int[] a;

  final int[] b;

  private BlockTable(StridedWalk.Dim[] dims, int part, int inner, int outside) {
    this.cut = dims[0];
    this.part = part;
    this.inner = inner;
    this.outside = outside;
    a = new int[part * inner];
    b = new int[part * inner];
    int filled = 1;
    for (int d = dims.length - 1; d >= 0; d--) {
      int n = d == 0 ? part : (int) dims[d].n();
      for (int i = 1; i < n; i++) {
        int stepA = (int) (i * dims[d].a());
        int stepB = (int) (i * dims[d].b());
        for (int k = 0, to = i * filled; k < filled; k++, to++) {
          a[to] = a[k] + stepA;
          b[to] = b[k] + stepB;
        }
      }
      filled *= n;
    }
  }

  /**
   * {@return the table of the planes of a walk's last two dimensions, and of some around them; null
   * if a plane is large enough by itself}
   */
  static @Nullable BlockTable of(StridedWalk walk) {
    int rows = walk.ndim() - 2;
    if (rows < 1) {
      return null;
    }
    long m = walk.dim(rows).n();
    long n = walk.dim(rows + 1).n();
    if (m > SMALL || n > SMALL || m * n > SMALL) {
      return null;
    }
    long inner = m * n;
    int first = rows - 1;
    while (first > 0 && walk.dim(first).n() <= MOST / inner) {
      inner *= walk.dim(first).n();
      first--;
    }
    long cut = walk.dim(first).n();
    int part = (int) Math.ceilDiv(cut, Math.ceilDiv(cut, Math.max(1, MOST / inner)));
    StridedWalk.Dim[] dims = new StridedWalk.Dim[walk.ndim() - first];
    double span = 0;
    for (int d = 0; d < dims.length; d++) {
      dims[d] = walk.dim(first + d);
      double count = d == 0 ? part : dims[d].n();
      span += count * Math.max(Math.abs((double) dims[d].a()), Math.abs((double) dims[d].b()));
    }
    // along the target's rows, or across them: what steps less in the target comes last
    for (int d = dims.length - 2; d > 1 && dims[d].b() > dims[d - 1].b(); d--) {
      StridedWalk.Dim other = dims[d];
      dims[d] = dims[d - 1];
      dims[d - 1] = other;
    }
    return span < Integer.MAX_VALUE ? new BlockTable(dims, part, (int) inner, first) : null;
  }

  /** {@return whether the items of a table follow each other} */
  static boolean isRun(int[] places, int width) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != i * width) {
        return false;
      }
    }
    return true;
  }
}
