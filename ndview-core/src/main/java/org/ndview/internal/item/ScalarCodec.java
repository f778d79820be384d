package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;

/** Numbers, bools, complex numbers and the one-byte character. */
public final class ScalarCodec extends ItemCodec {
  private final Scalar format;
  private final ScalarType type;
  private final boolean swapped;
  private final int size;

  public ScalarCodec(Scalar format) {
    this.format = format;
    type = format.type();
    size = (int) format.itemsize();
    swapped = format.mark().order() != ByteOrder.nativeOrder();
  }

  @Override
  public Object get(MemorySegment memory, long at) {
    return switch (type) {
      case BOOL -> bits8(memory, at) != 0;
      case CHAR -> bits8(memory, at);
      case INT8 -> (int) bits8(memory, at);
      case UINT8 -> bits8(memory, at) & 0xff;
      case INT16 -> (int) bits16(memory, at);
      case UINT16 -> bits16(memory, at) & 0xffff;
      case INT32 -> bits32(memory, at);
      case UINT32 -> bits32(memory, at) & 0xffff_ffffL;
      case INT64 -> bits64(memory, at);
      case UINT64 -> UInt64Casts.toBigInteger(bits64(memory, at));
      case FLOAT16, BFLOAT16, FLOAT32 -> (float) real(memory, at);
      case FLOAT64, LONG_DOUBLE -> real(memory, at);
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          new Complex(real(memory, at), real(memory, at + size / 2));
    };
  }

  /** A float of this type, or of a complex type's parts. */
  private double real(MemorySegment memory, long at) {
    return switch (type) {
      case FLOAT16, COMPLEX32 -> Float.float16ToFloat(bits16(memory, at));
      case BFLOAT16 -> HalfFloats.bfloat16(bits16(memory, at));
      case FLOAT32, COMPLEX64 -> Float.intBitsToFloat(bits32(memory, at));
      case FLOAT64, COMPLEX128 -> Double.longBitsToDouble(bits64(memory, at));
      case LONG_DOUBLE -> LongDouble.get(memory, at, size, isBig());
      case LONG_COMPLEX -> LongDouble.get(memory, at, size / 2, isBig());
      default -> throw new AssertionError(type);
    };
  }

  @Override
  public void put(MemorySegment memory, long at, Object value) {
    switch (type) {
      case BOOL -> bits8(memory, at, (byte) integer(value, BigInteger.ZERO, BigInteger.ONE));
      case CHAR -> bits8(memory, at, character(value));
      case INT8, UINT8 -> bits8(memory, at, (byte) integer(value));
      case INT16, UINT16 -> bits16(memory, at, (short) integer(value));
      case INT32, UINT32 -> bits32(memory, at, (int) integer(value));
      case INT64, UINT64 -> bits64(memory, at, integer(value));
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, LONG_DOUBLE ->
          real(memory, at, checked(real(value), value));
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> {
        Complex complex = value instanceof Complex c ? c : new Complex(real(value), 0);
        checked(complex.re(), value);
        checked(complex.im(), value);
        real(memory, at, complex.re());
        real(memory, at + size / 2, complex.im());
      }
    }
  }

  private void real(MemorySegment memory, long at, double value) {
    switch (type) {
      case FLOAT16, COMPLEX32 -> bits16(memory, at, HalfFloats.float16(value));
      case BFLOAT16 -> bits16(memory, at, HalfFloats.bfloat16(value));
      case FLOAT32, COMPLEX64 -> bits32(memory, at, Float.floatToRawIntBits((float) value));
      case FLOAT64, COMPLEX128 -> bits64(memory, at, Double.doubleToRawLongBits(value));
      case LONG_DOUBLE -> LongDouble.put(memory, at, size, isBig(), value);
      case LONG_COMPLEX -> LongDouble.put(memory, at, size / 2, isBig(), value);
      default -> throw new AssertionError(type);
    }
  }

  /** The value, if a finite one does not become infinite in this type. */
  private double checked(double real, Object value) {
    boolean overflows =
        switch (type) {
          case FLOAT16, COMPLEX32 -> (HalfFloats.float16(real) & 0x7fff) == 0x7c00;
          case BFLOAT16 -> (HalfFloats.bfloat16(real) & 0x7fff) == 0x7f80;
          case FLOAT32, COMPLEX64 -> Float.isInfinite((float) real);
          default -> Double.isInfinite(real);
        };
    boolean infinite =
        Double.isInfinite(real) && !(value instanceof BigInteger || value instanceof BigDecimal);
    if (overflows && !infinite) {
      throw unwritten(value, format.toString(), "finite numbers up to " + largest());
    }
    return real;
  }

  private double largest() {
    return switch (type) {
      case FLOAT16, COMPLEX32 -> 65504;
      case BFLOAT16 -> HalfFloats.bfloat16((short) 0x7f7f);
      case FLOAT32, COMPLEX64 -> Float.MAX_VALUE;
      default -> Double.MAX_VALUE;
    };
  }

  private double real(Object value) {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      // one rounding: see Halves
      case Number n when isNarrow() -> HalfFloats.roundToOdd(n);
      case Number n -> n.doubleValue();
      default -> throw unwritten(value, format.toString(), "numbers");
    };
  }

  private boolean isNarrow() {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32, COMPLEX32, COMPLEX64 -> true;
      default -> false;
    };
  }

  private long integer(Object value) {
    int bits = 8 * size;
    BigInteger span = BigInteger.ONE.shiftLeft(bits);
    BigInteger half = span.shiftRight(1);
    return type.kind() == ScalarType.Kind.INT
        ? integer(value, half.negate(), half.subtract(BigInteger.ONE))
        : integer(value, BigInteger.ZERO, span.subtract(BigInteger.ONE));
  }

  private long integer(Object value, BigInteger min, BigInteger max) {
    BigInteger whole = whole(value);
    if (whole == null || whole.compareTo(min) < 0 || whole.compareTo(max) > 0) {
      throw unwritten(value, format.toString(), "whole numbers from " + min + " to " + max);
    }
    return whole.longValue();
  }

  /** The value as a whole number, or null if it is none. */
  public static @Nullable BigInteger whole(Object value) {
    return switch (value) {
      case Boolean b -> b ? BigInteger.ONE : BigInteger.ZERO;
      case BigInteger i -> i;
      case Byte _, Short _, Integer _, Long _ -> BigInteger.valueOf(((Number) value).longValue());
      case Float f when !Float.isFinite(f) -> null;
      case Double d when !Double.isFinite(d) -> null;
      case Number n -> {
        BigDecimal decimal = ItemValues.decimal(n).stripTrailingZeros();
        // a huge exponent must not be written out
        yield decimal.scale() > 0 || decimal.scale() < -400 ? null : decimal.toBigInteger();
      }
      default -> null;
    };
  }

  private byte character(Object value) {
    return switch (value) {
      case Byte b -> b;
      case byte[] bytes when bytes.length == 1 -> bytes[0];
      default -> throw unwritten(value, format.toString(), "one byte");
    };
  }

  private boolean isBig() {
    return format.mark().order() == ByteOrder.BIG_ENDIAN;
  }

  private static byte bits8(MemorySegment memory, long at) {
    return memory.get(ValueLayout.JAVA_BYTE, at);
  }

  private short bits16(MemorySegment memory, long at) {
    short bits = memory.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
    return swapped ? Short.reverseBytes(bits) : bits;
  }

  private int bits32(MemorySegment memory, long at) {
    int bits = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at);
    return swapped ? Integer.reverseBytes(bits) : bits;
  }

  private long bits64(MemorySegment memory, long at) {
    long bits = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    return swapped ? Long.reverseBytes(bits) : bits;
  }

  private static void bits8(MemorySegment memory, long at, byte bits) {
    memory.set(ValueLayout.JAVA_BYTE, at, bits);
  }

  private void bits16(MemorySegment memory, long at, short bits) {
    memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, at, swapped ? Short.reverseBytes(bits) : bits);
  }

  private void bits32(MemorySegment memory, long at, int bits) {
    memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, swapped ? Integer.reverseBytes(bits) : bits);
  }

  private void bits64(MemorySegment memory, long at, long bits) {
    memory.set(ValueLayout.JAVA_LONG_UNALIGNED, at, swapped ? Long.reverseBytes(bits) : bits);
  }
}
