package org.ndview.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.Layout;
import org.ndview.format.Format;
import org.ndview.npy.NumpyDtype;
import tools.jackson.core.JsonGenerator;

/** Writes the document, with what it tells a reader's eye and NumPy derived from the rest. */
final class MetadataWriter {
  private MetadataWriter() {}

  static void write(ViewMetadata metadata, JsonGenerator json) {
    Layout layout = metadata.layout();
    json.writeStartObject();
    json.writeNumberProperty("ndview", ViewMetadata.VERSION);
    json.writeStringProperty("format", metadata.format());
    json.writeNumberProperty("itemsize", metadata.itemsize());
    numbers(json, "shape", layout.shape());
    numbers(json, "strides", layout.strides());
    json.writeNumberProperty("offset", metadata.offset());
    json.writeNumberProperty("nbytes", metadata.nbytes());
    json.writeNumberProperty("extent", metadata.extent());
    json.writeBooleanProperty("readonly", metadata.readonly());
    json.writeStringProperty("byteorder", metadata.byteorder());
    json.writeObjectPropertyStart("contiguous");
    json.writeBooleanProperty("c", layout.isCContiguous());
    json.writeBooleanProperty("f", layout.isFContiguous());
    json.writeEndObject();
    json.writeNullProperty("suboffsets");
    indirect(json, metadata.indirect(), layout);
    NumpyDtype.find(Format.parse(metadata.format(), metadata.itemsize()))
        .ifPresent(dtype -> {
          json.writeName("numpy");
          nested(json, dtype.descr());
        });
    data(json, metadata.data());
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, String name, long[] numbers) {
    json.writeName(name);
    json.writeArray(numbers, 0, numbers.length);
  }

  private static void indirect(JsonGenerator json, @Nullable Indirect indirect, Layout layout) {
    if (indirect == null) {
      return;
    }
    json.writeObjectPropertyStart("indirect");
    numbers(json, "suboffsets", ViewMetadata.array(indirect.suboffsets()));
    numbers(json, "table", ViewMetadata.array(indirect.table()));
    json.writeStringProperty("note", note(indirect.last(), layout.ndim()));
    json.writeEndObject();
  }

  /** What Python has to do, since NumPy has no pointers. */
  private static String note(int last, int ndim) {
    String rest = last + 1 == ndim ? "()" : "tuple(shape[%d:])".formatted(last + 1);
    return "NumPy has no pointers: the items at a[i], for the k-th i in numpy.ndindex(*shape[:%d]),"
            .formatted(last + 1)
        + " are numpy.ndarray(%s, dtype, buffer, table[k] + suboffsets[%d], tuple(strides[%d:]))"
            .formatted(rest, last, last + 1);
  }

  private static void nested(JsonGenerator json, Object descr) {
    switch (descr) {
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(part -> nested(json, part));
        json.writeEndArray();
      }
      case Long n -> json.writeNumber(n);
      default -> json.writeString((String) descr);
    }
  }

  private static void data(JsonGenerator json, @Nullable DataReference data) {
    if (data == null) {
      return;
    }
    json.writeObjectPropertyStart("data");
    if (data.uri() != null) {
      json.writeStringProperty("uri", data.uri());
      json.writeNumberProperty("offset", data.offset());
    }
    if (data.length() != null) {
      json.writeNumberProperty("length", data.length());
    }
    if (data.base64() != null) {
      json.writeStringProperty("base64", data.base64());
    }
    if (data.sha256() != null) {
      json.writeStringProperty("sha256", data.sha256());
    }
    json.writeEndObject();
  }
}
