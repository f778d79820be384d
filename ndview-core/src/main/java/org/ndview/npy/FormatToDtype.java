package org.ndview.npy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.ndview.format.Bits;
import org.ndview.format.Compound;
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
import org.ndview.internal.check.BriefText;

/** From formats to dtypes. */
final class FormatToDtype {
  private FormatToDtype() {}

  static NumpyDtype dtype(Format format) {
    return switch (format) {
      case Scalar scalar -> scalar(scalar);
      case Text text ->
          switch (text.code()) {
            case 's' -> plain("|S" + text.length());
            case 'w' -> plain(order(text.mark().order()) + "U" + text.length());
            case 'u' -> throw refuse(format, "its characters have 4 bytes");
            default -> throw refuse(format, "it has no Pascal strings");
          };
      case Pad pad -> bytes(pad.length());
      case Opaque opaque when opaque.code().equals("O") ->
          throw refuse(format, "an address means nothing outside of its process");
      case Opaque opaque -> bytes(opaque.itemsize());
      case SubArray array -> {
        SubArray kept = kept(array);
        yield new NumpyDtype.Array(element(kept.element()), kept.shape());
      }
      case Struct struct -> fields(struct);
      case Sequence sequence -> fields(sequence);
      case Bits _ -> throw refuse(format, "its smallest item has a byte");
      case Pointer _, FunctionPointer _ ->
          throw refuse(format, "an address means nothing outside of its process");
    };
  }

  private static NumpyDtype plain(String code) {
    return new NumpyDtype.Plain(code);
  }

  private static NumpyDtype bytes(long n) {
    return plain("|V" + n);
  }

  private static NumpyDtype scalar(Scalar scalar) {
    ScalarType type = scalar.type();
    if (type == ScalarType.BFLOAT16 || type == ScalarType.COMPLEX32) {
      throw refuse(
          scalar, "convertTo() makes '" + (type == ScalarType.BFLOAT16 ? "f" : "Zf") + "' of it");
    }
    if (scalar.code().equals("P")) {
      throw refuse(scalar, "an address means nothing outside of its process");
    }
    String kind =
        switch (type.kind()) {
          case BOOL -> "b";
          case CHAR -> "S";
          case INT -> "i";
          case UINT -> "u";
          case FLOAT -> "f";
          case COMPLEX -> "c";
        };
    return plain((scalar.itemsize() == 1 ? "|" : order(scalar.order())) + kind + scalar.itemsize());
  }

  private static UnsupportedOperationException refuse(Format format, String why) {
    return new UnsupportedOperationException(
        "NumPy has no dtype for the format '" + BriefText.of(format) + "': " + why);
  }

  private static String order(ByteOrder order) {
    return order == ByteOrder.BIG_ENDIAN ? ">" : "<";
  }

  private static NumpyDtype fields(Compound compound) {
    Set<String> names = new HashSet<>();
    compound.fields().stream().map(Field::name).filter(Objects::nonNull).forEach(names::add);
    List<NumpyDtype.Member> members = new ArrayList<>();
    long end = 0;
    int free = 0;
    for (Field field : compound.fields()) {
      if (field.isPadding() || (field.count() == 0 && field.name() == null)) {
        continue;
      }
      pad(members, field.offset() - end);
      end = field.offset() + field.itemsize();
      String name = field.name();
      while (name == null) {
        // NumPy's own names for fields that have none
        String next = "f" + free++;
        name = names.add(next) ? next : null;
      }
      members.add(member(name, field));
    }
    pad(members, compound.itemsize() - end);
    return new NumpyDtype.Struct(members);
  }

  private static NumpyDtype.Member member(String name, Field field) {
    Format format = field.format();
    List<Long> shape = field.count() == 1 ? List.of() : List.of(field.count());
    if (format instanceof SubArray array) {
      SubArray kept = kept(array);
      shape = kept.shape();
      format = kept.element();
    }
    return new NumpyDtype.Member(
        name, null, shape.isEmpty() ? dtype(format) : element(format), shape);
  }

  /** NumPy has no array whose elements are arrays without bytes, but one of all dimensions. */
  private static SubArray kept(SubArray array) {
    return array.element() instanceof SubArray inner && inner.itemsize() == 0
        ? array.merged()
        : array;
  }

  private static NumpyDtype element(Format format) {
    if (format.itemsize() == 0 && !(format instanceof Compound)) {
      throw refuse(format, "it has no arrays of texts without characters in an item");
    }
    return dtype(format);
  }

  private static void pad(List<NumpyDtype.Member> members, long n) {
    if (n > 0) {
      members.add(new NumpyDtype.Member("", null, bytes(n), List.of()));
    }
  }
}
