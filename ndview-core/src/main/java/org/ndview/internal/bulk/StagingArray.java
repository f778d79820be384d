package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * A small array between memory and memory. C2 makes vector code of loops over arrays, and not of
 * loops from segment to segment; and what passes through here does not care which kinds of memory
 * other code has used.
 *
 * <p>Its items are those of a tile: {@code outer} rows of {@code inner} items, in rows of the
 * memory that they are read from, or, once turned, of the memory that they are written to.
 */
public abstract sealed class StagingArray
    permits StagingArray8,
        StagingArray16,
        StagingArray32,
        StagingArray64,
        StagingArrayFloat,
        StagingArrayDouble {
  /** Bytes of a block: of the widest items, those of a square tile. */
  private static final int SIZE = 1 << 16;

  private static final int NEAR = 1 << 12;

  /**
   * Rows of a square tile, and how far apart they begin: constants, so that loops need no range
   * checks.
   */
  public static final int WIDE = 128;

  public static final int NARROW = 64;

  /** Items this near to each other are read with those between them. */
  private static final int MOST_STEP = 4;

  /** From this length on, in bytes, a run is copied as a whole. */
  private static final int RUN = 48;

  /** How far up in a long the half lies that comes first in memory. */
  public static final int FIRST_HALF = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 32;

  private final int width;
  private long[] wide = {};

  public StagingArray(int width) {
    this.width = width;
  }

  /** {@return a block for items of a width, with room for so many to begin with} */
  public static StagingArray of(int width, int length) {
    return switch (width) {
      case 1 -> new StagingArray8(length);
      case 2 -> new StagingArray16(length);
      case 4 -> new StagingArray32(length);
      default -> new StagingArray64(length);
    };
  }

  /** {@return how many items of a width a block holds at most} */
  public static int capacity(int width) {
    return SIZE / width;
  }

  /** {@return how many items of a width stay in the nearest cache, what is made of them too} */
  public static int near(int width) {
    return NEAR / width;
  }

  public final int width() {
    return width;
  }

  /** Makes room for so many items; those that are there may go. */
  public abstract void reserve(int length);

  /** {@return the array: of byte, short, int or long, by the width, or of float or double} */
  public abstract Object array();

  public abstract void read(MemorySegment memory, long at, int n, int to);

  public abstract void write(int from, MemorySegment memory, long at, int n);

  public abstract void gather(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch);

  public abstract void scatter(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch);

  /**
   * Reads every few items of a line, or a line backwards; {@return whether this step is one of
   * those}
   */
  public abstract boolean pick(MemorySegment memory, long at, int n, int step, int to);

  /** Copies a line backwards, from native memory to native memory that does not overlap it. */
  public abstract void reverse(MemorySegment from, long at, MemorySegment memory, long to, int n);

  /**
   * Makes items of bytes: the table's at the number that each byte is.
   *
   * @param bytes numbers of 8 bits
   * @param from the first of them that is taken
   * @param step how far on the next is
   * @param table 256 items
   * @param n how many are made
   * @param to where the first of them goes
   */
  public abstract void lookUp(byte[] bytes, int from, int step, StagingArray table, int n, int to);

  /** {@return longs of no particular content} */
  public final long[] wide(int n) {
    if (wide.length < n) {
      wide = new long[n];
    }
    return wide;
  }

  /** {@return the rows of a square tile for items of at most a width} */
  public static int pitch(int width) {
    return width <= 4 ? WIDE : NARROW;
  }

  /**
   * Rows become columns; each begins at a multiple of the pitch, {@link #WIDE} or {@link #NARROW}.
   */
  public abstract void turn(int rows, int columns, int pitch);

  /** A few long rows become columns: red, green and blue become pixels. */
  public abstract void interleave(int rows, int columns);

  /** A few long columns become rows: pixels become red, green and blue. */
  public abstract void separate(int rows, int columns);

  public abstract void swapBytes(int n);

  /**
   * Reads a tile: whole, by rows, or item by item.
   *
   * @param pitch the distance from row to row in the array; {@code inner} for none between
   */
  public final void load(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch) {
    if (innerStride == width && inner == pitch && isOneRun(outer, outerStride, inner)) {
      read(memory, at, outer * inner, 0);
    } else if (innerStride == width && inner * width >= RUN) {
      for (int o = 0; o < outer; o++) {
        read(memory, at + o * outerStride, inner, o * pitch);
      }
    } else if (!pickRows(memory, at, outer, outerStride, inner, innerStride, pitch)) {
      gather(memory, at, outer, outerStride, inner, innerStride, pitch);
    }
  }

  private boolean isOneRun(int outer, long outerStride, int inner) {
    return outer == 1 || outerStride == (long) inner * width;
  }

  private boolean pickRows(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch) {
    if (innerStride % width != 0
        || Math.abs(innerStride) > MOST_STEP * width
        || inner * width < RUN) {
      return false;
    }
    int step = (int) (innerStride / width);
    for (int o = 0; o < outer; o++) {
      if (!pick(memory, at + o * outerStride, inner, step, o * pitch)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes a tile: whole, by rows, or item by item.
   *
   * @param pitch the distance from row to row in the array; {@code inner} for none between
   */
  public final void store(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch) {
    if (innerStride == width && inner == pitch && isOneRun(outer, outerStride, inner)) {
      write(0, memory, at, outer * inner);
    } else if (innerStride == width && inner * width >= RUN) {
      for (int o = 0; o < outer; o++) {
        write(o * pitch, memory, at + o * outerStride, inner);
      }
    } else {
      scatter(memory, at, outer, outerStride, inner, innerStride, pitch);
    }
  }
}
