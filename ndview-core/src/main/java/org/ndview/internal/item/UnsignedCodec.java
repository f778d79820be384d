package org.ndview.internal.item;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.ndview.format.Bits;
import org.ndview.format.Format;
import org.ndview.format.Mark;

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
  public void put(MemorySegment memory, long at, Object value) {
    BigInteger whole = ScalarCodec.whole(value);
    if (whole == null || whole.signum() < 0 || whole.bitLength() > bits) {
      throw unwritten(value, format.toString(), "whole numbers of " + bits + " bits from 0");
    }
    byte[] bytes = new byte[size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[big ? bytes.length - 1 - i : i] = whole.shiftRight(8 * i).byteValue();
    }
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, at, bytes.length);
  }

  private int size() {
    if (format.itemsize() > MAX_BYTES) {
      throw new UnsupportedOperationException(
          "an item of the format '%s' has %d bytes, and a BigInteger holds %d"
              .formatted(format, format.itemsize(), MAX_BYTES));
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
