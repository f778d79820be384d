package org.ndview.bridge;

import java.util.Objects;
import org.ndview.bridge.Plan.Cause;
import org.ndview.bridge.Plan.Way;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.SubArray;
import org.ndview.internal.check.BriefText;

/** Why a neighbour has no type for a format, and what to do. */
final class FormatRefusals {
  private FormatRefusals() {}

  static Plan refusal(String neighbour, Format format) {
    return switch (format) {
      case Scalar s when isAddress(s) ->
          none(neighbour, format, "an address is no number to it", "cast(\"q\") makes it one");
      case Scalar s -> scalar(neighbour, s);
      case SubArray array ->
          none(
              neighbour,
              format,
              "an array in each item",
              "viewAs(\"%s\") makes its elements the last dimension"
                  .formatted(BriefText.of(array.merged().element())));
      case Compound compound ->
          none(neighbour, format, "an item of several parts", partsOf(compound));
      default -> none(neighbour, format, "it is no number", "toList() has its values");
    };
  }

  private static Plan scalar(String neighbour, Scalar s) {
    return switch (s.type().kind()) {
      case COMPLEX ->
          none(
              neighbour,
              s,
              "a complex number",
              "cast(\"%s\", ..., 2) of a contiguous view has the two parts as its last dimension"
                  .formatted(partOf(s.type())));
      case CHAR -> none(neighbour, s, "a character", "cast(\"B\") makes a number of it");
      case BOOL, INT, UINT, FLOAT ->
          none(
              neighbour,
              s,
              s.type().toString(),
              "convertTo() a new view of a format that it has; viewAs() one of the same size keeps the bits");
    };
  }

  static boolean isAddress(Scalar scalar) {
    return scalar.code().equals("P");
  }

  private static Plan none(String neighbour, Format format, String what, String remedy) {
    return new Plan(
        Way.REFUSE,
        "%s has no type for '%s' (%s)".formatted(neighbour, BriefText.of(format), what),
        remedy,
        Cause.FORMAT);
  }

  private static String partsOf(Compound compound) {
    return compound.fields().stream()
        .map(Field::name)
        .filter(Objects::nonNull)
        .findFirst()
        .map(name -> "field(\"" + BriefText.of(name) + "\") is a view of one of them")
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
