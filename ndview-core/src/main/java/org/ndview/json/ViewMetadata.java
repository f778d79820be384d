package org.ndview.json;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import tools.jackson.core.JacksonException;

/**
 * A view without its memory: what it takes to rebuild it over the same bytes. The document that it
 * is written as follows the JSON Schema {@code urn:ndview:view:1}.
 *
 * @param format the format of an item, which means the same on every machine: see {@link
 *     Format#canonical}
 * @param itemsize the size of an item, in bytes
 * @param shape the lengths of the dimensions
 * @param strides the steps along the dimensions, in bytes, of any sign
 * @param offset where the item at index 0, ..., 0 begins in the block, in bytes
 * @param nbytes the itemsize times the number of items, in bytes; not the length of the block
 * @param extent the length of a block from its first byte to the last that an item touches, in
 *     bytes
 * @param readonly whether the view refuses writes
 * @param data where the bytes are; null if the document does not tell
 */
public record ViewMetadata(
    String format,
    long itemsize,
    List<Long> shape,
    List<Long> strides,
    long offset,
    long nbytes,
    long extent,
    boolean readonly,
    @Nullable DataReference data) {
  /** The version of the document that is written, and the only one that is read. */
  public static final int VERSION = 1;

  /**
   * Checks that the numbers agree, so that every instance describes a view.
   *
   * @throws IllegalArgumentException if the format does not parse or depends on the machine, the
   *     lengths of shape and strides differ, the sizes do not agree or overflow
   * @throws IndexOutOfBoundsException if an item lies outside the extent
   */
  public ViewMetadata {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    Format parsed = Format.parse(format, itemsize);
    if (Format.parse(format).itemsize() > itemsize) {
      throw new IllegalArgumentException(
          "the format '%s' takes %d bytes, more than the itemsize %d"
              .formatted(format, Format.parse(format).itemsize(), itemsize));
    }
    ByteOrders.checkPortable(parsed);
    Layout layout = Layout.of(itemsize, offset, array(shape), array(strides));
    if (layout.nbytes() != nbytes) {
      throw new IllegalArgumentException(
          "nbytes is %d, but itemsize %d and shape %s make %d"
              .formatted(nbytes, itemsize, shape, layout.nbytes()));
    }
    layout.checkWithin(extent);
  }

  /**
   * {@return what describes a view within its {@link NdView#segment()}} For a block no longer than
   * needed, describe {@link NdView#trimmed()}.
   *
   * @param view the view
   * @throws UnsupportedOperationException if the view has pointers, or a format that other machines
   *     do not understand
   */
  public static ViewMetadata of(NdView view) {
    Layout layout = view.layout();
    if (layout.hasPointers()) {
      throw new UnsupportedOperationException(
          "pointers mean nothing outside of this process, and the view has suboffsets "
              + Arrays.toString(layout.suboffsets())
              + "; copy() makes a view without");
    }
    return new ViewMetadata(
        portable(view.format()),
        layout.itemsize(),
        list(layout.shape()),
        list(layout.strides()),
        layout.offset(),
        layout.nbytes(),
        layout.high(),
        view.isReadOnly(),
        null);
  }

  private static String portable(Format format) {
    try {
      return format.canonical().toString();
    } catch (IllegalArgumentException e) {
      throw new UnsupportedOperationException(
          "the format '"
              + format
              + "' means nothing on another machine: "
              + e.getMessage()
              + "; convertTo() or field() leave it behind",
          e);
    }
  }

  /**
   * {@return the same description, with a word on where the bytes are}
   *
   * @param reference where they are
   */
  public ViewMetadata withData(DataReference reference) {
    return new ViewMetadata(
        format, itemsize, shape, strides, offset, nbytes, extent, readonly, reference);
  }

  /** {@return where the items lie in the block} */
  public Layout layout() {
    return Layout.of(itemsize, offset, array(shape), array(strides));
  }

  /**
   * {@return the byte order of the items: {@code little}, {@code big}, {@code mixed}, or {@code
   * none} if no item has one}
   */
  public String byteorder() {
    return ByteOrders.name(Format.parse(format, itemsize));
  }

  /**
   * {@return the view that this describes, over a block of bytes}
   *
   * @param block the bytes, shared
   * @throws IndexOutOfBoundsException if the block is shorter than the extent
   */
  public NdView view(MemorySegment block) {
    if (block.byteSize() < extent) {
      throw new IndexOutOfBoundsException(
          "the view's items span " + extent + " bytes, the block has " + block.byteSize());
    }
    MemorySegment memory = readonly ? block.asReadOnly() : block;
    return NdView.of(memory, Format.parse(format, itemsize), layout(), block);
  }

  /** {@return the JSON document} */
  public String toJson() {
    return Documents.write(this);
  }

  /**
   * {@return the description that a JSON document holds}
   *
   * @param json the document
   * @throws JacksonException if it is no such document; the message names the place and what is
   *     wrong with it
   */
  public static ViewMetadata parse(String json) {
    return Documents.read(json);
  }

  static long[] array(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> list(long[] array) {
    return Arrays.stream(array).boxed().toList();
  }
}
