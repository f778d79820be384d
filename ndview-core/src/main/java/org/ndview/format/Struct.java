package org.ndview.format;

import java.util.List;

/**
 * A structure, {@code T{...}}.
 *
 * <p>Fields under {@code @} are aligned. If {@code @} is in force at the end, the size is rounded
 * up to the alignment, as in C.
 *
 * @param fields its fields, padding among them
 * @param itemsize its size (in bytes)
 * @param alignment the largest alignment of a field that was aligned (in bytes)
 */
public record Struct(List<Field> fields, long itemsize, int alignment) implements Compound {

  /**
   * Checks that the fields lie where their marks put them.
   *
   * @throws IllegalArgumentException if they do not, if two have one name, if a field has a count,
   *     or if the structure is nested too deep
   */
  public Struct {
    fields = List.copyOf(fields);
    for (Field f : fields) {
      if (f.count() != 1) {
        throw new IllegalArgumentException("count " + f.count() + " in T{}: use a SubArray");
      }
      Sizes.checkDepthBelow(f.format());
    }
    FieldPlacement.check(fields, itemsize, alignment, true);
  }

  /**
   * {@return a structure of fields, which it puts in their places; the offsets given do not matter}
   *
   * @param fields the fields in their order
   * @throws IllegalArgumentException if two have one name, if one has a count, if they are too
   *     large, or nested too deep
   */
  public static Struct of(List<Field> fields) {
    return FieldPlacement.struct(fields);
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
