package org.ndview;

import java.util.Arrays;

/** Converts items with a scale and a shift for each index along an axis. */
record ChannelConversion(
    NdView from, NdView to, Casting casting, double[] scale, double[] shift, int dim) {
  static ChannelConversion of(
      NdView from, NdView to, Casting casting, double[] scale, double[] shift, int axis) {
    to.checkSameShape(from);
    int dim = LayoutAxes.axis(axis, to.layout.ndim());
    long n = to.layout.shape(dim);
    if (scale.length != n || shift.length != n) {
      throw new IllegalArgumentException(
          "%d scales and %d shifts for the %d indices of dimension %d"
              .formatted(scale.length, shift.length, n, dim));
    }
    return new ChannelConversion(from, to, casting, scale, shift, dim);
  }

  /** Nothing can fail once the first item is written. */
  void run(Execution execution) {
    new Conversion(from, to, casting, 1, 0, true, execution).check();
    if (to.size() == 0) {
      return;
    }
    from.checkReachable();
    to.checkReachable();
    boolean copies = Copies.mayOverlap(from, to);
    NdView source = copies ? from.copy(Order.C, execution) : from;
    try {
      Rows in = Rows.of(from.format);
      Rows out = Rows.of(to.format);
      if (in == null || out == null || in.bits() > 8 || to.layout.hasPointers()) {
        eachIndex(source, execution);
      } else {
        Parts.each(
            Copies.inOneOrder(to, execution),
            dim,
            Walk.Side.of(source),
            Walk.Side.of(to),
            (a, b) -> pixels(a, b, in, out));
      }
    } finally {
      if (copies) {
        source.close();
      }
    }
  }

  private void eachIndex(NdView source, Execution execution) {
    for (int i = 0; i < scale.length; i++) {
      // a dimension of length 1 stays: behind pointers it could not go
      Index[] index = new Index[dim + 1];
      Arrays.fill(index, Index.all());
      index[dim] = Index.range(i, i + 1L);
      try (NdView part = source.slice(index);
          NdView target = to.slice(index)) {
        new Conversion(part, target, casting, scale[i], shift[i], true, execution).run();
      }
    }
  }

  /** Numbers of one byte: in one pass if those of a pixel lie together, else index by index. */
  private void pixels(Walk.Side a, Walk.Side b, Rows in, Rows out) {
    Walk walk = Walk.anyOrder(a, b);
    Kernels kernels = new Kernels(walk.size(), in, out, 1, 0, true);
    Transfer transfer = kernels.transfer(walk);
    if (transfer.turnsWhole(
        new Walk.Dim(scale.length, a.layout().stride(dim), b.layout().stride(dim)))) {
      transfer.with(kernels.byColumn(scale, shift)).run();
      return;
    }
    for (int i = 0; i < scale.length; i++) {
      Walk part = Walk.anyOrder(a.part(dim, i, i + 1L), b.part(dim, i, i + 1L));
      new Kernels(part.size(), in, out, scale[i], shift[i], true).transfer(part).run();
    }
  }
}
