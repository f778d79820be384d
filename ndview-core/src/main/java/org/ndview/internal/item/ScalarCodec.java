package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.Complex;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.check.BriefText;

/** Numbers, bools, complex numbers and the one-byte character. */
public final class ScalarCodec extends ItemCodec {
  private final Scalar format;
  private final ScalarType type;

  /** The type of a float, or of a complex number's parts; null for what has none. */
  private final @Nullable ScalarType part;

  private final boolean swapped;
  private final int size;
  private final boolean fewBits;

  public ScalarCodec(Scalar format) {
    this.format = format;
    type = format.type();
    part = part(type);
    fewBits = ScalarBits.has(type);
    size = (int) format.itemsize();
    swapped = format.mark().order() != ByteOrder.nativeOrder();
  }

  /** {@return the type of a float, or of a complex number's parts; null for what has none} */
  public static @Nullable ScalarType part(ScalarType type) {
    return switch (type) {
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, LONG_DOUBLE -> type;
      case COMPLEX32 -> ScalarType.FLOAT16;
      case COMPLEX64 -> ScalarType.FLOAT32;
      case COMPLEX128 -> ScalarType.FLOAT64;
      case LONG_COMPLEX -> ScalarType.LONG_DOUBLE;
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> null;
    };
  }

  @Override
  public Object get(MemorySegment memory, long at) {
    return switch (key(memory, at)) {
      case WideFloat w -> w.doubleValue();
      case WideComplex(WideFloat re, WideFloat im) ->
          new Complex(re.doubleValue(), im.doubleValue());
      case Object item -> item;
    };
  }

  /** {@return the type, if {@link ScalarBits#of} reads it; null if it does not} */
  @Nullable ScalarType plainType() {
    return fewBits && !swapped ? type : null;
  }

  /** As get, but a long double is the number itself. */
  @Override
  public Object key(MemorySegment memory, long at) {
    if (fewBits) {
      return ScalarBits.item(type, bits(memory, at));
    }
    return switch (type) {
      case LONG_DOUBLE -> LongDouble.get(memory, at, size, isBig());
      case COMPLEX32 -> new Complex(float16(memory, at), float16(memory, at + 2));
      case COMPLEX64 -> new Complex(float32(memory, at), float32(memory, at + 4));
      case COMPLEX128 -> new Complex(float64(memory, at), float64(memory, at + 8));
      case LONG_COMPLEX ->
          new WideComplex(
              LongDouble.get(memory, at, size / 2, isBig()),
              LongDouble.get(memory, at + size / 2, size / 2, isBig()));
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> throw new AssertionError(type);
    };
  }

  private long bits(MemorySegment memory, long at) {
    return switch (size) {
      case Byte.BYTES -> bits8(memory, at);
      case Short.BYTES -> bits16(memory, at);
      case Integer.BYTES -> bits32(memory, at);
      default -> bits64(memory, at);
    };
  }

  @Override
  public @Nullable Object keyOf(@Nullable Object value) {
    // a Java byte is a number, but for the format c, whose items are bytes
    return value instanceof Byte b && type != ScalarType.CHAR ? (Object) (int) b : value;
  }

  @Override
  public void put(MemorySegment memory, long at, @Nullable Object value) {
    switch (type) {
      case BOOL -> bits8(memory, at, (byte) integer(value, BigInteger.ZERO, BigInteger.ONE));
      case CHAR -> bits8(memory, at, character(value));
      case INT8, UINT8 -> bits8(memory, at, (byte) integer(value));
      case INT16, UINT16 -> bits16(memory, at, (short) integer(value));
      case INT32, UINT32 -> bits32(memory, at, (int) integer(value));
      case INT64, UINT64 -> bits64(memory, at, integer(value));
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, LONG_DOUBLE -> real(memory, at, checked(value));
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> {
        boolean complex = value instanceof Complex || value instanceof WideComplex;
        Number re = complex ? ItemValues.re(value) : null;
        Number im = complex ? ItemValues.im(value) : null;
        re = re == null ? checked(value) : re;
        im = im == null ? 0 : im;
        if (overflows(re) || overflows(im)) {
          throw overflow(value);
        }
        real(memory, at, re);
        real(memory, at + size / 2, im);
      }
    }
  }

  /**
   * Stores a number of any format, as {@link #key} gives it, by the rule of Casting.UNSAFE: floats
   * round to nearest and overflow to infinity; integers round toward zero, after clamping to a
   * long, and keep their low bits; what is not zero is true; an imaginary part is dropped.
   */
  public void convert(MemorySegment memory, long at, Object key) {
    Number re = ItemValues.re(key);
    Number im = ItemValues.im(key);
    if (re == null || im == null) {
      throw new AssertionError(key);
    }
    switch (type) {
      case BOOL -> bits8(memory, at, (byte) (isZero(re) && isZero(im) ? 0 : 1));
      case CHAR -> throw new AssertionError(type);
      case INT8, UINT8 -> bits8(memory, at, (byte) clamped(re));
      case INT16, UINT16 -> bits16(memory, at, (short) clamped(re));
      case INT32, UINT32 -> bits32(memory, at, (int) clamped(re));
      case INT64, UINT64 -> bits64(memory, at, clamped(re));
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, LONG_DOUBLE -> real(memory, at, re);
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> {
        real(memory, at, re);
        real(memory, at + size / 2, im);
      }
    }
  }

  /** As {@link #convert}, by the rule of Casting.SATURATING: an integer is the nearest there is. */
  public void saturate(MemorySegment memory, long at, Object key) {
    Number re = ItemValues.re(key);
    if (re == null || (type.kind() != ScalarType.Kind.INT && type.kind() != ScalarType.Kind.UINT)) {
      convert(memory, at, key);
      return;
    }
    long whole = type == ScalarType.UINT64 ? nearestUnsigned(re) : nearest(re);
    switch (size) {
      case 1 -> bits8(memory, at, (byte) whole);
      case 2 -> bits16(memory, at, (short) whole);
      case 4 -> bits32(memory, at, (int) whole);
      default -> bits64(memory, at, whole);
    }
  }

  private long nearest(Number n) {
    boolean beyond = n instanceof BigInteger big && big.bitLength() >= Long.SIZE;
    long whole = beyond ? Long.MAX_VALUE : n.longValue();
    if (size == Long.BYTES) {
      return whole;
    }
    boolean signed = type.kind() == ScalarType.Kind.INT;
    long max = (1L << (signed ? 8 * size - 1 : 8 * size)) - 1;
    return Math.clamp(whole, signed ? -max - 1 : 0, max);
  }

  private long nearestUnsigned(Number n) {
    return n instanceof BigInteger || n.doubleValue() > 0 ? clamped(n) : 0;
  }

  /**
   * As {@link #convert}, by the rule of Casting.SAME_VALUE.
   *
   * @throws IllegalArgumentException if the item is not the same number; it is written then
   */
  public void convertSame(MemorySegment memory, long at, Object key) {
    convert(memory, at, key);
    Object made = key(memory, at);
    if (!sameNumber(key, made)) {
      throw new IllegalArgumentException(
          "the value %s is not the same in the format '%s', where it would be %s"
              .formatted(
                  ItemText.of(key, ItemText.MAX_MESSAGE),
                  BriefText.of(format.toString()),
                  ItemText.of(made, ItemText.MAX_MESSAGE)));
    }
  }

  /** {@return what {@link #convert} makes of a number} */
  public Object converted(Object key) {
    MemorySegment item = MemorySegment.ofArray(new byte[size]);
    convert(item, 0, key);
    return key(item, 0);
  }

  /** {@return whether two keys are one number, of which NaN is one} */
  public static boolean sameNumber(Object a, Object b) {
    return sameParts(ItemValues.re(a), ItemValues.re(b))
        && sameParts(ItemValues.im(a), ItemValues.im(b));
  }

  private static boolean sameParts(@Nullable Number a, @Nullable Number b) {
    return ItemValues.equal(a, b)
        || (a != null
            && b != null
            && Double.isNaN(a.doubleValue())
            && Double.isNaN(b.doubleValue()));
  }

  /** {@return whether a number that {@link #convert} takes is finite, and would become infinite} */
  public boolean overflowsConverted(Object key) {
    Number re = ItemValues.re(key);
    Number im = ItemValues.im(key);
    return (re != null && overflows(re))
        || (type.kind() == ScalarType.Kind.COMPLEX && im != null && overflows(im));
  }

  private static boolean isZero(Number n) {
    return n instanceof WideFloat w ? w.isZero() : n.doubleValue() == 0;
  }

  private long clamped(Number n) {
    boolean unsigned = type == ScalarType.UINT64;
    return switch (n) {
      case WideFloat w -> unsigned ? w.unsignedValue() : w.longValue();
      case Float _, Double _ ->
          unsigned ? UInt64Casts.clamped(n.doubleValue()) : (long) n.doubleValue();
      default -> n.longValue();
    };
  }

  /** Writes a float of this type, or a complex number's part, in one rounding. */
  private void real(MemorySegment memory, long at, Number n) {
    switch (type) {
      case FLOAT16, COMPLEX32 -> bits16(memory, at, HalfFloats.float16(HalfFloats.roundToOdd(n)));
      case BFLOAT16 -> bits16(memory, at, HalfFloats.bfloat16(HalfFloats.roundToOdd(n)));
      case FLOAT32, COMPLEX64 ->
          bits32(memory, at, Float.floatToRawIntBits((float) HalfFloats.roundToOdd(n)));
      case FLOAT64, COMPLEX128 -> bits64(memory, at, Double.doubleToRawLongBits(n.doubleValue()));
      case LONG_DOUBLE -> LongDouble.put(memory, at, size, isBig(), wide(n, size));
      case LONG_COMPLEX -> LongDouble.put(memory, at, size / 2, isBig(), wide(n, size / 2));
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
    }
  }

  private static WideFloat wide(Number n, int size) {
    return LongDouble.round(WideFloat.of(n, LongDouble.digits(size)), size);
  }

  /** The value as a number, if a finite one does not become infinite in this type. */
  private Number checked(@Nullable Object value) {
    Number n =
        switch (value) {
          case Boolean b -> b ? 1 : 0;
          case Number number -> ItemValues.known(number);
          case null, default -> throw unwritten(value, format, "numbers");
        };
    if (overflows(n)) {
      throw overflow(value);
    }
    return n;
  }

  /** Whether a number is finite, and infinite in this type. */
  private boolean overflows(Number n) {
    if (part == null || !isFinite(n)) {
      return false;
    }
    return switch (part) {
      case FLOAT16 -> (HalfFloats.float16(HalfFloats.roundToOdd(n)) & 0x7fff) == 0x7c00;
      case BFLOAT16 -> (HalfFloats.bfloat16(HalfFloats.roundToOdd(n)) & 0x7fff) == 0x7f80;
      case FLOAT32 -> Float.isInfinite((float) HalfFloats.roundToOdd(n));
      case FLOAT64 -> Double.isInfinite(n.doubleValue());
      case LONG_DOUBLE -> wide(n, type == ScalarType.LONG_COMPLEX ? size / 2 : size).isInfinite();
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> false;
      case COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> throw new AssertionError(part);
    };
  }

  private static boolean isFinite(Number n) {
    return switch (n) {
      case WideFloat w -> w.isFinite();
      case Float _, Double _ -> Double.isFinite(n.doubleValue());
      default -> true;
    };
  }

  private IllegalArgumentException overflow(@Nullable Object value) {
    return unwritten(value, format, "finite numbers up to " + largest());
  }

  /** {@return the largest finite number of a float type or a complex type's parts, as text} */
  public String largest() {
    return switch (type) {
      case FLOAT16, COMPLEX32 -> "65504.0";
      case BFLOAT16 -> String.valueOf((double) HalfFloats.bfloat16((short) 0x7f7f));
      case FLOAT32, COMPLEX64 -> String.valueOf((double) Float.MAX_VALUE);
      case FLOAT64, COMPLEX128 -> String.valueOf(Double.MAX_VALUE);
      case LONG_DOUBLE, LONG_COMPLEX ->
          LongDouble.digits(size / (type == ScalarType.LONG_COMPLEX ? 2 : 1)) == 53
              ? String.valueOf(Double.MAX_VALUE)
              : "1.1897314953572317650E+4932";
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          throw new AssertionError(type);
    };
  }

  private long integer(@Nullable Object value) {
    int bits = 8 * size;
    BigInteger span = BigInteger.ONE.shiftLeft(bits);
    BigInteger half = span.shiftRight(1);
    return type.kind() == ScalarType.Kind.INT
        ? integer(value, half.negate(), half.subtract(BigInteger.ONE))
        : integer(value, BigInteger.ZERO, span.subtract(BigInteger.ONE));
  }

  private long integer(@Nullable Object value, BigInteger min, BigInteger max) {
    BigInteger whole = ItemValues.whole(value);
    if (whole == null || whole.compareTo(min) < 0 || whole.compareTo(max) > 0) {
      throw unwritten(value, format, "whole numbers from " + min + " to " + max);
    }
    return whole.longValue();
  }

  private byte character(@Nullable Object value) {
    return switch (value) {
      case Byte b -> b;
      case byte[] bytes when bytes.length == 1 -> bytes[0];
      case null, default -> throw unwritten(value, format, "one byte");
    };
  }

  private boolean isBig() {
    return format.mark().order() == ByteOrder.BIG_ENDIAN;
  }

  private float float16(MemorySegment memory, long at) {
    return Float.float16ToFloat(bits16(memory, at));
  }

  private float float32(MemorySegment memory, long at) {
    return Float.intBitsToFloat(bits32(memory, at));
  }

  private double float64(MemorySegment memory, long at) {
    return Double.longBitsToDouble(bits64(memory, at));
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
