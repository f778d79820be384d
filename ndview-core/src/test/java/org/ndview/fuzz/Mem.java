package org.ndview.fuzz;

import java.lang.foreign.MemorySegment;

/** A memory of a program, beside the bytes that it must have. */
final class Mem {
  /** Bytes on each side that nothing may touch. */
  static final int GUARD = 24;

  final int id;

  /** What the memory must hold, with its guards. */
  final byte[] bytes;

  /** Where the part begins that views are made of. */
  final int start;

  /** How long that part is. */
  final int length;

  /** The memory itself, all of it. */
  final MemorySegment actual;

  /** Whose end is the end of all views of the memory. */
  final Life life;

  /** What ends it, in Java. */
  static final class Life {
    private static final Life FOREVER = new Life(null, null, null);

    private final Life outer;
    private final Runnable end;
    final String code;
    private boolean over;

    /** What ends on its own, and with something else that it is in. */
    Life(Life outer, Runnable end, String code) {
      this.outer = outer;
      this.end = end;
      this.code = code;
    }

    Life(Runnable end, String code) {
      this(FOREVER, end, code);
    }

    static Life endless() {
      return FOREVER;
    }

    boolean isOver() {
      return over || (outer != null && outer.isOver());
    }

    boolean mayEnd() {
      return end != null && !isOver();
    }

    void end() {
      over = true;
      end.run();
    }
  }

  Mem(int id, byte[] bytes, int start, int length, MemorySegment actual, Life life) {
    this.id = id;
    this.bytes = bytes;
    this.start = start;
    this.length = length;
    this.actual = actual;
    this.life = life;
  }

  /** Whether no view of it is left, or it has ended. */
  boolean forgotten;

  boolean isOver() {
    return forgotten || life.isOver();
  }

  /** The place of a byte of the part. */
  long place(long offset) {
    return (long) id << 32 | start + offset;
  }

  MemorySegment part() {
    return actual.asSlice(start, length);
  }
}
