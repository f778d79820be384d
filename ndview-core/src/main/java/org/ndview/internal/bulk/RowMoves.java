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
  /** The bytes of a row at most; a longer one is worth a call of its own. */
  private static final int MOST = 128;

  /** The bytes of a row that one loop copies. */
  static final int AT_ONCE = 32;

  /** So many rows at a time stay in the first-level cache. */
  private static final int ROWS = 256;

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
    MethodHandle call = MOVE.loop();
    try {
      for (long r = 0; r < rows; r += ROWS) {
        int n = (int) Math.min(ROWS, rows - r);
        long from = atA + r * rowA;
        long to = atB + r * rowB;
        if (call == null) {
          move(a, from, rowA, b, to, rowB, n, bytes);
        } else {
          call.invokeExact(a, from, rowA, b, to, rowB, n, bytes);
        }
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loops of {@link #copy}; who calls this one has them inlined. */
  public static void move(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, long bytes) {
    MemorySegment from = plain(a);
    MemorySegment to = plain(b);
    if (bytes > MOST) {
      for (int r = 0; r < n; r++) {
        MemorySegment.copy(from, p + r * rowA, to, q + r * rowB, bytes);
      }
      return;
    }
    int size = (int) bytes;
    if (size > AT_ONCE) {
      // the rest begins within what is copied first, if it must, so that longs do for it
      int rest = Math.ceilDiv(size - AT_ONCE, Long.BYTES) * Long.BYTES;
      move(from, p, rowA, to, q, rowB, n, AT_ONCE);
      move(from, p + size - rest, rowA, to, q + size - rest, rowB, n, rest);
      return;
    }
    switch ((size + 7) / 8) {
      case 1 -> small(from, p, rowA, to, q, rowB, n, size);
      case 2 -> two(from, p, rowA, to, q, rowB, n, size - 8);
      case 3 -> three(from, p, rowA, to, q, rowB, n, size - 8);
      default -> four(from, p, rowA, to, q, rowB, n, size - 8);
    }
  }

  private static void small(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int bytes) {
    if (bytes == Long.BYTES) {
      for (int r = 0; r < n; r++) {
        b.set(LONG, q + r * rowB, a.get(LONG, p + r * rowA));
      }
    } else if (bytes >= Integer.BYTES) {
      int last = bytes - Integer.BYTES;
      for (int r = 0; r < n; r++) {
        b.set(INT, q + r * rowB, a.get(INT, p + r * rowA));
        b.set(INT, q + r * rowB + last, a.get(INT, p + r * rowA + last));
      }
    } else {
      int last = bytes - Short.BYTES;
      for (int r = 0; r < n; r++) {
        b.set(SHORT, q + r * rowB, a.get(SHORT, p + r * rowA));
        b.set(SHORT, q + r * rowB + last, a.get(SHORT, p + r * rowA + last));
      }
    }
  }

  private static void two(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    for (int r = 0; r < n; r++) {
      b.set(LONG, q + r * rowB, a.get(LONG, p + r * rowA));
      b.set(LONG, q + r * rowB + last, a.get(LONG, p + r * rowA + last));
    }
  }

  private static void three(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    for (int r = 0; r < n; r++) {
      b.set(LONG, q + r * rowB, a.get(LONG, p + r * rowA));
      b.set(LONG, q + r * rowB + 8, a.get(LONG, p + r * rowA + 8));
      b.set(LONG, q + r * rowB + last, a.get(LONG, p + r * rowA + last));
    }
  }

  private static void four(
      MemorySegment a, long p, long rowA, MemorySegment b, long q, long rowB, int n, int last) {
    for (int r = 0; r < n; r++) {
      b.set(LONG, q + r * rowB, a.get(LONG, p + r * rowA));
      b.set(LONG, q + r * rowB + 8, a.get(LONG, p + r * rowA + 8));
      b.set(LONG, q + r * rowB + 16, a.get(LONG, p + r * rowA + 16));
      b.set(LONG, q + r * rowB + last, a.get(LONG, p + r * rowA + last));
    }
  }
}
