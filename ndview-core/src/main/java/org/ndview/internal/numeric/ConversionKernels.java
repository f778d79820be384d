package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.memory.StridedMemory;

/** What happens to numbers between two blocks, by the shortest way that rounds once. */
public final class ConversionKernels {
  private static final int BYTES = 256;

  private final NumericFormat source;
  private final StagingArray in;
  private final NumericFormat target;
  private final StagingArray out;
  private final Scaling.@Nullable Uniform scaling;
  private final boolean saturates;
  private final long items;

  /**
   * Makes the kernels.
   *
   * @param items how many numbers there are in all
   * @param scaling null for numbers that stay as they are
   * @param saturates whether integers beyond the target's range become its ends
   */
  public ConversionKernels(
      long items,
      NumericFormat source,
      NumericFormat target,
      Scaling.@Nullable Uniform scaling,
      boolean saturates) {
    this.items = items;
    this.saturates = saturates;
    this.source = source;
    this.target = target;
    boolean bytesAlone = scaling == null && !saturates && source.hasSameBits(target);
    in = bytesAlone ? source.block(0) : source.numberBlock();
    out = bytesAlone ? in : target.numberBlock();
    this.scaling = scaling;
  }

  /** {@return what brings the items of a walk over} */
  public TiledTransfer transfer(StridedWalk walk) {
    return new TiledTransfer(walk, in, out, choose());
  }

  /** Converts few numbers of one or two dimensions, or contiguous ones. */
  void convert(StridedMemory from, StridedMemory to) {
    Layout a = from.layout();
    Layout b = to.layout();
    int n = (int) a.size();
    in.reserve(n);
    out.reserve(n);
    if (a.isCContiguous() && b.isCContiguous()) {
      in.read(from.segment(), a.offset(), n, 0);
      choose().convert(n);
      out.write(0, to.segment(), b.offset(), n);
      return;
    }
    int line = a.ndim() - 1;
    int columns = (int) a.shape(line);
    int rows = n / columns;
    long rowA = line == 0 ? 0 : a.stride(0);
    long rowB = line == 0 ? 0 : b.stride(0);
    in.load(from.segment(), a.offset(), rows, rowA, columns, a.stride(line), columns);
    choose().convert(n);
    out.store(to.segment(), b.offset(), rows, rowB, columns, b.stride(line), columns);
  }

  /**
   * {@return what looks numbers of one byte up, each column of what is turned in a table of its
   * own}
   *
   * @param columns what the numbers of each column are scaled by
   */
  public TiledTransfer.Kernel byColumn(Scaling.PerIndex columns) {
    StagingArray[] tables = new StagingArray[columns.length()];
    for (int c = 0; c < tables.length; c++) {
      ConversionKernels column =
          new ConversionKernels(BYTES, source, target, columns.at(c), saturates);
      tables[c] = column.table(column.swapping(column.byType()));
    }
    return new ByTable(in, out, null, tables);
  }

  private TiledTransfer.Kernel choose() {
    if (in == out) {
      return source.swapped() == target.swapped() ? _ -> {} : in::swapBytes;
    }
    TiledTransfer.Kernel kernel = swapping(byType());
    if (source.bits() > 8 || items <= BYTES) {
      return kernel;
    }
    return new ByTable(in, out, hasVectorCode() ? kernel : null, table(kernel));
  }

  /** Whether C2 makes code of the loops that is faster than a table. */
  private boolean hasVectorCode() {
    return source.type() != ScalarType.BOOL
        && (target.type() == ScalarType.FLOAT32 || target.type() == ScalarType.FLOAT64);
  }

  /** There are no more than 256 numbers of one byte, so each is converted once. */
  private StagingArray table(TiledTransfer.Kernel kernel) {
    in.reserve(BYTES);
    out.reserve(BYTES);
    byte[] bytes = (byte[]) in.array();
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) i;
    }
    kernel.convert(BYTES);
    StagingArray table = target.numberBlock();
    table.reserve(BYTES);
    System.arraycopy(out.array(), 0, table.array(), 0, BYTES);
    return table;
  }

  /**
   * Looks numbers of one byte up.
   *
   * @param straight what converts a run; null for the table
   * @param tables one for all, or one for each column of what is turned
   */
  private record ByTable(
      StagingArray in,
      StagingArray out,
      TiledTransfer.@Nullable Kernel straight,
      StagingArray... tables)
      implements TiledTransfer.Kernel {
    @Override
    public void convert(int n) {
      if (straight == null) {
        out.lookUp((byte[]) in.array(), 0, 1, tables[0], n, 0);
      } else {
        straight.convert(n);
      }
    }

    @Override
    public boolean transposes() {
      return true;
    }

    @Override
    public void transpose(int n, int columns) {
      for (int c = 0; c < columns; c++) {
        StagingArray table = tables[c % tables.length];
        out.lookUp((byte[]) in.array(), c, columns, table, n, c * n);
      }
    }
  }

  private TiledTransfer.Kernel byType() {
    NumberReader from = source.reader();
    NumberWriter to = target.writer(saturates);
    boolean scaled = scaling != null;
    if (!scaled && !source.isFloat() && !target.isFloat()) {
      // between integers no double stands in the way
      boolean unsigned = !source.fitsLong();
      return n -> to.fromLongs(from.toLongs(in.array(), n), unsigned, out.array(), n);
    }
    if (!scaled && source.fitsFloat() && target.isFloat() && target.bits() <= 32) {
      return n -> {
        float[] room = to.floatsFor(out.array(), n);
        to.fromFloats(from.toFloats(in.array(), room, n), out.array(), n);
      };
    }
    if (from.scales() && target.type() == ScalarType.FLOAT32) {
      double scale = scaling == null ? 1 : scaling.scale();
      double shift = scaling == null ? 0 : scaling.shift();
      return n -> {
        float[] numbers = to.floatsFor(out.array(), n);
        from.toScaledFloats(in.array(), numbers, n, scale, shift);
        to.fromFloats(numbers, out.array(), n);
      };
    }
    // one rounding, not two
    boolean narrows = !scaled && !source.isFloat() && source.bits() == 64 && target.bits() < 64;
    return n -> {
      double[] numbers =
          narrows
              ? from.roundToOdd(in.array(), n)
              : from.toDoubles(in.array(), to.doublesFor(out.array(), n), n);
      scale(numbers, n);
      to.fromDoubles(numbers, out.array(), n);
    };
  }

  private void scale(double[] numbers, int n) {
    if (scaling != null) {
      double scale = scaling.scale();
      double shift = scaling.shift();
      for (int i = 0; i < n; i++) {
        numbers[i] = numbers[i] * scale + shift;
      }
    }
  }

  private TiledTransfer.Kernel swapping(TiledTransfer.Kernel kernel) {
    return n -> {
      if (source.swapped()) {
        in.swapBytes(n);
      }
      kernel.convert(n);
      if (target.swapped()) {
        out.swapBytes(n);
      }
    };
  }
}
