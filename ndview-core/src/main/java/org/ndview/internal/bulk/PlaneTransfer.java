package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings planes of items over by kernels: planes whose rows become columns, rows that are too short
 * to be copied one by one, and rows that run backward. Numbers that are converted are turned into a
 * small block first.
 */
public final class PlaneTransfer {
  private static final @Nullable PlaneKernels KERNELS =
      VectorModule.find(PlaneKernels.class, "VectorPlanes");

  /** Rows and columns that a kernel is given at once. */
  private static final int MOST = 1 << 20;

  /** Fewer rows than this cost more than what is done with them. */
  private static final int FEW = 16;

  /** The rows of the second memory that are turned together on the way. */
  private static final int STRIP = PlaneKernels.FEWEST;

  /** What is done with a plane. */
  private enum Kind {
    /** Rows become columns. */
    TURN,
    /** Rows are copied. */
    COPY,
    /** Rows are copied backwards. */
    REVERSE
  }

  private final PlaneKernels kernels;
  private final StridedWalk walk;
  private final int width;
  private final Kind kind;

  private final StridedWalk.Dim[] outer;
  private final StridedWalk.Dim rows;
  private final StridedWalk.Dim columns;

  private PlaneTransfer(PlaneKernels kernels, StridedWalk walk, int width, Kind kind, int row) {
    this.kernels = kernels;
    this.walk = walk;
    this.width = width;
    this.kind = kind;
    rows = walk.dim(row);
    columns = walk.dim(walk.ndim() - 1);
    outer = new StridedWalk.Dim[walk.ndim() - 2];
    for (int d = 0, to = 0; d < walk.ndim() - 1; d++) {
      if (d != row) {
        outer[to++] = walk.dim(d);
      }
    }
  }

  /**
   * {@return the transfer, or null if there are no kernels for it}
   *
   * @param walk the two memories, with items, in the order that suits the second
   * @param widthA of an item of the first (in bytes): 1, 2, 4 or 8
   * @param widthB of an item of the second (in bytes)
   */
  public static @Nullable PlaneTransfer of(StridedWalk walk, int widthA, int widthB) {
    int last = walk.ndim() - 1;
    PlaneKernels kernels = KERNELS;
    if (kernels == null || walk.isEmpty() || last < 1 || !walk.isPlain()) {
      return null;
    }
    StridedWalk.Dim columns = walk.dim(last);
    if (columns.b() != widthB) {
      return null;
    }
    boolean keeps = widthA == widthB;
    if (keeps && columns.a() == widthA) {
      long bytes = columns.n() * widthA;
      boolean rows = bytes >= PlaneKernels.FEWEST_BYTES && bytes <= PlaneKernels.MOST_BYTES;
      return rows && WarmUp.isWarm("rows", walk.size(), copies(kernels))
          ? new PlaneTransfer(kernels, walk, widthA, Kind.COPY, manyRows(walk))
          : null;
    }
    if (keeps
        && columns.a() == -widthA
        && columns.n() * widthA >= PlaneKernels.FEWEST_REVERSED
        && WarmUp.isWarm("reverse" + widthA, walk.size(), reverses(kernels, widthA))) {
      return new PlaneTransfer(kernels, walk, widthA, Kind.REVERSE, manyRows(walk));
    }
    for (int d = last - 1; d >= 0; d--) {
      StridedWalk.Dim dim = walk.dim(d);
      if (Math.abs(dim.a()) == widthA
          && dim.n() >= (widthA == Long.BYTES ? PlaneKernels.FEWEST / 2 : PlaneKernels.FEWEST)
          && columns.n() >= (keeps ? PlaneKernels.FEWEST : RunKernel.FEWEST)) {
        return WarmUp.isWarm("turn" + widthA, walk.size(), turns(kernels, widthA))
            ? new PlaneTransfer(kernels, walk, widthA, Kind.TURN, d)
            : null;
      }
    }
    return null;
  }

  private static WarmUp.Trial turns(PlaneKernels kernels, int width) {
    int side = 3 * PlaneKernels.FEWEST;
    long row = (long) side * width;
    return scratch ->
        kernels.turn(width, scratch.slot(0), 0, row, scratch.slot(1), 0, row, side, side);
  }

  private static WarmUp.Trial reverses(PlaneKernels kernels, int width) {
    int n = 2 * PlaneKernels.FEWEST_REVERSED / width + 1;
    long row = (long) n * width;
    return scratch ->
        kernels.reverse(width, scratch.slot(0), row - width, row, scratch.slot(1), 0, row, FEW, n);
  }

  /** Rows of each of the lengths that have a loop of their own. */
  private static WarmUp.Trial copies(PlaneKernels kernels) {
    return scratch -> {
      for (int bytes = 10; bytes <= PlaneKernels.MOST_BYTES; bytes *= 2) {
        kernels.copy(bytes, scratch.slot(0), 0, bytes, scratch.slot(1), 0, bytes, FEW);
      }
    };
  }

  /** The innermost dimension of rows, unless they are few; then the longest. */
  private static int manyRows(StridedWalk walk) {
    int row = walk.ndim() - 2;
    for (int d = row - 1; d >= 0 && walk.dim(row).n() < FEW; d--) {
      row = walk.dim(d).n() > walk.dim(row).n() ? d : row;
    }
    return row;
  }

  /** {@return whether rows of the second memory are long enough for kernels of runs} */
  public boolean hasRuns() {
    return kind == Kind.TURN && columns.n() >= RunKernel.FEWEST;
  }

  /**
   * Brings all items over.
   *
   * @param steps what makes the second memory's items; of none they keep their bytes
   */
  public void run(List<RunTransfer.Step> steps) {
    try (NativeScratch scratch = NativeScratch.take()) {
      walk.blocks((a, atA, b, atB) -> {
        planes(0, steps, scratch, a, atA, b, atB);
        return true;
      });
    }
  }

  private void planes(
      int d,
      List<RunTransfer.Step> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB) {
    if (d == outer.length) {
      plane(steps, scratch, a, atA, b, atB);
      return;
    }
    StridedWalk.Dim dim = outer[d];
    for (long i = 0; i < dim.n(); i++) {
      planes(d + 1, steps, scratch, a, atA + i * dim.a(), b, atB + i * dim.b());
    }
  }

  private void plane(
      List<RunTransfer.Step> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB) {
    if (kind == Kind.TURN) {
      turn(steps, scratch, a, atA, b, atB);
      return;
    }
    int n = (int) columns.n();
    for (long r = 0; r < rows.n(); r += MOST) {
      int m = (int) Math.min(MOST, rows.n() - r);
      long p = atA + r * rows.a();
      long q = atB + r * rows.b();
      if (kind == Kind.COPY) {
        kernels.copy(n * width, a, p, rows.a(), b, q, rows.b(), m);
      } else {
        reverse(a, p, b, q, m);
      }
    }
  }

  /** Rows of any length, from their far end in the first memory. */
  private void reverse(MemorySegment a, long atA, MemorySegment b, long atB, int m) {
    parts(
        columns.n(),
        MOST,
        PlaneKernels.FEWEST_REVERSED,
        (c, n) ->
            kernels.reverse(
                width, a, atA - c * width, rows.a(), b, atB + c * width, rows.b(), m, n));
  }

  private void turn(
      List<RunTransfer.Step> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB) {
    // rows that run backward in the first memory are read forward, and written backward
    boolean backward = rows.a() < 0;
    long from = backward ? atA + (rows.n() - 1) * rows.a() : atA;
    long to = backward ? atB + (rows.n() - 1) * rows.b() : atB;
    long rowB = backward ? -rows.b() : rows.b();
    if (steps.isEmpty() && rows.n() <= MOST && columns.n() <= MOST) {
      kernels.turn(width, a, from, columns.a(), b, to, rowB, (int) columns.n(), (int) rows.n());
      return;
    }
    if (steps.isEmpty()) {
      parts(
          rows.n(),
          MOST,
          STRIP,
          (r, n) ->
              parts(
                  columns.n(),
                  MOST,
                  STRIP,
                  (c, m) -> {
                    long at = from + r * width + c * columns.a();
                    long into = to + r * rowB + c * width;
                    kernels.turn(width, a, at, columns.a(), b, into, rowB, m, n);
                  }));
      return;
    }
    parts(
        rows.n(),
        STRIP,
        STRIP,
        (r, n) ->
            parts(
                columns.n(),
                blockColumns(steps),
                RunKernel.FEWEST,
                (c, m) -> {
                  long at = from + r * width + c * columns.a();
                  long into = to + r * rowB + c * steps.getLast().width();
                  convert(steps, scratch, a, at, b, into, rowB, m, n);
                }));
  }

  /** How many columns of a strip fit what it is turned into, and a slot, with some more. */
  private int blockColumns(List<RunTransfer.Step> steps) {
    int turned = (int) (PixelKernels.CHANNELS * NativeScratch.SLOT / (2 * STRIP) / width);
    int slot = (int) NativeScratch.SLOT / RunTransfer.widest(steps, width);
    return Math.min(turned, slot) - RunKernel.FEWEST;
  }

  private void convert(
      List<RunTransfer.Step> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      long rowB,
      int m,
      int n) {
    MemorySegment block = scratch.pixels(0);
    long pitch = (long) m * width;
    kernels.turn(width, a, atA, columns.a(), block, 0, pitch, m, n);
    for (int i = 0; i < n; i++) {
      RunTransfer.run(
          steps, width, scratch, PixelKernels.CHANNELS, block, i * pitch, b, atB + i * rowB, m);
    }
  }

  private interface Part {
    void on(long from, int n);
  }

  /** Parts of at most a length, but for the last, which is not much shorter than a kernel takes. */
  private static void parts(long n, int most, int fewest, Part part) {
    for (long i = 0; i < n; ) {
      long rest = n - i;
      int m = (int) (rest < most + fewest ? rest : most);
      part.on(i, m);
      i += m;
    }
  }
}
