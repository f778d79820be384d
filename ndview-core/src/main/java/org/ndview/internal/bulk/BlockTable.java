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
   * {@return the table of a walk's last dimensions, or null if those are long enough to be looped
   * over}
   *
   * @param turned the same with the planes innermost that could be turned
   * @param planes whether these can be turned by loops, unless they are small
   */
  static @Nullable BlockTable of(StridedWalk turned, StridedWalk walk, boolean planes) {
    int last = walk.ndim() - 1;
    if (last < 2 || (planes && !isSmall(turned.dim(last - 1).n(), turned.dim(last).n()))) {
      return null;
    }
    long inner = 1;
    int first = last;
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

  private static boolean isSmall(long rows, long columns) {
    return rows <= SMALL && columns <= SMALL && rows * columns <= SMALL;
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
