package org.ndview.format;

import java.util.List;
import java.util.TreeSet;
import org.ndview.internal.check.BriefText;

/** A format of several fields, one after the other: a {@link Struct} or a {@link Sequence}. */
public sealed interface Compound extends Format permits Struct, Sequence {

  /** {@return the fields in their order, padding among them} */
  List<Field> fields();

  /**
   * {@return the field of a name}
   *
   * @param name its name
   * @throws IllegalArgumentException if there is none; the message lists the names that there are
   */
  default Field field(String name) {
    for (Field f : fields()) {
      if (name.equals(f.name())) {
        return f;
      }
    }
    TreeSet<String> names = new TreeSet<>();
    for (Field f : fields()) {
      String own = f.name();
      if (own != null) {
        names.add(own);
      }
    }
    throw new IllegalArgumentException(
        "no field '" + BriefText.of(name) + "' among " + BriefText.list(names));
  }

  /** {@return how many values one item has: the counts of all fields but padding} */
  default long valueCount() {
    long n = 0;
    for (Field f : fields()) {
      n += f.isPadding() ? 0 : f.count();
    }
    return n; // the constructors have checked that it fits
  }
}
