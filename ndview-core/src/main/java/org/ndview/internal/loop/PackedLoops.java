package org.ndview.internal.loop;

import java.lang.foreign.MemorySegment;
import org.ndview.internal.bulk.RunKernel;
import org.ndview.internal.memory.MemoryKind;

/**
 * Loops over integers of one, two and four bytes, some of which lie together in an int or a long:
 * C2 has no vector code for the steps between such types, or takes a vector of longs for eight of
 * them. Each item stays in lanes of its own, so the machine's byte order does not matter.
 *
 * <p>What is read as less than a long is a long under a mask that is a parameter: C2 makes no
 * vector code of an extension that it sees in a mask that it knows.
 */
public final class PackedLoops {
  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EACH_SHORT = 0x0001000100010001L;
  private static final long LOW_BYTES = 0x00ff * EACH_SHORT;
  private static final long EACH_INT = 0x0000000100000001L;
  private static final long LOW_SHORTS = 0xffff * EACH_INT;
  private static final long LOW_BYTES_OF_INTS = 0xff * EACH_INT;

  private PackedLoops() {}

  /** Several items at once, then the few of the rest. */
  private record Packed(int items, int widthA, int widthB, RunKernel loop, RunKernel each)
      implements RunKernel {
    @Override
    public void loop(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
      int groups = n / items;
      int done = groups * items;
      loop.run(a, atA, b, atB, groups);
      if (done < n) {
        each.run(a, atA + (long) done * widthA, b, atB + (long) done * widthB, n - done);
      }
    }
  }

  /** {@return the loop from bytes to bytes: 1 for those that are not zero, 0 for the others} */
  public static RunKernel byteTruthToBytes() {
    StagedLoop<long[]> loop = new StagedLoop<>(8, ArrayItems.LONGS, PackedLoops::byteTruth);
    return new Packed(8, 1, 1, loop, new RunLoops8().truthToBytes(0xff));
  }

  private static void byteTruth(MemorySegment a, long at, long[] made, int n) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long x = memory.get(Raw.LONG, at + 8L * i);
      made[i] = ((((x & (0x7f * EACH_BYTE)) + 0x7f * EACH_BYTE) | x) >>> 7) & EACH_BYTE;
    }
  }

  /**
   * {@return the loop from bytes to items of two bytes: one item for those that are not zero, 0 for
   * the others}
   *
   * @param one the item
   * @param bits those of an int
   */
  public static RunKernel byteTruthToShorts(short one, long bits) {
    long ones = Short.toUnsignedLong(one) * EACH_SHORT;
    StagedLoop.Part<long[]> part =
        one == 1
            ? (a, at, made, n) -> truthToShorts(a, at, made, n, bits)
            : (a, at, made, n) -> truthToShorts(a, at, made, n, ones, bits);
    StagedLoop<long[]> loop = new StagedLoop<>(4, ArrayItems.LONGS, part);
    return new Packed(4, 1, 2, loop, new RunLoops8().truthToShorts(0xff, one));
  }

  private static void truthToShorts(MemorySegment a, long at, long[] made, int n, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      made[i] = any(memory.get(Raw.INT, at + 4L * i) & bits);
    }
  }

  private static void truthToShorts(
      MemorySegment a, long at, long[] made, int n, long ones, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long any = any(memory.get(Raw.INT, at + 4L * i) & bits);
      made[i] = ((any << 16) - any) & ones;
    }
  }

  /** Four items of two bytes, of four bytes: 1 for those that are not zero, 0 for the others. */
  private static long any(long bytes) {
    return ((spread(bytes) + LOW_BYTES) >>> 8) & EACH_SHORT;
  }

  /** Four bytes, each to the lower half of two. */
  private static long spread(long bytes) {
    long x = (bytes | bytes << 16) & LOW_SHORTS;
    return (x | x << 8) & LOW_BYTES;
  }

  /** {@return the loop from integers of two bytes to their lower bytes} */
  public static RunKernel shortsToBytes() {
    StagedLoop<int[]> loop = new StagedLoop<>(8, ArrayItems.INTS, PackedLoops::toBytes);
    return new Packed(4, 2, 1, loop, new RunLoops16().toBytes(-1));
  }

  private static void toBytes(MemorySegment a, long at, int[] made, int n) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      made[i] = gather(memory.get(Raw.LONG, at + 8L * i) & LOW_BYTES);
    }
  }

  /**
   * {@return the loop from numbers of two bytes to bytes: 1 for those that have a bit of a mask}
   *
   * @param mask all bits, or all but the sign
   */
  public static RunKernel shortTruthToBytes(long mask) {
    long sign = (mask & 0x8000) * EACH_SHORT;
    StagedLoop<int[]> loop =
        new StagedLoop<>(
            8, ArrayItems.INTS, (a, at, made, n) -> truthToBytes(a, at, made, n, sign));
    return new Packed(4, 2, 1, loop, new RunLoops16().truthToBytes(mask));
  }

  private static void truthToBytes(MemorySegment a, long at, int[] made, int n, long sign) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long x = memory.get(Raw.LONG, at + 8L * i);
      long any = ((x & (0x7fff * EACH_SHORT)) + 0x7fff * EACH_SHORT) | (x & sign);
      made[i] = gather((any >>> 15) & EACH_SHORT);
    }
  }

  /**
   * {@return the loop from bytes to items of four bytes: one item for those that are not zero, 0
   * for the others}
   *
   * @param one the item
   * @param bits those of a short
   */
  public static RunKernel byteTruthToInts(int one, long bits) {
    long ones = Integer.toUnsignedLong(one) * EACH_INT;
    StagedLoop.Part<long[]> part =
        one == 1
            ? (a, at, made, n) -> truthToInts(a, at, made, n, bits)
            : (a, at, made, n) -> truthToInts(a, at, made, n, ones, bits);
    StagedLoop<long[]> loop = new StagedLoop<>(2, ArrayItems.LONGS, part);
    return new Packed(2, 1, 4, loop, new RunLoops8().truthToInts(0xff, one));
  }

  private static void truthToInts(MemorySegment a, long at, long[] made, int n, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      made[i] = anyOfTwo(memory.get(Raw.SHORT, at + 2L * i) & bits);
    }
  }

  private static void truthToInts(
      MemorySegment a, long at, long[] made, int n, long ones, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long any = anyOfTwo(memory.get(Raw.SHORT, at + 2L * i) & bits);
      made[i] = ((any << 32) - any) & ones;
    }
  }

  /** Two items of four bytes, of two bytes: 1 for those that are not zero, 0 for the others. */
  private static long anyOfTwo(long bytes) {
    long spread = (bytes | bytes << 24) & LOW_BYTES_OF_INTS;
    return ((spread + LOW_BYTES_OF_INTS) >>> 8) & EACH_INT;
  }

  /**
   * {@return the loop from numbers of four bytes to bytes: 1 for those that have a bit of a mask}
   *
   * @param mask all bits, or all but the sign
   * @param bits all bits of a long
   */
  public static RunKernel intTruthToBytes(long mask, long bits) {
    long sign = (mask & 0x8000_0000L) * EACH_INT;
    StagedLoop<short[]> loop =
        new StagedLoop<>(
            8, ArrayItems.SHORTS, (a, at, made, n) -> truthToBytes(a, at, made, n, sign, bits));
    return new Packed(2, 4, 1, loop, new RunLoops32().truthToBytes(mask));
  }

  private static void truthToBytes(
      MemorySegment a, long at, short[] made, int n, long sign, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long x = memory.get(Raw.LONG, at + 8L * i);
      long any = ((x & (0x7fff_ffff * EACH_INT)) + 0x7fff_ffff * EACH_INT) | (x & sign);
      long ones = (any >>> 31) & EACH_INT;
      made[i] = (short) ((ones | ones >>> 24) & bits);
    }
  }

  /**
   * {@return the loop from integers of one byte to those of two}
   *
   * @param bits those of an int
   */
  public static RunKernel bytesToShorts(boolean signed, long bits) {
    StagedLoop.Part<long[]> part =
        signed
            ? (a, at, made, n) -> signedToShorts(a, at, made, n, bits)
            : (a, at, made, n) -> unsignedToShorts(a, at, made, n, bits);
    StagedLoop<long[]> loop = new StagedLoop<>(4, ArrayItems.LONGS, part);
    return new Packed(4, 1, 2, loop, new RunLoops8().toShorts(signed ? -1 : 0xff));
  }

  private static void unsignedToShorts(MemorySegment a, long at, long[] made, int n, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      made[i] = spread(memory.get(Raw.INT, at + 4L * i) & bits);
    }
  }

  private static void signedToShorts(MemorySegment a, long at, long[] made, int n, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long x = spread(memory.get(Raw.INT, at + 4L * i) & bits);
      long signs = (x & (0x80 * EACH_SHORT)) << 1;
      made[i] = x | ((signs << 8) - signs);
    }
  }

  /**
   * {@return the loop from integers of two bytes without a sign to those of four}
   *
   * @param bits those of an int
   */
  public static RunKernel unsignedShortsToInts(long bits) {
    StagedLoop<long[]> loop =
        new StagedLoop<>(4, ArrayItems.LONGS, (a, at, made, n) -> toInts(a, at, made, n, bits));
    return new Packed(2, 2, 4, loop, new RunLoops16().toInts(0xffff));
  }

  private static void toInts(MemorySegment a, long at, long[] made, int n, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long x = memory.get(Raw.INT, at + 4L * i) & bits;
      made[i] = (x | x << 16) & LOW_SHORTS;
    }
  }

  /** {@return the loop from integers of four bytes to their lower two bytes} */
  public static RunKernel intsToShorts() {
    StagedLoop<int[]> loop = new StagedLoop<>(8, ArrayItems.INTS, PackedLoops::toShorts);
    return new Packed(2, 4, 2, loop, new RunLoops32().toShorts(-1));
  }

  private static void toShorts(MemorySegment a, long at, int[] made, int n) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long x = memory.get(Raw.LONG, at + 8L * i) & LOW_SHORTS;
      made[i] = (int) (x | x >>> 16);
    }
  }

  /**
   * {@return the loop from integers of four bytes to their lowest}
   *
   * @param bits all bits of a long
   */
  public static RunKernel intsToBytes(long bits) {
    StagedLoop<short[]> loop =
        new StagedLoop<>(8, ArrayItems.SHORTS, (a, at, made, n) -> toBytes(a, at, made, n, bits));
    return new Packed(2, 4, 1, loop, new RunLoops32().toBytes(-1));
  }

  private static void toBytes(MemorySegment a, long at, short[] made, int n, long bits) {
    MemorySegment memory = MemoryKind.plain(a);
    for (int i = 0; i < n; i++) {
      long x = memory.get(Raw.LONG, at + 8L * i) & LOW_BYTES_OF_INTS;
      made[i] = (short) ((x | x >>> 24) & bits);
    }
  }

  /** The lower halves of four times two bytes. */
  private static int gather(long halves) {
    long x = (halves | halves >>> 8) & LOW_SHORTS;
    return (int) (x | x >>> 16);
  }
}
