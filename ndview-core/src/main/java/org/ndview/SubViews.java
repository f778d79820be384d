package org.ndview;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Pad;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.memory.AddressSpace;
import org.ndview.internal.memory.Backing;
import org.ndview.internal.numeric.ContentEquality;

/** Makes views of views. */
final class SubViews {
  private SubViews() {}

  static NdView restrided(NdView view, Format format, Layout layout) {
    Format whole = ViewFactory.whole(format, layout);
    layout.checkWithin(view.segment.byteSize());
    return view.derive(whole, layout);
  }

  static NdView slice(NdView view, List<Index> index) {
    if (!view.layout.hasSuboffsets()) {
      return view.derive(view.format, LayoutSlicing.slice(view.layout, index));
    }
    List<Index> parts = LayoutSlicing.resolve(view.layout, index);
    MemorySegment segment = view.segment;
    Layout layout = view.layout;
    // integers along all of the leading dimensions up to a pointer: it is followed here and now
    while (LayoutSlicing.followsFirstPointer(layout, parts)) {
      int pointer = layout.firstPointer();
      long at = layout.offset();
      for (int d = 0; d <= pointer; d++) {
        at += ((Index.At) parts.get(d)).index() * layout.stride(d);
      }
      AddressSpace.Place place =
          view.backing.space().follow(segment, at, layout.suboffset(pointer));
      segment = place.segment();
      layout = layout.afterFirstPointer(place.offset());
      layout.checkWithin(segment.byteSize());
      parts = parts.subList(pointer + 1, parts.size());
    }
    return NdView.make(view.backing.at(segment), view.format, LayoutSlicing.slice(layout, parts));
  }

  static NdView select(NdView view, int dim, long i) {
    int axis = LayoutAxes.axis(dim, view.layout.ndim());
    if (!view.layout.hasSuboffsets()) {
      return view.derive(view.format, LayoutSlicing.select(view.layout, axis, i));
    }
    List<Index> index = new ArrayList<>();
    for (int d = 0; d < axis; d++) {
      index.add(Index.all());
    }
    index.add(Index.at(i));
    return slice(view, index);
  }

  static NdView squeeze(NdView view) {
    return slice(view, LayoutAxes.squeezing(view.layout));
  }

  static NdView squeeze(NdView view, int[] dims) {
    return slice(view, LayoutAxes.squeezing(view.layout, dims));
  }

  static NdView field(NdView view, String name) {
    if (!(view.format instanceof Compound compound)) {
      throw new IllegalArgumentException(
          "the format '%s' has no fields, so none named \"%s\""
              .formatted(BriefText.of(view.format), BriefText.of(name)));
    }
    Field field = compound.field(name);
    Format format = field.format();
    if (format instanceof SubArray nested) {
      SubArray array = nested.merged();
      Format element = array.element();
      long[] shape = array.shape().stream().mapToLong(Long::longValue).toArray();
      return view.derive(element, view.layout.field(field.offset(), element.itemsize(), shape));
    }
    if (format instanceof Pad pad) {
      // alone it would have no value, and with a name it has its bytes
      format = new Text('s', pad.length(), pad.mark());
    }
    return view.derive(format, view.layout.field(field.offset(), format.itemsize()));
  }

  static NdView trimmed(NdView view) {
    Layout layout = view.layout;
    if (layout.hasPointers()) {
      throw new UnsupportedOperationException(
          "a view with pointers spans no one block of memory; copy() does");
    }
    long low = layout.low();
    Backing backing = view.backing.forAllThreads();
    MemorySegment block = backing.segment().asSlice(low, layout.high() - low);
    return NdView.make(backing.at(block), view.format, layout.withOffset(layout.offset() - low));
  }

  /**
   * memoryview's rule for assignments: one format, one shape up to and with the first length of 0.
   */
  static void checkSameStructure(NdView target, NdView source) {
    source.checkLive();
    if (!target.format.isEquivalentTo(source.format)) {
      throw new IllegalArgumentException(
          "the formats differ: '%s' assigned to '%s'; convertTo() converts numbers, text and fields"
              .formatted(BriefText.of(source.format), BriefText.of(target.format)));
    }
    if (!ContentEquality.shapesEqual(target.layout, source.layout)) {
      throw new IllegalArgumentException(
          "the shapes differ: %s assigned to %s"
              .formatted(
                  BriefText.numbers(source.layout.shape()),
                  BriefText.numbers(target.layout.shape())));
    }
  }

  static Iterator<Object> iterator(NdView view) {
    if (view.layout.ndim() == 0) {
      throw new IllegalArgumentException(
          "a view without dimensions has nothing to iterate over; get() is its item");
    }
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < view.layout.shape(0);
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        long i = next++;
        return view.layout.ndim() == 1 ? view.get(i) : view.select(0, i);
      }
    };
  }
}
