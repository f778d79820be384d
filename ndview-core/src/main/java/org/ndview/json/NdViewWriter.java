package org.ndview.json;

import org.ndview.NdView;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes a view as its metadata. */
final class NdViewWriter extends ValueSerializer<NdView> {
  @Override
  public void serialize(NdView view, JsonGenerator json, SerializationContext context) {
    MetadataWriter.write(view.metadata(), json);
  }
}
