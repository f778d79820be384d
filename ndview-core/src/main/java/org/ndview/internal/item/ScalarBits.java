package org.ndview.internal.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.ndview.format.ScalarType;

/** Numbers, bools and characters of 64 bits and fewer: what their bits are. */
final class ScalarBits {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private ScalarBits() {}

  /** {@return whether the items of a type are found here: not those of two parts or more bits} */
  static boolean has(ScalarType type) {
    return switch (type) {
      case BOOL, CHAR, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> true;
      case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> true;
      case LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX -> false;
    };
  }

  /**
   * {@return the item, boxed}
   *
   * @param bits the item's, in the lower bits
   */
  static Object item(ScalarType type, long bits) {
    return switch (type) {
      case BOOL -> (byte) bits != 0;
      case CHAR -> (byte) bits;
      case INT8 -> (int) (byte) bits;
      case UINT8 -> (int) bits & 0xff;
      case INT16 -> (int) (short) bits;
      case UINT16 -> (int) bits & 0xffff;
      case INT32 -> (int) bits;
      case UINT32 -> bits & 0xffff_ffffL;
      case INT64 -> bits;
      case UINT64 -> UInt64Casts.toBigInteger(bits);
      case FLOAT16 -> Float.float16ToFloat((short) bits);
      case BFLOAT16 -> HalfFloats.bfloat16((short) bits);
      case FLOAT32 -> Float.intBitsToFloat((int) bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
      case LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          throw new AssertionError(type);
    };
  }

  /** {@return the bits at an offset of an array, of a type of the machine's byte order} */
  static long of(ScalarType type, byte[] bytes, int at) {
    return switch (type) {
      case BOOL, CHAR, INT8, UINT8 -> bytes[at];
      case INT16, UINT16, FLOAT16, BFLOAT16 -> (short) SHORT.get(bytes, at);
      case INT32, UINT32, FLOAT32 -> (int) INT.get(bytes, at);
      case INT64, UINT64, FLOAT64 -> (long) LONG.get(bytes, at);
      case LONG_DOUBLE, COMPLEX32, COMPLEX64, COMPLEX128, LONG_COMPLEX ->
          throw new AssertionError(type);
    };
  }
}
