package org.ndview.format;

import java.util.Set;
import org.ndview.internal.check.BriefText;

/** What the codes of scalars and the names in brackets mean under a mark. */
final class ScalarCodes {
  /** Machine-learning types of one byte that are known by name and carried as bytes. */
  private static final Set<String> BYTE_TYPES =
      Set.of(
          "[float8_e4m3]",
          "[float8_e4m3fn]",
          "[float8_e4m3fnuz]",
          "[float8_e4m3b11fnuz]",
          "[float8_e5m2]",
          "[float8_e5m2fnuz]",
          "[float8_e8m0fnu]");

  /** Bytes whose own format did not fit: {@code [bytes;n]}. */
  static final String BYTES = "[bytes]";

  private ScalarCodes() {}

  record Meaning(ScalarType type, long itemsize, int alignment) {}

  /**
   * What a scalar's code means.
   *
   * @throws IllegalArgumentException if it means nothing under the mark; the message says what does
   */
  static Meaning scalar(String code, Mark mark) {
    return switch (code) {
      case "?" -> of(ScalarType.BOOL, "bool", mark);
      case "c" -> of(ScalarType.CHAR, "char", mark);
      case "b" -> of(ScalarType.INT8, "char", mark);
      case "B" -> of(ScalarType.UINT8, "char", mark);
      case "h" -> integer(true, "short", 2, mark);
      case "H" -> integer(false, "short", 2, mark);
      case "i" -> integer(true, "int", 4, mark);
      case "I" -> integer(false, "int", 4, mark);
      case "l" -> integer(true, "long", 4, mark);
      case "L" -> integer(false, "long", 4, mark);
      case "q" -> integer(true, "long long", 8, mark);
      case "Q" -> integer(false, "long long", 8, mark);
      case "n", "N" -> {
        if (!mark.nativeSizes()) {
          throw new IllegalArgumentException(
              BriefText.of(code)
                  + " has a native size only, so it needs @ or ^, not "
                  + mark.symbol());
        }
        yield integer(code.equals("n"), "size_t", 0, mark);
      }
      case "P" -> integer(false, "void*", Abi.POINTER_SIZE, mark);
      case "e" -> of(ScalarType.FLOAT16, 2, mark);
      case "[bfloat16]" -> of(ScalarType.BFLOAT16, 2, mark);
      case "f" -> of(ScalarType.FLOAT32, "float", mark);
      case "d" -> of(ScalarType.FLOAT64, "double", mark);
      case "g" -> of(ScalarType.LONG_DOUBLE, (int) Abi.LONG_DOUBLE_SIZE, mark);
      case "Ze" -> of(ScalarType.COMPLEX32, 2, mark);
      case "Zf", "F" -> of(ScalarType.COMPLEX64, "float", mark);
      case "Zd", "D" -> of(ScalarType.COMPLEX128, "double", mark);
      case "Zg" -> of(ScalarType.LONG_COMPLEX, (int) Abi.LONG_DOUBLE_SIZE, mark);
      case "G" -> {
        if (mark.nativeSizes()) {
          throw new IllegalArgumentException("G needs one of < > = ! before it; or write Zg");
        }
        yield of(ScalarType.LONG_COMPLEX, 1, mark);
      }
      default ->
          throw new IllegalArgumentException("a code such as i, d, 3s or T{...} was expected");
    };
  }

  private static Meaning integer(boolean signed, String cType, long standard, Mark mark) {
    long size = mark.nativeSizes() ? Abi.size(cType) : standard;
    return of(ScalarType.integer(signed, size), cType, mark);
  }

  private static Meaning of(ScalarType type, String cType, Mark mark) {
    return of(type, Abi.alignment(cType), mark);
  }

  private static Meaning of(ScalarType type, int alignment, Mark mark) {
    return new Meaning(type, type.itemsize(), mark.aligned() ? alignment : 1);
  }

  /** Whether {@code [name]} has a size of its own, one byte, without a value in Java. */
  static boolean isByteType(String code) {
    return BYTE_TYPES.contains(code);
  }

  /** Why an opaque code has no value. */
  static String opaqueReason(String code) {
    if (code.equals("O")) {
      return "O is a reference to a Python object, which only its own process can follow";
    }
    return isByteType(code)
        ? BriefText.of(code) + " is carried as bytes: it has no type in Java"
        : BriefText.of(code) + " is not a type that is known here";
  }
}
