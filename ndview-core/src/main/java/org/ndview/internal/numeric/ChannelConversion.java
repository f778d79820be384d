package org.ndview.internal.numeric;

import java.util.concurrent.atomic.AtomicBoolean;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.RowBlocks;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.memory.StridedMemory;

/**
 * Converts items with a scale and a shift for each index of a dimension.
 *
 * @param dim the dimension, counted from the first
 */
record ChannelConversion(
    RawView from, RawView to, Casting casting, Scaling.PerIndex channels, int dim) {
  static ChannelConversion of(
      RawView from, RawView to, Casting casting, Scaling.PerIndex channels) {
    to.checkSameShape(from);
    return new ChannelConversion(from, to, casting, channels, channels.dimOf(to.layout()));
  }

  /** Nothing can fail once the first item is written. */
  void run(Execution execution) {
    Conversion.check(from, to, casting, true);
    if (to.size() == 0) {
      return;
    }
    to.checkReachable();
    // a source that has pointers may overlap, and is followed whole before anything is written
    if (ByteCopies.mayOverlap(from.memory(), to.memory())) {
      ByteCopies.withCopy(
          from.memory(), execution, copy -> convert(RawView.of(copy, from.format()), execution));
    } else {
      convert(from, execution);
    }
  }

  private void convert(RawView source, Execution execution) {
    NumericFormat in = NumericFormat.of(from.format());
    NumericFormat out = NumericFormat.of(to.format());
    if (in == null || out == null || !allFit(source.memory(), in, out, execution)) {
      for (int i = 0; i < channels.length(); i++) {
        RawView part = RawView.of(source.memory().part(dim, i, i + 1L), source.format());
        new RangeCheck(part, to, casting, channels.at(i), dim, i).run(execution);
      }
    }
    if (in == null || out == null || to.layout().hasPointers()) {
      eachIndex(source, execution);
    } else {
      ParallelSplit.each(
          ByteCopies.acrossPointers(to.memory(), execution),
          dim,
          source.memory(),
          to.memory(),
          byBlocks((a, b) -> pixels(a, b, in, out)));
    }
  }

  /** No block may have a part of the dimension alone. */
  private ParallelSplit.Work byBlocks(ParallelSplit.Work work) {
    return dim == 0 ? work : RowBlocks.of(work);
  }

  /** Whether a look at all indices together, or none, tells that every number fits. */
  boolean allFit(StridedMemory source, NumericFormat in, NumericFormat out, Execution execution) {
    switch (casting) {
      case UNSAFE, SATURATING -> {
        return true;
      }
      case SAME_VALUE -> {
        return false;
      }
      case SAFE, SAME_KIND -> {} // scaled numbers become floats alone
    }
    Scaling.Uniform most = largest();
    if (!RangeCheck.mayLeave(in, out, most)) {
      return true;
    }
    FiniteFit byLargest = new FiniteFit(in.reader(), out.type(), most);
    AtomicBoolean fits = new AtomicBoolean(true);
    ParallelSplit.each(
        execution,
        dim,
        source,
        source,
        byBlocks((a, _) -> {
          if (fits.get() && !runsFit(a, in, byLargest) && !columnsFit(a, in, out.type())) {
            fits.set(false);
          }
        }));
    return fits.get();
  }

  /** The largest scale with the largest shift, whatever their signs. */
  private Scaling.Uniform largest() {
    double scale = 0;
    double shift = 0;
    for (int i = 0; i < channels.length(); i++) {
      scale = Math.max(scale, Math.abs(channels.at(i).scale()));
      shift = Math.max(shift, Math.abs(channels.at(i).shift()));
    }
    return new Scaling.Uniform(scale, shift);
  }

  /** A quick look at numbers that lie in runs, as if each had the largest of the factors. */
  private static boolean runsFit(StridedMemory a, NumericFormat in, FiniteFit byLargest) {
    StridedWalk walk = StridedWalk.anyOrder(a, a);
    FitKernel kernel = RangeCheck.kernel(walk, in, byLargest);
    return kernel != null
        && walk.rows((memory, at, _, _) ->
            RunTransfer.isPlain(memory)
                && RangeCheck.fit(kernel, memory, at, in.bits() / 8, walk.n()));
  }

  private boolean columnsFit(StridedMemory a, NumericFormat in, ScalarType type) {
    return ColumnConversion.suits(a.layout(), a.layout(), dim)
        && new ColumnConversion(in, channels, dim).fits(a, type);
  }

  private void eachIndex(RawView source, Execution execution) {
    for (int i = 0; i < channels.length(); i++) {
      RawView part = RawView.of(source.memory().part(dim, i, i + 1L), source.format());
      RawView target = RawView.of(to.memory().part(dim, i, i + 1L), to.format());
      Conversion.runInRange(part, target, casting, channels.at(i), execution);
    }
  }

  /** In one pass if the items of a pixel lie together, else index by index. */
  private void pixels(StridedMemory a, StridedMemory b, NumericFormat in, NumericFormat out) {
    StridedWalk walk = StridedWalk.anyOrder(a, b);
    StridedWalk.Dim channel =
        new StridedWalk.Dim(channels.length(), a.layout().stride(dim), b.layout().stride(dim));
    boolean saturates = Conversion.saturates(casting, in, out, true);
    if ((saturates || !RunConversion.run(walk, in, out, channels, channel))
        && !(in.bits() == 8 && byTables(walk, in, out, channel, saturates))) {
      if (ColumnConversion.suits(a.layout(), b.layout(), dim)) {
        new ColumnConversion(in, channels, dim).convert(a, b, out, saturates);
        return;
      }
      for (int i = 0; i < channels.length(); i++) {
        StridedWalk part = StridedWalk.anyOrder(a.part(dim, i, i + 1L), b.part(dim, i, i + 1L));
        if (saturates || !RunConversion.run(part, in, out, channels.at(i))) {
          new ConversionKernels(part.size(), in, out, channels.at(i), saturates)
              .transfer(part)
              .run();
        }
      }
    }
  }

  /** Numbers of one byte, if each tile has the items of a pixel. */
  private boolean byTables(
      StridedWalk walk,
      NumericFormat in,
      NumericFormat out,
      StridedWalk.Dim channel,
      boolean saturates) {
    ConversionKernels kernels =
        new ConversionKernels(walk.size(), in, out, channels.at(0), saturates);
    TiledTransfer transfer = kernels.transfer(walk);
    if (!transfer.interleavesWhole(channel)) {
      return false;
    }
    transfer.with(kernels.byColumn(channels)).run();
    return true;
  }
}
