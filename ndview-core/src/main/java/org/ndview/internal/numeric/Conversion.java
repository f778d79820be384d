package org.ndview.internal.numeric;

import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Scaling;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ScalarCodec;
import org.ndview.internal.memory.StridedMemory;

/** Converts the items of a view to another numeric format, in one pass through small arrays. */
public final class Conversion {
  private final RawView from;
  private final RawView to;
  private final Casting casting;
  private final Scaling.@Nullable Uniform scaling;
  private final Execution execution;

  private Conversion(
      RawView from,
      RawView to,
      Casting casting,
      Scaling.@Nullable Uniform scaling,
      Execution execution) {
    this.from = from;
    this.to = to;
    this.casting = casting;
    this.scaling = scaling;
    this.execution = execution;
  }

  public static void run(
      RawView from, RawView to, Casting casting, Scaling scaling, Execution execution) {
    switch (scaling) {
      case Scaling.None _ -> new Conversion(from, to, casting, null, execution).run();
      case Scaling.Uniform all -> new Conversion(from, to, casting, all, execution).run();
      case Scaling.PerIndex channels ->
          ChannelConversion.of(from, to, casting, channels).run(execution);
    }
  }

  private void run() {
    check(from, to, casting, scaling != null);
    if (ByteCopies.mayOverlap(from.memory(), to.memory())) {
      ByteCopies.withCopy(
          from.memory(),
          execution,
          copy ->
              new Conversion(RawView.of(copy, from.format()), to, casting, scaling, execution)
                  .convert());
    } else {
      convert();
    }
  }

  /** Everything that needs no look at the items. */
  static void check(RawView from, RawView to, Casting casting, boolean scaled) {
    ScalarType source = type(from.format());
    ScalarType target = type(to.format());
    // scaling makes a double of an integer
    ScalarType given =
        scaled && source.kind() != ScalarType.Kind.FLOAT ? ScalarType.FLOAT64 : source;
    if (!casting.allows(given, target)) {
      throw new IllegalArgumentException(
          "casting from '%s'%s to '%s' is not allowed by the rule %s; Casting.UNSAFE allows every one"
              .formatted(
                  from.format(), scaled ? " with scale and shift" : "", to.format(), casting));
    }
    to.checkSameShape(from);
    to.checkWritable();
    if (scaled
        && (source.kind() == ScalarType.Kind.COMPLEX || target.kind() == ScalarType.Kind.COMPLEX)) {
      throw new IllegalArgumentException(
          "scale and shift are for real numbers, not for '"
              + from.format()
              + "' to '"
              + to.format()
              + "'");
    }
  }

  private static ScalarType type(Format format) {
    if (format instanceof Scalar scalar && scalar.type().kind() != ScalarType.Kind.CHAR) {
      return scalar.type();
    }
    throw new IllegalArgumentException(
        "convertTo is between numeric formats, and '"
            + format
            + "' is none; field() gives a numeric field");
  }

  private void convert() {
    StridedMemory sideFrom = from.memory();
    StridedMemory sideTo = to.memory();
    if (from.size() == 0) {
      return;
    }
    to.checkReachable();
    from.checkReachable();
    NumericFormat source = NumericFormat.of(from.format());
    NumericFormat target = NumericFormat.of(to.format());
    Execution allowed = ByteCopies.inOneOrder(to.memory(), execution);
    if (source == null || target == null) {
      ParallelSplit.each(
          allowed,
          sideFrom,
          sideTo,
          (a, b) -> {
            StridedWalk walk = StridedWalk.anyOrder(a, b);
            walk.rows(boxed(walk));
          });
      return;
    }
    boolean integers = scaling == null && !source.isFloat() && !target.isFloat();
    if (integers
        && casting == Casting.SAME_KIND
        && !Casting.SAFE.allows(source.type(), target.type())) {
      // all before the first is written
      ParallelSplit.each(
          execution,
          sideFrom,
          sideTo,
          (a, b) -> checkRange(StridedWalk.anyOrder(a, b), source, target));
    }
    ParallelSplit.each(
        allowed,
        sideFrom,
        sideTo,
        (a, b) -> {
          StridedWalk walk = StridedWalk.anyOrder(a, b);
          new ConversionKernels(walk.size(), source, target, scaling).transfer(walk).run();
        });
  }

  private void checkRange(StridedWalk walk, NumericFormat source, NumericFormat target) {
    StagingArray block = source.block(NumericFormat.BLOCK);
    NumberReader numbers = source.reader();
    walk.rows((a, atA, _, _) -> {
      for (long i = 0; i < walk.n(); i += NumericFormat.BLOCK) {
        int n = (int) Math.min(NumericFormat.BLOCK, walk.n() - i);
        source.read(block, a, atA + i * walk.strideA(), walk.strideA(), n);
        checkRange(numbers.toLongs(block.array(), n), n, source, target);
      }
      return true;
    });
  }

  private void checkRange(long[] numbers, int n, NumericFormat source, NumericFormat target) {
    long min = target.min();
    long max = target.max();
    for (int k = 0; k < n; k++) {
      long v = numbers[k];
      boolean above =
          target.fitsLong() && (source.fitsLong() ? v > max : Long.compareUnsigned(v, max) > 0);
      boolean below = source.fitsLong() && v < min;
      if (above || below) {
        throw new IllegalArgumentException(
            "the value %s does not fit the format '%s', which holds %d to %s; Casting.UNSAFE keeps its low bits"
                .formatted(
                    source.fitsLong() ? Long.toString(v) : Long.toUnsignedString(v),
                    to.format(),
                    min,
                    Long.toUnsignedString(max)));
      }
    }
  }

  /** Complex numbers and long doubles, item by item. */
  private StridedWalk.RowVisitor boxed(StridedWalk walk) {
    ItemCodec reader = from.codec();
    ScalarCodec writer = (ScalarCodec) to.codec();
    return (a, atA, b, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        writer.convert(
            b, atB + i * walk.strideB(), converted(reader.key(a, atA + i * walk.strideA())));
      }
      return true;
    };
  }

  /** The number that is written for one that was read. */
  private Object converted(Object item) {
    if (scaling == null) {
      return item;
    }
    double v = item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).doubleValue();
    return v * scaling.scale() + scaling.shift();
  }
}
