package org.ndview.internal.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.ObjIntConsumer;
import org.ndview.internal.bulk.NativeScratch;
import org.ndview.internal.bulk.RunKernel;

/**
 * Makes numbers in a small array, which is copied to memory: C2 makes vector code of a loop that
 * reads memory and writes an array, or the other way around, and not of one that does both in
 * memory, since it does not know that what is written is not what is read next.
 */
public final class StagedLoop<T> implements RunKernel {
  /** The most items of the array: the widest of them, and what they are made of, stay in L1. */
  static final int MOST = 2048;

  /** Makes numbers of those in memory. */
  @FunctionalInterface
  interface Part<T> {
    void make(MemorySegment a, long at, T made, int n);
  }

  /** Makes numbers of those of an array. */
  @FunctionalInterface
  interface Then<T, U> {
    void make(T numbers, U made, int n);
  }

  /** Makes numbers in memory of those of an array. */
  @FunctionalInterface
  interface Into<T> {
    void make(T numbers, MemorySegment b, long at, int n);
  }

  /** Makes ints in memory of numbers of an array; tells whether all lie within the ints. */
  @FunctionalInterface
  interface Fit<T> {
    boolean make(T numbers, MemorySegment b, long at, int n);
  }

  private final int widthA;
  private final ArrayItems<T> to;
  private final Part<T> part;

  /**
   * Makes the loop.
   *
   * @param widthA of an item that is read (in bytes)
   * @param to what is made
   */
  StagedLoop(int widthA, ArrayItems<T> to, Part<T> part) {
    this.widthA = widthA;
    this.to = to;
    this.part = part;
  }

  /** {@return the loop that makes others of the numbers that this one makes} */
  <U> StagedLoop<U> then(ArrayItems<U> others, Then<T, U> next) {
    return new StagedLoop<>(
        widthA,
        others,
        (a, at, items, n) -> {
          T numbers = to.take();
          part.make(a, at, numbers, n);
          next.make(numbers, items, n);
          to.give(numbers);
        });
  }

  /**
   * {@return the loop that makes others, in memory, of the numbers that this one makes}
   *
   * @param others what lies there
   */
  RunKernel into(ValueLayout others, Into<T> next) {
    long widthB = others.byteSize();
    return (a, atA, b, atB, n) -> {
      T numbers = to.take();
      for (long i = 0; i < n; i += MOST) {
        int items = (int) Math.min(MOST, n - i);
        part.make(a, atA + i * widthA, numbers, items);
        next.make(numbers, b, atB + i * widthB, items);
      }
      to.give(numbers);
    };
  }

  /**
   * {@return the loop that makes others through ints, which lie in native memory between}
   *
   * @param others what lies there
   * @param fit makes ints, and says whether all numbers fit
   * @param low makes the others of ints
   * @param any makes them where not all numbers fit
   */
  RunKernel throughInts(ValueLayout others, Fit<T> fit, RunKernel low, Into<T> any) {
    return (a, atA, b, atB, n) -> {
      // taken once for the run: that costs as much as a short loop
      try (NativeScratch scratch = NativeScratch.take()) {
        MemorySegment ints = scratch.slot(0);
        Into<T> next =
            (numbers, memory, at, items) -> {
              if (fit.make(numbers, ints, 0, items)) {
                low.run(ints, 0, memory, at, items);
              } else {
                any.make(numbers, memory, at, items);
              }
            };
        into(others, next).run(a, atA, b, atB, n);
      }
    };
  }

  /** {@return the loop that changes the numbers that this one makes, in their array} */
  StagedLoop<T> change(ObjIntConsumer<T> next) {
    return new StagedLoop<>(
        widthA,
        to,
        (a, at, items, n) -> {
          part.make(a, at, items, n);
          next.accept(items, n);
        });
  }

  @Override
  public void loop(MemorySegment a, long atA, MemorySegment b, long atB, int n) {
    T numbers = to.take();
    for (long i = 0; i < n; i += MOST) {
      int items = (int) Math.min(MOST, n - i);
      part.make(a, atA + i * widthA, numbers, items);
      to.write(numbers, b, atB + i * to.width(), items);
    }
    to.give(numbers);
  }
}
