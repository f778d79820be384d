package org.ndview.format;

import java.util.List;

/**
 * Several items written one after the other without {@code T{}}, or none: {@code "2hi"}, {@code
 * ""}, {@code "i:a:"}. Its size is that of {@code struct.calcsize}: nothing follows the last item.
 *
 * <p>A text of one item without a count and a name parses to that item itself. A sequence of just
 * one occurs as the arguments of a {@link FunctionPointer}.
 *
 * @param fields its fields, padding among them
 * @param itemsize its size (in bytes)
 * @param alignment the largest alignment of a field that was aligned (in bytes)
 */
public record Sequence(List<Field> fields, long itemsize, int alignment) implements Compound {

  /**
   * Checks that the fields lie where their marks put them.
   *
   * @throws IllegalArgumentException if they do not, or if two have one name
   */
  public Sequence {
    fields = List.copyOf(fields);
    FieldPlacement.check(fields, itemsize, alignment, false);
  }

  /**
   * {@return a sequence of fields, which it puts in their places; the offsets given do not matter}
   *
   * @param fields the fields in their order
   * @throws IllegalArgumentException if two have one name, or if they are too large
   */
  public static Sequence of(List<Field> fields) {
    return FieldPlacement.sequence(fields);
  }

  @Override
  public String toString() {
    return FormatPrinter.print(this);
  }
}
