package org.ndview.internal.loop;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.memory.MemoryKind;

/**
 * Loops from and to bfloat16, the upper half of a float. They work on the bits of floats as
 * integers: C2 makes vector code of that, and none of what makes floats of bits.
 */
public final class BFloat16Loops {
  /** All bits, in a parameter: see {@link RunLoops16}. */
  private final long all;

  /**
   * Makes the loops.
   *
   * @param all -1; a parameter, since C2 makes no vector code of a cut that it sees in a mask that
   *     it knows
   */
  public BFloat16Loops(long all) {
    this.all = all;
  }

  /** {@return the loop to the bits of floats} */
  public StagedLoop<int[]> toFloatBits() {
    return new StagedLoop<>(
        Short.BYTES, ArrayItems.INTS, (a, at, made, n) -> toFloatBits(a, at, made, n, all));
  }

  private static void toFloatBits(MemorySegment a, long at, int[] made, int n, long mask) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      made[i] = (int) ((memory.get(Raw.SHORT, at + 2L * i) & mask) << 16);
    }
  }

  /** {@return the loop to floats} */
  public StagedLoop<float[]> toFloats() {
    return toFloatBits()
        .then(
            ArrayItems.FLOATS,
            (bits, made, n) ->
                MemorySegment.copy(MemorySegment.ofArray(bits), Raw.FLOAT, 0, made, 0, n));
  }

  /** {@return the loop of floats} */
  public StagedLoop<short[]> of(StagedLoop<float[]> numbers) {
    return numbers.then(
        ArrayItems.SHORTS,
        (from, made, n) -> {
          int[] bits = ArrayItems.INTS.take();
          MemorySegment.copy(from, 0, MemorySegment.ofArray(bits), Raw.FLOAT, 0, n);
          round(bits, made, n, all);
          ArrayItems.INTS.give(bits);
        });
  }

  /** {@return the loop of floats in memory} */
  public StagedLoop<short[]> ofFloats() {
    return new StagedLoop<>(Float.BYTES, ArrayItems.INTS, ArrayItems.INTS.reader())
        .then(ArrayItems.SHORTS, (bits, made, n) -> round(bits, made, n, all));
  }

  /** The upper halves of floats, rounded to nearest, ties to even; each NaN becomes the one. */
  private static void round(int[] floats, short[] made, int n, long mask) {
    for (int i = 0; i < n; i++) {
      int bits = floats[i];
      int rounded = bits + 0x7fff + ((bits >>> 16) & 1);
      int nan = (0x7f80_0000 - (bits & 0x7fff_ffff)) >> 31;
      int upper = ((rounded & ~nan) | (0x7fc0_0000 & nan)) >> 16;
      made[i] = (short) (upper & mask);
    }
  }

  /**
   * {@return the loop of integers of 32 bits} Those of more bits than a float has are rounded to an
   * odd one first, which the second rounding takes for what it was.
   */
  public StagedLoop<short[]> ofInts(boolean signed) {
    StagedLoop<int[]> ints =
        new StagedLoop<>(
            Integer.BYTES,
            ArrayItems.INTS,
            signed ? BFloat16Loops::oddSigned : BFloat16Loops::oddUnsigned);
    return of(
        ints.then(
            ArrayItems.FLOATS,
            signed ? BFloat16Loops::signedToFloats : BFloat16Loops::unsignedToFloats));
  }

  private static void oddSigned(MemorySegment a, long at, int[] made, int n) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      int x = memory.get(Raw.INT, at + 4L * i);
      made[i] = odd(x, x ^ x >> 31);
    }
  }

  private static void oddUnsigned(MemorySegment a, long at, int[] made, int n) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      int x = memory.get(Raw.INT, at + 4L * i);
      made[i] = odd(x, x);
    }
  }

  /** With its lowest 8 bits gathered in the next one, if it has more than 24. */
  private static int odd(int x, int magnitude) {
    int beyond = magnitude >>> 24;
    int large = (beyond | -beyond) >> 31;
    int low = 0xff & large;
    return (x & ~low) | (((x & low) + low) & (0x100 & large));
  }

  private static void signedToFloats(int[] numbers, float[] made, int n) {
    for (int i = 0; i < n; i++) {
      made[i] = numbers[i];
    }
  }

  private static void unsignedToFloats(int[] numbers, float[] made, int n) {
    for (int i = 0; i < n; i++) {
      made[i] = (float) ((numbers[i] ^ Integer.MIN_VALUE) + 0x1p31);
    }
  }
}
