package org.ndview.format;

/**
 * What the bytes of a {@link Scalar} are, whatever letter it was written with: {@code l} and {@code
 * q} are both {@link #INT64} where a C long has 8 bytes.
 */
public enum ScalarType {
  /** A truth value of one byte; any byte but 0 is true. */
  BOOL(Kind.BOOL, 1),
  /** One byte of text. */
  CHAR(Kind.CHAR, 1),
  /** A signed integer of 1 byte. */
  INT8(Kind.INT, 1),
  /** An unsigned integer of 1 byte. */
  UINT8(Kind.UINT, 1),
  /** A signed integer of 2 bytes. */
  INT16(Kind.INT, 2),
  /** An unsigned integer of 2 bytes. */
  UINT16(Kind.UINT, 2),
  /** A signed integer of 4 bytes. */
  INT32(Kind.INT, 4),
  /** An unsigned integer of 4 bytes. */
  UINT32(Kind.UINT, 4),
  /** A signed integer of 8 bytes. */
  INT64(Kind.INT, 8),
  /** An unsigned integer of 8 bytes. */
  UINT64(Kind.UINT, 8),
  /** An IEEE 754 binary16. */
  FLOAT16(Kind.FLOAT, 2),
  /** The upper half of an IEEE 754 binary32. */
  BFLOAT16(Kind.FLOAT, 2),
  /** An IEEE 754 binary32. */
  FLOAT32(Kind.FLOAT, 4),
  /** An IEEE 754 binary64. */
  FLOAT64(Kind.FLOAT, 8),
  /** The platform's C long double. */
  LONG_DOUBLE(Kind.FLOAT, Abi.LONG_DOUBLE_SIZE),
  /** Two {@link #FLOAT16}, real part first. */
  COMPLEX32(Kind.COMPLEX, 4),
  /** Two {@link #FLOAT32}, real part first. */
  COMPLEX64(Kind.COMPLEX, 8),
  /** Two {@link #FLOAT64}, real part first. */
  COMPLEX128(Kind.COMPLEX, 16),
  /** Two {@link #LONG_DOUBLE}, real part first. */
  LONG_COMPLEX(Kind.COMPLEX, 2 * Abi.LONG_DOUBLE_SIZE);

  /** What sort of value a scalar type has. */
  public enum Kind {
    /** A truth value. */
    BOOL,
    /** A byte of text. */
    CHAR,
    /** A signed integer. */
    INT,
    /** An unsigned integer. */
    UINT,
    /** A floating-point number. */
    FLOAT,
    /** A complex number. */
    COMPLEX
  }

  private final Kind kind;
  private final long itemsize;

  ScalarType(Kind kind, long itemsize) {
    this.kind = kind;
    this.itemsize = itemsize;
  }

  /** {@return what sort of value it has} */
  public Kind kind() {
    return kind;
  }

  /** {@return its size (in bytes)} */
  public long itemsize() {
    return itemsize;
  }

  /** The type of an integer, by its size (in bytes): 1, 2, 4 or 8. */
  static ScalarType integer(boolean signed, long size) {
    return switch ((int) size) {
      case 1 -> signed ? INT8 : UINT8;
      case 2 -> signed ? INT16 : UINT16;
      case 4 -> signed ? INT32 : UINT32;
      default -> signed ? INT64 : UINT64;
    };
  }

  /** The code that means this type under any mark: no {@code l}, {@code n}, {@code F}. */
  String code() {
    return switch (this) {
      case BOOL -> "?";
      case CHAR -> "c";
      case INT8 -> "b";
      case UINT8 -> "B";
      case INT16 -> "h";
      case UINT16 -> "H";
      case INT32 -> "i";
      case UINT32 -> "I";
      case INT64 -> "q";
      case UINT64 -> "Q";
      case FLOAT16 -> "e";
      case BFLOAT16 -> "[bfloat16]";
      case FLOAT32 -> "f";
      case FLOAT64 -> "d";
      case LONG_DOUBLE -> "g";
      case COMPLEX32 -> "Ze";
      case COMPLEX64 -> "Zf";
      case COMPLEX128 -> "Zd";
      case LONG_COMPLEX -> "Zg";
    };
  }
}
