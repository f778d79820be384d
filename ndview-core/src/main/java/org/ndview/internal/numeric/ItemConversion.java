package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ndview.Casting;
import org.ndview.Execution;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.ItemCodec;

/**
 * Converts structures, sub-arrays and text item by item: byte orders, padding, widths and types of
 * numbers may differ. Fields are taken by position, whatever their names, as NumPy assigns
 * structures.
 */
record ItemConversion(RawView from, RawView to, Casting casting) {
  /** Whether a conversion is one of these: not between two scalars. */
  static boolean isOf(Format from, Format to) {
    return !(from instanceof Scalar a && isNumber(a) && to instanceof Scalar b && isNumber(b))
        && hasValues(from)
        && hasValues(to);
  }

  private static boolean hasValues(Format format) {
    return format instanceof Text || format instanceof Compound || format instanceof SubArray;
  }

  private static boolean isNumber(Scalar scalar) {
    return scalar.type().kind() != ScalarType.Kind.CHAR;
  }

  void run(Execution execution) {
    if (!matches(from.format(), to.format())) {
      throw new IllegalArgumentException(
          ("the rule %s converts no items of '%s' to '%s': fields, by position, shapes and kinds of"
                  + " text must be the same, and each number allowed; field() gives one field")
              .formatted(
                  casting,
                  BriefText.of(from.format().toString()),
                  BriefText.of(to.format().toString())));
    }
    to.checkSameShape(from);
    to.checkWritable();
    if (from.size() == 0) {
      return;
    }
    to.checkReachable();
    from.checkReachable();
    if (ByteCopies.mayOverlap(from.memory(), to.memory())) {
      ByteCopies.withCopy(
          from.memory(),
          execution,
          copy -> new ItemConversion(RawView.of(copy, from.format()), to, casting).convert());
    } else {
      convert();
    }
  }

  /** All items into scratch memory first, where one that does not fit is refused. */
  private void convert() {
    int size =
        ArrayLimits.checkLength(
            to.format().itemsize(), () -> "an item is longer than a Java array");
    MemorySegment scratch = MemorySegment.ofArray(new byte[size]);
    ItemCodec reader = from.codec();
    ItemCodec writer = to.codec();
    StridedWalk look = StridedWalk.inOrder(from.memory());
    look.rows((a, atA, _, _) -> {
      for (long i = 0; i < look.n(); i++) {
        writer.put(scratch, 0, reader.key(a, atA + i * look.strideA()));
      }
      return true;
    });
    StridedWalk walk = StridedWalk.inOrder(from.memory(), to.memory());
    walk.rows((a, atA, b, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        writer.put(b, atB + i * walk.strideB(), reader.key(a, atA + i * walk.strideA()));
      }
      return true;
    });
  }

  private boolean matches(Format a, Format b) {
    return switch (a) {
      case Scalar x ->
          b instanceof Scalar y
              && (isNumber(x) ? isNumber(y) && casting.allows(x.type(), y.type()) : !isNumber(y));
      case Text x -> b instanceof Text y && isBytes(x) == isBytes(y);
      case SubArray x ->
          b instanceof SubArray y
              && x.merged().shape().equals(y.merged().shape())
              && matches(x.merged().element(), y.merged().element());
      case Compound x -> b instanceof Compound y && matches(values(x), values(y));
      default -> a.isEquivalentTo(b);
    };
  }

  private static boolean isBytes(Text text) {
    return text.code() == 's' || text.code() == 'p';
  }

  private static List<Field> values(Compound compound) {
    return compound.fields().stream().filter(ItemCodec::isValue).toList();
  }

  private boolean matches(List<Field> a, List<Field> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i).count() != b.get(i).count() || !matches(a.get(i).format(), b.get(i).format())) {
        return false;
      }
    }
    return true;
  }
}
