package org.ndview.nd4j;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;

/** Which data type of ND4J is which scalar type, and why the others have none. */
final class DataTypes {
  // by those of its names that are not deprecated: INT64 is LONG, FLOAT16 is HALF
  private static final Map<ScalarType, DataType> BY_SCALAR =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(ScalarType.FLOAT64, DataType.DOUBLE),
              Map.entry(ScalarType.FLOAT32, DataType.FLOAT),
              Map.entry(ScalarType.FLOAT16, DataType.FLOAT16),
              Map.entry(ScalarType.BFLOAT16, DataType.BFLOAT16),
              Map.entry(ScalarType.INT64, DataType.INT64),
              Map.entry(ScalarType.INT32, DataType.INT32),
              Map.entry(ScalarType.INT16, DataType.INT16),
              Map.entry(ScalarType.INT8, DataType.INT8),
              Map.entry(ScalarType.UINT64, DataType.UINT64),
              Map.entry(ScalarType.UINT32, DataType.UINT32),
              Map.entry(ScalarType.UINT16, DataType.UINT16),
              Map.entry(ScalarType.UINT8, DataType.UINT8),
              Map.entry(ScalarType.BOOL, DataType.BOOL)));

  private static final Map<DataType, Scalar> FORMATS = new EnumMap<>(DataType.class);

  static {
    BY_SCALAR.forEach((scalar, type) -> FORMATS.put(type, Scalar.of(scalar, Mark.NATIVE)));
  }

  private DataTypes() {}

  /** {@return the type of a format's items, in either byte order, or null if ND4J has none} */
  static @Nullable DataType of(Format format) {
    return format instanceof Scalar scalar && !isAddress(scalar)
        ? BY_SCALAR.get(scalar.type())
        : null;
  }

  /**
   * {@return the type that a copy of a format's items has}
   *
   * @throws UnsupportedOperationException if they are not numbers to ND4J
   */
  static DataType copied(Format format) {
    if (format instanceof Scalar scalar && scalar.type() == ScalarType.LONG_DOUBLE) {
      return DataType.DOUBLE;
    }
    DataType type = of(format);
    if (type == null) {
      throw refusal(format).exception("ND4J cannot hold this view");
    }
    return type;
  }

  /**
   * {@return the format of a type's items, in the machine's byte order}
   *
   * @throws UnsupportedOperationException if its items are not numbers of one size
   */
  static Scalar format(DataType type) {
    Scalar format = FORMATS.get(type);
    if (format == null) {
      throw new UnsupportedOperationException(
          switch (type) {
            case UTF8 -> "UTF8: the strings of ND4J are no items of one size";
            case COMPRESSED -> "COMPRESSED: Nd4j.getCompressor().decompress(array) makes numbers";
            default -> type + ": no data type with items";
          });
    }
    return format;
  }

  /** {@return why ND4J has no type for a format, and what to do} */
  static HandOver refusal(Format format) {
    return switch (format) {
      case Scalar s when isAddress(s) ->
          none(format, "an address is no number to it", "cast(\"Q\") makes it one");
      case Scalar s when s.type() == ScalarType.LONG_DOUBLE ->
          new HandOver(
              HandOver.Way.COPY,
              "ND4J has no data type for '" + ShortText.of(format) + "' (a long double)",
              "NdArrays.copy(view) makes DOUBLE of it",
              HandOver.Cause.FORMAT);
      case Scalar s when s.type().kind() == ScalarType.Kind.COMPLEX ->
          none(
              format,
              "a complex number",
              "cast(\"%s\", ..., 2) of a contiguous view has the two parts as its last dimension"
                  .formatted(partOf(s.type())));
      case Scalar s when s.type() == ScalarType.CHAR ->
          none(format, "a character", "cast(\"B\") makes a number of it");
      case SubArray array ->
          none(
              format,
              "an array in each item",
              "cast(\"%s\", ...) of a contiguous view has its dimensions as the last ones"
                  .formatted(ShortText.of(array.merged().element())));
      case Compound compound -> none(format, "an item of several parts", partsOf(compound));
      default -> none(format, "it is no number", "toList() has its values");
    };
  }

  private static HandOver none(Format format, String what, String remedy) {
    return HandOver.refuse(
        HandOver.Cause.FORMAT,
        "ND4J has no data type for '" + ShortText.of(format) + "' (" + what + ")",
        remedy);
  }

  private static boolean isAddress(Scalar scalar) {
    return scalar.code().equals("P");
  }

  private static String partsOf(Compound compound) {
    return compound.fields().stream()
        .map(Field::name)
        .filter(Objects::nonNull)
        .findFirst()
        .map(name -> "field(\"" + ShortText.of(name) + "\") is a view of one of them")
        .orElse("under a format that names them, as in T{i:a:}, field(\"a\") is a view of one");
  }

  private static String partOf(ScalarType complex) {
    return switch (complex) {
      case COMPLEX32 -> "e";
      case COMPLEX64 -> "f";
      case COMPLEX128 -> "d";
      default -> "g";
    };
  }
}
