package org.ndview;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.StridedMemory;

/**
 * Memory for the pointers of a view that is rebuilt from a {@link PointerTable}: they lie in it as
 * the strides of the pointer dimensions want. A pointer that leads to pointers leads to a region of
 * its own.
 */
final class PointerMemory {
  /** How far apart pointers may lie: memory that holds nothing else is made for them. */
  private static final long MOST_APART = 128;

  private static final long LEAST = 1 << 20;

  private final Layout layout;
  private final long[] offsets;
  private final MemorySegment memory;
  private long end;
  private int next;

  private PointerMemory(Layout layout, long[] offsets) {
    this.layout = layout;
    this.offsets = offsets;
    memory = MemorySegment.ofArray(new byte[byteSize(layout, offsets.length)]);
  }

  static PointerMemory of(Layout layout, long[] offsets) {
    PointerMemory slots = new PointerMemory(layout, offsets);
    long start = offsets.length == 0 ? 0 : slots.fill(0);
    return new PointerMemory(layout.withOffset(start), offsets, slots.memory);
  }

  private PointerMemory(Layout layout, long[] offsets, MemorySegment memory) {
    this.layout = layout;
    this.offsets = offsets;
    this.memory = memory;
  }

  MemorySegment memory() {
    return memory;
  }

  /** {@return the layout with the offset of the first pointer in the memory} */
  Layout layout() {
    return layout;
  }

  /**
   * {@return how many bytes the pointers take}
   *
   * @throws IllegalArgumentException if that is out of all proportion to their number
   */
  static int byteSize(Layout layout, int pointers) {
    if (pointers == 0) {
      return 0;
    }
    long most = Math.min(Math.max(LEAST, MOST_APART * pointers), ArrayLimits.MAX_LENGTH);
    long total = 0;
    long regions = 1;
    for (int from = 0, p; (p = layout.pointerFrom(from)) >= 0; from = p + 1) {
      Layout region = region(layout, from, p);
      long span = region.high() - region.low();
      if (span < 0 || span > (most - total) / regions) {
        throw new IllegalArgumentException(
            "the strides %s spread %d pointers over more than %d bytes; copy() has no pointers"
                .formatted(BriefText.numbers(layout.strides()), pointers, most));
      }
      total += regions * span;
      regions *= region.size();
    }
    return (int) total;
  }

  /** The pointers that a pointer leads to, as items. */
  private static Layout region(Layout layout, int from, int pointer) {
    return Layout.of(
        Long.BYTES,
        0,
        Arrays.copyOfRange(layout.shape(), from, pointer + 1),
        Arrays.copyOfRange(layout.strides(), from, pointer + 1));
  }

  /** Writes the pointers of one region and those behind them; {@return where the first lies} */
  private long fill(int from) {
    int pointer = layout.pointerFrom(from);
    Layout region = region(layout, from, pointer);
    long start = end - region.low();
    end += region.high() - region.low();
    long[] index = new long[region.ndim()];
    for (long i = 0; i < region.size(); i++, PointerTable.next(index, region)) {
      long value =
          pointer == layout.lastPointer()
              ? offsets[next++]
              : AddressSpace.Relocated.SLOTS + fill(pointer + 1) - layout.suboffset(pointer);
      memory.set(ValueLayout.JAVA_LONG_UNALIGNED, start + region.offsetOf(index), value);
    }
    return start;
  }

  /** Checks that no pointer lies where another one does. */
  void verify(AddressSpace space, long[] expected) {
    StridedMemory side = new StridedMemory(space, memory, layout);
    long suboffset = layout.suboffset(layout.lastPointer());
    long[] index = new long[layout.lastPointer() + 1];
    for (long offset : expected) {
      if (!leads(side, index, offset + suboffset)) {
        throw new IllegalArgumentException(
            "the strides %s want different pointers in one place: %s"
                .formatted(BriefText.numbers(layout.strides()), BriefText.numbers(index)));
      }
      PointerTable.next(index, layout);
    }
  }

  private static boolean leads(StridedMemory side, long[] index, long to) {
    try {
      return side.place(index).offset() == to;
    } catch (IndexOutOfBoundsException _) {
      return false; // halves of two pointers
    }
  }
}
