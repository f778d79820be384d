package org.ndview.arrow;

import java.util.Arrays;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.bridge.Plan;
import org.ndview.bridge.Plan.Cause;
import org.ndview.bridge.Plan.Way;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.check.BriefText;

/** What Arrow holds without a copy, and with one. */
final class SharingRules {
  private SharingRules() {}

  /** Why a view has no field of its own; null if it has one. */
  static @Nullable Plan refusal(NdView view) {
    if (view.ndim() == 0) {
      return new Plan(
          Way.REFUSE,
          "it has no dimension, and a vector has one at least",
          "reshape(1) it first",
          Cause.RANK);
    }
    if (ArrowTypes.of(view.format()) == null) {
      return ArrowTypes.NUMBERS.plan(view);
    }
    Layout layout = view.layout();
    long each = 1;
    for (int d = 1; d < layout.ndim(); d++) {
      each = layout.shape(d) == 0 ? 0 : Math.multiplyExact(each, layout.shape(d));
      if (each == 0) {
        return null;
      }
    }
    return each > Integer.MAX_VALUE ? tooMany(layout) : null;
  }

  /** The field of a view that has one. */
  static Field field(String name, NdView view) {
    ArrowType type = ArrowTypes.of(view.format());
    if (type == null) {
      throw new AssertionError(view.format());
    }
    long[] shape = view.shape();
    return shape.length == 1
        ? new Field(name, FieldType.notNullable(type), null)
        : FixedShapeTensor.of(Arrays.copyOfRange(shape, 1, shape.length)).field(name, type);
  }

  /** What handing a view over as a vector of a field would do. */
  static Plan plan(NdView view, Field field) {
    Plan refusal = VectorType.refusal(field);
    if (refusal != null) {
      return refusal;
    }
    VectorType type = VectorType.of(field);
    checkShape(view, field, type);
    if (Math.max(view.size(), view.shape()[0]) > Integer.MAX_VALUE) {
      return tooMany(view.layout());
    }
    Plan other = format(view, type);
    if (other != null) {
      return other;
    }
    NdView physical = type.physical(view);
    return type.format() instanceof Scalar ? ArrowTypes.NUMBERS.plan(physical) : bytes(physical);
  }

  private static void checkShape(NdView view, Field field, VectorType type) {
    long[] shape = view.shape();
    long[] expected = type.shape(shape.length == 0 ? 0 : shape[0]);
    if (!Arrays.equals(shape, expected)) {
      throw new IllegalArgumentException(
          "the view has the shape %s, and values of the field '%s' have %s"
              .formatted(
                  BriefText.numbers(shape),
                  BriefText.of(field.getName()),
                  BriefText.numbers(Arrays.copyOfRange(expected, 1, expected.length))));
    }
  }

  private static Plan tooMany(Layout layout) {
    return new Plan(
        Way.REFUSE,
        "its shape is %s, and a vector of Arrow for Java has at most %d values, those of its lists counted"
            .formatted(BriefText.numbers(layout.shape()), Integer.MAX_VALUE),
        "slice() it into batches",
        Cause.SIZE);
  }

  /** What follows of a format that is not the field's; null if it is. */
  private static @Nullable Plan format(NdView view, VectorType type) {
    Format own = view.format();
    if (!(own instanceof Scalar from) || !(type.format() instanceof Scalar to)) {
      return own.isEquivalentTo(type.format()) ? null : otherFormat(own, type);
    }
    if (ArrowTypes.of(own) == null) {
      return ArrowTypes.NUMBERS.plan(view);
    }
    if (from.type() == to.type()) {
      return type.isBits()
          ? ArrowTypes.NUMBERS.copy(
              Cause.FORMAT,
              "Arrow has bools as bits; a field of the extension arrow.bool8 shares their bytes")
          : null;
    }
    boolean rounded = from.type() == ScalarType.LONG_DOUBLE && to.type() == ScalarType.FLOAT64;
    return rounded || Casting.SAFE.allows(from.type(), to.type())
        ? ArrowTypes.NUMBERS.copy(
            Cause.FORMAT,
            "its format is '%s', and the field's '%s', which holds the same numbers",
            BriefText.of(own),
            type.format())
        : otherFormat(own, type);
  }

  private static Plan otherFormat(Format own, VectorType type) {
    return new Plan(
        Way.REFUSE,
        "its format is '%s', and the field's '%s'"
            .formatted(BriefText.of(own), BriefText.of(type.format())),
        "convertTo() a new view of that format by a rule that you choose",
        Cause.FORMAT);
  }

  /** Of items that are no numbers: blocks of bytes. */
  private static Plan bytes(NdView physical) {
    Layout layout = physical.layout();
    if (layout.size() > 0 && !layout.isCContiguous()) {
      return ArrowTypes.NUMBERS.copy(
          layout.hasPointers() ? Cause.POINTERS : Cause.STRIDES,
          "its items do not lie one after the other: shape %s with strides %s (in bytes) and suboffsets %s",
          BriefText.numbers(layout.shape()),
          BriefText.numbers(layout.strides()),
          BriefText.numbers(layout.suboffsets()));
    }
    return ArrowTypes.NUMBERS.plan(
        layout.size() == 0 ? NdView.allocate("B", 0) : physical.cast("B"));
  }
}
