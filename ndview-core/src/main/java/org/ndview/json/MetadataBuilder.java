package org.ndview.json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.PointerTable;
import org.ndview.format.Format;
import org.ndview.internal.check.BriefText;
import org.ndview.npy.NumpyDtype;

/**
 * Makes metadata of the values of a document, each of its type by now. What the document tells
 * beside the numbers must follow from them.
 */
final class MetadataBuilder {
  private static final List<String> REQUIRED =
      List.of("ndview", "format", "itemsize", "shape", "strides", "offset", "nbytes");

  private final Map<String, Object> values;

  /** The value at {@code contiguous/c} is that of the key c in the object of that key. */
  MetadataBuilder(Map<String, Object> values) {
    this.values = values;
  }

  /** A value that does not go with the others. */
  static final class Flaw extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String pointer;

    Flaw(String pointer, @Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
      this.pointer = pointer;
    }

    String pointer() {
      return pointer;
    }
  }

  ViewMetadata build() {
    for (String key : REQUIRED) {
      if (!values.containsKey(key)) {
        throw new Flaw("", "the key \"" + key + "\" is missing", null);
      }
    }
    String format = (String) value("format");
    long itemsize = number("itemsize");
    long offset = number("offset");
    List<Long> shape = longs("shape");
    List<Long> strides = longs("strides");
    Indirect indirect = (Indirect) values.get("indirect");
    DataReference data = (DataReference) values.get("data");
    check("/format", () -> ViewMetadata.checkFormat(format));
    check("/itemsize", () -> ViewMetadata.checkItemsize(format, itemsize));
    Layout layout = layout(itemsize, offset, shape, strides, indirect);
    check("/nbytes", () -> ViewMetadata.checkNbytes(layout, number("nbytes")));
    long extent = extent(layout, indirect);
    if (indirect != null) {
      check(
          "/indirect/table",
          () -> PointerTable.check(layout, ViewMetadata.array(indirect.table()), extent));
    }
    check("/offset", () -> ViewMetadata.checkExtent(layout, offset, extent, indirect));
    verify(format, itemsize, layout);
    check(
        data == null || data.base64() == null ? "/data/length" : "/data/base64",
        () -> ViewMetadata.checkData(extent, data));
    return new ViewMetadata(
        format,
        itemsize,
        shape,
        strides,
        offset,
        number("nbytes"),
        extent,
        values.get("readonly") == Boolean.TRUE,
        indirect,
        data);
  }

  private static Layout layout(
      long itemsize,
      long offset,
      List<Long> shape,
      List<Long> strides,
      @Nullable Indirect indirect) {
    String place =
        strides.size() != shape.size()
            ? "/strides"
            : indirect != null && indirect.suboffsets().size() != shape.size()
                ? "/indirect/suboffsets"
                : "/shape";
    Layout[] layout = new Layout[1];
    check(place, () -> layout[0] = ViewMetadata.layout(itemsize, offset, shape, strides, indirect));
    return layout[0];
  }

  private long extent(Layout layout, @Nullable Indirect indirect) {
    if (values.containsKey("extent")) {
      return number("extent");
    } else if (indirect == null) {
      return layout.high();
    }
    long[] extent = {0};
    check(
        "/indirect/table",
        () -> extent[0] = PointerTable.extent(layout, ViewMetadata.array(indirect.table())));
    return extent[0];
  }

  private void verify(String format, long itemsize, Layout layout) {
    Format parsed = Format.parse(format, itemsize);
    verify("byteorder", PortableFormats.name(parsed));
    verify("contiguous/c", layout.isCContiguous());
    verify("contiguous/f", layout.isFContiguous());
    verify("numpy", NumpyDtype.find(parsed).map(NumpyDtype::descr).orElse(null));
  }

  private void verify(String key, @Nullable Object derived) {
    if (values.containsKey(key) && !value(key).equals(derived)) {
      throw new Flaw(
          "/" + key,
          "\"%s\" is %s, but format, shape and strides make it %s"
              .formatted(
                  key.substring(key.indexOf('/') + 1),
                  BriefText.of(value(key).toString()),
                  derived == null ? "nothing" : BriefText.of(derived.toString())),
          null);
    }
  }

  private static void check(String pointer, Runnable check) {
    try {
      check.run();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Flaw(pointer, e.getMessage(), e);
    }
  }

  private Object value(String key) {
    return Objects.requireNonNull(values.get(key));
  }

  private long number(String key) {
    return (Long) value(key);
  }

  @SuppressWarnings("unchecked")
  private List<Long> longs(String key) {
    return (List<Long>) value(key);
  }
}
