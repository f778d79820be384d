package org.ndview.json;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

/**
 * A format as NumPy's {@code numpy.lib.format.descr_to_dtype} takes it, with lists for tuples: a
 * string such as {@code "<f4"}, a pair of a description and a shape, or a list of fields (name,
 * description, and the shape of a sub-array), where fields without a name are padding.
 */
final class NumpyDescr {
  private NumpyDescr() {}

  /** {@return the description, or nothing where NumPy has no such dtype} */
  static Optional<Object> of(Format format) {
    return Optional.ofNullable(descr(format));
  }

  private static @Nullable Object descr(Format format) {
    return switch (format) {
      case Scalar scalar -> scalar(scalar);
      case Text text ->
          switch (text.code()) {
            case 's' -> "|S" + text.length();
            case 'w' -> order(text.mark().order()) + "U" + text.length();
            default -> null;
          };
      case Pad pad -> "|V" + pad.length();
      case Opaque opaque -> "|V" + opaque.itemsize();
      case SubArray array -> {
        Object element = descr(array.element());
        yield element == null ? null : List.of(element, array.shape());
      }
      case Struct struct -> fields(struct);
      case Sequence sequence -> fields(sequence);
      case Bits _, Pointer _, FunctionPointer _ -> null;
    };
  }

  private static @Nullable String scalar(Scalar scalar) {
    ScalarType type = scalar.type();
    String kind =
        switch (type) {
          case BOOL -> "b";
          case CHAR -> "S";
          case BFLOAT16, COMPLEX32, LONG_DOUBLE, LONG_COMPLEX -> null;
          default ->
              switch (type.kind()) {
                case INT -> "i";
                case UINT -> "u";
                case FLOAT -> "f";
                default -> "c";
              };
        };
    return kind == null
        ? null
        : (scalar.itemsize() == 1 ? "|" : order(scalar.order())) + kind + scalar.itemsize();
  }

  private static String order(ByteOrder order) {
    return order == ByteOrder.BIG_ENDIAN ? ">" : "<";
  }

  private static @Nullable Object fields(Compound compound) {
    Set<String> names = new HashSet<>();
    compound.fields().stream().map(Field::name).filter(name -> name != null).forEach(names::add);
    List<Object> fields = new ArrayList<>();
    long end = 0;
    int free = 0;
    for (Field field : compound.fields()) {
      if (field.isPadding() || field.count() == 0 && field.name() == null) {
        continue;
      }
      pad(fields, field.offset() - end);
      end = field.offset() + field.itemsize();
      String name = field.name();
      while (name == null) {
        // NumPy's own names for fields that have none
        String next = "f" + free++;
        name = names.add(next) ? next : null;
      }
      if (!add(fields, name, field)) {
        return null;
      }
    }
    pad(fields, compound.itemsize() - end);
    return fields;
  }

  private static boolean add(List<Object> fields, String name, Field field) {
    Format format = field.format();
    List<Long> shape = field.count() == 1 ? List.of() : List.of(field.count());
    if (format instanceof SubArray array) {
      shape = array.shape();
      format = array.element();
    }
    Object descr = descr(format);
    if (descr == null) {
      return false;
    }
    fields.add(shape.isEmpty() ? List.of(name, descr) : List.of(name, descr, shape));
    return true;
  }

  private static void pad(List<Object> fields, long n) {
    if (n > 0) {
      fields.add(List.of("", "|V" + n));
    }
  }
}
