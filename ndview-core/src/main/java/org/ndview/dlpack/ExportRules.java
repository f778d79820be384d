package org.ndview.dlpack;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Compound;
import org.ndview.format.Format;
import org.ndview.format.Scalar;
import org.ndview.format.SubArray;

/** What DLPack can say without a copy, or with one. */
final class ExportRules {
  private static final String COPY = "; DLPack.exportCopy(view) exports a copy";

  private ExportRules() {}

  /**
   * {@return why the memory of a view cannot be shared, and what can be done instead; null if it
   * can}
   *
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  static @Nullable String refusal(NdView view, TensorStruct struct) {
    MemorySegment memory = view.segment();
    checkAccessible(memory);
    String fault = formatRefusal(view.format());
    if (fault != null) {
      return fault;
    }
    fault = struct == TensorStruct.LEGACY && view.isReadOnly() ? readOnly() : null;
    Layout layout = view.layout();
    if (fault == null && layout.size() > 0) {
      fault = shared(view.format(), layout, memory);
    }
    return fault == null ? null : fault + COPY;
  }

  private static @Nullable String shared(Format format, Layout layout, MemorySegment memory) {
    if (!DataTypes.isNativeOrder(format)) {
      return "DLPack has only numbers in the machine's byte order, and the format is '%s'"
          .formatted(format);
    }
    if (layout.hasPointers()) {
      return "DLPack has no suboffsets, and the view has " + Arrays.toString(layout.suboffsets());
    }
    for (int d = 0; d < layout.ndim(); d++) {
      if (layout.shape(d) > 1 && layout.stride(d) % layout.itemsize() != 0) {
        return ("DLPack counts strides in items, and that of dimension %d is %d bytes, no multiple"
                + " of the itemsize %d")
            .formatted(d, layout.stride(d), layout.itemsize());
      }
    }
    if (!memory.isNative()) {
      return "the memory of the view is on the Java heap, where it has no address";
    }
    long first = memory.address() + layout.offset();
    long alignment = DataTypes.alignment(format);
    return first % alignment == 0
        ? null
        : "the first item is at 0x%x, no multiple of %d, and consumers read it as aligned"
            .formatted(first, alignment);
  }

  private static String readOnly() {
    return "the view is read-only, which a DLManagedTensor cannot say: export it as VERSIONED";
  }

  /** {@return why DLPack has no type for a format, and what can be done; null if it has one} */
  static @Nullable String formatRefusal(Format format) {
    if (DataTypes.of(format) != null) {
      return null;
    }
    String way =
        switch (format) {
          case Compound _ -> "export its fields, each as a tensor: field(name)";
          case SubArray _ -> "viewAs() the format of its elements makes a dimension of them";
          case Scalar scalar ->
              switch (scalar.type().kind()) {
                case FLOAT -> "convertTo() makes 'd' of it";
                case COMPLEX -> "convertTo() makes 'Zd' of it";
                case CHAR, BOOL, INT, UINT -> "cast(\"B\") views the bytes";
              };
          default -> "cast(\"B\") views the bytes";
        };
    return "DLPack has no type for the format '%s': %s".formatted(brief(format), way);
  }

  private static String brief(Format format) {
    String text = format.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }

  private static void checkAccessible(MemorySegment memory) {
    if (!memory.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(
          "the memory of the view is confined to another thread than " + Thread.currentThread());
    }
  }
}
