package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;

/** Numbers of any type, as doubles, in blocks that stay in the cache. */
final class NumberBlocks implements CellCollector {
  /** Shorter rows that are each a cell of their own are summed one by one. */
  private static final int SHORT_ROW = 48;

  private final Moments moments;
  private final @Nullable NumericFormat format;
  private final @Nullable StagingArray raw;
  private final @Nullable NumberReader reader;
  private final ItemCodec codec;
  private final LaneMoments lanes;

  NumberBlocks(RawView view, Moments moments) {
    this.moments = moments;
    format = NumericFormat.of(view.format());
    raw = format == null ? null : format.numberBlock();
    reader = format == null ? null : format.reader();
    codec = view.codec();
    lanes = new LaneMoments(moments);
    if (raw != null) {
      raw.reserve(LaneMoments.WIDTH);
    }
  }

  @Override
  public void table(
      MemorySegment memory, long at, StridedWalk.Dim outer, StridedWalk.Dim inner, long cell) {
    if (inner.a() == 0 && outer.a() == 0) {
      oneCell(memory, at, outer, inner, cell);
    } else if (inner.a() == 0 && inner.n() >= SHORT_ROW) {
      for (long r = 0; r < outer.n(); r++) {
        oneRow(memory, at + r * outer.b(), inner, cell + r * outer.a());
      }
    } else if (inner.a() == 0) {
      shortRows(memory, at, outer, inner, cell);
    } else if (outer.a() == 0) {
      columns(memory, at, outer, inner, cell);
    } else {
      StridedWalk.Dim one = new StridedWalk.Dim(1, 0, 0);
      for (long r = 0; r < outer.n(); r++) {
        columns(memory, at + r * outer.b(), one, inner, cell + r * outer.a());
      }
    }
  }

  @Override
  public void giveTo(Moments other) {
    if (other != moments) {
      other.addAll(moments);
    }
  }

  /** Many rows of a cell: those that are short together. */
  private void oneCell(
      MemorySegment memory, long at, StridedWalk.Dim outer, StridedWalk.Dim inner, long cell) {
    if (inner.n() >= LaneMoments.WIDTH || outer.n() == 1) {
      for (long r = 0; r < outer.n(); r++) {
        oneRow(memory, at + r * outer.b(), inner, cell);
      }
      return;
    }
    int columns = (int) inner.n();
    int together = LaneMoments.WIDTH / columns;
    lanes.begin(1, (int) cell, 0);
    for (long r = 0; r < outer.n(); r += together) {
      int rows = (int) Math.min(together, outer.n() - r);
      read(memory, at + r * outer.b(), rows, outer.b(), columns, inner.b(), lanes.next());
      lanes.added(rows * columns);
    }
    lanes.end();
  }

  private void oneRow(MemorySegment memory, long at, StridedWalk.Dim row, long cell) {
    lanes.begin(1, (int) cell, 0);
    for (long i = 0; i < row.n(); i += LaneMoments.WIDTH) {
      int n = (int) Math.min(LaneMoments.WIDTH, row.n() - i);
      read(memory, at + i * row.b(), 1, 0, n, row.b(), lanes.next());
      lanes.added(n);
    }
    lanes.end();
  }

  private void columns(
      MemorySegment memory, long at, StridedWalk.Dim outer, StridedWalk.Dim inner, long cell) {
    for (long c = 0; c < inner.n(); c += LaneMoments.WIDTH) {
      int columns = (int) Math.min(LaneMoments.WIDTH, inner.n() - c);
      int together = LaneMoments.WIDTH / columns;
      lanes.begin(columns, (int) (cell + c * inner.a()), (int) inner.a());
      for (long r = 0; r < outer.n(); r += together) {
        int rows = (int) Math.min(together, outer.n() - r);
        long from = at + r * outer.b() + c * inner.b();
        read(memory, from, rows, outer.b(), columns, inner.b(), lanes.next());
        lanes.added(rows * columns);
      }
      lanes.end();
    }
  }

  private void shortRows(
      MemorySegment memory, long at, StridedWalk.Dim outer, StridedWalk.Dim inner, long cell) {
    int columns = (int) inner.n();
    int together = LaneMoments.WIDTH / columns;
    double[] numbers = new double[LaneMoments.WIDTH];
    for (long r = 0; r < outer.n(); r += together) {
      int rows = (int) Math.min(together, outer.n() - r);
      read(memory, at + r * outer.b(), rows, outer.b(), columns, inner.b(), numbers);
      for (int i = 0; i < rows; i++) {
        lanes.run(numbers, i * columns, columns, (int) (cell + (r + i) * outer.a()));
      }
    }
  }

  private void read(
      MemorySegment memory,
      long at,
      int rows,
      long rowStride,
      int columns,
      long stride,
      double[] numbers) {
    int n = rows * columns;
    if (format == null || raw == null || reader == null) {
      for (int i = 0; i < n; i++) {
        long place = at + i / columns * rowStride + i % columns * stride;
        numbers[i] = ((Number) codec.get(memory, place)).doubleValue();
      }
      return;
    }
    raw.load(memory, at, rows, rowStride, columns, stride, columns);
    if (format.swapped()) {
      raw.swapBytes(n);
    }
    double[] made = reader.toDoubles(raw.array(), numbers, n);
    if (made != numbers) {
      System.arraycopy(made, 0, numbers, 0, n);
    }
  }
}
