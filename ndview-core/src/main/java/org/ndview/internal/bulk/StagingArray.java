package org.ndview.internal.bulk;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import org.ndview.internal.memory.Outline;

/**
 * A small array that items pass through on their way from memory to memory. C2 makes vector code of
 * loops over arrays, and not of loops from segment to segment. Loops over arrays also stay fast
 * whichever kinds of memory other code has used.
 *
 * <p>The items are those of a tile: {@code outer} rows of {@code inner} items, as the memory has
 * them that they are read from, or, once transposed, the memory that they are written to.
 */
public abstract sealed class StagingArray
    permits StagingArray8,
        StagingArray16,
        StagingArray32,
        StagingArray64,
        StagingArrayFloat,
        StagingArrayDouble {
  /** Bytes of an array: of the widest items, those of a square tile. */
  private static final int SIZE = 1 << 16;

  /** Bytes of items that stay in the first-level cache together with what is made of them. */
  private static final int L1_SIZE = 1 << 12;

  /** From this length on (in bytes), a run is copied as a whole. */
  private static final int RUN = 48;

  /** From this length on (in bytes), a run is read as a whole. */
  private static final int READ = 24;

  /** From so many rows of so many items on, short rows are brought together first. */
  private static final int SHORT_ROWS = 16;

  private static final int SHORT_ROW = 2;

  /** How far up in a long the half lies that comes first in memory. */
  public static final int FIRST_HALF = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 32;

  private static final Outline FILL = Outline.of(MethodHandles.lookup(), "fillLine");

  private final int width;
  private long[] scratchLongs = {};

  public StagingArray(int width) {
    this.width = width;
  }

  /**
   * {@return an array for items of a width}
   *
   * @param width of an item (in bytes): 1, 2, 4 or 8
   * @param length how many items it has room for to begin with
   */
  public static StagingArray of(int width, int length) {
    return switch (width) {
      case 1 -> new StagingArray8(length);
      case 2 -> new StagingArray16(length);
      case 4 -> new StagingArray32(length);
      default -> new StagingArray64(length);
    };
  }

  /** {@return how many items of a width an array holds at most} */
  public static int capacity(int width) {
    return SIZE / width;
  }

  /**
   * {@return how many items of a width stay in the first-level cache, with what is made of them}
   */
  public static int l1Items(int width) {
    return L1_SIZE / width;
  }

  public final int width() {
    return width;
  }

  /** Ensures capacity; existing items may be lost. */
  public abstract void reserve(int length);

  /** {@return the array: of byte, short, int or long, by the width, or of float or double} */
  public abstract Object array();

  /** Reads n items that follow each other, to an index of the array. */
  public abstract void read(MemorySegment memory, long at, int n, int to);

  /** Writes n items from an index of the array, one after the other. */
  public abstract void write(int from, MemorySegment memory, long at, int n);

  /** Reads a tile item by item, to an index of the array. */
  public abstract void gather(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch,
      int to);

  /** Writes a tile item by item. */
  public abstract void scatter(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch);

  /** Writes the first item to n places of a line, a step apart (in bytes). */
  public final void fill(MemorySegment memory, long at, int n, long step) {
    MethodHandle call = FILL.loop();
    try {
      if (call == null) {
        fillLine(memory, at, n, step);
      } else {
        call.invokeExact(this, memory, at, n, step);
      }
    } catch (Throwable e) {
      throw Outline.thrown(e);
    }
  }

  /** The loop of {@link #fill}; who calls this one has it inlined. */
  public abstract void fillLine(MemorySegment memory, long at, int n, long step);

  /**
   * Reads n items of a line, a step apart (in bytes); {@return whether there is a loop for this
   * step}
   */
  abstract boolean gatherStrided(MemorySegment memory, long at, int n, long step, int to);

  /**
   * Copies the items of a line to those of another, which it does not overlap, both of native
   * memory: one loop without the array takes less time where neither is copied as a run.
   *
   * @param step from item to item of the source (in bytes)
   * @param stepTo from item to item of the target (in bytes)
   */
  public abstract void copyStrided(
      MemorySegment from, long at, long step, MemorySegment memory, long to, long stepTo, int n);

  /** Copies a line backwards, from native memory to native memory that does not overlap it. */
  public abstract void copyReversed(
      MemorySegment from, long at, MemorySegment memory, long to, int n);

  /**
   * Makes items of bytes: for each byte, the table's item at its unsigned value.
   *
   * @param bytes numbers of 8 bits
   * @param from the index of the first byte
   * @param step how far on the next byte is
   * @param table 256 items
   * @param n how many items are made
   * @param to the index of the first item
   */
  public abstract void lookUp(byte[] bytes, int from, int step, StagingArray table, int n, int to);

  /** {@return at least n longs of no particular content} */
  final long[] scratchLongs(int n) {
    if (scratchLongs.length < n) {
      scratchLongs = new long[n];
    }
    return scratchLongs;
  }

  /**
   * Reads rows whose items lie apart, while the rows lie next to each other: as many rows at once
   * as items are in a long.
   *
   * @param columns the items of a row, which follow each other in the array
   * @param columnStride how far apart they are in memory (in bytes)
   * @return how many of the rows were read: the others are too few for a long
   */
  abstract int gatherTurned(
      MemorySegment memory, long at, int rows, int columns, long columnStride);

  /** Reads the first n items of a table of places (in bytes). */
  public abstract void gatherAt(MemorySegment memory, long at, int[] offsets, int n);

  /** Reads n items at some indices of a line whose items are a step apart (in bytes). */
  public abstract void gatherIndexed(
      MemorySegment memory, long at, long step, long[] indices, int n);

  /**
   * Writes the first item to n places: one in each row, at an index of its own.
   *
   * @param step from row to row (in bytes)
   * @param indices of the places within their rows
   * @param from the first of the indices that is used
   * @param indexStep from index to index (in bytes)
   */
  public abstract void fillIndexed(
      MemorySegment memory, long at, long step, long[] indices, int from, long indexStep, int n);

  /** Writes the first n items to those of a table of places (in bytes). */
  public abstract void scatterAt(MemorySegment memory, long at, int[] offsets, int n);

  /** A few long rows become columns: red, green and blue become pixels. */
  public abstract void interleave(int rows, int columns);

  /** A few long columns become rows: pixels become red, green and blue. */
  public abstract void deinterleave(int rows, int columns);

  /** Reverses the bytes of the first n items. */
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
    } else if (innerStride == width && inner == pitch && hasShortRows(memory, outer, inner)) {
      readRows(memory, at, outer, outerStride, inner);
    } else if (innerStride == width && inner * width >= READ) {
      for (int o = 0; o < outer; o++) {
        read(memory, at + o * outerStride, inner, o * pitch);
      }
    } else if (!gatherRows(memory, at, outer, outerStride, inner, innerStride, pitch)) {
      gather(memory, at, outer, outerStride, inner, innerStride, pitch, 0);
    }
  }

  private boolean hasShortRows(MemorySegment memory, int rows, int columns) {
    return rows >= SHORT_ROWS
        && columns >= SHORT_ROW
        && columns * width < RUN
        && RunTransfer.isPlain(memory);
  }

  /** Brings short rows together in a block, which is read as one. */
  private void readRows(MemorySegment memory, long at, int rows, long step, int columns) {
    int bytes = columns * width;
    int most = (int) NativeScratch.SLOT / bytes;
    try (NativeScratch scratch = NativeScratch.take()) {
      MemorySegment block = scratch.slot(0);
      for (int r = 0; r < rows; r += most) {
        int n = Math.min(most, rows - r);
        RowMoves.together(memory, at + r * step, step, block, n, bytes);
        read(block, 0, n * columns, r * columns);
      }
    }
  }

  /** Reads a tile whose rows lie next to each other. */
  public final void loadTurned(
      MemorySegment memory, long at, int rows, long rowStride, int columns, long columnStride) {
    if (rowStride == width && columns > 0) {
      int read = gatherTurned(memory, at, rows, columns, columnStride);
      gather(
          memory,
          at + read * rowStride,
          rows - read,
          rowStride,
          columns,
          columnStride,
          columns,
          read * columns);
    } else {
      gather(memory, at, rows, rowStride, columns, columnStride, columns, 0);
    }
  }

  private boolean isOneRun(int outer, long outerStride, int inner) {
    return outer == 1 || outerStride == (long) inner * width;
  }

  private boolean gatherRows(
      MemorySegment memory,
      long at,
      int outer,
      long outerStride,
      int inner,
      long innerStride,
      int pitch) {
    if (inner * width < RUN) {
      return false;
    }
    for (int o = 0; o < outer; o++) {
      if (!gatherStrided(memory, at + o * outerStride, inner, innerStride, o * pitch)) {
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
