package org.ndview.json;

import org.ndview.NdView;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes a view as its document, with the bytes in it. */
final class NdViewWriter extends ValueSerializer<NdView> {
  private final Storage storage;

  NdViewWriter(Storage storage) {
    this.storage = storage;
  }

  @Override
  public void serialize(NdView view, JsonGenerator json, SerializationContext context) {
    ViewMetadata metadata;
    try {
      metadata = ViewMetadata.inline(view, storage);
    } catch (IllegalArgumentException
        | IllegalStateException
        | IndexOutOfBoundsException
        | UnsupportedOperationException e) {
      throw DatabindException.from(json, "this view cannot be written: " + e.getMessage(), e);
    }
    MetadataWriter.write(metadata, json);
  }
}
