package org.ndview;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.SubArray;
import org.ndview.format.Text;
import org.ndview.internal.check.BriefText;

/** The items of a view as one block of bytes, for who knows nothing of strides. */
final class Blocks {
  private Blocks() {}

  static MemorySegment of(NdView view) {
    Layout layout = view.layout();
    if (layout.hasPointers()) {
      throw refused("its items lie behind pointers: suboffsets " + numbers(view.suboffsets()));
    }
    if (!layout.isCContiguous()) {
      throw refused(
          "its items do not lie in C order one after the other: shape %s with strides %s (in bytes)"
              .formatted(numbers(layout.shape()), numbers(layout.strides())));
    }
    Format swapped = swapped(view.format());
    if (swapped != null) {
      throw new UnsupportedOperationException(
          "this view is no block in the machine's byte order: '%s' is %s; convertTo() a new view of native format"
              .formatted(
                  BriefText.of(swapped),
                  ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                      ? "big-endian"
                      : "little-endian"));
    }
    return view.segment().asSlice(view.nbytes() == 0 ? 0 : layout.offset(), view.nbytes());
  }

  static ByteBuffer buffer(NdView view) {
    if (view.nbytes() > Integer.MAX_VALUE) {
      throw new UnsupportedOperationException(
          "%d bytes are more than a ByteBuffer holds, %d: slice() the view, or take contiguousSegment()"
              .formatted(view.nbytes(), Integer.MAX_VALUE));
    }
    MemorySegment block = of(view);
    Object array = block.heapBase().orElse(null);
    // a read-only segment does not tell its array, but how it is aligned
    boolean bytes = array instanceof byte[] || (array == null && block.maxByteAlignment() == 1);
    if (block.isNative() || bytes) {
      return block.asByteBuffer().order(ByteOrder.nativeOrder());
    }
    throw new UnsupportedOperationException(
        "the items lie in an array that is no byte[], and Java has no ByteBuffer over it: copy() is in native memory");
  }

  /** A part of a format in the other byte order; null if there is none. */
  private static @Nullable Format swapped(Format format) {
    return switch (format) {
      case Scalar scalar ->
          scalar.itemsize() > 1 && scalar.order() != ByteOrder.nativeOrder() ? scalar : null;
      case Text text -> isSwapped(text) ? text : null;
      case SubArray array -> swapped(array.element());
      case Compound compound -> {
        Format first = null;
        for (Field field : compound.fields()) {
          first = first == null ? swapped(field.format()) : first;
        }
        yield first;
      }
      default -> null;
    };
  }

  private static boolean isSwapped(Text text) {
    boolean wide = text.code() == 'u' || text.code() == 'w';
    return wide && text.mark().order() != ByteOrder.nativeOrder();
  }

  private static String numbers(long[] numbers) {
    return BriefText.numbers(numbers);
  }

  private static UnsupportedOperationException refused(String why) {
    return new UnsupportedOperationException("this view is no block: " + why + "; copy() is one");
  }
}
