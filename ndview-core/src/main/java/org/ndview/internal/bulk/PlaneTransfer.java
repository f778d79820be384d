package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Brings planes of items over by kernels: planes whose rows become columns, rows that are too short
 * to be copied one by one, and rows that run backward.
 */
final class PlaneTransfer {
  /** The kernels of the Vector API; null if this JVM has none. */
  static final @Nullable PlaneKernels KERNELS =
      VectorModule.find(PlaneKernels.class, "VectorPlanes");

  /** Rows and columns that a kernel is given at once. */
  private static final int MOST = 1 << 20;

  /** Lines that are worth a loop in plain Java. */
  private static final int LONG = 32;

  /** The items of a plane whose lines are shorter, up to which a table costs less. */
  private static final int MANY = 256;

  /** Fewer rows than this cost more than what is done with them. */
  private static final int FEW = 16;

  private final PlaneKernel kernel;

  /** Planes of rows and columns are innermost. */
  private final StridedWalk walk;

  /** The rows of the first memory. */
  private final StridedWalk.Dim rows;

  /** Their items. */
  private final StridedWalk.Dim items;

  /** How far apart the rows of the second memory begin (in bytes). */
  private final long rowB;

  private final long shiftA;
  private final long shiftB;

  private PlaneTransfer(PlaneKernel kernel, StridedWalk walk, boolean turns) {
    this.kernel = kernel;
    this.walk = walk;
    StridedWalk.Dim outer = walk.dim(walk.ndim() - 2);
    StridedWalk.Dim inner = walk.dim(walk.ndim() - 1);
    // turned rows that run backward in the first memory are read forward, and written backward
    boolean backward = turns && outer.a() < 0;
    StridedWalk.Dim forward =
        backward ? new StridedWalk.Dim(outer.n(), -outer.a(), -outer.b()) : outer;
    shiftA = backward ? (outer.n() - 1) * outer.a() : 0;
    shiftB = backward ? (outer.n() - 1) * outer.b() : 0;
    rows = turns ? inner : outer;
    items = turns ? forward : inner;
    rowB = forward.b();
  }

  /**
   * Copies items as they are.
   *
   * @param walk the two memories, with items, in the order that suits the second
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @return whether there are kernels for it, and this was done
   */
  static boolean copy(StridedWalk walk, int width) {
    PlaneTransfer planes = of(walk, width);
    if (planes != null) {
      planes.run();
    }
    return planes != null;
  }

  /** {@return the transfer, or null if there are no kernels for it} */
  static @Nullable PlaneTransfer of(StridedWalk walk, int width) {
    int last = walk.ndim() - 1;
    if (walk.isEmpty() || last < 1 || !walk.isPlain() || walk.strideB() != width) {
      return null;
    }
    PlaneKernels kernels = KERNELS;
    PlaneTransfer vectors = kernels == null ? null : of(kernels, walk, width);
    return vectors == null ? plain(walk, width) : vectors;
  }

  private static PlaneTransfer ofRows(StridedWalk walk, int width, PlaneKernel copy) {
    StridedWalk inBytes = walk.wider(width, 1);
    return new PlaneTransfer(copy, inBytes.withRows(manyRows(inBytes)), false);
  }

  private static @Nullable PlaneTransfer of(PlaneKernels kernels, StridedWalk walk, int width) {
    long step = walk.strideA();
    if (step == width) {
      PlaneKernel copy = rowCopy(walk.n() * width, walk.size());
      return copy == null ? null : ofRows(walk, width, copy);
    }
    if (step == -width && walk.n() * width >= PlaneKernels.FEWEST_REVERSED) {
      PlaneKernel reverse = kernels.reverse(width);
      if (WarmUp.isWarm(reverse, walk.size(), reverses(reverse, width))) {
        return new PlaneTransfer(reverse, walk.withRows(manyRows(walk)), false);
      }
    }
    int d = turned(walk, width, width == 1 ? PlaneKernels.FEWEST : PlaneKernels.FEW);
    if (d < 0 || !turnsMostOnce(walk.dim(d).n(), walk.n())) {
      return null;
    }
    PlaneKernel turn = kernels.turn(width, Math.min(walk.dim(d).n(), walk.n()));
    return WarmUp.isWarm(turn, walk.size(), turns(turn, width))
        ? new PlaneTransfer(turn, walk.withRows(d), true)
        : null;
  }

  /** Whether blocks, of which the last reach back, turn no more than half of the items twice. */
  private static boolean turnsMostOnce(long m, long n) {
    int lines = Math.min(m, n) < PlaneKernels.FEWEST ? PlaneKernels.FEW : PlaneKernels.FEWEST;
    return inBlocks(m, lines) * inBlocks(n, lines) <= 2 * m * n;
  }

  /** As many as are turned of so many rows or columns; a single last one is by itself. */
  private static long inBlocks(long n, int lines) {
    return n % lines == 1 ? n : Math.ceilDiv(n, lines) * lines;
  }

  /**
   * {@return the kernel that copies rows of so many bytes; null if there is none, by now}
   *
   * @param work that it is wanted for
   */
  static @Nullable PlaneKernel rowCopy(long bytes, long work) {
    PlaneKernels kernels = KERNELS;
    if (kernels == null || bytes < PlaneKernels.FEWEST_BYTES || bytes > PlaneKernels.MOST_BYTES) {
      return null;
    }
    PlaneKernel copy = kernels.copy(bytes);
    return WarmUp.isWarm(copy, work, copies(copy, (int) bytes)) ? copy : null;
  }

  /** {@return the transfer by loops in plain Java, which any JVM has; null if none is worth it} */
  static @Nullable PlaneTransfer plain(StridedWalk walk, int width) {
    if (Math.abs(walk.strideA()) != width) {
      return plainTurn(walk, width);
    }
    // a call for each longer row costs less than its bytes
    long bytes = walk.n() * width;
    if (bytes < Long.BYTES || bytes > PlaneKernels.MOST_BYTES) {
      return null;
    }
    if (walk.strideA() > 0) {
      return ofRows(walk, width, RowLoops.of(bytes));
    }
    int d = manyRows(walk);
    return walk.dim(d).n() < FEW
        ? null
        : new PlaneTransfer(PlainPlanes.of(width).reverse(), walk.withRows(d), false);
  }

  private static @Nullable PlaneTransfer plainTurn(StridedWalk walk, int width) {
    PlainPlanes loops = PlainPlanes.of(width);
    int lines = loops.lines();
    int d = turned(walk, width, lines);
    if (d < 0) {
      return null;
    }
    long shorter = Math.min(walk.dim(d).n(), walk.n());
    long longer = Math.max(walk.dim(d).n(), walk.n());
    boolean mostOnce = Math.ceilDiv(shorter, lines) * lines <= shorter + shorter / 2;
    // bytes are turned fastest, and a table takes as long for them as for others
    boolean many = longer * shorter > (width == 1 ? MANY - 1 : MANY);
    boolean worth = mostOnce && (many || longer >= LONG);
    return worth ? new PlaneTransfer(loops.turn(), walk.withRows(d), true) : null;
  }

  /**
   * The dimension along which the first memory's items lie side by side, where the second's do so
   * along the last, and both are long enough; -1 if there is none.
   */
  private static int turned(StridedWalk walk, int width, int fewest) {
    long n = walk.n();
    if (n < fewest || Math.abs(walk.strideA()) == width) {
      return -1;
    }
    for (int d = walk.ndim() - 2; d >= 0; d--) {
      StridedWalk.Dim dim = walk.dim(d);
      boolean plane = dim.n() >= fewest && dim.n() * n >= PlaneKernels.FEWEST_ITEMS;
      if (Math.abs(dim.a()) == width && plane) {
        return d;
      }
    }
    return -1;
  }

  static WarmUp.Trial turns(PlaneKernel turn, int width) {
    int side = width <= Short.BYTES ? 48 : 32;
    long row = (long) side * width;
    return scratch -> turn.run(scratch.slot(0), 0, row, scratch.slot(1), 0, row, side, side);
  }

  static WarmUp.Trial reverses(PlaneKernel reverse, int width) {
    int n = 2 * PlaneKernels.FEWEST_REVERSED / width + 1;
    long row = (long) n * width;
    int rows = (int) (NativeScratch.SLOT / row);
    return scratch ->
        reverse.run(scratch.slot(0), row - width, row, scratch.slot(1), 0, row, rows, n);
  }

  /** Rows of a length. */
  static WarmUp.Trial copies(PlaneKernel copy, int bytes) {
    int rows = NativeScratch.trialRows(bytes);
    return scratch -> copy.run(scratch.slot(0), 0, bytes, scratch.slot(1), 0, bytes, rows, bytes);
  }

  /** The innermost dimension of rows, unless they are few; then the longest. */
  static int manyRows(StridedWalk walk) {
    int row = walk.ndim() - 2;
    for (int d = row - 1; d >= 0 && walk.dim(row).n() < FEW; d--) {
      row = walk.dim(d).n() > walk.dim(row).n() ? d : row;
    }
    return row;
  }

  /** Brings all items over. Small planes cost less than to be visited: they have a loop. */
  void run() {
    int outside = Math.max(walk.ndim() - 3, 0);
    StridedWalk.Dim each = walk.ndim() > 2 ? walk.dim(outside) : new StridedWalk.Dim(1, 0, 0);
    walk.parts(
        outside,
        (a, atA, b, atB) -> {
          for (long i = 0; i < each.n(); i++) {
            plane(a, atA + i * each.a() + shiftA, b, atB + i * each.b() + shiftB);
          }
          return true;
        });
  }

  private void plane(MemorySegment a, long from, MemorySegment b, long to) {
    if (rows.n() <= MOST && items.n() <= MOST) {
      kernel.run(a, from, rows.a(), b, to, rowB, (int) rows.n(), (int) items.n());
      return;
    }
    parts(
        rows.n(),
        MOST,
        PlaneKernels.FEWEST,
        (r, m) ->
            parts(
                items.n(),
                MOST,
                PlaneKernels.FEWEST_REVERSED,
                (i, n) -> {
                  long at = from + r * rows.a() + i * items.a();
                  long into = to + r * rows.b() + i * items.b();
                  kernel.run(a, at, rows.a(), b, into, rowB, m, n);
                }));
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
