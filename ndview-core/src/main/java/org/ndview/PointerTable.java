package org.ndview;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.ndview.format.Format;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.Backing;
import org.ndview.internal.memory.StridedMemory;

/**
 * The pointers of a view as data: what they lead to is one block of bytes, and each pointer an
 * offset into it. So a view with suboffsets can leave the process.
 *
 * <p>The table lists where the pointers lead, before the suboffset is added, in C order of the
 * dimensions up to and including the last pointer dimension: of {@code float[3][4]} three offsets.
 * Where one pointer leads to others, the table has what the last of them leads to.
 *
 * <pre>{@code PointerTable table = PointerTable.of(view);           // where each row is to lie
 * byte[] block = ...;                                   // table.parts(), each at its place
 * NdView same = PointerTable.view(NdView.of(block), view.format(), layout, table.offsets());
 * }</pre>
 *
 * <p>What the rows span is gathered, gaps between their items included; rows that share memory
 * share it in the block too. A view without items has an empty table.
 */
public final class PointerTable {
  /** As many pointers as a table may have. */
  public static final int MOST = 1 << 22;

  private final NdView view;
  private final long[] suboffsets;
  private final long[] offsets;
  private final List<Part> parts;
  private final long byteSize;

  /**
   * A part of the block.
   *
   * @param memory its bytes, shared
   * @param at its place in the block (in bytes); what lies between two parts is zeros
   */
  public record Part(MemorySegment memory, long at) {}

  private PointerTable(
      NdView view, long[] suboffsets, long[] offsets, List<Part> parts, long byteSize) {
    this.view = view;
    this.suboffsets = suboffsets;
    this.offsets = offsets;
    this.parts = parts;
    this.byteSize = byteSize;
  }

  /**
   * {@return the table of a view, for which every pointer is followed once}
   *
   * @param view the view; its memory is read when the parts are
   * @throws IllegalArgumentException if the view has no pointers, or more than {@link #MOST}, or
   *     they lie more than some thousand bytes apart
   * @throws IndexOutOfBoundsException if a pointer leads out of the memory given to the view
   */
  public static PointerTable of(NdView view) {
    view.checkLive();
    Layout layout = view.layout;
    int n = count(layout);
    PointerMemory.byteSize(layout, n);
    Layout row = row(layout);
    StridedMemory side = view.raw().memory();
    IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
    List<MemorySegment> segments = new ArrayList<>();
    int[] segment = new int[n];
    long[] at = new long[n];
    long suboffset = layout.suboffset(layout.lastPointer());
    boolean kept = suboffset >= 0;
    long[] index = new long[layout.lastPointer() + 1];
    for (int k = 0; k < n; k++, next(index, layout)) {
      AddressSpace.Place place = side.place(index);
      row.withOffset(place.offset()).checkWithin(place.segment().byteSize());
      // an array that stands for two rows has two segments
      Object memory = place.segment().heapBase().orElse(place.segment());
      segment[k] = numbers.computeIfAbsent(memory, _ -> numbers.size());
      if (segment[k] == segments.size()) {
        segments.add(place.segment());
      }
      at[k] = place.offset();
      // a pointer that leads nowhere itself, and one with a negative suboffset, lead to the item
      kept &= at[k] >= suboffset;
    }
    long[] suboffsets = suboffsets(layout, kept);
    return gather(view, row, segments, segment, at, suboffsets);
  }

  private static long[] suboffsets(Layout layout, boolean keepLast) {
    long[] suboffsets = new long[layout.ndim()];
    for (int d = 0; d < suboffsets.length; d++) {
      boolean kept = d != layout.lastPointer() || keepLast;
      suboffsets[d] = !layout.isPointer(d) ? -1 : kept ? Math.max(0, layout.suboffset(d)) : 0;
    }
    return suboffsets;
  }

  /**
   * Rows that overlap become one part; parts follow each other, aligned as their items may want.
   */
  private static PointerTable gather(
      NdView view,
      Layout row,
      List<MemorySegment> segments,
      int[] segment,
      long[] at,
      long[] suboffsets) {
    long alignment = Math.clamp(Long.lowestOneBit(row.itemsize()), 1, Long.BYTES);
    long suboffset = suboffsets[view.layout.lastPointer()];
    long[] offsets = new long[at.length];
    List<Part> parts = new ArrayList<>();
    long end = 0;
    long lowest = 0;
    int[] order =
        IntStream.range(0, at.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(k -> segment[k]).thenComparingLong(k -> at[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < order.length; ) {
      int in = segment[order[i]];
      long low = at[order[i]] + row.low();
      long high = low;
      long place = Math.ceilDiv(end, alignment) * alignment;
      for (; i < order.length; i++) {
        int k = order[i];
        if (segment[k] != in || at[k] + row.low() > high) {
          break;
        }
        high = Math.max(high, at[k] + row.high());
        offsets[k] = place + at[k] - low - suboffset;
        lowest = Math.min(lowest, offsets[k]);
      }
      parts.add(new Part(segments.get(in).asSlice(low, high - low).asReadOnly(), place));
      end = place + high - low;
    }
    // room for pointers that stand before their items
    long shift = Math.ceilDiv(-lowest, alignment) * alignment;
    if (shift != 0) {
      Arrays.setAll(offsets, k -> offsets[k] + shift);
      parts.replaceAll(part -> new Part(part.memory, part.at + shift));
    }
    return new PointerTable(view, suboffsets, offsets, List.copyOf(parts), end + shift);
  }

  /**
   * {@return what is added to the pointers of each dimension (in bytes); -1 where there are none}
   * They are the view's own, but that pointers which lead out of its memory, or after their items,
   * lead to the items themselves here, with a suboffset of 0.
   */
  public long[] suboffsets() {
    return suboffsets.clone();
  }

  /** {@return for each pointer its offset into the block (in bytes)} */
  public long[] offsets() {
    return offsets.clone();
  }

  /** {@return the bytes of the block, in the order of their places} */
  public List<Part> parts() {
    // else memory that the view owns could go
    view.checkLive();
    return parts;
  }

  /** {@return the length of the block (in bytes)} */
  public long byteSize() {
    return byteSize;
  }

  /**
   * {@return a view whose pointers lead into a block} The pointers get memory of their own, in
   * which they lie as the layout's strides have it; the new view shares the ownership of the block.
   *
   * @param block the block: all of its {@link NdView#segment()}, whatever the view's format
   * @param format the format of an item
   * @param layout how the items lie; its offset does not matter
   * @param offsets the table
   * @throws IllegalArgumentException if the layout has no pointers, or more or fewer than the
   *     table; if its strides spread them by more than some thousand bytes, or want two in one
   *     place; if its itemsize is smaller than the format's
   * @throws IndexOutOfBoundsException if an item lies outside the block
   */
  public static NdView view(NdView block, Format format, Layout layout, long... offsets) {
    block.checkLive();
    long[] own = offsets.clone();
    check(layout, own, block.segment.byteSize());
    Format whole = ViewFactory.whole(format, layout);
    Backing backing = block.backing.forAllThreads();
    PointerMemory slots = PointerMemory.of(layout, own);
    AddressSpace space = new AddressSpace.Relocated(backing.segment(), slots.memory());
    Backing pointers = backing.at(slots.memory(), space);
    slots.verify(space, own);
    return NdView.make(pointers, whole, slots.layout());
  }

  /**
   * Checks that a table fits a layout, and that every item lies in a block.
   *
   * @param layout how the items lie
   * @param offsets the table
   * @param byteSize the length of the block (in bytes)
   * @throws IllegalArgumentException if the layout has no pointers, or more or fewer than the table
   * @throws IndexOutOfBoundsException if an item lies outside the block; the message names the
   *     entry of the table
   */
  public static void check(Layout layout, long[] offsets, long byteSize) {
    int n = count(layout);
    if (n != offsets.length) {
      throw new IllegalArgumentException(
          "the table has " + offsets.length + " pointers, but " + layout + " has " + n);
    }
    Layout row = row(layout);
    long suboffset = layout.suboffset(layout.lastPointer());
    for (int k = 0; k < n; k++) {
      if (!within(offsets[k], suboffset, row, byteSize)) {
        throw new IndexOutOfBoundsException(
            ("entry %d of the table is %d: with the suboffset %d, the items from %d to %d bytes"
                    + " behind do not lie within a block of %d bytes")
                .formatted(k, offsets[k], suboffset, row.low(), row.high(), byteSize));
      }
    }
  }

  private static boolean within(long offset, long suboffset, Layout row, long byteSize) {
    try {
      long at = Math.addExact(offset, suboffset);
      return offset >= 0
          && Math.addExact(at, row.low()) >= 0
          && Math.addExact(at, row.high()) <= byteSize;
    } catch (ArithmeticException _) {
      return false;
    }
  }

  /**
   * {@return how long a block must be for every item to lie in it (in bytes)}
   *
   * @param layout how the items lie
   * @param offsets the table
   * @throws IllegalArgumentException if the layout has no pointers, or the length overflows 64 bits
   */
  public static long extent(Layout layout, long... offsets) {
    if (count(layout) == 0 || offsets.length == 0) {
      return 0;
    }
    long last = Arrays.stream(offsets).max().getAsLong();
    try {
      long at = Math.addExact(last, layout.suboffset(layout.lastPointer()));
      return Math.addExact(at, row(layout).high());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the items behind " + last + " overflow 64 bits", e);
    }
  }

  /** {@return what lies behind each of the last pointers} */
  private static Layout row(Layout layout) {
    int from = layout.lastPointer() + 1;
    return Layout.of(
        layout.itemsize(),
        0,
        Arrays.copyOfRange(layout.shape(), from, layout.ndim()),
        Arrays.copyOfRange(layout.strides(), from, layout.ndim()));
  }

  /** {@return how many pointers a layout's table has} */
  static int count(Layout layout) {
    if (!layout.hasPointers()) {
      throw new IllegalArgumentException("the layout has no pointers: " + layout);
    }
    long n = layout.size() == 0 ? 0 : 1;
    for (int d = 0; d <= layout.lastPointer() && n != 0; d++) {
      // the size has been checked to fit 64 bits
      n *= layout.shape(d);
    }
    if (n > MOST) {
      throw new IllegalArgumentException(
          "the layout has " + n + " pointers, a table holds " + MOST + "; copy() has none");
    }
    return (int) n;
  }

  /** Counts on, the last index fastest. */
  static void next(long[] index, Layout layout) {
    for (int d = index.length - 1; d >= 0; d--) {
      if (++index[d] < layout.shape(d)) {
        return;
      }
      index[d] = 0;
    }
  }
}
