package org.ndview.internal.numeric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RecordTransfer;
import org.ndview.internal.bulk.StepTransfer;
import org.ndview.internal.bulk.StridedWalk;

/** Converts several fields of each record in one pass, as the rows of a matrix want them. */
public final class RecordConversion {
  private RecordConversion() {}

  /**
   * Converts views to others, with which they have no byte in common, if no number can be refused.
   *
   * @param from the views
   * @param to for each, a view of its shape
   * @return whether they are fields of the same records, there was a loop for them, and this was
   *     done; if not, nothing was
   */
  public static boolean run(List<RawView> from, List<RawView> to, Casting casting) {
    List<StridedWalk> walks = new ArrayList<>();
    List<StepTransfer.Numbers> numbers = new ArrayList<>();
    for (int k = 0; k < from.size(); k++) {
      RawView a = from.get(k);
      RawView b = to.get(k);
      boolean sure = isSure(a.format(), b.format(), casting) && a.size() > 0;
      StepTransfer.Numbers number = sure ? numbers(a, b) : null;
      if (number == null) {
        return false;
      }
      numbers.add(number);
      walks.add(StridedWalk.anyOrder(a.memory(), b.memory()));
    }
    return RecordTransfer.run(walks, numbers);
  }

  /** {@return whether no number of one format can be refused in another} */
  public static boolean isSure(Format from, Format to, Casting casting) {
    if (!(from instanceof Scalar a) || !(to instanceof Scalar b)) {
      return false;
    }
    return casting == Casting.UNSAFE
        ? NumericFormat.of(a) != null && NumericFormat.of(b) != null
        : isSure(a.type(), b.type(), casting);
  }

  /** {@return the same for numbers of at most 64 bits} */
  static boolean isSure(ScalarType from, ScalarType to, Casting casting) {
    return switch (casting) {
      case SAFE, SAME_KIND, SATURATING -> Casting.SAFE.allows(from, to);
      case UNSAFE -> true;
      case SAME_VALUE -> false; // a long may not be one of the doubles
    };
  }

  private static StepTransfer.@Nullable Numbers numbers(RawView from, RawView to) {
    NumericFormat a = NumericFormat.of(from.format());
    NumericFormat b = NumericFormat.of(to.format());
    return a == null || b == null ? null : StepPaths.of(a, b, null);
  }
}
