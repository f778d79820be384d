package org.ndview.internal.export;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.ndview.Order;
import org.ndview.internal.bulk.ByteCopies;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.numeric.RawView;

/** Hexadecimal text, as bytes.hex of Python writes it. */
public final class HexText {
  private static final ValueLayout.OfInt IN =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong OUT =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Bytes written at once, as arithmetic of longs. */
  private static final int BLOCK = 2048;

  private HexText() {}

  public static String of(RawView view) {
    return text(digits(view));
  }

  public static String of(RawView view, char sep, int bytesPerSep) {
    if (sep > 0x7f) {
      throw new IllegalArgumentException("the separator must be ASCII, not '" + sep + "'");
    }
    byte[] digits = digits(view);
    int n = digits.length / 2;
    if (bytesPerSep == 0 || n == 0) {
      return text(digits);
    }
    int group = (int) Math.min(Math.abs((long) bytesPerSep), n);
    // counted from the right, the first group is what is left over
    int first = bytesPerSep > 0 && n % group != 0 ? n % group : group;
    long length = digits.length + (n - first + group - 1L) / group;
    byte[] out = new byte[checkLength(length, view)];
    System.arraycopy(digits, 0, out, 0, 2 * first);
    for (int from = 2 * first, to = from; from < digits.length; from += 2 * group) {
      int part = Math.min(2 * group, digits.length - from);
      out[to++] = (byte) sep;
      System.arraycopy(digits, from, out, to, part);
      to += part;
    }
    return text(out);
  }

  private static String text(byte[] digits) {
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  private static int checkLength(long length, RawView view) {
    return ArrayLimits.checkLength(
        length,
        () ->
            "%d bytes make %d characters, more than a String holds; slice() first"
                .formatted(view.layout().nbytes(), length));
  }

  private static byte[] digits(RawView view) {
    // the layout has been checked: no more than 2^63-1 bytes
    int length =
        checkLength(Math.multiplyExact(Math.min(view.layout().nbytes(), 1L << 61), 2L), view);
    ArrayLimits.checkHeap(length, () -> length + " characters");
    if (view.layout().isCContiguous() && !view.layout().hasPointers()) {
      byte[] digits =
          digits(
              view.memory().segment().asSlice(view.layout().offset(), view.layout().nbytes()),
              length);
      Reference.reachabilityFence(view);
      return digits;
    }
    return digits(MemorySegment.ofArray(ByteCopies.bytes(view.memory(), Order.C)), length);
  }

  private static byte[] digits(MemorySegment from, int length) {
    byte[] out = new byte[length];
    MemorySegment to = MemorySegment.ofArray(out);
    int bytes = length / 2;
    int many = bytes / Integer.BYTES;
    int[] in = new int[Math.min(BLOCK / Integer.BYTES, many)];
    long[] made = new long[in.length];
    for (int i = 0; i < many; i += in.length) {
      int n = Math.min(in.length, many - i);
      MemorySegment.copy(from, IN, 4L * i, in, 0, n);
      digits(in, made, n);
      MemorySegment.copy(made, 0, to, OUT, 8L * i, n);
    }
    for (int i = many * Integer.BYTES; i < bytes; i++) {
      byte b = from.get(ValueLayout.JAVA_BYTE, i);
      out[2 * i] = DIGITS[b >> 4 & 0xf];
      out[2 * i + 1] = DIGITS[b & 0xf];
    }
    return out;
  }

  /** Four bytes become eight digits, the first byte's in the lowest bits. */
  private static void digits(int[] in, long[] out, int n) {
    for (int i = 0; i < n; i++) {
      long x = in[i] & 0xffff_ffffL;
      x = (x | x << 16) & 0x0000_ffff_0000_ffffL;
      x = (x | x << 8) & 0x00ff_00ff_00ff_00ffL;
      // a half of a byte in each byte, the upper one first
      x = (x >>> 4 & 0x000f_000f_000f_000fL) | (x & 0x000f_000f_000f_000fL) << 8;
      // 1 where the half is more than 9, which are letters: those begin 39 behind
      long letters = (x + 0x0606_0606_0606_0606L) >>> 4 & 0x0101_0101_0101_0101L;
      out[i] =
          x + 0x3030_3030_3030_3030L + (letters << 5) + (letters << 2) + (letters << 1) + letters;
    }
  }
}
