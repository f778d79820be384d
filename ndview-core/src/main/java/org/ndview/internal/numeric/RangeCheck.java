package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Scaling;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.NativeScratch;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.RowBlocks;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.bulk.RunTransfer;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ItemText;
import org.ndview.internal.item.ScalarCodec;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.StridedMemory;

/**
 * Looks at all numbers before the first is written: under SAFE and SAME_KIND no integer is wrapped,
 * and no finite number becomes infinite; under SAME_VALUE every number stays the same.
 */
final class RangeCheck {
  private final RawView from;
  private final RawView to;
  private final Casting casting;
  private final Scaling.@Nullable Uniform scaling;
  private final ScalarType source;
  private final ScalarType target;

  /** The dimension that from is one index of, and that index; -1 for a whole view. */
  private final int dim;

  private final long at;

  /**
   * A check of a conversion between numeric formats.
   *
   * @param dim the dimension of which {@code from} is one index, for the message; -1 for none
   * @param at that index
   */
  RangeCheck(
      RawView from,
      RawView to,
      Casting casting,
      Scaling.@Nullable Uniform scaling,
      int dim,
      long at) {
    this.from = from;
    this.to = to;
    this.casting = casting;
    this.scaling = scaling;
    this.source = ((Scalar) from.format()).type();
    this.target = ((Scalar) to.format()).type();
    this.dim = dim;
    this.at = at;
  }

  /**
   * Looks.
   *
   * @throws IllegalArgumentException if a number does not fit; it has the first one, and its index
   */
  void run(Execution execution) {
    if (!isNeeded()) {
      return;
    }
    NumericFormat in = NumericFormat.of(from.format());
    NumericFormat out = NumericFormat.of(to.format());
    AtomicBoolean fits = new AtomicBoolean(true);
    if (in == null || out == null) {
      fits.set(false); // item by item at once
    } else if (mayLeave(in, out)) {
      ParallelSplit.each(
          execution,
          from.memory(),
          from.memory(),
          RowBlocks.of((a, b) -> {
            if (fits.get() && !StridedWalk.anyOrder(a, b).isEmpty() && !rowsFit(a, b, in, out)) {
              fits.set(false);
            }
          }));
    }
    if (!fits.get()) {
      eachItem(new long[from.layout().ndim()], 0);
    }
  }

  /** What keeps every value needs no look. */
  private boolean isNeeded() {
    return switch (casting) {
      case SAFE, SAME_KIND -> scaling != null || !Casting.SAFE.allows(source, target);
      case SAME_VALUE -> scaling != null || !keepsAll();
      case SATURATING, UNSAFE -> false;
    };
  }

  /** Unlike SAFE, to the last digit of integers of 64 bits. */
  private boolean keepsAll() {
    boolean fromLongs = source == ScalarType.INT64 || source == ScalarType.UINT64;
    boolean toFloats =
        target.kind() == ScalarType.Kind.FLOAT || target.kind() == ScalarType.Kind.COMPLEX;
    return Casting.SAFE.allows(source, target) && !(fromLongs && toFloats);
  }

  /** Whether every number of a part fits. */
  boolean rowsFit(StridedMemory a, StridedMemory b, NumericFormat in, NumericFormat out) {
    StridedWalk walk = StridedWalk.anyOrder(a, b);
    NumberFit fits = NumberFit.of(in, out, casting == Casting.SAME_VALUE, scaling);
    if (fits == NumberFit.ALL) {
      return true;
    }
    StagingArray block = in.block((int) Math.min(walk.n(), NumericFormat.BLOCK));
    FitKernel kernel = kernel(walk, in, fits);
    return walk.rows((memory, start, _, _) -> {
      if (kernel != null && RunTransfer.isPlain(memory)) {
        return fit(kernel, memory, start, in.bits() / 8, walk.n());
      }
      for (long i = 0; i < walk.n(); i += NumericFormat.BLOCK) {
        int n = (int) Math.min(NumericFormat.BLOCK, walk.n() - i);
        in.read(block, memory, start + i * walk.strideA(), walk.strideA(), n);
        if (!fits.holds(block.array(), n)) {
          return false;
        }
      }
      return true;
    });
  }

  /** The provider's, of runs of numbers that are not scaled. */
  static @Nullable FitKernel kernel(StridedWalk walk, NumericFormat in, NumberFit fits) {
    int width = in.bits() / 8;
    RunKernels kernels = KernelProvider.kernels();
    boolean runs = walk.n() >= kernels.fewest() && RunTransfer.hasRuns(walk, width, width);
    FitKernel kernel = in.swapped() || !runs ? null : fits.kernel(kernels, in);
    return ready(kernel, fits.getClass(), width, walk.size());
  }

  /** A kernel that may be used by now for so many numbers of a width (in bytes), or null. */
  static @Nullable FitKernel ready(
      @Nullable FitKernel kernel, Class<? extends NumberFit> rule, int width, long items) {
    boolean ready =
        kernel != null
            && KernelProvider.isReady(
                "fit" + width + rule.getSimpleName(),
                items,
                scratch ->
                    kernel.fit(scratch.slot(0).fill((byte) 0), 0, NativeScratch.trialItems(width)));
    return ready ? kernel : null;
  }

  /** Whether all numbers of a run fit, whose width is in bytes. */
  static boolean fit(FitKernel kernel, MemorySegment memory, long at, int width, long items) {
    for (long i = 0; i < items; ) {
      int n = RunKernel.next(items - i, RunKernel.LONG_RUN);
      if (!kernel.fit(memory, at + i * width, n)) {
        return false;
      }
      i += n;
    }
    return true;
  }

  /** Whether some number of the source's type would not fit. */
  private boolean mayLeave(NumericFormat in, NumericFormat out) {
    return !out.isFloat() || casting == Casting.SAME_VALUE || mayLeave(in, out, scaling);
  }

  /**
   * {@return whether some finite number of a type, scaled, would be infinite in a type of floats}
   */
  static boolean mayLeave(NumericFormat in, NumericFormat out, Scaling.@Nullable Uniform scaling) {
    double most =
        switch (in.type()) {
          case FLOAT16 -> 65504;
          case BFLOAT16 -> 0x1.FEp127;
          case FLOAT32 -> Float.MAX_VALUE;
          case FLOAT64 -> Double.MAX_VALUE;
          case BOOL -> 1;
          case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
              Math.scalb(1.0, in.isSigned() ? in.bits() - 1 : in.bits());
          case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
              throw new AssertionError(in);
        };
    double result =
        scaling == null ? most : most * Math.abs(scaling.scale()) + Math.abs(scaling.shift());
    return !(result < FiniteFit.limit(out.type()));
  }

  /** In C order, to the first that does not fit. */
  private void eachItem(long[] index, int d) {
    if (d < index.length) {
      for (long i = 0; i < from.layout().shape(d); i++) {
        index[d] = i;
        eachItem(index, d + 1);
      }
      return;
    }
    ItemCodec codec = from.codec();
    AddressSpace.Place place = from.memory().place(index);
    Object item = codec.key(place.segment(), place.offset());
    if (!fits(item)) {
      long[] shown = index.clone();
      if (dim >= 0) {
        shown[dim] = at;
      }
      throw refusal(item, shown);
    }
  }

  private boolean fits(Object item) {
    ScalarCodec codec = (ScalarCodec) to.codec();
    Object number = scaling == null ? item : (Object) Conversion.scaled(item, scaling);
    if (scaling != null && number instanceof Double v && Double.isInfinite(v)) {
      return !Double.isFinite(Conversion.scaled(item, new Scaling.Uniform(1, 0)))
          && staysInfinite();
    }
    if (casting == Casting.SAME_VALUE) {
      return ScalarCodec.sameNumber(number, codec.converted(number));
    }
    NumericFormat out = NumericFormat.of(to.format());
    NumericFormat in = NumericFormat.of(from.format());
    if (out == null || out.isFloat()) {
      return !codec.overflowsConverted(number);
    }
    IntegerRange range = in == null ? null : IntegerRange.of(in, out);
    return range == null
        || item instanceof Boolean
        || range.holds(new long[] {((Number) item).longValue()}, 1);
  }

  private boolean staysInfinite() {
    return target.kind() == ScalarType.Kind.FLOAT;
  }

  private IllegalArgumentException refusal(Object item, long[] index) {
    String value =
        ItemText.of(item, ItemText.MAX_MESSAGE)
            + (scaling == null ? "" : " * " + scaling.scale() + " + " + scaling.shift())
            + (index.length == 0 ? "" : " at index " + BriefText.numbers(index));
    if (casting == Casting.SAME_VALUE) {
      Object number = scaling == null ? item : (Object) Conversion.scaled(item, scaling);
      return new IllegalArgumentException(
          "the value %s is not the same in the format '%s', where it would be %s; Casting.UNSAFE allows that"
              .formatted(
                  value,
                  BriefText.of(to.format()),
                  ItemText.of(((ScalarCodec) to.codec()).converted(number), ItemText.MAX_MESSAGE)));
    }
    NumericFormat out = NumericFormat.of(to.format());
    boolean integers = out != null && !out.isFloat();
    String range =
        out != null && !out.isFloat()
            ? out.min() + " to " + Long.toUnsignedString(out.max())
            : "finite numbers up to " + ((ScalarCodec) to.codec()).largest();
    return new IllegalArgumentException(
        "the value %s does not fit the format '%s', which holds %s; Casting.UNSAFE %s"
            .formatted(
                value,
                BriefText.of(to.format()),
                range,
                integers ? "keeps its low bits" : "makes it infinite"));
  }
}
