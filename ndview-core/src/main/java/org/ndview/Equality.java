package org.ndview;

import java.lang.foreign.MemorySegment;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.Opaque;
import org.ndview.format.SubArray;

/** memoryview's ==: shapes, then values; not formats, layouts or padding. */
final class Equality {
  private Equality() {}

  static boolean equal(NdView a, NdView b) {
    if (!shapesEqual(a.layout.shape(), b.layout.shape())) {
      return false;
    }
    if (a.size() == 0) {
      return true;
    }
    Walk walk = Walk.inOrder(a, b);
    Rows rowsA = Rows.of(a.format);
    Rows rowsB = Rows.of(b.format);
    return walk.rows(
        rowsA != null && rowsB != null ? new Numbers(walk, rowsA, rowsB) : items(walk, a, b));
  }

  /** Up to and with the first dimension of length 0; what follows it does not matter. */
  static boolean shapesEqual(long[] a, long[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int d = 0; d < a.length; d++) {
      if (a[d] != b[d]) {
        return false;
      }
      if (a[d] == 0) {
        return true;
      }
    }
    return true;
  }

  private static Walk.Row items(Walk walk, NdView a, NdView b) {
    if (hasOpaque(a.format) || hasOpaque(b.format)) {
      return opaque(walk, a.format, b.format);
    }
    Codec codecA = a.codec();
    Codec codecB = b.codec();
    return (sa, atA, sb, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        if (!Values.equal(
            codecA.get(sa, atA + i * walk.strideA()), codecB.get(sb, atB + i * walk.strideB()))) {
          return false;
        }
      }
      return true;
    };
  }

  private static boolean hasOpaque(Format format) {
    return switch (format) {
      case Opaque _ -> true;
      case SubArray array -> hasOpaque(array.element());
      case Compound compound ->
          compound.fields().stream().anyMatch(field -> hasOpaque(field.format()));
      default -> false;
    };
  }

  /** What has no value, or has a part without, is equal where format and bytes are. */
  private static Walk.Row opaque(Walk walk, Format a, Format b) {
    if (!a.equals(b)) {
      return (_, _, _, _) -> false;
    }
    long size = a.itemsize();
    return (sa, atA, sb, atB) -> {
      for (long i = 0; i < walk.n(); i++) {
        long x = atA + i * walk.strideA();
        long y = atB + i * walk.strideB();
        if (MemorySegment.mismatch(sa, x, x + size, sb, y, y + size) >= 0) {
          return false;
        }
      }
      return true;
    };
  }

  /** Numbers of two types, compared exactly, without boxing. */
  private static final class Numbers implements Walk.Row {
    private final Walk walk;
    private final Rows a;
    private final Rows b;
    private final long[] longsA = new long[Rows.BLOCK];
    private final long[] longsB = new long[Rows.BLOCK];
    private final double[] doublesA = new double[Rows.BLOCK];
    private final double[] doublesB = new double[Rows.BLOCK];

    Numbers(Walk walk, Rows a, Rows b) {
      this.walk = walk;
      this.a = a;
      this.b = b;
    }

    @Override
    public boolean visit(MemorySegment sa, long atA, MemorySegment sb, long atB) {
      for (long i = 0; i < walk.n(); i += Rows.BLOCK) {
        int n = (int) Math.min(Rows.BLOCK, walk.n() - i);
        read(a, sa, atA + i * walk.strideA(), walk.strideA(), longsA, doublesA, n);
        read(b, sb, atB + i * walk.strideB(), walk.strideB(), longsB, doublesB, n);
        if (!blocksEqual(n)) {
          return false;
        }
      }
      return true;
    }

    private static void read(
        Rows rows, MemorySegment s, long at, long stride, long[] longs, double[] doubles, int n) {
      rows.gather(s, at, stride, longs, n);
      if (rows.isFloat()) {
        rows.toDoubles(longs, doubles, n);
      } else {
        rows.toLongs(longs, n);
      }
    }

    private boolean blocksEqual(int n) {
      if (a.isFloat() && b.isFloat()) {
        for (int i = 0; i < n; i++) {
          if (doublesA[i] != doublesB[i]) {
            return false;
          }
        }
        return true;
      }
      if (a.isFloat()) {
        return mixed(longsB, b, doublesA, n);
      }
      if (b.isFloat()) {
        return mixed(longsA, a, doublesB, n);
      }
      boolean sameRange = a.fitsLong() == b.fitsLong();
      for (int i = 0; i < n; i++) {
        // above 2^63 a UINT64 is a negative long
        if (longsA[i] != longsB[i] || !sameRange && longsA[i] < 0) {
          return false;
        }
      }
      return true;
    }

    private static boolean mixed(long[] longs, Rows rows, double[] doubles, int n) {
      boolean fits = rows.fitsLong();
      for (int i = 0; i < n; i++) {
        double d = doubles[i];
        boolean equal =
            fits
                ? d == (double) longs[i] && d != 0x1p63 && (long) d == longs[i]
                : ExactUnsigned.equal(longs[i], d);
        if (!equal) {
          return false;
        }
      }
      return true;
    }
  }
}
