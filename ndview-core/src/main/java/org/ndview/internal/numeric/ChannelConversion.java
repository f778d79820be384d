package org.ndview.internal.numeric;

import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.memory.StridedMemory;

/** Converts items with a scale and a shift for each index along an axis. */
public record ChannelConversion(
    RawView from, RawView to, Casting casting, double[] scale, double[] shift, int dim) {
  public static ChannelConversion of(
      RawView from, RawView to, Casting casting, double[] scale, double[] shift, int dim) {
    long n = to.layout().shape(dim);
    if (scale.length != n || shift.length != n) {
      throw new IllegalArgumentException(
          "%d scales and %d shifts for the %d indices of dimension %d"
              .formatted(scale.length, shift.length, n, dim));
    }
    return new ChannelConversion(from, to, casting, scale, shift, dim);
  }

  /** Nothing can fail once the first item is written. */
  public void run(Execution execution) {
    new Conversion(from, to, casting, 1, 0, true, execution).check();
    if (to.size() == 0) {
      return;
    }
    from.checkReachable();
    to.checkReachable();
    if (ByteCopies.mayOverlap(from.side(), to.side())) {
      ByteCopies.withCopy(
          from.side(), execution, copy -> convert(RawView.of(copy, from.format()), execution));
    } else {
      convert(from, execution);
    }
  }

  private void convert(RawView source, Execution execution) {
    NumericFormat in = NumericFormat.of(from.format());
    NumericFormat out = NumericFormat.of(to.format());
    if (in == null || out == null || in.bits() > 8 || to.layout().hasPointers()) {
      eachIndex(source, execution);
    } else {
      ParallelSplit.each(
          ByteCopies.inOneOrder(to.side(), execution),
          dim,
          source.side(),
          to.side(),
          (a, b) -> pixels(a, b, in, out));
    }
  }

  private void eachIndex(RawView source, Execution execution) {
    for (int i = 0; i < scale.length; i++) {
      RawView part = RawView.of(source.side().part(dim, i, i + 1L), source.format());
      RawView target = RawView.of(to.side().part(dim, i, i + 1L), to.format());
      new Conversion(part, target, casting, scale[i], shift[i], true, execution).run();
    }
  }

  /** Numbers of one byte: in one pass if those of a pixel lie together, else index by index. */
  private void pixels(StridedMemory a, StridedMemory b, NumericFormat in, NumericFormat out) {
    StridedWalk walk = StridedWalk.anyOrder(a, b);
    ConversionKernels kernels = new ConversionKernels(walk.size(), in, out, 1, 0, true);
    TiledTransfer transfer = kernels.transfer(walk);
    if (transfer.turnsWhole(
        new StridedWalk.Dim(scale.length, a.layout().stride(dim), b.layout().stride(dim)))) {
      transfer.with(kernels.byColumn(scale, shift)).run();
      return;
    }
    for (int i = 0; i < scale.length; i++) {
      StridedWalk part = StridedWalk.anyOrder(a.part(dim, i, i + 1L), b.part(dim, i, i + 1L));
      new ConversionKernels(part.size(), in, out, scale[i], shift[i], true).transfer(part).run();
    }
  }
}
