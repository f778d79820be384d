package org.ndview.json;

import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.PointerTable;
import org.ndview.format.Format;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.library.OptionalLibrary;
import org.ndview.io.Progress;
import tools.jackson.core.JacksonException;

/**
 * A view without its memory: what it takes to rebuild it over the same bytes. The document that it
 * is written as follows the JSON Schema {@code urn:ndview:view:1}.
 *
 * <p>For example:
 *
 * {@snippet lang="java" :
 * NdView columns = NdView.of(new int[] {1, 2, 3, 4}).reshape(2, 2).slice(":, ::-1");
 * String json = ViewMetadata.inline(columns, Storage.AS_IT_LIES).toJson();
 * NdView again = ViewMetadata.parse(json).open();
 * System.out.println(again.toList() + " " + again.strides()[1]); // [[2, 1], [4, 3]] -4
 * }
 *
 * @param format the format of an item, which means the same on every machine: see {@link
 *     Format#canonical}
 * @param itemsize the size of an item (in bytes)
 * @param shape the lengths of the dimensions
 * @param strides the steps along the dimensions (in bytes), of any sign; of dimensions with
 *     pointers the steps from pointer to pointer, which are not bytes of the block
 * @param offset where the item at index 0, ..., 0 begins in the block (in bytes)
 * @param nbytes the itemsize times the number of items (in bytes); not the length of the block
 * @param extent the length of a block from its first byte to the last that an item touches, in
 *     bytes
 * @param readonly whether the view refuses writes
 * @param indirect the view's pointers, as offsets into the block; null if it has none
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
    @Nullable Indirect indirect,
    @Nullable DataReference data)
    implements Serializable {
  /** The version of the document that is written, and the only one that is read. */
  public static final int VERSION = 1;

  /** As long as a format may be, in characters. */
  static final int MOST_FORMAT = 65536;

  /**
   * Checks that the numbers agree, so that every instance describes a view.
   *
   * @throws IllegalArgumentException if the format does not parse, depends on the machine, or is
   *     empty or longer than 65,536 characters; the lengths of shape and strides differ, the sizes
   *     do not agree or overflow, the table of pointers does not fit, or the data are known to be
   *     shorter than the extent
   * @throws IndexOutOfBoundsException if an item lies outside the extent
   */
  public ViewMetadata {
    shape = List.copyOf(shape);
    strides = List.copyOf(strides);
    checkFormat(format);
    checkItemsize(format, itemsize);
    Layout layout = layout(itemsize, offset, shape, strides, indirect);
    checkNbytes(layout, nbytes);
    checkExtent(layout, offset, extent, indirect);
    checkData(extent, data);
  }

  static void checkFormat(String format) {
    if (format.isEmpty()) {
      throw new IllegalArgumentException("the format is empty");
    } else if (format.length() > MOST_FORMAT) {
      throw new IllegalArgumentException(
          "the format has " + format.length() + " characters, more than " + MOST_FORMAT);
    }
    PortableFormats.checkPortable(Format.parse(format));
  }

  static void checkItemsize(String format, long itemsize) {
    long least = Format.parse(format).itemsize();
    if (least > itemsize) {
      throw new IllegalArgumentException(
          "the format '%s' takes %d bytes, more than the itemsize %d"
              .formatted(BriefText.of(format), least, itemsize));
    }
  }

  static void checkNbytes(Layout layout, long nbytes) {
    if (layout.nbytes() != nbytes) {
      throw new IllegalArgumentException(
          "nbytes is %d, but itemsize %d and shape %s make %d"
              .formatted(
                  nbytes, layout.itemsize(), BriefText.numbers(layout.shape()), layout.nbytes()));
    }
  }

  static void checkExtent(Layout layout, long offset, long extent, @Nullable Indirect indirect) {
    if (indirect == null) {
      layout.checkWithin(extent);
      return;
    }
    PointerTable.check(layout, array(indirect.table()), extent);
    if (offset != indirect.first()) {
      throw new IllegalArgumentException(
          "offset is %d, but the first pointer and its suboffset lead to %d"
              .formatted(offset, indirect.first()));
    }
  }

  static void checkData(long extent, @Nullable DataReference data) {
    Long length = data == null ? null : data.knownLength();
    if (length != null && length < extent) {
      throw new IllegalArgumentException("data has " + length + " bytes, the items span " + extent);
    }
  }

  /**
   * {@return what describes a view within its {@link NdView#segment()}; of a view with pointers,
   * within the block that its {@link PointerTable} gathers} For a block no longer than needed,
   * describe {@link NdView#trimmed()}.
   *
   * @param view the view
   * @throws UnsupportedOperationException if the view has a format that other machines do not
   *     understand
   * @throws IllegalArgumentException if the view has more pointers than a table holds
   */
  public static ViewMetadata of(NdView view) {
    return view.layout().hasPointers() ? of(view, PointerTable.of(view)) : of(view, view.layout());
  }

  static ViewMetadata of(NdView view, Layout layout) {
    return new ViewMetadata(
        portable(view.format()),
        layout.itemsize(),
        list(layout.shape()),
        list(layout.strides()),
        layout.offset(),
        layout.nbytes(),
        layout.high(),
        view.isReadOnly(),
        null,
        null);
  }

  static ViewMetadata of(NdView view, PointerTable table) {
    Layout layout = view.layout();
    Indirect indirect = new Indirect(list(table.suboffsets()), list(table.offsets()));
    return new ViewMetadata(
        portable(view.format()),
        layout.itemsize(),
        list(layout.shape()),
        list(layout.strides()),
        indirect.first(),
        layout.nbytes(),
        table.byteSize(),
        view.isReadOnly(),
        indirect,
        null);
  }

  private static String portable(Format format) {
    try {
      String text = format.canonical().toString();
      checkFormat(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new UnsupportedOperationException(
          "the format '"
              + BriefText.of(format)
              + "' cannot be told to another machine: "
              + e.getMessage()
              + "; convertTo() or field() leave it behind",
          e);
    }
  }

  /**
   * {@return a description of a view with its bytes in it, as base64}
   *
   * @param view the view; a closed one would be refused
   * @param storage what is written: only the items, or all that the view spans
   * @throws UnsupportedOperationException if the view has a format that other machines do not
   *     understand
   * @throws IllegalArgumentException if there are more bytes than a document holds as base64 (1.5
   *     billion), or more pointers than a table holds
   */
  public static ViewMetadata inline(NdView view, Storage storage) {
    return ViewStorage.of(view, storage).inline(false);
  }

  /**
   * {@return a description as by {@link #inline(NdView, Storage)}, with the SHA-256 of the bytes}
   *
   * @param view the view
   * @param storage what is written: only the items, or all that the view spans
   * @throws UnsupportedOperationException as there
   * @throws IllegalArgumentException as there
   */
  public static ViewMetadata inlineWithSha256(NdView view, Storage storage) {
    return ViewStorage.of(view, storage).inline(true);
  }

  /**
   * {@return the same description, with a word on where the bytes are}
   *
   * @param reference where they are
   * @throws IllegalArgumentException if they are known to be fewer than the extent
   */
  public ViewMetadata withData(DataReference reference) {
    return new ViewMetadata(
        format, itemsize, shape, strides, offset, nbytes, extent, readonly, indirect, reference);
  }

  /** {@return the same description, without a word on where the bytes are} */
  public ViewMetadata withoutData() {
    return new ViewMetadata(
        format, itemsize, shape, strides, offset, nbytes, extent, readonly, indirect, null);
  }

  /**
   * {@return where the items lie in the block} With pointers, its offset is 0: it counts in memory
   * that a view has for the pointers alone.
   */
  public Layout layout() {
    return layout(itemsize, offset, shape, strides, indirect);
  }

  static Layout layout(
      long itemsize,
      long offset,
      List<Long> shape,
      List<Long> strides,
      @Nullable Indirect indirect) {
    return indirect == null
        ? Layout.of(itemsize, offset, array(shape), array(strides))
        : Layout.of(itemsize, 0, array(shape), array(strides), array(indirect.suboffsets()));
  }

  /**
   * {@return the byte order of the items: {@code little}, {@code big}, {@code mixed}, or {@code
   * none} if no item has one}
   */
  public String byteorder() {
    return PortableFormats.name(Format.parse(format, itemsize));
  }

  /**
   * {@return the view that this describes, over a block of bytes}
   *
   * @param block the bytes, shared
   * @throws IndexOutOfBoundsException if the block is shorter than the extent
   */
  public NdView view(MemorySegment block) {
    return view(NdView.of(block));
  }

  /**
   * {@return the view that this describes, over the bytes of another view, which keeps owning them}
   *
   * @param block the bytes: all of its {@link NdView#segment()}
   * @throws IndexOutOfBoundsException if the block is shorter than the extent
   */
  public NdView view(NdView block) {
    long length = block.segment().byteSize();
    if (length < extent) {
      throw new IndexOutOfBoundsException(
          "the view's items span " + extent + " bytes, the block has " + length);
    }
    Format parsed = Format.parse(format, itemsize);
    NdView memory = readonly ? block.toReadOnly() : block;
    return indirect == null
        ? memory.asStrided(parsed, layout())
        : PointerTable.view(memory, parsed, layout(), array(indirect.table()));
  }

  /**
   * {@return the view over the bytes that the document has as base64} They are memory of its own.
   *
   * @throws ViewDataException if there are no bytes in the document, or their SHA-256 is another
   *     than it tells
   */
  public NdView open() throws ViewDataException {
    return DataOpener.open(this, null, MapMode.READ_ONLY, Progress.NONE);
  }

  /**
   * {@return the view over the bytes that the document refers to, read-only if they are in a file}
   * The file is mapped, until the last view of it is closed. Bytes that are in the document as
   * base64 become memory of the view's own.
   *
   * @param folder the folder that the document's reference is resolved in; no reference leaves it,
   *     also not by a symbolic link, as long as nobody changes the folder at the same time
   * @throws ViewDataException if there are no such bytes, too few, a reference that may not be
   *     followed, or another SHA-256 than the document tells
   */
  public NdView open(Path folder) throws ViewDataException {
    return open(folder, MapMode.READ_ONLY, Progress.NONE);
  }

  /**
   * {@return the view as by {@link #open(Path)}, with a file mapped in a mode}
   *
   * @param folder the folder that the document's reference is resolved in
   * @param mode READ_WRITE to write to the file through the view, PRIVATE to write to the view and
   *     not to the file; a view that the document says is read-only stays so in any mode
   * @param progress is told how much has been read where a SHA-256 is to be checked
   * @throws ViewDataException as there
   */
  public NdView open(Path folder, MapMode mode, Progress progress) throws ViewDataException {
    return DataOpener.open(this, folder, mode, progress);
  }

  /** {@return the JSON document} */
  public String toJson() {
    OptionalLibrary.JACKSON.require("ViewMetadata.toJson");
    return JsonDocuments.write(this);
  }

  /**
   * {@return the description that a JSON document holds}
   *
   * @param json the document
   * @throws JacksonException if it is not such a document; the message names the place and what is
   *     wrong with it
   */
  public static ViewMetadata parse(String json) {
    OptionalLibrary.JACKSON.require("ViewMetadata.parse");
    return JsonDocuments.read(json);
  }

  static long[] array(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> list(long[] array) {
    return Arrays.stream(array).boxed().toList();
  }
}
