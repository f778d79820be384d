package org.ndview.internal.numeric;

import java.util.Objects;
import java.util.function.Supplier;
import org.ndview.Layout;
import org.ndview.format.Format;
import org.ndview.internal.bulk.StridedWalk;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.item.ItemCodec;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.StridedMemory;

/** A view as the engine sees it: memory, layout and format, without a lifetime. */
public record RawView(
    StridedMemory memory, Format format, Supplier<ItemCodec> codecs, boolean readOnly) {
  public static RawView of(StridedMemory memory, Format format) {
    return new RawView(memory, format, () -> ItemCodec.of(format), false);
  }

  /** {@return the same with other items of the format} */
  RawView over(StridedMemory items) {
    return new RawView(items, format, codecs, readOnly);
  }

  public Layout layout() {
    return memory.layout();
  }

  public ItemCodec codec() {
    return codecs.get();
  }

  public long size() {
    return layout().size();
  }

  /**
   * {@return the same items, one of each run of items that are the same by their layout: along a
   * stride of 0, or of no bytes}
   */
  RawView withoutRepeats() {
    StridedMemory once = memory;
    for (int d = 0; d < layout().ndim(); d++) {
      if (layout().shape(d) > 1 && repeats(d)) {
        once = once.part(d, 0, 1);
      }
    }
    return over(once);
  }

  /** {@return the items at the first index of a dimension, which stays} */
  RawView firstOf(int dim) {
    return over(memory.part(dim, 0, 1));
  }

  /** {@return whether all items along a dimension are the same by the layout} */
  boolean repeats(int dim) {
    return layout().stride(dim) == 0 || (layout().itemsize() == 0 && !layout().hasPointers());
  }

  /** The item at an index, boxed. */
  public Object get(long... index) {
    for (int d = 0; d < index.length; d++) {
      Objects.checkIndex(index[d], layout().shape(d));
    }
    AddressSpace.Place place = memory.place(index);
    Objects.checkFromIndexSize(place.offset(), layout().itemsize(), place.segment().byteSize());
    return codec().get(place.segment(), place.offset());
  }

  public void checkSameShape(RawView other) {
    if (!haveSameShape(layout(), other.layout())) {
      throw new IllegalArgumentException(
          "the shapes differ: "
              + BriefText.numbers(other.layout().shape())
              + " to "
              + BriefText.numbers(layout().shape()));
    }
  }

  private static boolean haveSameShape(Layout a, Layout b) {
    int ndim = a.ndim();
    boolean same = ndim == b.ndim();
    for (int d = 0; same && d < ndim; d++) {
      same = a.shape(d) == b.shape(d);
    }
    return same;
  }

  public void checkReachable() {
    StridedWalk.checkReachable(memory);
  }

  public void checkWritable() {
    if (readOnly) {
      throw new java.nio.ReadOnlyBufferException();
    }
  }
}
