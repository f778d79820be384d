package org.ndview.internal.bulk;

import static org.ndview.internal.memory.MemoryKind.plain;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.ndview.internal.memory.MemoryKind;
import org.ndview.internal.memory.Outline;

/**
 * Copies rows of bytes that lie a step apart. Short ones of plain native memory take as few moves
 * as they need: 20 bytes three of 8, of which the last two share some. A call for each row costs
 * several times as much as its bytes.
 */
public final class RowMoves {
  /** The bytes of a row that is copied by moves, at most; a longer one is worth a call. */
  static final int MOST = 64;

  /** The most bytes of a row that one loop copies. */
  private static final int AT_ONCE = 32;

  /** So many rows stay in the first-level cache while two loops copy them. */
  private static final int PART = 128;

  /** So many rows are copied by one call of a loop. */
  private static final int ROWS = 1 << 20;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;

  private static final Outline MOVE = Outline.of(MethodHandles.lookup(), "move");

  private RowMoves() {}

  /**
   * Copies rows to memory that has no byte in common with them.
   *
   * @param rowA how far apart they begin (in bytes)
   * @param rowB how far apart their copies begin (in bytes)
   * @param bytes of a row
   */
  public static void copy(
      MemorySegment a,
      long atA,
      long rowA,
      MemorySegment b,
      long atB,
      long rowB,
      long rows,
      long bytes) {
    if (bytes < 2 || !RunTransfer.isPlain(a) || !RunTransfer.isPlain(b)) {
      for (long r = 0; r < rows; r++) {
        MemoryKind.copy(a, atA + r * rowA, b, atB + r * rowB, bytes);
      }
      return;
    }
    PlaneKernel kernel = bytes > AT_ONCE ? PlaneTransfer.rowCopy(bytes, rows * bytes) : null;
    MethodHandle call = kernel == null ? MOVE.loop() : null;
    try {
      for (long r = 0; r < rows; r += ROWS) {
        int n = (int) Math.min(ROWS, rows - r);
        long from = atA + r * rowA;
        long to = atB + r * rowB;
        if (kernel != null) {
          kernel.run(a, from, rowA, b, to, rowB, n, (int) bytes);
        } else if (call == null) {
          move(a, from, rowA, b, to, rowB, n, bytes);
        } else {
          call.invokeExact(a, from, rowA, b, to, rowB, n, bytes);
        }
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /**
   * Copies rows to the first bytes of a block, one after the other.
   *
   * @param rowA how far apart they begin (in bytes)
   * @param bytes of a row
   */
  public static void together(
      MemorySegment a, long atA, long rowA, MemorySegment block, long rows, long bytes) {
    copy(a, atA, rowA, block, 0, bytes, rows, bytes);
  }

  /** The loops of {@link #copy}; who calls this one has them inlined. */
  public static void move(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, long bytes) {
    int last = (int) Math.min(bytes, MOST) - Long.BYTES;
    if (bytes > MOST) {
      longer(a, p, rowA, b, q, rowB, n, bytes);
    } else if (bytes > AT_ONCE) {
      halves(a, p, rowA, b, q, rowB, n, (int) bytes - AT_ONCE);
    } else if (last > 2 * Long.BYTES) {
      four(a, p, rowA, b, q, rowB, n, last);
    } else if (last > Long.BYTES) {
      three(a, p, rowA, b, q, rowB, n, last);
    } else if (last > 0) {
      two(a, p, rowA, b, q, rowB, n, last);
    } else if (last == 0) {
      one(a, p, rowA, b, q, rowB, n);
    } else if (bytes >= Integer.BYTES) {
      ints(a, p, rowA, b, q, rowB, n, (int) bytes - Integer.BYTES);
    } else {
      shorts(a, p, rowA, b, q, rowB, n, (int) bytes - Short.BYTES);
    }
  }

  // Each loop says the class of its memory itself: it may be compiled by itself.

  private static void shorts(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    for (int r = 0; r < n; r++) {
      to.set(SHORT, q + r * rowB, from.get(SHORT, p + r * rowA));
      to.set(SHORT, q + r * rowB + last, from.get(SHORT, p + r * rowA + last));
    }
  }

  private static void ints(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    for (int r = 0; r < n; r++) {
      to.set(INT, q + r * rowB, from.get(INT, p + r * rowA));
      to.set(INT, q + r * rowB + last, from.get(INT, p + r * rowA + last));
    }
  }

  private static void one(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    for (int r = 0; r < n; r++) {
      to.set(LONG, q + r * rowB, from.get(LONG, p + r * rowA));
    }
  }

  private static void two(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    for (int r = 0; r < n; r++) {
      to.set(LONG, q + r * rowB, from.get(LONG, p + r * rowA));
      to.set(LONG, q + r * rowB + last, from.get(LONG, p + r * rowA + last));
    }
  }

  private static void three(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    for (int r = 0; r < n; r++) {
      to.set(LONG, q + r * rowB, from.get(LONG, p + r * rowA));
      to.set(LONG, q + r * rowB + 8, from.get(LONG, p + r * rowA + 8));
      to.set(LONG, q + r * rowB + last, from.get(LONG, p + r * rowA + last));
    }
  }

  private static void four(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    for (int r = 0; r < n; r++) {
      to.set(LONG, q + r * rowB, from.get(LONG, p + r * rowA));
      to.set(LONG, q + r * rowB + 8, from.get(LONG, p + r * rowA + 8));
      to.set(LONG, q + r * rowB + 16, from.get(LONG, p + r * rowA + 16));
      to.set(LONG, q + r * rowB + last, from.get(LONG, p + r * rowA + last));
    }
  }

  /** The first and the last bytes of some rows, which may share some. */
  private static void halves(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    int end = AT_ONCE - Long.BYTES;
    for (int r = 0; r < n; r += PART) {
      int m = Math.min(PART, n - r);
      long from = p + r * rowA;
      long to = q + r * rowB;
      four(a, from, rowA, b, to, rowB, m, end);
      four(a, from + last, rowA, b, to + last, rowB, m, end);
    }
  }

  private static void longer(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, long bytes) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    for (int r = 0; r < n; r++) {
      MemorySegment.copy(from, p + r * rowA, to, q + r * rowB, bytes);
    }
  }
}
