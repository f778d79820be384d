package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings pixels of three items to planes, or planes to pixels, by kernels: whole where nothing
 * happens to the items and both are plain native memory, else in blocks that stay in the
 * first-level cache.
 */
public final class PixelTransfer {
  private static final int CHANNELS = PixelKernels.CHANNELS;

  private static final @Nullable PixelKernels KERNELS =
      VectorModule.find(PixelKernels.class, "VectorPixels");

  // where things lie in the scratch: both take three slots at once
  private static final int PIXELS = 0;
  private static final int PLANES = 1;
  private static final int BETWEEN = 6;

  private final PixelKernels kernels;
  private final StridedWalk walk;
  private final boolean splits;
  private final StridedWalk.Dim channel;
  private final StridedWalk.Dim pixel;
  private final List<StridedWalk.Dim> outer = new ArrayList<>();
  private final int widthA;
  private final int widthB;

  private PixelTransfer(
      PixelKernels kernels,
      StridedWalk walk,
      boolean splits,
      int channels,
      int pixels,
      int widthA,
      int widthB) {
    this.kernels = kernels;
    this.walk = walk;
    this.splits = splits;
    this.widthA = widthA;
    this.widthB = widthB;
    channel = walk.dim(channels);
    pixel = walk.dim(pixels);
    for (int d = 0; d < walk.ndim(); d++) {
      if (d != channels && d != pixels) {
        outer.add(walk.dim(d));
      }
    }
  }

  /**
   * {@return the transfer, or null if this is none of pixels, or there are no kernels}
   *
   * @param walk the two memories, with items, in the order that suits the second
   * @param widthA of an item of the first (in bytes): 1, 2, 4 or 8
   * @param widthB of an item of the second (in bytes)
   */
  public static @Nullable PixelTransfer of(StridedWalk walk, int widthA, int widthB) {
    int last = walk.ndim() - 1;
    PixelKernels kernels = KERNELS;
    if (kernels == null || last < 1 || walk.isEmpty()) {
      return null;
    }
    StridedWalk.Dim end = walk.dim(last);
    if (end.b() != widthB) {
      return null;
    }
    if (end.a() == (long) CHANNELS * widthA && end.n() >= RunKernel.FEWEST) {
      for (int d = 0; d < last; d++) {
        StridedWalk.Dim dim = walk.dim(d);
        if (dim.n() == CHANNELS
            && Math.abs(dim.a()) == widthA
            && WarmUp.isWarm(new Trial(true, widthA), walk.size(), split(kernels, widthA))) {
          return new PixelTransfer(kernels, walk, true, d, last, widthA, widthB);
        }
      }
      return null;
    }
    StridedWalk.Dim before = walk.dim(last - 1);
    boolean joins =
        end.n() == CHANNELS
            && before.n() >= RunKernel.FEWEST
            && before.a() == widthA
            && before.b() == (long) CHANNELS * widthB
            && WarmUp.isWarm(new Trial(false, widthB), walk.size(), join(kernels, widthB));
    return joins ? new PixelTransfer(kernels, walk, false, last, last - 1, widthA, widthB) : null;
  }

  private record Trial(boolean splits, int width) {}

  private static WarmUp.Trial split(PixelKernels kernels, int width) {
    int n = NativeScratch.items(Long.BYTES);
    long plane = (long) n * width;
    return scratch ->
        kernels.split(width, scratch.pixels(PIXELS), 0, scratch.pixels(PLANES), 0, plane, n);
  }

  private static WarmUp.Trial join(PixelKernels kernels, int width) {
    int n = NativeScratch.items(Long.BYTES);
    long plane = (long) n * width;
    return scratch ->
        kernels.join(width, scratch.pixels(PIXELS), 0, plane, scratch.pixels(PLANES), 0, n);
  }

  /** {@return whether a dimension is the one of the items of a pixel} */
  public boolean hasChannels(StridedWalk.Dim dim) {
    return channel.equals(dim);
  }

  /**
   * Brings them over.
   *
   * @param steps what makes the second memory's items of each of the three; of none they keep their
   *     bytes
   */
  public void run(List<List<RunTransfer.Step>> steps) {
    run(null, steps);
  }

  /**
   * The same, with a kernel that does all in one pass where pixels become planes in plain native
   * memory.
   */
  public void run(@Nullable SplitKernel whole, List<List<RunTransfer.Step>> steps) {
    SplitKernel split =
        splits && whole == null && steps.getFirst().isEmpty()
            ? (a, atA, b, atB, planeB, n) -> kernels.split(widthA, a, atA, b, atB, planeB, n)
            : splits ? whole : null;
    try (NativeScratch scratch = NativeScratch.take()) {
      walk.blocks((a, atA, b, atB) -> {
        planes(0, split, steps, scratch, a, atA, b, atB);
        return true;
      });
    }
  }

  private void planes(
      int d,
      @Nullable SplitKernel whole,
      List<List<RunTransfer.Step>> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB) {
    if (d < outer.size()) {
      StridedWalk.Dim dim = outer.get(d);
      for (long i = 0; i < dim.n(); i++) {
        planes(d + 1, whole, steps, scratch, a, atA + i * dim.a(), b, atB + i * dim.b());
      }
      return;
    }
    boolean direct = steps.getFirst().isEmpty() && RunTransfer.isPlain(a) && RunTransfer.isPlain(b);
    int widest = RunTransfer.widest(steps.getFirst(), Math.max(widthA, widthB));
    int most = direct ? RunKernel.LONG_RUN : NativeScratch.items(widest);
    for (long i = 0; i < pixel.n(); ) {
      int n = RunKernel.next(pixel.n() - i, most);
      long fromA = atA + i * pixel.a();
      long toB = atB + i * pixel.b();
      if (direct && whole != null) {
        split(whole, a, fromA, b, toB, channel.b(), n);
      } else if (direct) {
        join(a, fromA, channel.a(), b, toB, n);
      } else if (splits) {
        splitBlock(steps, scratch, a, fromA, b, toB, n);
      } else {
        joinBlock(steps, scratch, a, fromA, b, toB, n);
      }
      i += n;
    }
  }

  /** The first item of a pixel may be the last of the planes. */
  private void split(
      SplitKernel kernel,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      long planeB,
      int n) {
    boolean backward = channel.a() < 0;
    kernel.run(
        a,
        backward ? atA + (CHANNELS - 1) * channel.a() : atA,
        b,
        backward ? atB + (CHANNELS - 1) * planeB : atB,
        backward ? -planeB : planeB,
        n);
  }

  private void join(MemorySegment a, long atA, long planeA, MemorySegment b, long atB, int n) {
    kernels.join(widthB, a, atA, planeA, b, atB, n);
  }

  private void splitBlock(
      List<List<RunTransfer.Step>> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      int n) {
    MemorySegment pixels = a;
    long at = atA;
    if (!RunTransfer.isPlain(a)) {
      pixels = scratch.pixels(PIXELS);
      long first = Math.min(0, (CHANNELS - 1) * channel.a());
      at = -first;
      MemorySegment.copy(a, atA + first, pixels, 0, (long) CHANNELS * widthA * n);
    }
    MemorySegment planes = scratch.pixels(PLANES);
    split(
        (x, atX, y, atY, planeY, m) -> kernels.split(widthA, x, atX, y, atY, planeY, m),
        pixels,
        at,
        planes,
        0,
        NativeScratch.SLOT,
        n);
    for (int c = 0; c < CHANNELS; c++) {
      RunTransfer.run(
          steps.get(c % steps.size()),
          widthA,
          scratch,
          BETWEEN,
          planes,
          c * NativeScratch.SLOT,
          b,
          atB + c * channel.b(),
          n);
    }
  }

  private void joinBlock(
      List<List<RunTransfer.Step>> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      int n) {
    MemorySegment planes = scratch.pixels(PLANES);
    for (int c = 0; c < CHANNELS; c++) {
      RunTransfer.run(
          steps.get(c % steps.size()),
          widthA,
          scratch,
          BETWEEN,
          a,
          atA + c * channel.a(),
          planes,
          c * NativeScratch.SLOT,
          n);
    }
    if (RunTransfer.isPlain(b)) {
      join(planes, 0, NativeScratch.SLOT, b, atB, n);
    } else {
      MemorySegment pixels = scratch.pixels(PIXELS);
      join(planes, 0, NativeScratch.SLOT, pixels, 0, n);
      MemorySegment.copy(pixels, 0, b, atB, (long) CHANNELS * widthB * n);
    }
  }
}
