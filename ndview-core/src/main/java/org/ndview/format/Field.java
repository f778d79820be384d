package org.ndview.format;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/**
 * One field of a {@link Compound}.
 *
 * @param name its name, or null
 * @param format what it holds
 * @param count how many items it stands for, each a value of its own: other than 1 only for an
 *     unnamed counted item of a {@link Sequence}, such as {@code 3h}
 * @param offset where it starts in the item (in bytes)
 */
public record Field(@Nullable String name, Format format, long count, long offset)
    implements Serializable {

  /**
   * Checks the field by itself; the compound checks its place.
   *
   * @throws IllegalArgumentException if the name cannot be written, if the format is a {@link
   *     Sequence}, if the count or offset is negative, or if the count is not 1 for what cannot be
   *     counted
   */
  public Field {
    String fault = name == null ? null : Names.fault(name);
    if (fault != null) {
      throw new IllegalArgumentException(fault);
    }
    if (format instanceof Sequence) {
      throw new IllegalArgumentException(
          "a field cannot be a sequence of items: " + BriefText.of(format));
    }
    if (count < 0 || offset < 0) {
      throw new IllegalArgumentException("count " + count + " or offset " + offset + " below 0");
    }
    if (count != 1 && (name != null || !countable(format))) {
      throw new IllegalArgumentException(
          "count %d for the field %s of %s: use a SubArray"
              .formatted(
                  count,
                  name == null ? "without a name" : BriefText.of(name),
                  BriefText.of(format)));
    }
  }

  /**
   * {@return a field with a name and no place yet, for {@link Struct#of} and {@link Sequence#of}}
   *
   * @param name its name, or null
   * @param format what it holds
   */
  public static Field of(@Nullable String name, Format format) {
    return new Field(name, format, 1, 0);
  }

  /** {@return the size of all its items (in bytes)} */
  public long itemsize() {
    return count * format.itemsize(); // the compound has checked that it fits
  }

  /** {@return whether it is padding, which has no value: an {@code x} without a name} */
  public boolean isPadding() {
    return isPadding(name, format);
  }

  static boolean isPadding(@Nullable String name, Format format) {
    return name == null
        && (format instanceof Pad
            || (format instanceof SubArray array && array.merged().element() instanceof Pad));
  }

  /** Whether a count before it repeats it, rather than being its length. */
  static boolean countable(Format format) {
    return switch (format) {
      case Scalar _, Pointer _, FunctionPointer _, Opaque _ -> true;
      case Text _, Pad _, Bits _, SubArray _, Compound _ -> false;
    };
  }
}
