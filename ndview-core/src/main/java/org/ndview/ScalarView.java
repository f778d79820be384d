package org.ndview;

import java.util.Objects;
import org.ndview.format.Format;
import org.ndview.internal.memory.Backing;

/**
 * A view of scalars without pointers: the offset of an item is one sum of products. Its subclasses,
 * one for each type and byte order, are generated (ScalarViews).
 */
abstract non-sealed class ScalarView extends NdView {
  final int kind;
  private final long offset;
  private final long n0;
  private final long n1;
  private final long n2;
  private final long n3;
  private final long s0;
  private final long s1;
  private final long s2;
  private final long s3;

  ScalarView(Backing backing, Format format, Layout layout) {
    super(backing, format, layout);
    kind = backing.kind();
    offset = layout.offset();
    int ndim = layout.ndim();
    n0 = ndim > 0 ? layout.shape(0) : 0;
    n1 = ndim > 1 ? layout.shape(1) : 0;
    n2 = ndim > 2 ? layout.shape(2) : 0;
    n3 = ndim > 3 ? layout.shape(3) : 0;
    s0 = ndim > 0 ? layout.stride(0) : 0;
    s1 = ndim > 1 ? layout.stride(1) : 0;
    s2 = ndim > 2 ? layout.stride(2) : 0;
    s3 = ndim > 3 ? layout.stride(3) : 0;
  }

  final long at(long i) {
    checkRank(1);
    try {
      return offset + Objects.checkIndex(i, n0) * s0;
    } catch (IndexOutOfBoundsException e) {
      throw outside(i);
    }
  }

  final long at(long i, long j) {
    checkRank(2);
    try {
      return offset + Objects.checkIndex(i, n0) * s0 + Objects.checkIndex(j, n1) * s1;
    } catch (IndexOutOfBoundsException e) {
      throw outside(i, j);
    }
  }

  final long at(long i, long j, long k) {
    checkRank(3);
    try {
      return offset
          + Objects.checkIndex(i, n0) * s0
          + Objects.checkIndex(j, n1) * s1
          + Objects.checkIndex(k, n2) * s2;
    } catch (IndexOutOfBoundsException e) {
      throw outside(i, j, k);
    }
  }

  final long at(long i, long j, long k, long l) {
    checkRank(4);
    try {
      return offset
          + Objects.checkIndex(i, n0) * s0
          + Objects.checkIndex(j, n1) * s1
          + Objects.checkIndex(k, n2) * s2
          + Objects.checkIndex(l, n3) * s3;
    } catch (IndexOutOfBoundsException e) {
      throw outside(i, j, k, l);
    }
  }

  final long at(long... index) {
    checkRank(index.length);
    return layout.offsetOf(index);
  }
}
