package org.ndview.internal.numeric;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.format.ScalarType;
import org.ndview.internal.bulk.ByteEquality;
import org.ndview.internal.bulk.StagingArray;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.bulk.TiledTransfer;
import org.ndview.internal.item.UInt64Casts;

/** Compares numbers of two types exactly, without boxing. */
public final class NumericEquality implements StridedWalk.RowVisitor {
  /** From this length on (in bytes), rows that lie so in both memories are compared as they are. */
  private static final int LONG_ROW = 256;

  private final StridedWalk walk;
  private final NumericFormat a;
  private final NumericFormat b;
  private final StagingArray blockA;
  private final StagingArray blockB;
  private final NumberReader numbersA;
  private final NumberReader numbersB;
  private final boolean sameFloats;
  private final boolean asBytes;

  private NumericEquality(StridedWalk walk, NumericFormat a, NumericFormat b) {
    this.walk = walk;
    this.a = a;
    this.b = b;
    int n = (int) Math.min(walk.n(), NumericFormat.BLOCK);
    blockA = a.block(n);
    blockB = b.block(n);
    numbersA = a.reader();
    numbersB = b.reader();
    asBytes = areEqualAsBytes(a, b);
    int size = a.bits() / 8;
    sameFloats =
        a.equals(b)
            && !a.swapped()
            && (a.type() == ScalarType.FLOAT32 || a.type() == ScalarType.FLOAT64)
            && walk.strideA() == size
            && walk.strideB() == size;
  }

  public static StridedWalk.RowVisitor of(StridedWalk walk, NumericFormat a, NumericFormat b) {
    int size = a.bits() / 8;
    if (areEqualAsBytes(a, b) && walk.strideA() == size && walk.strideB() == size) {
      long bytes = walk.n() * size;
      ByteEquality same = new ByteEquality();
      return (sa, atA, sb, atB) -> same.equal(sa, atA, sb, atB, bytes);
    }
    return new NumericEquality(walk, a, b);
  }

  /** {@return whether numbers of two formats are equal where their bytes are, and only there} */
  static boolean areEqualAsBytes(NumericFormat a, NumericFormat b) {
    return a.equals(b) && !a.isFloat() && a.type() != ScalarType.BOOL;
  }

  /** {@return whether all numbers of a walk are equal} */
  public static boolean equal(StridedWalk walk, NumericFormat a, NumericFormat b) {
    Boolean runs = RunEquality.equal(walk, a, b);
    if (runs != null) {
      return runs;
    }
    if (goesByRows(walk, a, b)) {
      return walk.rows(of(walk, a, b));
    }
    NumericEquality tiles = new NumericEquality(walk, a, b);
    StagingArray block = tiles.blockA;
    TiledTransfer.Kernel swap = a.swapped() ? block::swapBytes : _ -> {};
    return new TiledTransfer(walk, block, block, swap, tiles.new Tiles()).run();
  }

  /** Whether there is one row, or rows are long, and lie so in both memories. */
  static boolean goesByRows(StridedWalk walk, NumericFormat a, NumericFormat b) {
    boolean longRows =
        walk.n() * a.bits() / 8 >= LONG_ROW
            && walk.strideA() == a.bits() / 8
            && walk.strideB() == b.bits() / 8;
    return walk.isEmpty() || walk.ndim() == 1 || longRows;
  }

  /** Compares tiles of the first memory, in the second's order, with what the second has there. */
  private final class Tiles implements TiledTransfer.Sink {
    @Override
    public boolean take(
        StagingArray items,
        MemorySegment memory,
        long at,
        int rows,
        long rowStep,
        int columns,
        long columnStep) {
      blockB.reserve(rows * columns);
      blockB.load(memory, at, rows, rowStep, columns, columnStep, columns);
      return isEqual(rows * columns);
    }

    @Override
    public int width(StagingArray items) {
      return b.bits() / 8;
    }

    @Override
    public boolean takeAt(
        StagingArray items, MemorySegment memory, long at, int @Nullable [] places, int n) {
      blockB.reserve(n);
      if (places == null) {
        blockB.read(memory, at, n, 0);
      } else {
        blockB.gatherAt(memory, at, places, n);
      }
      return isEqual(n);
    }

    private boolean isEqual(int n) {
      if (b.swapped()) {
        blockB.swapBytes(n);
      }
      return blocksEqual(n);
    }
  }

  @Override
  public boolean visit(MemorySegment sa, long atA, MemorySegment sb, long atB) {
    boolean near = sameFloats && sa.isNative() && sb.isNative();
    for (long i = 0; i < walk.n(); i += NumericFormat.BLOCK) {
      int n = (int) Math.min(NumericFormat.BLOCK, walk.n() - i);
      if (near && sameBits(sa, atA + i * walk.strideA(), sb, atB + i * walk.strideB(), n)) {
        continue;
      }
      a.read(blockA, sa, atA + i * walk.strideA(), walk.strideA(), n);
      b.read(blockB, sb, atB + i * walk.strideB(), walk.strideB(), n);
      if (!blocksEqual(n)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether floats have the same bits and none is NaN. A loop that only reads is vector code from
   * memory too, as long as nothing but native memory is seen here.
   */
  private boolean sameBits(MemorySegment sa, long atA, MemorySegment sb, long atB, int n) {
    return a.type() == ScalarType.FLOAT32
        ? sameFloats(sa, atA, sb, atB, n)
        : sameDoubles(sa, atA, sb, atB, n);
  }

  private static boolean sameFloats(MemorySegment sa, long atA, MemorySegment sb, long atB, int n) {
    int differ = 0;
    int nans = 0;
    for (int i = 0; i < n; i++) {
      int x = sa.get(ValueLayout.JAVA_INT_UNALIGNED, atA + 4L * i);
      differ |= x ^ sb.get(ValueLayout.JAVA_INT_UNALIGNED, atB + 4L * i);
      nans |= 0x7f80_0000 - (x & 0x7fff_ffff);
    }
    return nans >= 0 && differ == 0;
  }

  private static boolean sameDoubles(
      MemorySegment sa, long atA, MemorySegment sb, long atB, int n) {
    long differ = 0;
    long nans = 0;
    for (int i = 0; i < n; i++) {
      long x = sa.get(ValueLayout.JAVA_LONG_UNALIGNED, atA + 8L * i);
      differ |= x ^ sb.get(ValueLayout.JAVA_LONG_UNALIGNED, atB + 8L * i);
      nans |= 0x7ff0_0000_0000_0000L - (x & 0x7fff_ffff_ffff_ffffL);
    }
    return nans >= 0 && differ == 0;
  }

  private boolean blocksEqual(int n) {
    if (asBytes) {
      return sameBits(n);
    }
    if (a.type() == ScalarType.FLOAT32 && b.type() == ScalarType.FLOAT32) {
      return floatsEqual((int[]) blockA.array(), (int[]) blockB.array(), n);
    }
    if (isExactDouble(a) && isExactDouble(b)) {
      return doublesEqual(
          numbersA.toDoubleBits(blockA.array(), n), numbersB.toDoubleBits(blockB.array(), n), n);
    }
    if (a.isFloat()) {
      return mixedEqual(
          numbersB.toLongs(blockB.array(), n), b, numbersA.toDoubles(blockA.array(), n), n);
    }
    long[] longs = numbersA.toLongs(blockA.array(), n);
    return b.isFloat()
        ? mixedEqual(longs, a, numbersB.toDoubles(blockB.array(), n), n)
        : longsEqual(longs, numbersB.toLongs(blockB.array(), n), n);
  }

  private boolean sameBits(int n) {
    return switch (blockA.array()) {
      case byte[] items -> Arrays.equals(items, 0, n, (byte[]) blockB.array(), 0, n);
      case short[] items -> Arrays.equals(items, 0, n, (short[]) blockB.array(), 0, n);
      case int[] items -> Arrays.equals(items, 0, n, (int[]) blockB.array(), 0, n);
      default -> Arrays.equals((long[]) blockA.array(), 0, n, (long[]) blockB.array(), 0, n);
    };
  }

  /** Whether a double holds every value as it is. */
  static boolean isExactDouble(NumericFormat rows) {
    return rows.isFloat() || rows.bits() <= 32;
  }

  private boolean longsEqual(long[] longsA, long[] longsB, int n) {
    // above 2^63 a UINT64 is a negative long
    long sign = a.fitsLong() == b.fitsLong() ? 0 : Long.MIN_VALUE;
    long differ = 0;
    for (int i = 0; i < n; i++) {
      differ |= (longsA[i] ^ longsB[i]) | (longsA[i] & sign);
    }
    return differ == 0;
  }

  /**
   * As floats, in arithmetic of their bits, which C2 makes vector code of. Bits that are the same
   * and no NaN are equal, which is the common case; else they differ if any bit does and not both
   * are zeros, or if one is NaN.
   */
  private static boolean floatsEqual(int[] a, int[] b, int n) {
    int differ = 0;
    int nans = 0;
    for (int i = 0; i < n; i++) {
      int x = a[i];
      differ |= x ^ b[i];
      nans |= 0x7f80_0000 - (x & 0x7fff_ffff);
    }
    return nans >= 0 && (differ == 0 || zerosEqual(a, b, n));
  }

  /** Numbers that are not NaN. */
  private static boolean zerosEqual(int[] a, int[] b, int n) {
    int differ = 0;
    for (int i = 0; i < n; i++) {
      int either = (a[i] | b[i]) << 1;
      differ |= (a[i] ^ b[i]) & (either | -either) >> 31;
    }
    return differ == 0;
  }

  /** As {@code floatsEqual}. */
  private static boolean doublesEqual(long[] a, long[] b, int n) {
    long differ = 0;
    long nans = 0;
    for (int i = 0; i < n; i++) {
      long x = a[i];
      differ |= x ^ b[i];
      nans |= 0x7ff0_0000_0000_0000L - (x & 0x7fff_ffff_ffff_ffffL);
    }
    return nans >= 0 && (differ == 0 || zerosEqual(a, b, n));
  }

  private static boolean zerosEqual(long[] a, long[] b, int n) {
    long differ = 0;
    for (int i = 0; i < n; i++) {
      long either = (a[i] | b[i]) << 1;
      differ |= (a[i] ^ b[i]) & (either | -either) >> 63;
    }
    return differ == 0;
  }

  private static boolean mixedEqual(long[] longs, NumericFormat rows, double[] doubles, int n) {
    boolean fits = rows.fitsLong();
    for (int i = 0; i < n; i++) {
      double d = doubles[i];
      boolean equal =
          fits
              ? d == (double) longs[i] && d != 0x1p63 && (long) d == longs[i]
              : UInt64Casts.equal(longs[i], d);
      if (!equal) {
        return false;
      }
    }
    return true;
  }
}
