package org.ndview.internal.vector;

import static org.ndview.internal.memory.MemoryKind.plain;
import static org.ndview.internal.vector.Lanes.COUNT;
import static org.ndview.internal.vector.Lanes.LONGS;
import static org.ndview.internal.vector.Lanes.ORDER;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.RunKernel;

/**
 * From integers of 64 bits to doubles that are to be rounded once more, and so must not be rounded
 * to the nearest: see {@link org.ndview.internal.item.HalfFloats#roundToOdd}.
 */
final class OddLongs {
  /** The last bits of a number that has more than a double: those that no 40 bits need. */
  private static final long LAST = 0x7ff;

  private OddLongs() {}

  /** {@return the loop to doubles that are to be rounded to 24 bits or fewer, once more} */
  static RunKernel toFloat64(ScalarType from) {
    boolean signed = from == ScalarType.INT64;
    Attempt attempt = signed ? OddLongs::toOdd : OddLongs::unsignedToOdd;
    RunKernel any = signed ? OddLongs::anyToOdd : OddLongs::anyUnsignedToOdd;
    return attempt.or(Long.BYTES, Double.BYTES, any);
  }

  /** Longs, the wide ones with an odd last bit of 53, if any bit behind it was lost. */
  private static LongVector odd(LongVector longs, LongVector wide) {
    LongVector cut = longs.and(~LAST);
    LongVector odd =
        cut.lanewise(VectorOperators.OR, LAST + 1, cut.compare(VectorOperators.NE, longs));
    return longs.blend(odd, wide.compare(VectorOperators.NE, 0));
  }

  /** Numbers other than 0 where the longs have more bits than a double may lose none of. */
  private static LongVector wide(LongVector longs) {
    return longs.add(1L << 52).lanewise(VectorOperators.LSHR, 53);
  }

  /** The same of longs without a sign. */
  private static LongVector unsignedWide(LongVector longs) {
    return longs.lanewise(VectorOperators.LSHR, 52);
  }

  private static boolean toOdd(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector wide = LongVector.zero(LONGS);
    for (int i = 0; i < n; i += COUNT / 2) {
      wide = wide.or(toOddOnce(a, atA, b, atB, Math.min(i, n - COUNT / 2)));
    }
    return wide.compare(VectorOperators.EQ, 0).allTrue();
  }

  private static LongVector toOddOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector longs = VectorLongs.longs(a, atA, i);
    VectorLongs.signed(longs).intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    return wide(longs);
  }

  private static void anyToOdd(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += COUNT / 2) {
      anyToOddOnce(a, atA, b, atB, Math.min(i, n - COUNT / 2));
    }
  }

  private static void anyToOddOnce(MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector longs = VectorLongs.longs(a, atA, i);
    VectorLongs.signed(odd(longs, wide(longs))).intoMemorySegment(plain(b), atB + 8L * i, ORDER);
  }

  private static boolean unsignedToOdd(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector wide = LongVector.zero(LONGS);
    for (int i = 0; i < n; i += COUNT / 2) {
      wide = wide.or(unsignedToOddOnce(a, atA, b, atB, Math.min(i, n - COUNT / 2)));
    }
    return wide.compare(VectorOperators.EQ, 0).allTrue();
  }

  private static LongVector unsignedToOddOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector longs = VectorLongs.longs(a, atA, i);
    VectorLongs.unsigned(longs).intoMemorySegment(plain(b), atB + 8L * i, ORDER);
    return unsignedWide(longs);
  }

  private static void anyUnsignedToOdd(
      MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += COUNT / 2) {
      anyUnsignedToOddOnce(a, atA, b, atB, Math.min(i, n - COUNT / 2));
    }
  }

  private static void anyUnsignedToOddOnce(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector longs = VectorLongs.longs(a, atA, i);
    VectorLongs.unsigned(odd(longs, unsignedWide(longs)))
        .intoMemorySegment(plain(b), atB + 8L * i, ORDER);
  }

  /** {@return the loop from integers without a sign to floats} */
  static RunKernel unsignedToFloat32() {
    Attempt attempt = OddLongs::toFloat32;
    return attempt.or(Long.BYTES, Float.BYTES, OddLongs::anyToFloat32);
  }

  private static boolean toFloat32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    LongVector wide = LongVector.zero(LONGS);
    for (int i = 0; i < n; i += COUNT) {
      wide = wide.or(toFloat32Once(a, atA, b, atB, Math.min(i, n - COUNT)));
    }
    return wide.compare(VectorOperators.EQ, 0).allTrue();
  }

  private static LongVector toFloat32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector first = VectorLongs.longs(a, atA, i);
    LongVector second = VectorLongs.longs(a, atA, i + COUNT / 2);
    Lanes.storeAsFloats(VectorLongs.unsigned(first), VectorLongs.unsigned(second), b, atB + 4L * i);
    return unsignedWide(first).or(unsignedWide(second));
  }

  private static void anyToFloat32(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    for (int i = 0; i < n; i += COUNT) {
      anyToFloat32Once(a, atA, b, atB, Math.min(i, n - COUNT));
    }
  }

  private static void anyToFloat32Once(
      MemorySegment a, long atA, MemorySegment b, long atB, int i) {
    LongVector first = VectorLongs.longs(a, atA, i);
    LongVector second = VectorLongs.longs(a, atA, i + COUNT / 2);
    Lanes.storeAsFloats(
        VectorLongs.unsigned(odd(first, unsignedWide(first))),
        VectorLongs.unsigned(odd(second, unsignedWide(second))),
        b,
        atB + 4L * i);
  }
}
