package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;

/**
 * The kinds of memory, each of which the JDK has a class of segments for.
 *
 * <p>Code that reads or writes items one by one stands once for each kind, so that each keeps a
 * type profile of its own: a call site that has seen three of these classes is ten times slower for
 * all of them.
 */
public enum MemoryKind {
  NATIVE,
  MAPPED,
  BYTES,
  SHORTS,
  CHARS,
  INTS,
  LONGS,
  FLOATS,
  DOUBLES;

  // a read-only segment hides its array, but not its class
  private static final Class<?> OF_SHORTS = MemorySegment.ofArray(new short[0]).getClass();
  private static final Class<?> OF_CHARS = MemorySegment.ofArray(new char[0]).getClass();
  private static final Class<?> OF_INTS = MemorySegment.ofArray(new int[0]).getClass();
  private static final Class<?> OF_LONGS = MemorySegment.ofArray(new long[0]).getClass();
  private static final Class<?> OF_FLOATS = MemorySegment.ofArray(new float[0]).getClass();
  private static final Class<?> OF_DOUBLES = MemorySegment.ofArray(new double[0]).getClass();

  private static final Class<?> OF_NATIVE = MemorySegment.NULL.getClass();

  /**
   * Copies bytes, as {@link MemorySegment#copy} does. Of native memory the compiler knows the class
   * behind the question, and need not ask for it at each of a dozen calls on the way, which costs
   * more than the bytes of a short run once a program has copied memory of other kinds.
   */
  @SuppressWarnings("DuplicateBranches") // the same words, compiled for one class and for all
  public static void copy(MemorySegment from, long at, MemorySegment to, long atTo, long bytes) {
    if (from.getClass() == OF_NATIVE && to.getClass() == OF_NATIVE) {
      MemorySegment.copy(from, at, to, atTo, bytes);
    } else {
      MemorySegment.copy(from, at, to, atTo, bytes);
    }
  }

  /**
   * {@return a segment of plain native memory, which the compiler knows from here on to be of that
   * class: loops are compiled for it, whatever memory other code, and the Vector API itself, has
   * used. After arrays it would make code for these as well, several times slower}
   */
  public static MemorySegment plain(MemorySegment memory) {
    if (memory.getClass() != OF_NATIVE) {
      throw new IllegalArgumentException("loops work on native memory alone");
    }
    return memory;
  }

  /** {@return the kind of a segment's memory} */
  public static MemoryKind of(MemorySegment memory) {
    if (memory.isNative()) {
      return memory.isMapped() ? MAPPED : NATIVE;
    }
    Class<?> type = memory.getClass();
    if (type == OF_DOUBLES) {
      return DOUBLES;
    }
    if (type == OF_FLOATS) {
      return FLOATS;
    }
    if (type == OF_INTS) {
      return INTS;
    }
    if (type == OF_LONGS) {
      return LONGS;
    }
    if (type == OF_SHORTS) {
      return SHORTS;
    }
    return type == OF_CHARS ? CHARS : BYTES;
  }
}
