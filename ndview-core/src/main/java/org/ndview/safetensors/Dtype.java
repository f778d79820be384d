package org.ndview.safetensors;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.Opaque;
import org.ndview.format.Scalar;
import org.ndview.internal.check.BriefText;

/**
 * The types of numbers that a safetensors file has, by their names in it and in the order of the
 * reference implementation: by alignment.
 *
 * <p>Those that Java has are read as numbers. The small floats are opaque items of their bytes:
 * those of 8 bits one each, those of 4 bits two to an item, those of 6 bits four to an item of
 * three bytes.
 */
public enum Dtype {
  /** A truth value of one byte. */
  BOOL("?", 8),
  /** A float of 4 bits (MX): two in one byte. */
  F4("[float4_e2m1fn_x2;1]", 4),
  /** A float of 6 bits (MX), 3 of them for the fraction: four in three bytes. */
  F6_E2M3("[float6_e2m3fn_x4;3]", 6),
  /** A float of 6 bits (MX), 2 of them for the fraction: four in three bytes. */
  F6_E3M2("[float6_e3m2fn_x4;3]", 6),
  /** An unsigned integer of 1 byte. */
  U8("B", 8),
  /** A signed integer of 1 byte. */
  I8("b", 8),
  /** A float of 8 bits, 2 of them for the fraction. */
  F8_E5M2("[float8_e5m2]", 8),
  /** A float of 8 bits, 3 of them for the fraction, without infinities. */
  F8_E4M3("[float8_e4m3fn]", 8),
  /** A power of two of 8 bits, without a sign. */
  F8_E8M0("[float8_e8m0fnu]", 8),
  /** A float of 8 bits, 3 of them for the fraction, without infinities and -0. */
  F8_E4M3FNUZ("[float8_e4m3fnuz]", 8),
  /** A float of 8 bits, 2 of them for the fraction, without infinities and -0. */
  F8_E5M2FNUZ("[float8_e5m2fnuz]", 8),
  /** A signed integer of 2 bytes. */
  I16("<h", 16),
  /** An unsigned integer of 2 bytes. */
  U16("<H", 16),
  /** An IEEE 754 binary16. */
  F16("<e", 16),
  /** The upper half of an IEEE 754 binary32. */
  BF16("<[bfloat16]", 16),
  /** A signed integer of 4 bytes. */
  I32("<i", 32),
  /** An unsigned integer of 4 bytes. */
  U32("<I", 32),
  /** An IEEE 754 binary32. */
  F32("<f", 32),
  /** A complex number of two {@link #F32}. */
  C64("<Zf", 64),
  /** An IEEE 754 binary64. */
  F64("<d", 64),
  /** A signed integer of 8 bytes. */
  I64("<q", 64),
  /** An unsigned integer of 8 bytes. */
  U64("<Q", 64);

  private final Format format;
  private final int bits;

  Dtype(String format, int bits) {
    this.format = Format.parse(format);
    this.bits = bits;
  }

  /** {@return the format of an item of a view, little-endian} */
  public Format format() {
    return format;
  }

  /** {@return the size of one number (in bits)} */
  public int bits() {
    return bits;
  }

  /** {@return how many numbers one item of a view holds: 1, 2 ({@link #F4}) or 4 (F6)} */
  public int packed() {
    return (int) (format.itemsize() * 8 / bits);
  }

  /** {@return whether its items are bytes without a value in Java} */
  public boolean isOpaque() {
    return format instanceof Opaque;
  }

  /**
   * {@return the type of a format's numbers, in whatever byte order they are, or nothing if
   * safetensors has none}
   *
   * @param format the format of an item
   */
  public static Optional<Dtype> of(Format format) {
    return Arrays.stream(values()).filter(dtype -> dtype.means(format)).findFirst();
  }

  private boolean means(Format other) {
    return switch (other) {
      case Scalar scalar ->
          format instanceof Scalar own && own.type() == scalar.type() && !scalar.code().equals("P");
      case Opaque opaque ->
          format instanceof Opaque own
              && own.code().equals(opaque.code())
              && own.itemsize() == opaque.itemsize();
      default -> false;
    };
  }

  /**
   * The type of a format's numbers.
   *
   * @throws UnsupportedOperationException if there is none; the message names the way out
   */
  static Dtype require(Format format) {
    return of(format).orElseThrow(() -> new UnsupportedOperationException(refusal(format)));
  }

  private static String refusal(Format format) {
    String way =
        "it has " + Arrays.stream(values()).map(Dtype::name).collect(Collectors.joining(" "));
    if (format instanceof Scalar scalar) {
      way =
          switch (scalar.type()) {
            case COMPLEX128, LONG_COMPLEX, COMPLEX32 -> "convertTo() makes '<Zf' of it";
            case LONG_DOUBLE -> "convertTo() makes '<d' of it";
            case CHAR -> "cast(\"B\") views the bytes";
            default -> way;
          };
    } else if (format instanceof Compound) {
      way = "write its fields, each as a tensor: field(name)";
    }
    return "safetensors has no dtype for the format '" + BriefText.of(format) + "': " + way;
  }
}
