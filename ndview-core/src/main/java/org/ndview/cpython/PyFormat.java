package org.ndview.cpython;

import org.jspecify.annotations.Nullable;
import org.ndview.format.Bits;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.FunctionPointer;
import org.ndview.format.Opaque;
import org.ndview.format.Pad;
import org.ndview.format.Pointer;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Sequence;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.format.Text;

/**
 * The format that Python is told for a view's items.
 *
 * <p>It is the view's own where memoryview or NumPy can read it. What neither can is told as bytes,
 * {@code 4x} for four: NumPy has dtype {@code V4} for them, which keeps every byte.
 *
 * @param text the format for Python
 * @param reason why it is bytes; null if it is the view's own
 */
public record PyFormat(String text, @Nullable String reason) {
  /**
   * {@return what Python is told for a format}
   *
   * @param format the format of a view's items
   */
  public static PyFormat of(Format format) {
    String why = unreadable(format);
    return why == null
        ? new PyFormat(format.toString(), null)
        : new PyFormat(
            format.itemsize() + "x",
            "neither memoryview nor NumPy reads the format '" + format + "': " + why);
  }

  private static @Nullable String unreadable(Format format) {
    return switch (format) {
      case Scalar scalar -> unreadable(scalar);
      case Text text -> text.code() == 'u' ? "u, a character of 2 bytes, is unknown to both" : null;
      case Pad _ -> null;
      case Pointer _, FunctionPointer _ -> "an address means nothing to them";
      case Opaque opaque -> opaque.reason();
      case Bits _ -> "they have no bits";
      case SubArray array ->
          array.element() instanceof SubArray
              ? "they have no sub-arrays of sub-arrays"
              : unreadable(array.element());
      case Struct struct -> firstUnreadable(struct.fields());
      case Sequence sequence -> firstUnreadable(sequence.fields());
    };
  }

  private static @Nullable String unreadable(Scalar scalar) {
    return scalar.type() == ScalarType.BFLOAT16
        ? "they have no bfloat16"
        : scalar.type() == ScalarType.COMPLEX32 ? "they have no complex of half floats" : null;
  }

  private static @Nullable String firstUnreadable(Iterable<Field> fields) {
    for (Field field : fields) {
      String why = unreadable(field.format());
      if (why != null) {
        return why;
      }
    }
    return null;
  }
}
