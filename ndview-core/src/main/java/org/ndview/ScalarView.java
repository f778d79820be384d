package org.ndview;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.internal.memory.Backing;
import org.ndview.internal.memory.LentMemory;

/**
 * A view of scalars without pointers: the offset of an item is one sum of products. Its subclasses,
 * one for each type and byte order, and of those one for each kind of memory, are generated
 * (ScalarViews).
 */
@SuppressWarnings("serial") // as NdView
abstract non-sealed class ScalarView extends NdView {
  private static final MemoryGuard OPEN = () -> {};

  /** Asked by the subclasses for guarded memory; it agrees to all where there is none. */
  final MemoryGuard guard;

  private final @Nullable LentMemory lent;
  private final @Nullable Thread user;

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
    guard = Objects.requireNonNullElse(backing.guard(), OPEN);
    lent = backing.lent();
    user = lent == null ? null : lent.user();
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

  /** The segment for this thread, asked by the subclasses for lent memory. */
  final MemorySegment here() {
    return lent == null || Thread.currentThread() == user ? segment : lent.shared();
  }

  final long at(long i) {
    checkOpenRank(1);
    return offset(i);
  }

  final long at(long i, long j) {
    checkOpenRank(2);
    return offset(i, j);
  }

  final long at(long i, long j, long k) {
    checkOpenRank(3);
    return offset(i, j, k);
  }

  final long at(long i, long j, long k, long l) {
    checkOpenRank(4);
    return offset(i, j, k, l);
  }

  final long at(long... index) {
    checkOpenRank(index.length);
    return layout.offsetOf(index);
  }

  final long atToWrite(long i) {
    checkWriteRank(1);
    return offset(i);
  }

  final long atToWrite(long i, long j) {
    checkWriteRank(2);
    return offset(i, j);
  }

  final long atToWrite(long i, long j, long k) {
    checkWriteRank(3);
    return offset(i, j, k);
  }

  final long atToWrite(long i, long j, long k, long l) {
    checkWriteRank(4);
    return offset(i, j, k, l);
  }

  final long atToWrite(long... index) {
    checkWriteRank(index.length);
    return layout.offsetOf(index);
  }

  private long offset(long i) {
    try {
      return offset + Objects.checkIndex(i, n0) * s0;
    } catch (IndexOutOfBoundsException e) {
      throw outside(i);
    }
  }

  private long offset(long i, long j) {
    try {
      return offset + Objects.checkIndex(i, n0) * s0 + Objects.checkIndex(j, n1) * s1;
    } catch (IndexOutOfBoundsException e) {
      throw outside(i, j);
    }
  }

  private long offset(long i, long j, long k) {
    try {
      return offset
          + Objects.checkIndex(i, n0) * s0
          + Objects.checkIndex(j, n1) * s1
          + Objects.checkIndex(k, n2) * s2;
    } catch (IndexOutOfBoundsException e) {
      throw outside(i, j, k);
    }
  }

  private long offset(long i, long j, long k, long l) {
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

  @Override
  final Object boxed(long... index) {
    return boxed(at(index));
  }

  /** The item at an offset that was checked, boxed. */
  abstract Object boxed(long at);
}
