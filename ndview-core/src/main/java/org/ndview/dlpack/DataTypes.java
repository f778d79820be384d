package org.ndview.dlpack;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Opaque;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Formats to DLPack's types and back. */
final class DataTypes {
  private static final Mark NATIVE = Mark.NATIVE;

  private DataTypes() {}

  /**
   * {@return the format of a type's items}
   *
   * @param padded whether numbers of less than a byte have a byte each
   * @throws IllegalArgumentException if it has no lanes
   * @throws UnsupportedOperationException if there is no format
   */
  static Format format(DataType type, boolean padded) {
    if (type.lanes() == 0) {
      throw new IllegalArgumentException("the tensor's type has no lanes: " + type);
    }
    SmallFloat small = SmallFloat.of(type.code());
    if (small != null) {
      return Format.parse(small(small, type, padded));
    }
    Scalar scalar = Scalar.of(scalar(type), NATIVE);
    return type.lanes() == 1 ? scalar : Format.parse("(" + type.lanes() + ")" + scalar);
  }

  private static ScalarType scalar(DataType type) {
    ScalarType found =
        switch (type.code()) {
          case DataType.INT -> integer(type.bits(), true);
          case DataType.UINT -> integer(type.bits(), false);
          case DataType.FLOAT ->
              of(type, ScalarType.FLOAT16, ScalarType.FLOAT32, ScalarType.FLOAT64);
          case DataType.BFLOAT -> of(type, ScalarType.BFLOAT16);
          case DataType.COMPLEX ->
              of(type, ScalarType.COMPLEX32, ScalarType.COMPLEX64, ScalarType.COMPLEX128);
          case DataType.BOOL -> of(type, ScalarType.BOOL);
          default -> null; // a handle, or what a later DLPack has
        };
    if (found == null) {
      throw new UnsupportedOperationException("no format has the tensor's items: " + type);
    }
    return found;
  }

  private static @Nullable ScalarType integer(int bits, boolean signed) {
    return switch (bits) {
      case 8 -> signed ? ScalarType.INT8 : ScalarType.UINT8;
      case 16 -> signed ? ScalarType.INT16 : ScalarType.UINT16;
      case 32 -> signed ? ScalarType.INT32 : ScalarType.UINT32;
      case 64 -> signed ? ScalarType.INT64 : ScalarType.UINT64;
      default -> null;
    };
  }

  private static @Nullable ScalarType of(DataType type, ScalarType... candidates) {
    return Arrays.stream(candidates)
        .filter(t -> t.itemsize() * 8 == type.bits())
        .findFirst()
        .orElse(null);
  }

  private static String small(SmallFloat small, DataType type, boolean padded) {
    String name = small.typeName();
    int all = type.bits() * type.lanes();
    if (type.bits() != small.bits()) {
      throw new UnsupportedOperationException(
          "%s has %d bits, not %d".formatted(name, small.bits(), type.bits()));
    }
    if (small.bits() == 8) {
      String one = oneByte(name);
      return type.lanes() == 1 ? one : "(" + type.lanes() + ")" + one;
    }
    if (padded && type.lanes() == 1) {
      return "[" + name + ";1]";
    }
    if (padded || all % 8 != 0) {
      throw new UnsupportedOperationException(
          "an item of the tensor is no whole number of bytes: "
              + type
              + (padded ? ", padded" : ", packed")
              + "; export it as bytes (uint8)");
    }
    return "[%s_x%d;%d]".formatted(name, type.lanes(), all / 8);
  }

  /** Most of them have a size of their own in a format. */
  private static String oneByte(String name) {
    return name.equals("float8_e3m4") ? "[" + name + ";1]" : "[" + name + "]";
  }

  /** {@return the type of a format's items, or null if DLPack has none} */
  static @Nullable DataType of(Format format) {
    return switch (format) {
      case Scalar scalar when !scalar.code().equals("P") -> of(scalar.type());
      case Opaque opaque -> of(opaque);
      default -> null;
    };
  }

  private static @Nullable DataType of(ScalarType type) {
    int bits = (int) type.itemsize() * 8;
    return switch (type) {
      case BOOL -> new DataType(DataType.BOOL, bits, 1);
      case INT8, INT16, INT32, INT64 -> new DataType(DataType.INT, bits, 1);
      case UINT8, UINT16, UINT32, UINT64 -> new DataType(DataType.UINT, bits, 1);
      case FLOAT16, FLOAT32, FLOAT64 -> new DataType(DataType.FLOAT, bits, 1);
      case BFLOAT16 -> new DataType(DataType.BFLOAT, bits, 1);
      case COMPLEX32, COMPLEX64, COMPLEX128 -> new DataType(DataType.COMPLEX, bits, 1);
      case CHAR, LONG_DOUBLE, LONG_COMPLEX -> null;
    };
  }

  private static @Nullable DataType of(Opaque opaque) {
    for (SmallFloat small : SmallFloat.values()) {
      String name = "[" + small.typeName();
      if (opaque.code().equals(name + "]") && opaque.itemsize() == 1) {
        return new DataType(small.code(), small.bits(), 1);
      }
      long lanes = opaque.itemsize() * 8 / small.bits();
      if (small.bits() < 8
          && lanes <= 0xFFFF
          && lanes * small.bits() == opaque.itemsize() * 8
          && opaque.code().equals(name + "_x" + lanes + "]")) {
        return new DataType(small.code(), small.bits(), (int) lanes);
      }
    }
    return null;
  }

  /** {@return whether a number of less than a byte has a byte of its own} */
  static boolean isPadded(DataType type) {
    return type.bits() < 8 && type.lanes() == 1;
  }

  /** {@return whether the bytes of a format that has a type are in this machine's order} */
  static boolean isNativeOrder(Format format) {
    return !(format instanceof Scalar scalar)
        || scalar.itemsize() == 1
        || scalar.order() == ByteOrder.nativeOrder();
  }

  /** {@return the same numbers in this machine's order} */
  static Format inNativeOrder(Format format) {
    return format instanceof Scalar scalar ? Scalar.of(scalar.type(), NATIVE) : format;
  }

  /** {@return what an item's address is to be a multiple of (in bytes)} */
  static long alignment(Format format) {
    return format instanceof Scalar scalar
        ? scalar.itemsize() / (scalar.type().kind() == ScalarType.Kind.COMPLEX ? 2 : 1)
        : 1;
  }
}
