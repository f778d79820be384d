package org.ndview.json;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Writes documents for Jackson 3. */
final class DocumentSerializer<T> extends ValueSerializer<T> {
  /** Makes the document of a value. */
  interface Describer<T> {
    ViewMetadata describe(T value) throws JsonDocuments.ViewNotWritten;
  }

  private final Describer<T> describer;

  DocumentSerializer(Describer<T> describer) {
    this.describer = describer;
  }

  @Override
  public void serialize(T value, JsonGenerator json, SerializationContext context) {
    ViewMetadata metadata;
    try {
      metadata = describer.describe(value);
    } catch (JsonDocuments.ViewNotWritten e) {
      throw DatabindException.from(json, e.getMessage(), e.getCause());
    }
    MetadataWriter.write(metadata, json);
  }
}
