package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The memory that was given to a view. Its pointers are followed in there alone: a pointer to
 * anywhere else is an error, not a crash.
 */
public sealed interface AddressSpace {
  /** Where a pointer led to: a byte of one of the space's segments. */
  record Place(MemorySegment segment, long offset) {}

  /**
   * {@return the place that a pointer and a suboffset name together}
   *
   * @throws IndexOutOfBoundsException if it lies outside this space
   */
  Place resolve(long pointer, long suboffset);

  /** {@return how long the memory is there} */
  MemorySegment.Scope scope();

  /** {@return whether another thread may follow pointers here} */
  boolean isAccessibleBy(Thread thread);

  /** Reads the pointer at a place, and follows it. */
  default Place follow(MemorySegment segment, long at, long suboffset) {
    return resolve(segment.get(ValueLayout.JAVA_LONG_UNALIGNED, at), suboffset);
  }

  /**
   * One segment; pointers are addresses, those of a heap segment count from {@link
   * MemorySegment#address()} too.
   */
  record Segment(MemorySegment memory) implements AddressSpace {
    @Override
    public Place resolve(long pointer, long suboffset) {
      // modulo 2^64, as C computes addresses; what wraps around lands outside
      long offset = pointer - memory.address() + suboffset;
      if (offset < 0 || offset > memory.byteSize()) {
        throw outside(
            pointer,
            suboffset,
            "0x%x to 0x%x".formatted(memory.address(), memory.address() + memory.byteSize()));
      }
      return new Place(memory, offset);
    }

    @Override
    public MemorySegment.Scope scope() {
      return memory.scope();
    }

    @Override
    public boolean isAccessibleBy(Thread thread) {
      return memory.isAccessibleBy(thread);
    }
  }

  /**
   * Java's arrays, which have no addresses: each gets a range of numbers of its own, wider than any
   * array.
   *
   * @param segments the arrays' segments; number i owns the numbers whose upper bits are i + 1, so
   *     that 0 stays a null pointer
   */
  record JavaArrays(MemorySegment[] segments) implements AddressSpace {
    private static final int WIDTH = 36;

    public static long pointer(int segment) {
      return (segment + 1L) << WIDTH;
    }

    @Override
    public Place resolve(long pointer, long suboffset) {
      long target = pointer + suboffset;
      long number = (target >> WIDTH) - 1;
      long offset = target & (1L << WIDTH) - 1;
      if (number < 0 || number >= segments.length || offset > segments[(int) number].byteSize()) {
        throw outside(pointer, suboffset, segments.length + " Java arrays");
      }
      return new Place(segments[(int) number], offset);
    }

    @Override
    public MemorySegment.Scope scope() {
      return MemorySegment.NULL.scope(); // that of arrays: for ever
    }

    @Override
    public boolean isAccessibleBy(Thread thread) {
      return true;
    }
  }

  /**
   * Pointers that are offsets into a block of bytes, and those to further pointers.
   *
   * @param block what the numbers from 0 on are places in
   * @param slots memory of the view's own that holds the pointers; its places are the numbers from
   *     {@link #SLOTS} on
   */
  record Relocated(MemorySegment block, MemorySegment slots) implements AddressSpace {
    /** No block is so long. */
    public static final long SLOTS = 1L << 62;

    @Override
    public Place resolve(long pointer, long suboffset) {
      long target = pointer + suboffset;
      MemorySegment segment = target < SLOTS ? block : slots;
      long offset = target < SLOTS ? target : target - SLOTS;
      if (offset < 0 || offset > segment.byteSize()) {
        throw outside(pointer, suboffset, "a block of " + block.byteSize() + " bytes");
      }
      return new Place(segment, offset);
    }

    @Override
    public MemorySegment.Scope scope() {
      return block.scope();
    }

    @Override
    public boolean isAccessibleBy(Thread thread) {
      return block.isAccessibleBy(thread) && slots.isAccessibleBy(thread);
    }
  }

  /**
   * Rows of a memory without pointers, which were chosen and checked: a pointer is where a row
   * begins in its segment.
   *
   * @param whole the memory that the rows are parts of
   */
  record Rows(StridedMemory whole) implements AddressSpace {
    @Override
    public Place resolve(long pointer, long suboffset) {
      return new Place(whole.segment(), pointer + suboffset);
    }

    @Override
    public MemorySegment.Scope scope() {
      return whole.segment().scope();
    }

    @Override
    public boolean isAccessibleBy(Thread thread) {
      return whole.segment().isAccessibleBy(thread);
    }
  }

  private static IndexOutOfBoundsException outside(long pointer, long suboffset, String memory) {
    return new IndexOutOfBoundsException(
        "the pointer 0x%x with suboffset %d leads out of the memory given to the view: %s"
            .formatted(pointer, suboffset, memory));
  }
}
