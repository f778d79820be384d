package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Bits;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.internal.check.BriefText;

/** Addresses, and bit fields of any width: an unsigned number in the low bits of the item. */
public final class UnsignedCodec extends ItemCodec {
  private static final int MAX_BYTES = Integer.MAX_VALUE / 8 - 8;

  private final Format format;
  private final long bits;
  private final boolean big;

  public UnsignedCodec(Format format, long bits, Mark mark) {
    this.format = format;
    this.bits = bits;
    big = mark.order() == ByteOrder.BIG_ENDIAN;
  }

  @Override
  public Object get(MemorySegment memory, long at) {
    BigInteger all = new BigInteger(1, bigEndian(memory, at));
    BigInteger value = all.mod(BigInteger.ONE.shiftLeft(Math.toIntExact(bits)));
    if (!(format instanceof Bits) || bits > 63) {
      return value;
    }
    // boxed in the smallest type that holds every value, as the integers are
    return bits > 31 ? (Object) value.longValue() : (Object) value.intValue();
  }

  @Override
  public @Nullable Object keyOf(@Nullable Object value) {
    return value instanceof Byte b ? (Object) (int) b : value;
  }

  @Override
  public void put(MemorySegment memory, long at, @Nullable Object value) {
    BigInteger whole = ItemValues.whole(value);
    if (whole == null || whole.signum() < 0 || whole.bitLength() > bits) {
      throw unwritten(value, format, "whole numbers of " + bits + " bits from 0");
    }
    byte[] digits = whole.toByteArray(); // big endian, perhaps with a 0 for the sign in front
    byte[] bytes = new byte[size()];
    for (int i = 0; i < Math.min(bytes.length, digits.length); i++) {
      bytes[big ? bytes.length - 1 - i : i] = digits[digits.length - 1 - i];
    }
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, bytes.length);
  }

  private int size() {
    if (format.itemsize() > MAX_BYTES) {
      throw new UnsupportedOperationException(
          "an item of the format '%s' has %d bytes, and a BigInteger holds %d"
              .formatted(BriefText.of(format.toString()), format.itemsize(), MAX_BYTES));
    }
    return (int) format.itemsize();
  }

  private byte[] bigEndian(MemorySegment memory, long at) {
    byte[] bytes = new byte[size()];
    MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
    if (!big) {
      for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
        byte swap = bytes[i];
        bytes[i] = bytes[j];
        bytes[j] = swap;
      }
    }
    return bytes;
  }
}
