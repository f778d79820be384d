package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings pixels of a few items to planes, or planes to pixels, by kernels: whole where nothing
 * happens to the items and both are plain native memory, else in blocks that stay in the
 * first-level cache.
 */
public final class PixelTransfer {
  private static final PlainPixels PLAIN = new PlainPixels();
  private static final PixelKernels KERNELS = find();

  /** The most items of a pixel; with vectors, eight are turned as squares. */
  private static final int MOST =
      KERNELS == PLAIN ? PixelKernels.MOST_CHANNELS : PixelKernels.MOST_CHANNELS - 1;

  // where things lie in the scratch: both take several slots at once
  private static final int PIXELS = 0;
  private static final int PLANES = 1;
  private static final int BETWEEN = 2 * NativeScratch.PIXEL_SLOTS;

  /** Planes of channels and pixels are innermost. */
  private final StridedWalk walk;

  private final @Nullable SplitKernel split;
  private final @Nullable JoinKernel join;
  private final StridedWalk.Dim channel;
  private final StridedWalk.Dim pixel;
  private final int widthA;
  private final int widthB;

  /** How far apart planes begin in the scratch (in bytes). */
  private final long plane;

  private PixelTransfer(
      StridedWalk walk,
      @Nullable SplitKernel split,
      @Nullable JoinKernel join,
      int widthA,
      int widthB) {
    this.walk = walk;
    this.split = split;
    this.join = join;
    this.widthA = widthA;
    this.widthB = widthB;
    int last = walk.ndim() - 1;
    channel = walk.dim(split == null ? last : last - 1);
    pixel = walk.dim(split == null ? last - 1 : last);
    plane = plane((int) channel.n());
  }

  /**
   * {@return the transfer, or null if this is none of pixels, or of too few in a row}
   *
   * @param walk the two memories, with items, in the order that suits the second
   * @param widthA of an item of the first (in bytes): 1, 2, 4 or 8
   * @param widthB of an item of the second (in bytes)
   */
  public static @Nullable PixelTransfer of(StridedWalk walk, int widthA, int widthB) {
    return of(walk, widthA, widthB, false);
  }

  /**
   * Copies items as they are.
   *
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @return whether these are pixels, and this was done
   */
  static boolean copy(StridedWalk walk, int width) {
    PixelTransfer pixels = of(walk, width, width, true);
    if (pixels != null) {
      pixels.run(List.of(List.of()));
    }
    return pixels != null;
  }

  /** {@return whether that would be done} */
  static boolean canCopy(StridedWalk walk, int width) {
    return of(walk, width, width, true) != null;
  }

  private static @Nullable PixelTransfer of(
      StridedWalk walk, int widthA, int widthB, boolean copies) {
    int last = walk.ndim() - 1;
    if (last < 1 || walk.isEmpty()) {
      return null;
    }
    StridedWalk.Dim end = walk.dim(last);
    if (end.b() != widthB) {
      return null;
    }
    int channels = channels(end.a(), widthA, MOST);
    PixelKernels kernels = kernels(channels);
    if (channels > 0 && end.n() >= fewest(kernels, channels, copies)) {
      SplitKernel split = kernels.split(channels, widthA);
      for (int d = 0; d < last; d++) {
        StridedWalk.Dim dim = walk.dim(d);
        if (dim.n() == channels
            && Math.abs(dim.a()) == widthA
            && isWarm(kernels, split, walk, splits(split, channels))) {
          return new PixelTransfer(walk.withRows(d), split, null, widthA, widthB);
        }
      }
      return null;
    }
    StridedWalk.Dim before = walk.dim(last - 1);
    long times = before.a() / widthA;
    boolean apart = times > 1 && times <= PlainPixels.MOST_TIMES && copies && walk.isPlain();
    int joined = channels(before.b(), widthB, apart ? PixelKernels.MOST_CHANNELS : MOST);
    boolean joins = joined > 0 && end.n() == joined && before.a() == times * widthA;
    kernels = apart ? PLAIN : kernels(joined);
    int fewest = apart ? PlainPixels.FEW : fewest(kernels, joined, copies);
    if (!joins || !(times == 1 || apart) || before.n() < fewest) {
      return null;
    }
    JoinKernel join =
        apart ? PLAIN.joinApart(joined, widthB, (int) times) : kernels.join(joined, widthB);
    return isWarm(kernels, join, walk, joins(join, joined))
        ? new PixelTransfer(walk, null, join, widthA, widthB)
        : null;
  }

  /** What is converted between is made of runs. Short rows are turned as well by vectors. */
  private static int fewest(PixelKernels kernels, int channels, boolean copies) {
    int fewest = kernels == KERNELS ? kernels.fewest(channels) : PlainPixels.MANY;
    return copies ? fewest : Math.max(fewest, RunKernel.FEWEST);
  }

  private static PixelKernels kernels(int channels) {
    return channels <= KERNELS.mostChannels() ? KERNELS : PLAIN;
  }

  /** How many items of a width are a step, if these are as many as a pixel has; else 0. */
  private static int channels(long step, int width, int most) {
    long n = step / width;
    boolean few = n >= PixelKernels.FEWEST_CHANNELS && n <= most;
    return few && n * width == step ? (int) n : 0;
  }

  private static PixelKernels find() {
    PixelKernels vector = VectorModule.find(PixelKernels.class, "VectorPixels");
    return vector == null ? PLAIN : vector;
  }

  private static boolean isWarm(
      PixelKernels kernels, Object kernel, StridedWalk walk, WarmUp.Trial trial) {
    return !kernels.needWarmUp() || WarmUp.isWarm(kernel, walk.size(), trial);
  }

  private static WarmUp.Trial splits(SplitKernel split, int channels) {
    long plane = plane(channels);
    int n = (int) plane / Long.BYTES;
    return scratch -> split.run(scratch.pixels(PIXELS), 0, scratch.pixels(PLANES), 0, plane, n);
  }

  private static WarmUp.Trial joins(JoinKernel join, int channels) {
    long plane = plane(channels);
    int n = (int) plane / Long.BYTES;
    return scratch -> join.run(scratch.pixels(PIXELS), 0, plane, scratch.pixels(PLANES), 0, n);
  }

  /** How far apart planes begin in the scratch (in bytes). */
  private static long plane(int channels) {
    long most = NativeScratch.PIXEL_SLOTS * NativeScratch.SLOT / channels;
    return Math.min(NativeScratch.SLOT, most - most % Long.BYTES);
  }

  /** {@return whether a dimension is the one of the items of a pixel} */
  public boolean hasChannels(StridedWalk.Dim dim) {
    return channel.equals(dim);
  }

  /**
   * Brings them over.
   *
   * @param steps what makes the second memory's items of each of the channels; of none they keep
   *     their bytes
   */
  public void run(List<List<RunTransfer.Step>> steps) {
    try (NativeScratch scratch = NativeScratch.take()) {
      walk.parts(
          walk.ndim() - 2,
          (a, atA, b, atB) -> {
            if (split != null) {
              split(split, steps, scratch, a, atA, b, atB);
            } else if (join != null) {
              join(join, steps, scratch, a, atA, b, atB);
            }
            return true;
          });
    }
  }

  private void split(
      SplitKernel kernel,
      List<List<RunTransfer.Step>> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB) {
    boolean direct = isDirect(steps, a, b);
    int most = direct ? RunKernel.LONG_RUN : most(steps);
    for (long i = 0; i < pixel.n(); ) {
      int n = RunKernel.next(pixel.n() - i, most);
      long fromA = atA + i * pixel.a();
      long toB = atB + i * pixel.b();
      if (direct) {
        split(kernel, a, fromA, b, toB, channel.b(), n);
      } else {
        splitBlock(kernel, steps, scratch, a, fromA, b, toB, n);
      }
      i += n;
    }
  }

  private void join(
      JoinKernel kernel,
      List<List<RunTransfer.Step>> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB) {
    boolean direct = isDirect(steps, a, b);
    int most = direct ? RunKernel.LONG_RUN : most(steps);
    for (long i = 0; i < pixel.n(); ) {
      int n = RunKernel.next(pixel.n() - i, most);
      long fromA = atA + i * pixel.a();
      long toB = atB + i * pixel.b();
      if (direct) {
        kernel.run(a, fromA, channel.a(), b, toB, n);
      } else {
        joinBlock(kernel, steps, scratch, a, fromA, b, toB, n);
      }
      i += n;
    }
  }

  /** Whether items keep their bytes, and the kernels may work on both memories themselves. */
  private static boolean isDirect(
      List<List<RunTransfer.Step>> steps, MemorySegment a, MemorySegment b) {
    return steps.getFirst().isEmpty() && RunTransfer.isPlain(a) && RunTransfer.isPlain(b);
  }

  /** The most pixels whose planes pass through slots at once. */
  private int most(List<List<RunTransfer.Step>> steps) {
    int width = Math.max(widthA, widthB);
    int planes = (int) plane / width - RunKernel.FEWEST;
    return Math.min(planes, NativeScratch.items(RunTransfer.widest(steps.getFirst(), width)));
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
        backward ? atA + (channel.n() - 1) * channel.a() : atA,
        b,
        backward ? atB + (channel.n() - 1) * planeB : atB,
        backward ? -planeB : planeB,
        n);
  }

  private void splitBlock(
      SplitKernel kernel,
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
      long first = Math.min(0, (channel.n() - 1) * channel.a());
      at = -first;
      MemorySegment.copy(a, atA + first, pixels, 0, channel.n() * widthA * n);
    }
    MemorySegment planes = scratch.pixels(PLANES);
    split(kernel, pixels, at, planes, 0, plane, n);
    for (int c = 0; c < channel.n(); c++) {
      RunTransfer.run(
          steps.get(c % steps.size()),
          widthA,
          scratch,
          BETWEEN,
          planes,
          c * plane,
          b,
          atB + c * channel.b(),
          n);
    }
  }

  private void joinBlock(
      JoinKernel kernel,
      List<List<RunTransfer.Step>> steps,
      NativeScratch scratch,
      MemorySegment a,
      long atA,
      MemorySegment b,
      long atB,
      int n) {
    MemorySegment planes = scratch.pixels(PLANES);
    for (int c = 0; c < channel.n(); c++) {
      RunTransfer.run(
          steps.get(c % steps.size()),
          widthA,
          scratch,
          BETWEEN,
          a,
          atA + c * channel.a(),
          planes,
          c * plane,
          n);
    }
    if (RunTransfer.isPlain(b)) {
      kernel.run(planes, 0, plane, b, atB, n);
    } else {
      MemorySegment pixels = scratch.pixels(PIXELS);
      kernel.run(planes, 0, plane, pixels, 0, n);
      MemorySegment.copy(pixels, 0, b, atB, channel.n() * widthB * n);
    }
  }
}
