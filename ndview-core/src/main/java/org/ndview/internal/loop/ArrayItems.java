package org.ndview.internal.loop;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Small arrays of one type, and the way from and to memory. They are lent, not made for each use:
 * one that is new lies in no cache.
 */
final class ArrayItems<T> {
  /** Copies the first items of an array to memory. */
  @FunctionalInterface
  interface Write<T> {
    void write(T items, MemorySegment memory, long at, int n);
  }

  // a layout that the compiler knows for each: one that is a parameter costs more than the copy
  static final ArrayItems<byte[]> BYTES =
      new ArrayItems<>(
          Byte.BYTES,
          byte[]::new,
          (memory, at, items, n) -> MemorySegment.copy(memory, Raw.BYTE, at, items, 0, n),
          (items, memory, at, n) -> MemorySegment.copy(items, 0, memory, Raw.BYTE, at, n));
  static final ArrayItems<short[]> SHORTS =
      new ArrayItems<>(
          Short.BYTES,
          short[]::new,
          (memory, at, items, n) -> MemorySegment.copy(memory, Raw.SHORT, at, items, 0, n),
          (items, memory, at, n) -> MemorySegment.copy(items, 0, memory, Raw.SHORT, at, n));
  static final ArrayItems<int[]> INTS =
      new ArrayItems<>(
          Integer.BYTES,
          int[]::new,
          (memory, at, items, n) -> MemorySegment.copy(memory, Raw.INT, at, items, 0, n),
          (items, memory, at, n) -> MemorySegment.copy(items, 0, memory, Raw.INT, at, n));
  static final ArrayItems<long[]> LONGS =
      new ArrayItems<>(
          Long.BYTES,
          long[]::new,
          (memory, at, items, n) -> MemorySegment.copy(memory, Raw.LONG, at, items, 0, n),
          (items, memory, at, n) -> MemorySegment.copy(items, 0, memory, Raw.LONG, at, n));
  static final ArrayItems<float[]> FLOATS =
      new ArrayItems<>(
          Float.BYTES,
          float[]::new,
          (memory, at, items, n) -> MemorySegment.copy(memory, Raw.FLOAT, at, items, 0, n),
          (items, memory, at, n) -> MemorySegment.copy(items, 0, memory, Raw.FLOAT, at, n));
  static final ArrayItems<double[]> DOUBLES =
      new ArrayItems<>(
          Double.BYTES,
          double[]::new,
          (memory, at, items, n) -> MemorySegment.copy(memory, Raw.DOUBLE, at, items, 0, n),
          (items, memory, at, n) -> MemorySegment.copy(items, 0, memory, Raw.DOUBLE, at, n));

  /** Arrays that are kept for the next user; a thread looks in one place. */
  private static final int KEPT = 16;

  /** Places so far apart that threads do not share a line of the cache. */
  private static final int APART = 16;

  private final AtomicReferenceArray<@Nullable T> free = new AtomicReferenceArray<>(KEPT * APART);

  private final int width;
  private final IntFunction<T> make;
  private final StagedLoop.Part<T> read;
  private final Write<T> write;

  private ArrayItems(int width, IntFunction<T> make, StagedLoop.Part<T> read, Write<T> write) {
    this.width = width;
    this.make = make;
    this.read = read;
    this.write = write;
  }

  /** {@return the width of an item (in bytes)} */
  int width() {
    return width;
  }

  /** {@return what copies items of memory to an array} */
  StagedLoop.Part<T> reader() {
    return read;
  }

  void write(T items, MemorySegment memory, long at, int n) {
    write.write(items, memory, at, n);
  }

  /** {@return an array of {@link StagedLoop#MOST} items, whatever they are} */
  T take() {
    T array = free.getAndSet(place(Thread.currentThread().threadId()), null);
    return array == null ? make.apply(StagedLoop.MOST) : array;
  }

  /** Keeps an array for the next user. */
  void give(T array) {
    free.setRelease(place(Thread.currentThread().threadId()), array);
  }

  /** Where a thread looks: virtual threads may be more than an int counts. */
  static int place(long threadId) {
    return (int) (threadId % KEPT) * APART;
  }
}
