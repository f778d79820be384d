package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.ndview.Index;
import org.ndview.Layout;

/**
 * Items in memory: where the first one is, and how the rest follows.
 *
 * @param space where pointers may lead
 * @param segment the memory in which the layout's offset counts
 * @param layout where the items are
 */
public record StridedMemory(AddressSpace space, MemorySegment segment, Layout layout) {
  /** {@return items in a segment, whose pointers, if there are any, stay in it} */
  public static StridedMemory of(MemorySegment segment, Layout layout) {
    return new StridedMemory(new AddressSpace.Segment(segment), segment, layout);
  }

  /**
   * {@return the items whose index along a dimension is not less than one and less than another}
   */
  public StridedMemory part(int dim, long from, long to) {
    // a range keeps a dimension of length 1: behind pointers it could not be dropped
    Index[] index = new Index[dim + 1];
    Arrays.fill(index, Index.all());
    index[dim] = Index.range(from, to);
    return new StridedMemory(space, segment, layout.slice(index));
  }

  /**
   * {@return items along the first dimension in any order and number, which are not moved}
   *
   * @param rows the indices of the items, each within the first dimension of this memory, which has
   *     no pointers
   */
  public StridedMemory rows(long[] rows) {
    int ndim = layout.ndim();
    long[] shape = layout.shape();
    long[] strides = layout.strides();
    long[] suboffsets = new long[ndim];
    Arrays.fill(suboffsets, -1);
    // large enough for every part of what runs backward: a negative one would be none
    suboffsets[0] = 0;
    for (int d = 1; d < ndim; d++) {
      suboffsets[0] += Math.max(0, -strides[d]) * Math.max(0, shape[d] - 1);
    }
    shape[0] = rows.length;
    long first = layout.offset() - suboffsets[0];
    long step = strides[0];
    long[] starts = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      starts[i] = first + rows[i] * step;
    }
    strides[0] = Long.BYTES;
    return new StridedMemory(
        new AddressSpace.Rows(this),
        MemorySegment.ofArray(starts),
        Layout.of(layout.itemsize(), 0, shape, strides, suboffsets));
  }

  /** {@return whether these are rows that were chosen by {@link #rows}} */
  public boolean isRows() {
    return space instanceof AddressSpace.Rows;
  }

  /** {@return where each of the rows that were chosen by {@link #rows} begins (in bytes)} */
  public long[] rowStarts() {
    long[] starts = new long[(int) layout.shape(0)];
    MemorySegment.copy(
        segment, ValueLayout.JAVA_LONG_UNALIGNED, layout.offset(), starts, 0, starts.length);
    long shift = layout.suboffset(0);
    for (int i = 0; shift != 0 && i < starts.length; i++) {
      starts[i] += shift;
    }
    return starts;
  }

  /** {@return what the rows are parts of that were chosen by {@link #rows}; else this memory} */
  public StridedMemory whole() {
    return space instanceof AddressSpace.Rows rows ? rows.whole() : this;
  }

  /** {@return the start of the block at the given leading indices} */
  public AddressSpace.Place place(long[] leading) {
    MemorySegment in = segment;
    long at = layout.offset();
    for (int d = 0; d < leading.length; d++) {
      at += leading[d] * layout.stride(d);
      if (layout.isPointer(d)) {
        AddressSpace.Place place = space.follow(in, at, layout.suboffset(d));
        in = place.segment();
        at = place.offset();
      }
    }
    return new AddressSpace.Place(in, at);
  }
}
