package org.ndview.nd4j;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.nd4j.HandOver.Cause;

/**
 * What ND4J holds without a copy. It checks none of this itself: what passes here wrongly crashes
 * the JVM, or computes with other numbers.
 */
final class SharingRules {
  /** More of them overflow a table in its native code. */
  static final int MAX_RANK = 14;

  /** Its native code counts the items of a strided array in 32 bits, with one value to spare. */
  static final long MAX_OFFSET = 0xFFFF_FFFEL;

  private SharingRules() {}

  /**
   * {@return what handing a view over would do}
   *
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  static HandOver plan(NdView view) {
    return plan(view, view.format(), view.layout());
  }

  /**
   * {@return what handing over the memory of a view would do, seen in another format and layout}
   *
   * @throws IllegalStateException if the view is released, or its memory closed
   */
  static HandOver plan(NdView view, Format format, Layout layout) {
    MemorySegment memory = view.segment();
    if (!memory.scope().isAlive()) {
      throw new IllegalStateException("the memory of the view was closed");
    }
    if (!memory.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(
          "the memory of the view is confined to another thread than " + Thread.currentThread());
    }
    if (layout.ndim() > MAX_RANK) {
      return rank(layout);
    }
    DataType type = DataTypes.of(format);
    if (type == null) {
      return DataTypes.refusal(format);
    }
    if (layout.size() == 0) {
      return HandOver.share("it has no items, and so no memory to share");
    }
    HandOver fault = backEnd();
    if (fault == null) {
      fault = order((Scalar) format);
    }
    if (fault == null) {
      fault = strides(layout);
    }
    if (fault == null) {
      fault = memory(view, memory, layout);
    }
    if (fault == null && type == DataType.BOOL) {
      fault = BoolBytes.fault(memory, layout);
    }
    return fault != null
        ? fault
        : HandOver.share("ND4J holds its memory and strides as they are, as %s", type);
  }

  static HandOver rank(Layout layout) {
    return HandOver.refuse(
        Cause.RANK,
        "it has %d dimensions, and ND4J computes with at most %d"
            .formatted(layout.ndim(), MAX_RANK),
        "reshape() or squeeze() it first");
  }

  /** {@return why no memory is shared with the back end in use, or null if it is} */
  static @Nullable HandOver backEnd() {
    return Nd4j.getEnvironment().isCPU()
        ? null
        : HandOver.refuse(
            Cause.BACK_END,
            "the back end "
                + Nd4j.getBackend().getClass().getSimpleName()
                + " computes on a device, with a copy of its own",
            "use nd4j-native");
  }

  private static @Nullable HandOver order(Scalar format) {
    return isNativeOrder(format)
        ? null
        : HandOver.copy(
            Cause.BYTE_ORDER,
            "its format '%s' is %s, not of this machine's byte order",
            format,
            format.order());
  }

  static boolean isNativeOrder(Scalar format) {
    return format.itemsize() == 1 || format.order() == ByteOrder.nativeOrder();
  }

  private static @Nullable HandOver strides(Layout layout) {
    if (layout.hasPointers()) {
      return HandOver.copy(
          Cause.POINTERS,
          "it has suboffsets %s: its items lie behind pointers",
          Arrays.toString(layout.suboffsets()));
    }
    for (int d = 0; d < layout.ndim(); d++) {
      long stride = layout.stride(d);
      // a dimension of length 1 makes no step
      if (layout.shape(d) > 1 && (stride <= 0 || stride % layout.itemsize() != 0)) {
        return HandOver.copy(
            Cause.STRIDES,
            "the stride of dimension %d is %d bytes, %s",
            d,
            stride,
            stride > 0
                ? "no multiple of the itemsize " + layout.itemsize()
                : stride < 0 ? "backwards" : "the same items again and again");
      }
    }
    long last = ElementStrides.lastItem(layout);
    if (last > MAX_OFFSET && !layout.isContiguous()) {
      return HandOver.copy(
          Cause.SPAN,
          "it is not contiguous and spans %d items, and ND4J counts those in 32 bits",
          last + 1);
    }
    // BLAS refuses rows that run into each other, and ND4J goes on with zeros
    return layout.overlapsItself()
        ? HandOver.copy(
            Cause.OVERLAP,
            "its items overlap, or may: strides %s for shape %s",
            Arrays.toString(layout.strides()),
            Arrays.toString(layout.shape()))
        : null;
  }

  private static @Nullable HandOver memory(NdView view, MemorySegment memory, Layout layout) {
    if (!memory.isNative()) {
      return HandOver.copy(
          Cause.HEAP,
          "its memory is a %s on the Java heap, which the collector moves",
          memory.heapBase().map(a -> a.getClass().getSimpleName()).orElse("read-only array"));
    }
    if (view.isReadOnly()) {
      return HandOver.readOnly("it is read-only, and nothing in ND4J is");
    }
    long address = memory.address() + layout.offset();
    return address % layout.itemsize() == 0
        ? null
        : HandOver.copy(
            Cause.ALIGNMENT,
            "its first item lies at address 0x%x, no multiple of the itemsize %d",
            address,
            layout.itemsize());
  }
}
