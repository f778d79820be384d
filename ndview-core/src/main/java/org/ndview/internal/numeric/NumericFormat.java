package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Text;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StagingArrayDouble;
import org.ndview.internal.bulk.StagingArrayFloat;
import org.ndview.internal.item.ScalarCodec;

/**
 * How items of a numeric format are stored: type, width, byte order.
 *
 * @param type the type of the numbers
 * @param bits the width of one, in bits
 * @param swapped whether the byte order is not the machine's
 */
public record NumericFormat(ScalarType type, int bits, boolean swapped) {
  /** Items of a block of any width. */
  public static final int BLOCK = 512;

  /** {@return the rows of a format, or null if it is not one of real numbers of at most 64 bits} */
  public static @Nullable NumericFormat of(Format format) {
    if (!(format instanceof Scalar scalar)) {
      return null;
    }
    return switch (scalar.type().kind()) {
      case BOOL, INT, UINT, FLOAT ->
          scalar.type() == ScalarType.LONG_DOUBLE ? null : of(scalar.type(), scalar.mark());
      case CHAR, COMPLEX -> null;
    };
  }

  /** {@return the rows of the parts of complex numbers, or null if these are none of such parts} */
  static @Nullable NumericFormat ofParts(Format format) {
    if (!(format instanceof Scalar scalar) || scalar.type().kind() != ScalarType.Kind.COMPLEX) {
      return null;
    }
    ScalarType part = ScalarCodec.part(scalar.type());
    return part == null || part == ScalarType.LONG_DOUBLE ? null : of(part, scalar.mark());
  }

  /** {@return the rows of the units of text in UCS-2 or UCS-4} */
  static NumericFormat ofUnits(Text text) {
    return of(text.code() == 'u' ? ScalarType.UINT16 : ScalarType.UINT32, text.mark());
  }

  private static NumericFormat of(ScalarType type, Mark mark) {
    return new NumericFormat(type, 8 * width(type), mark.order() != ByteOrder.nativeOrder());
  }

  /** {@return the width of a number (in bytes)} */
  public static int width(ScalarType type) {
    return switch (type) {
      case BOOL, INT8, UINT8 -> 1;
      case INT16, UINT16, FLOAT16, BFLOAT16 -> 2;
      case INT32, UINT32, FLOAT32 -> 4;
      case INT64, UINT64, FLOAT64 -> 8;
      case CHAR, LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          throw new IllegalArgumentException("no number: " + type);
    };
  }

  /** {@return a block for these numbers, with room for this many to begin with} */
  public StagingArray block(int items) {
    return StagingArray.of(bits / 8, items);
  }

  /** {@return an empty block for them, of the numbers themselves where it needs no swapping} */
  public StagingArray numberBlock() {
    if (!swapped && type == ScalarType.FLOAT32) {
      return new StagingArrayFloat(0);
    }
    return !swapped && type == ScalarType.FLOAT64 ? new StagingArrayDouble(0) : block(0);
  }

  /** {@return whether numbers of the other format have the same bits, but for the byte order} */
  boolean hasSameBits(NumericFormat other) {
    return type == other.type
        ? type != ScalarType.BOOL // the bytes of a bool may be any, and become 0 and 1
        : bits == other.bits && isInteger() && other.isInteger();
  }

  boolean isInteger() {
    return type.kind() == ScalarType.Kind.INT || type.kind() == ScalarType.Kind.UINT;
  }

  public boolean isFloat() {
    return type.kind() == ScalarType.Kind.FLOAT;
  }

  /** Whether a long holds every value exactly: true of every integer type except UINT64. */
  public boolean fitsLong() {
    return !isFloat() && type != ScalarType.UINT64;
  }

  /** Whether a float holds every value exactly. */
  public boolean fitsFloat() {
    return isFloat() ? bits <= 32 : bits <= 16;
  }

  /** {@return what makes longs, floats and doubles of raw items} */
  public NumberReader reader() {
    return new NumberReader(this);
  }

  /**
   * {@return what makes raw items of longs, floats and doubles}
   *
   * @param saturates whether integers beyond the type's range become its ends
   */
  NumberWriter writer(boolean saturates) {
    return new NumberWriter(this, saturates);
  }

  /** Reads items in a line. */
  public void read(StagingArray block, MemorySegment memory, long at, long stride, int n) {
    block.load(memory, at, 1, 0, n, stride, n);
    if (swapped) {
      block.swapBytes(n);
    }
  }

  public boolean isSigned() {
    return type.kind() == ScalarType.Kind.INT;
  }

  /** {@return the smallest whole number of this type, of an integer or bool} */
  public long min() {
    return isSigned() ? -1L << (bits - 1) : 0;
  }

  /**
   * {@return the greatest whole number of this type, of an integer or bool; -1, all bits set, for
   * UINT64}
   */
  public long max() {
    return switch (type) {
      case BOOL -> 1;
      case UINT64 -> -1;
      case INT8, INT16, INT32, INT64 -> (1L << (bits - 1)) - 1;
      case UINT8, UINT16, UINT32 -> (1L << bits) - 1;
      case CHAR, FLOAT16, BFLOAT16, FLOAT32, FLOAT64, LONG_DOUBLE -> throw new AssertionError(type);
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw new AssertionError(type);
    };
  }
}
