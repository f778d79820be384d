package org.ndview.internal.numeric;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.Layout;
import org.ndview.Scaling;
import org.ndview.format.Bits;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.FunctionPointer;
import org.ndview.format.Opaque;
import org.ndview.format.Pad;
import org.ndview.format.Pointer;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.Filling;
import org.ndview.internal.bulk.ParallelSplit;
import org.ndview.internal.bulk.RowBlocks;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.item.ScalarCodec;
import org.ndview.internal.memory.StridedMemory;

/** Converts the items of a view to another numeric format, in one pass through small arrays. */
public final class Conversion {
  /** So many numbers are converted at once, of two dimensions or one after the other. */
  private static final long FEW = 128;

  private final RawView from;
  private final RawView to;
  private final Casting casting;
  private final Scaling.@Nullable Uniform scaling;
  private final Execution execution;

  /** Whether all items were looked at already. */
  private final boolean inRange;

  private Conversion(
      RawView from,
      RawView to,
      Casting casting,
      Scaling.@Nullable Uniform scaling,
      Execution execution,
      boolean inRange) {
    this.from = from;
    this.to = to;
    this.casting = casting;
    this.scaling = scaling;
    this.execution = execution;
    this.inRange = inRange;
  }

  public static void run(
      RawView from, RawView to, Casting casting, Scaling scaling, Execution execution) {
    if (ByteCopies.orderMatters(to.memory())) {
      inOrder(from, to, casting, scaling, execution);
      return;
    }
    switch (scaling) {
      case Scaling.None _ when ItemConversion.isOf(from.format(), to.format()) ->
          ItemConversion.of(from, to, casting).run(execution);
      case Scaling.None _ -> new Conversion(from, to, casting, null, execution, false).run();
      case Scaling.Uniform all -> new Conversion(from, to, casting, all, execution, false).run();
      case Scaling.PerIndex channels ->
          ChannelConversion.of(from, to, casting, channels).run(execution);
    }
  }

  /** Converts what a {@link RangeCheck} has looked at. */
  static void runInRange(
      RawView from, RawView to, Casting casting, Scaling.Uniform scaling, Execution execution) {
    new Conversion(from, to, casting, scaling, execution, true).run();
  }

  /** Converts all items before the first is written, then writes them in C order. */
  private static void inOrder(
      RawView from, RawView to, Casting casting, Scaling scaling, Execution execution) {
    if (scaling instanceof Scaling.None && ItemConversion.isOf(from.format(), to.format())) {
      ItemConversion.of(from, to, casting);
    } else {
      check(from, to, casting, !(scaling instanceof Scaling.None));
    }
    to.checkReachable();
    ByteCopies.withRoom(
        to.memory(),
        room -> {
          run(from, RawView.of(room, to.format()), casting, scaling, execution);
          ByteCopies.writeInOrder(room, to.memory());
        });
  }

  /** {@return whether integers beyond the target's range become its ends, where there are any} */
  static boolean saturates(
      Casting casting, NumericFormat source, NumericFormat target, boolean scaled) {
    return casting == Casting.SATURATING
        && target.isInteger()
        && (scaled || !Casting.SAFE.allows(source.type(), target.type()));
  }

  private void run() {
    check(from, to, casting, scaling != null);
    if (ByteCopies.mayOverlap(from.memory(), to.memory())) {
      ByteCopies.withCopy(
          from.memory(),
          execution,
          copy ->
              new Conversion(
                      RawView.of(copy, from.format()), to, casting, scaling, execution, inRange)
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
                  BriefText.of(from.format()),
                  scaled ? " with scale and shift" : "",
                  BriefText.of(to.format()),
                  casting));
    }
    to.checkSameShape(from);
    to.checkWritable();
    if (scaled
        && (source.kind() == ScalarType.Kind.COMPLEX || target.kind() == ScalarType.Kind.COMPLEX)) {
      throw new IllegalArgumentException(
          "scale and shift are for real numbers, not for '"
              + BriefText.of(from.format())
              + "' to '"
              + BriefText.of(to.format())
              + "'");
    }
  }

  /** What does work instead, for a message. */
  static String wayOut(Format format) {
    return switch (format) {
      case Compound compound when compound.fields().stream().anyMatch(f -> f.name() != null) ->
          "; field() gives a numeric field";
      case Compound _, SubArray _ ->
          "; viewAs() or cast() gives views of its numbers, and items of one format convert whole";
      case Bits _, Pointer _, FunctionPointer _ -> "; get() gives its numbers";
      case Text _, Scalar _ -> "; viewAs(\"B\") gives its bytes";
      case Pad _, Opaque _ -> "; toBytes() gives its bytes";
    };
  }

  private static ScalarType type(Format format) {
    if (format instanceof Scalar scalar && scalar.type().kind() != ScalarType.Kind.CHAR) {
      return scalar.type();
    }
    throw new IllegalArgumentException(
        "convertTo is between numeric formats, and '%s' is none%s"
            .formatted(BriefText.of(format), wayOut(format)));
  }

  private void convert() {
    StridedMemory sideFrom = from.memory();
    StridedMemory sideTo = to.memory();
    if (from.size() == 0) {
      return;
    }
    to.checkReachable();
    from.checkReachable();
    if (!inRange) {
      new RangeCheck(from, to, casting, scaling, -1, 0).run(execution);
    }
    NumericFormat source = NumericFormat.of(from.format());
    NumericFormat target = NumericFormat.of(to.format());
    Execution allowed = ByteCopies.acrossPointers(to.memory(), execution);
    if (source == null || target == null) {
      if (!parts(sideFrom, sideTo, allowed)) {
        ParallelSplit.each(
            allowed,
            sideFrom,
            sideTo,
            RowBlocks.of((a, b) -> {
              StridedWalk walk = StridedWalk.anyOrder(a, b);
              walk.rows(boxed(walk));
            }));
      }
      return;
    }
    boolean saturates = saturates(casting, source, target, scaling != null);
    numbers(sideFrom, source, sideTo, target, scaling, saturates, allowed);
  }

  /** Converts the parts of complex numbers; {@return whether these are some that may be} */
  private boolean parts(StridedMemory sideFrom, StridedMemory sideTo, Execution allowed) {
    RecordColumns columns = RecordColumns.ofComplex(from, to, casting);
    if (columns == null) {
      return false;
    }
    if (((Scalar) from.format()).type().kind() != ScalarType.Kind.COMPLEX) {
      int width = Math.toIntExact(to.format().itemsize() / 2);
      Filling.fill(sideTo, List.of(new Filling.Part(width, new byte[width])), allowed);
    }
    ParallelSplit.each(allowed, sideFrom, sideTo, RowBlocks.of(columns::convert));
    return true;
  }

  /** Converts numbers by the rule of Casting.UNSAFE, which have no byte in common. */
  static void numbers(
      StridedMemory from, NumericFormat source, StridedMemory to, NumericFormat target) {
    numbers(from, source, to, target, null, false, Execution.SEQUENTIAL);
  }

  private static void numbers(
      StridedMemory from,
      NumericFormat source,
      StridedMemory to,
      NumericFormat target,
      Scaling.@Nullable Uniform scaling,
      boolean saturates,
      Execution execution) {
    if (scaling == null
        && !saturates
        && source.hasSameBits(target)
        && source.swapped() == target.swapped()) {
      TiledTransfer.copy(from, to, execution);
      return;
    }
    if (isBlock(from) && isBlock(to)) {
      new ConversionKernels(from.layout().size(), source, target, scaling, saturates)
          .convert(from, to);
      return;
    }
    // no walk, and no look at how to go: for some thousand numbers that costs as much as they do
    if (execution == Execution.SEQUENTIAL
        && !saturates
        && from.layout().isCContiguous()
        && to.layout().isCContiguous()
        && RunConversion.run(from, to, source, target, scaling)) {
      return;
    }
    ParallelSplit.each(
        execution,
        from,
        to,
        RowBlocks.of((a, b) -> {
          StridedWalk walk = StridedWalk.anyOrder(a, b);
          if (saturates || !RunConversion.run(walk, source, target, scaling)) {
            new ConversionKernels(walk.size(), source, target, scaling, saturates)
                .transfer(walk)
                .run();
          }
        }));
  }

  /** A short cut for few numbers: finding the way would cost more than they do. */
  private static boolean isBlock(StridedMemory memory) {
    Layout layout = memory.layout();
    return layout.size() <= FEW
        && !layout.hasPointers()
        && ((layout.ndim() > 0 && layout.ndim() <= 2) || layout.isCContiguous());
  }

  /** Long doubles, and what becomes of complex numbers as a whole, item by item. */
  private StridedWalk.RowVisitor boxed(StridedWalk walk) {
    ItemCodec reader = from.codec();
    ScalarCodec writer = (ScalarCodec) to.codec();
    boolean saturates = casting == Casting.SATURATING;
    return (a, atA, b, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        Object key = converted(reader.key(a, atA + i * walk.strideA()));
        if (saturates) {
          writer.saturate(b, atB + i * walk.strideB(), key);
        } else {
          writer.convert(b, atB + i * walk.strideB(), key);
        }
      }
      return true;
    };
  }

  /** The number that is written for one that was read. */
  private Object converted(Object item) {
    return scaling == null ? item : (Double) scaled(item, scaling);
  }

  static double scaled(Object item, Scaling.Uniform scaling) {
    double v = item instanceof Boolean b ? b ? 1 : 0 : ((Number) item).doubleValue();
    return v * scaling.scale() + scaling.shift();
  }
}
