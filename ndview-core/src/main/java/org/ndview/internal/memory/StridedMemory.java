package org.ndview.internal.memory;

import java.lang.foreign.MemorySegment;
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
